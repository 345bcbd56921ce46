using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    Open = 0,
    Done = 1,

    /// <summary>Closed by the flow: another branch won, the case was withdrawn or moved.</summary>
    Cancelled = 2,
}

/// <summary>One thing one person has to do; the open row is the runtime's bookmark.</summary>
public sealed class CaseTask : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid InstanceId { get; init; }
    public required int Bookmark { get; init; }
    public required string ActivityId { get; init; }

    /// <summary>The step (activity type) that knows its form and its rules.</summary>
    public required string Step { get; init; }

    public required string Role { get; init; }
    public required AreaCode Area { get; set; }
    public required string Programme { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public DateOnly? DueOn { get; init; }

    /// <summary>The moment it is due where the case runs by hours, nights and holidays included.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The due day lies beyond the last published holiday list (预计).</summary>
    public bool DueEstimated { get; init; }

    public string? ClockRule { get; init; }
    public Guid? HolderId { get; set; }
    public DateTimeOffset? HeldSince { get; set; }
    public required TaskState State { get; set; }
    public string? Outcome { get; set; }
    public Guid? CompletedBy { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }

    public RowId Address => new(County, Id);
}
