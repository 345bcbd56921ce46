using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Something known about a person, a household or the case itself: valid from, valid to, by which evidence, recorded when and by whom.</summary>
/// <remarks>Never updated: a correction is a new fact that supersedes, a withdrawal a superseding fact marked withdrawn.</remarks>
public sealed class Fact : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid Subject { get; init; }
    public required string Kind { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>Canonical JSON; its members are fixed by the kind.</summary>
    public required string Value { get; init; }

    /// <summary>Ids of the evidence (photos, scans, reports), as a JSON array.</summary>
    public required string Evidence { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
    public required Guid RecordedBy { get; init; }
    public Guid? Supersedes { get; init; }
    public bool Withdrawn { get; init; }
    public string? Reason { get; init; }
}
