using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.People;

/// <summary>A right on file: this official may act in this role, in this area, for this programme, between these days.</summary>
public sealed class Grant : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid OfficialId { get; init; }
    public required string Role { get; init; }
    public required AreaCode Area { get; init; }

    /// <summary>A programme code, or <c>*</c> for all of them.</summary>
    public required string Programme { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it is open. Revoking sets it, nothing deletes it.</summary>
    public DateOnly? To { get; set; }

    public required Guid GrantedBy { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    public bool InForce(DateOnly day) => From <= day && (To is null || day <= To);
}
