namespace Approvals.Workflow;

/// <summary>What the host has to do or to record. Rows are named by the bookmark; within one result every row appears in its last state only.</summary>
public abstract record Output
{
    private Output()
    {
    }

    /// <summary>The bookmark this output is about; 0 for none.</summary>
    public virtual int Row => 0;

    /// <summary>A task for a person.</summary>
    /// <param name="Payload">The evaluated inputs by name.</param>
    /// <param name="Outcomes">What it may be completed with; empty means anything.</param>
    public sealed record OpenTask(int Bookmark, string ActivityId, string NodeId, string Type, string Title, ObjectValue Payload, IReadOnlyList<string> Outcomes) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>The task is over: completed, or cancelled because its branch is.</summary>
    public sealed record CloseTask(int Bookmark, bool IsCancelled) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>Sets the timer of a bookmark, in place of an earlier one.</summary>
    public sealed record SetTimer(int Bookmark, string ActivityId, DateTimeOffset Due, string? Reason) : Output
    {
        public override int Row => Bookmark;
    }

    public sealed record DropTimer(int Bookmark) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>The instance waits for an event.</summary>
    public sealed record AwaitEvent(int Bookmark, string ActivityId, string Name) : Output
    {
        public override int Row => Bookmark;
    }

    public sealed record DropEvent(int Bookmark) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>To be answered in the same burst with <see cref="Stimulus.CommandAnswered"/>.</summary>
    public sealed record RunCommand(int Bookmark, string ActivityId, string NodeId, string Type, int Version, ObjectValue Payload) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>A child workflow.</summary>
    /// <param name="Bookmark">0 when nobody waits for it.</param>
    /// <param name="IsInline">The step stops here until it hears <see cref="Stimulus.ChildFinished"/> or <see cref="Stimulus.ChildStarted"/>.</param>
    public sealed record StartChild(int Bookmark, string ActivityId, string DefinitionId, ObjectValue Input, string? CorrelationId, bool IsInline) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>Nobody waits for the child any more; the host decides whether to cancel it.</summary>
    public sealed record DropChild(int Bookmark) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>Publishes an event to other instances.</summary>
    public sealed record Publish(string Name, string? CorrelationId, Value Payload) : Output;

    /// <summary>An activity failed and its branch waits, or, under <see cref="IncidentStrategy.Fault"/>, the instance has ended.</summary>
    public sealed record IncidentOpened(Incident Incident) : Output
    {
        public override int Row => Incident.Bookmark;
    }

    public sealed record IncidentClosed(int Bookmark) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>The branch waits for something that is missing.</summary>
    public sealed record Blocked(int Bookmark, string ActivityId, string Reason, string Message, Value Data) : Output
    {
        public override int Row => Bookmark;
    }

    public sealed record Unblocked(int Bookmark) : Output
    {
        public override int Row => Bookmark;
    }

    /// <summary>The instance has ended.</summary>
    public sealed record Finished(WorkflowSubStatus Status, ObjectValue Result) : Output;
}
