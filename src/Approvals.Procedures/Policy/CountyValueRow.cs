using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Policy;

/// <summary>A value the county has set: proposed by one person, in force only once another has confirmed it. Never edited in place.</summary>
public sealed class CountyValueRow : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }

    /// <summary>The area it holds for, as the packs write it (220182).</summary>
    public required string Area { get; init; }

    public required string Key { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required DateOnly Published { get; init; }

    /// <summary>The value as JSON, checked by the same validator as the packs.</summary>
    public required string Value { get; init; }

    /// <summary>Clause ids, as a JSON array.</summary>
    public required string Cites { get; init; }

    public required string DocumentNumber { get; init; }
    public required Guid ProposedBy { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public Guid? ConfirmedBy { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public Guid? RejectedBy { get; set; }
}
