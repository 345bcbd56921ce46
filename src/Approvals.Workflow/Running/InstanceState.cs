namespace Approvals.Workflow;

/// <summary>Elsa's status.</summary>
public enum WorkflowStatus
{
    Running,
    Finished,
}

/// <summary>Elsa's sub-status; the numbers are Elsa's.</summary>
public enum WorkflowSubStatus
{
    Pending,
    Executing,
    Suspended,
    Finished,
    Cancelled,
    Faulted,
}

/// <summary>What a bookmark waits for.</summary>
public enum BookmarkKind
{
    Task,
    Timer,
    Event,
    Child,

    /// <summary>A command asked in this burst; the step stands still until it is answered.</summary>
    Command,

    /// <summary>A command that asked to be asked again at <see cref="Bookmark.Due"/>.</summary>
    LaterCommand,
    Blocked,
    Incident,
}

/// <summary>A place at which an instance waits. Numbers count up within the instance and are never given twice.</summary>
/// <param name="Instance">The activity instance that waits.</param>
/// <param name="Name">The event, the child definition or the reason key.</param>
/// <param name="Detail">The child id, or the message shown to people.</param>
public sealed record Bookmark(int Id, int Instance, string ActivityId, BookmarkKind Kind, string? Name = null, string? Detail = null, DateTimeOffset? Due = null);

/// <summary>An activity that failed.</summary>
/// <param name="Bookmark">Where it can be retried, answered or moved; 0 when it ended the instance.</param>
/// <param name="FaultType">Short name of the fault, for grouping.</param>
public sealed record Incident(int Bookmark, int Instance, string ActivityId, string NodeId, string ActivityType, string FaultType, string Message, DateTimeOffset At);

/// <summary>Everything an instance needs to go on, and nothing of what it has done: no history, no facts.</summary>
/// <remarks>Immutable. <see cref="ToJson"/> and <see cref="Parse"/> give back an equal state.</remarks>
public sealed class InstanceState
{
    /// <summary>The version of the JSON form.</summary>
    public const int Format = 1;

    /// <summary>The longest JSON form, in bytes.</summary>
    public const int MaximumBytes = 256 * 1024;

    internal InstanceState()
    {
    }

    /// <summary>The version id of the definition it runs on.</summary>
    public required string DefinitionVersionId { get; init; }

    public WorkflowStatus Status { get; init; }

    public WorkflowSubStatus SubStatus { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>The name given by SetName, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The input it was started with.</summary>
    public ObjectValue Input { get; init; } = ObjectValue.Empty;

    /// <summary>What SetOutput has set.</summary>
    public ObjectValue Output { get; init; } = ObjectValue.Empty;

    /// <summary>In the order in which they were created.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Those still open, or the one that ended the instance.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>The sequence number the next journal entry will have.</summary>
    public int NextSequence { get; init; }

    /// <summary>True inside a burst: a command or an inline child waits for its answer.</summary>
    public bool IsMidBurst => AwaitedBookmark > 0;

    /// <summary>A running instance that nothing can ever resume; the host must not store it.</summary>
    public bool WaitsForNothing => Status == WorkflowStatus.Running && Bookmarks.Count == 0;

    /// <summary>Values of the workflow's variables by variable id; those never set are absent.</summary>
    internal ObjectValue Variables { get; init; } = ObjectValue.Empty;

    /// <summary>Outputs that scripts ask for, by activity id and output name.</summary>
    internal ObjectValue ActivityOutputs { get; init; } = ObjectValue.Empty;

    /// <summary>Outcome and data of the task completed in this burst.</summary>
    internal ObjectValue BurstInput { get; init; } = ObjectValue.Empty;

    internal IReadOnlyList<OpenActivity> Open { get; init; } = [];

    internal IReadOnlyList<WorkItem> Queue { get; init; } = [];

    internal IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    internal int NextInstance { get; init; } = 1;

    internal int NextBookmark { get; init; } = 1;

    /// <summary>The command or inline child whose answer the burst needs; 0 for none.</summary>
    internal int AwaitedBookmark { get; init; }

    /// <summary>The workflow's variables by name, set or default.</summary>
    public IReadOnlyDictionary<string, Value> VariablesOf(WorkflowDefinition definition) =>
        definition.Variables.DistinctBy(v => v.Name).ToDictionary(v => v.Name, v => Variables.TryGet(v.Id, out var set) ? set : v.Default, StringComparer.Ordinal);

    public Bookmark? Find(int bookmark)
    {
        foreach (var candidate in Bookmarks)
        {
            if (candidate.Id == bookmark)
            {
                return candidate;
            }
        }
        return null;
    }

    /// <summary>The same state with other bookmarks and incidents.</summary>
    internal InstanceState With(IReadOnlyList<Bookmark> bookmarks, IReadOnlyList<Incident> incidents) => new()
    {
        DefinitionVersionId = DefinitionVersionId,
        Status = Status,
        SubStatus = SubStatus,
        CorrelationId = CorrelationId,
        Name = Name,
        Input = Input,
        Output = Output,
        Bookmarks = bookmarks,
        Incidents = incidents,
        NextSequence = NextSequence,
        Variables = Variables,
        ActivityOutputs = ActivityOutputs,
        BurstInput = BurstInput,
        Open = Open,
        Queue = Queue,
        Deliveries = Deliveries,
        NextInstance = NextInstance,
        NextBookmark = NextBookmark,
        AwaitedBookmark = AwaitedBookmark,
    };

    /// <summary>Compact JSON.</summary>
    /// <exception cref="StateTooLargeException">It would be longer than <see cref="MaximumBytes"/>.</exception>
    public string ToJson() => InstanceStateJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="StateFormatException">Written by another version, or no state at all.</exception>
    public static InstanceState Parse(string json) => InstanceStateJson.Read(json);
}

/// <summary>An activity instance that has begun and not ended.</summary>
/// <param name="Parent">The instance around it; 0 for the workflow.</param>
/// <param name="Counter">How far a container has come.</param>
/// <param name="Memory">What an activity keeps for itself.</param>
/// <param name="Variables">Values of the variables it declares, by id, and of loop variables, by name.</param>
/// <param name="LostTo">One more than the position of the WaitAny join that has gone on without it; 0 for none.</param>
internal sealed record OpenActivity(int Id, string ActivityId, int Parent, bool IsFaulted, int Counter, Value? Memory, ObjectValue? Variables, int LostTo, FlowCounts? Flow);

/// <summary>An activity that is to run, asked for by an owner.</summary>
internal sealed record WorkItem(string ActivityId, int Owner, ObjectValue? Variables, int LostTo);

/// <summary>An event that has yet to resume a bookmark.</summary>
internal sealed record Delivery(int Bookmark, Value Payload);

/// <summary>The counters of a flowchart under way; what is zero is absent.</summary>
/// <param name="Start">The trigger it began at, when that is not its usual start.</param>
internal sealed record FlowCounts(string? Start, IReadOnlyList<KeyValuePair<string, int>> Fired, IReadOnlyList<ConnectionCount> Connections);

/// <param name="Killer">The activity whose outcome left it dead, where a loop may yet revive it.</param>
internal sealed record ConnectionCount(string Key, int Count, bool IsFollowed, string? Killer);

/// <summary>The state outgrew what an instance may keep.</summary>
public sealed class StateTooLargeException(int bytes)
    : Exception($"流程实例的状态有 {bytes} 字节，超过 {InstanceState.MaximumBytes} 字节；请不要把材料放进流程变量，只放编号");

/// <summary>The text is no state this program can read.</summary>
public sealed class StateFormatException(string message, Exception? inner = null) : Exception(message, inner);
