using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Incidents;

/// <summary>What two people may do about a branch that stands still.</summary>
public enum RepairKind
{
    /// <summary>Say in the failed step's place how it ended.</summary>
    [Choice("answer", "代替系统给出结果")]
    Answer,

    /// <summary>Take the branch back to a step that has been done before.</summary>
    [Choice("move", "转回已办过的环节")]
    Move,

    /// <summary>End the case; the family has to apply again.</summary>
    [Choice("cancel", "终止本案")]
    Cancel,
}

/// <summary>How far a repair has come.</summary>
public enum RepairState
{
    Proposed,
    Confirmed,
    Rejected,
}

/// <summary>修复: what one person proposes to do about an incident and another confirms. The journal of the case says the same.</summary>
public sealed class Repair : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid InstanceId { get; init; }

    /// <summary>The hindrance it is about.</summary>
    public required Guid IncidentId { get; init; }

    public required RepairKind Kind { get; init; }

    /// <summary>The outcome to leave by, or the activity to go to; null where the case is ended.</summary>
    public string? Target { get; init; }

    public required string Reason { get; init; }
    public required Guid ProposedBy { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public required RepairState State { get; set; }
    public Guid? SettledBy { get; set; }
    public DateTimeOffset? SettledAt { get; set; }

    public RowId Address => new(County, Id);
}
