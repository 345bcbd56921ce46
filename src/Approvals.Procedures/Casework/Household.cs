using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>家庭: who lives together is a view over facts; this row only gives them a place to hang on.</summary>
public sealed class Household : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required AreaCode Area { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>人员: a natural person who applies or lives in a household that applies.</summary>
public sealed class Citizen : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }

    /// <summary>As typed, including · and rare characters.</summary>
    public required string Name { get; set; }

    public required Sealed IdNumber { get; set; }

    /// <summary>The 15-digit number the paper shows, when that is what was typed.</summary>
    public Sealed? IdNumber15 { get; set; }

    public required byte[] IdHash { get; set; }
    public required string IdLast4 { get; set; }
    public required string Sex { get; set; }
    public required DateOnly Birth { get; set; }
    public Sealed? Phone { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A person as typed, numbers sealed.</summary>
    internal static Citizen Of(ActionSession session, Seals seals, string name, IdNumber number, string? phone, int county) => new()
    {
        County = county,
        Id = session.NewId(),
        Name = name.Trim(),
        IdNumber = seals.Seal(number.Number),
        IdNumber15 = number.FifteenDigits is { } old ? seals.Seal(old) : null,
        IdHash = seals.Hash(number.Number),
        IdLast4 = number.LastFour,
        Sex = number.Sex == Domain.Sex.Male ? "男" : "女",
        Birth = number.BirthDate,
        Phone = string.IsNullOrWhiteSpace(phone) ? null : seals.Seal(phone.Trim()),
        CreatedAt = session.Time.Wall,
    };
}

/// <summary>A person is part of a case; by the hash another office's case of the same person is found.</summary>
public sealed class CaseMember
{
    public required int County { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid CitizenId { get; init; }
    public required byte[] IdHash { get; init; }
}
