using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Decisions;

/// <summary>待遇: what a household is entitled to by a decision. Never edited, only superseded.</summary>
public sealed class Award : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid DecisionId { get; init; }
    public required string Programme { get; init; }
    public required AreaCode Area { get; init; }

    /// <summary>Who is paid, as the roster prints it.</summary>
    public required string Payee { get; init; }

    public required int Members { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The legal instant it became known; the roster of a month reads only what was known at its cut-off.</summary>
    public required DateTimeOffset KnownFrom { get; init; }

    public Guid? Supersedes { get; init; }
}

/// <summary>A run of months with one monthly amount.</summary>
public sealed class AwardSegment : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid AwardId { get; init; }

    /// <summary>First month, yyyymm.</summary>
    public required int FirstMonth { get; init; }

    /// <summary>Last month, yyyymm; null while open.</summary>
    public int? LastMonth { get; init; }

    public required Money Monthly { get; init; }
    public required string Kind { get; init; }
}
