using Approvals.Procedures.Storage;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>How far a case has come: the workflow state, what it waits for, the clock of the case, and the head of its event chain.</summary>
/// <remarks>The one row every action on a case rewrites. A finished instance keeps only this row.</remarks>
public sealed class Instance : ICaseRow, IRun
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; set; }
    public required int DefinitionVersion { get; set; }
    public required string Status { get; set; }
    public required string SubStatus { get; set; }

    /// <summary>The runtime's own compact state; empty once finished.</summary>
    public required string State { get; set; }

    /// <summary>The open steps in words, for lists.</summary>
    public required string Stage { get; set; }

    /// <summary>How the case ended: confirmed, refused, withdrawn; null while it runs.</summary>
    public string? Result { get; set; }

    public DateOnly? AcceptedOn { get; set; }

    /// <summary>The statutory end of the whole case (<c>clock.case</c>, or <c>clock.case-extended</c> once extended).</summary>
    public DateOnly? DueOn { get; set; }

    public bool DueEstimated { get; set; }

    /// <summary>When the first help is due where the case runs by hours; null for all others.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public bool Extended { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Sequence and hash of the last event of the case.</summary>
    public required int EventSeq { get; set; }

    public required byte[] EventHead { get; set; }

    /// <summary>A procedure that has not moved yet.</summary>
    internal static Instance Of(ActionSession session, Case begun, WorkflowDefinition definition) => new()
    {
        County = begun.County,
        Id = session.NewId(),
        CaseId = begun.Id,
        DefinitionId = definition.DefinitionId,
        DefinitionVersionId = definition.Id,
        DefinitionVersion = definition.Version,
        Status = nameof(WorkflowStatus.Running),
        SubStatus = nameof(WorkflowSubStatus.Pending),
        State = string.Empty,
        Stage = string.Empty,
        StartedAt = session.Time.Now,
        EventSeq = 0,
        EventHead = new byte[32],
    };
}

/// <summary>One running flow of a case: its procedure, or a child that the procedure has started.</summary>
public interface IRun
{
    int County { get; }
    Guid Id { get; }
    Guid CaseId { get; }
    string DefinitionId { get; }
    string DefinitionVersionId { get; set; }
    int DefinitionVersion { get; set; }
    string Status { get; set; }
    string SubStatus { get; set; }
    string State { get; set; }
    string Stage { get; set; }
    DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>A child flow of a case. Clock, result and event chain stand with the procedure; the child has its own state, tasks and timers.</summary>
public sealed class ChildInstance : ICaseRow, IRun
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>The flow that started it: the procedure or another child.</summary>
    public required Guid ParentId { get; init; }

    /// <summary>The parent's bookmark that its end resumes; 0 when nobody waits.</summary>
    public required int ParentBookmark { get; init; }

    /// <summary>1 for a child of the procedure, one more for each flow between.</summary>
    public required int Depth { get; init; }

    public required string DefinitionId { get; init; }
    public required string DefinitionVersionId { get; set; }
    public required int DefinitionVersion { get; set; }
    public required string Status { get; set; }
    public required string SubStatus { get; set; }
    public required string State { get; set; }
    public required string Stage { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }
}
