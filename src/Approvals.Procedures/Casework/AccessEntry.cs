using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Who read, revealed, printed or delivered what, and why.</summary>
public sealed class AccessEntry
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateOnly On { get; init; }
    public required Guid OfficialId { get; init; }
    public required int County { get; init; }
    public Guid? CaseId { get; init; }

    /// <summary>open, reveal, print, deliver, duplicate-card, export.</summary>
    public required string Kind { get; init; }

    public required string What { get; init; }
    public string? Reason { get; init; }

    internal static AccessEntry Of(ActionSession session, Guid official, int county, string kind, string what, Guid? caseId = null, string? reason = null) => new()
    {
        Id = session.NewId(),
        At = session.Time.Wall,
        On = session.Time.Today,
        OfficialId = official,
        County = county,
        CaseId = caseId,
        Kind = kind,
        What = what,
        Reason = reason,
    };
}
