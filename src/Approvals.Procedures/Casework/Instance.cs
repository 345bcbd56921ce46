using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>How far a case has come: the workflow state, what it waits for, the clock of the case, and the head of its event chain.</summary>
/// <remarks>The one row every action on a case rewrites. A finished instance keeps only this row. Children of the procedure are rows of their own;
/// the clock, the result and the event chain of the case stand on the procedure's row only.</remarks>
public sealed class Instance : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>The instance of the same case that started this one as its child; null for the procedure itself.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The parent's bookmark that this child's end resumes; 0 when nobody waits.</summary>
    public int ParentBookmark { get; init; }

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
    public bool Extended { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Sequence and hash of the last event of the case.</summary>
    public required int EventSeq { get; set; }

    public required byte[] EventHead { get; set; }
}
