namespace Approvals.Workflow;

/// <summary>What happens to an instance from outside. Bookmarks are the numbers given out with the outputs.</summary>
public abstract record Stimulus
{
    private Stimulus()
    {
    }

    /// <summary>Begins a new instance.</summary>
    /// <param name="TriggerActivityId">The trigger that starts it, when one did.</param>
    public sealed record Start(ObjectValue Input, string? CorrelationId = null, string? TriggerActivityId = null) : Stimulus
    {
        public Start()
            : this(ObjectValue.Empty)
        {
        }
    }

    /// <summary>Somebody completed a task with one of its outcomes.</summary>
    public sealed record TaskCompleted(int Bookmark, string Outcome, Value Data) : Stimulus;

    /// <summary>A timer is a hint: one that fires early is set again.</summary>
    public sealed record TimerFired(int Bookmark) : Stimulus;

    /// <summary>The answer to <see cref="Output.RunCommand"/>, within the same burst.</summary>
    public sealed record CommandAnswered(int Bookmark, CommandAnswer Answer) : Stimulus;

    /// <summary>An event; it resumes every activity of the instance that waits for it, in the order in which they began to wait.</summary>
    public sealed record EventReceived(string Name, string? CorrelationId, Value Payload) : Stimulus;

    /// <summary>The child asked for within this burst has been started and waits for something itself.</summary>
    public sealed record ChildStarted(int Bookmark, string ChildId) : Stimulus;

    /// <summary>A child has ended, in whatever way.</summary>
    public sealed record ChildFinished(int Bookmark, string ChildId, WorkflowSubStatus Status, ObjectValue Output) : Stimulus;

    /// <summary>Ends the instance as Cancelled.</summary>
    public sealed record Cancel(string Reason) : Stimulus;

    /// <summary>Runs again what is blocked, waits as an incident, or waits for a later attempt.</summary>
    public sealed record Retry(int Bookmark) : Stimulus;

    /// <summary>Completes the activity of an incident with an outcome, as if it had not failed.</summary>
    public sealed record AnswerIncident(int Bookmark, string Outcome, Value Result) : Stimulus;

    /// <summary>Takes the branch that waits at a bookmark to another activity of the same flowchart, or of one around it.</summary>
    public sealed record MoveTo(int Bookmark, string ActivityId, string Reason) : Stimulus;

    /// <summary>The instance has come from another version; only <see cref="Migration"/> says so.</summary>
    public sealed record Migrate(string FromVersionId) : Stimulus;
}

/// <summary>The three answers of an automatic step, and its wish to be asked again later.</summary>
public abstract record CommandAnswer
{
    private CommandAnswer()
    {
    }

    /// <summary>Done; the activity completes with the outcomes named and its output <c>Result</c>.</summary>
    public sealed record Outcome(IReadOnlyList<string> Names, Value Result) : CommandAnswer
    {
        public Outcome(string name)
            : this([name], Value.Null)
        {
        }

        public Outcome(string name, Value result)
            : this([name], result)
        {
        }
    }

    /// <summary>Something is missing, unset or conflicting. Not a fault: the branch waits until it is retried.</summary>
    /// <param name="Reason">A stable key; <paramref name="Message"/> is for people, in 中文.</param>
    public sealed record Blocked(string Reason, string Message, Value Data) : CommandAnswer;

    /// <summary>A programming fault.</summary>
    public sealed record Fault(string Message, string Type) : CommandAnswer;

    /// <summary>Ask the same command again at that time.</summary>
    public sealed record WaitUntil(DateTimeOffset At, string Reason) : CommandAnswer;
}
