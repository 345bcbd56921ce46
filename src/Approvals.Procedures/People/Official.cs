using Approvals.Procedures.Storage;

namespace Approvals.Procedures.People;

/// <summary>An account of one natural person who works in social assistance.</summary>
public sealed class Official : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }

    /// <summary>What they type to sign in; unique across counties, compared in lower case.</summary>
    public required string Login { get; init; }

    public required string Name { get; set; }

    /// <summary>Keyed hash of the citizen number: the natural person behind the account, for separation of duties and near relatives.</summary>
    public byte[]? PersonHash { get; set; }

    public Sealed? Phone { get; set; }
    public required string Office { get; set; }
    public required string PasswordHash { get; set; }
    public bool MustChangePassword { get; set; }
    public int FailedSignIns { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Changes when every session of the account must end.</summary>
    public required Guid Stamp { get; set; }

    public required bool Active { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    public RowId Address => new(County, Id);
}
