namespace Approvals.Workflow.Tests.Library;

/// <summary>A host in memory: keeps one instance and its rows, and checks after every burst that the rows are what the state waits for.</summary>
internal sealed class Desk(WorkflowDefinition definition, ActivityCatalogue? catalogue = null)
{
    private readonly ActivityCatalogue _catalogue = catalogue ?? LibraryActivities.Catalogue;

    internal DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>What answers commands, by activity id or by type.</summary>
    internal Dictionary<string, Func<Output.RunCommand, CommandAnswer>> Handlers { get; } = new(StringComparer.Ordinal);

    internal Func<Output.StartChild, Stimulus>? Children { get; set; }

    internal InstanceState? State { get; private set; }

    internal List<JournalEntry> Journal { get; } = [];

    internal SortedDictionary<int, Output.OpenTask> Tasks { get; } = [];

    internal SortedDictionary<int, Output.SetTimer> Timers { get; } = [];

    internal SortedDictionary<int, Output.AwaitEvent> Events { get; } = [];

    internal SortedDictionary<int, Output.StartChild> OpenChildren { get; } = [];

    internal SortedDictionary<int, Output.Blocked> Blocks { get; } = [];

    internal SortedDictionary<int, Incident> Incidents { get; } = [];

    internal List<Output> Other { get; } = [];

    internal BurstResult Last { get; private set; } = null!;

    internal string Trace => Shown(Journal);

    internal IReadOnlyDictionary<string, Value> Variables => State!.VariablesOf(definition);

    internal WorkflowDefinition Definition => definition;

    internal static string Shown(IEnumerable<JournalEntry> entries) => string.Join(' ', entries
        .Where(e => e.Type is not ("Elsa.Workflow" or "Elsa.Flowchart"))
        .Select(e => $"{e.ActivityId}:{e.Event}"));

    internal Task<BurstResult> Start(ObjectValue? input = null, string? correlationId = null) => Take(new Stimulus.Start(input ?? ObjectValue.Empty, correlationId));

    internal Task<BurstResult> Complete(string activityId, string outcome, Value? data = null) =>
        Take(new Stimulus.TaskCompleted(TaskOf(activityId), outcome, data ?? Value.Null));

    internal int TaskOf(string activityId) => Tasks.First(t => t.Value.ActivityId == activityId).Key;

    internal Task<BurstResult> Fire(string activityId)
    {
        var timer = Timers.First(t => t.Value.ActivityId == activityId);
        Now = timer.Value.Due > Now ? timer.Value.Due : Now;
        return Take(new Stimulus.TimerFired(timer.Key));
    }

    /// <summary>Takes a stimulus, keeps what comes of it, and gives it back; a refusal changes nothing.</summary>
    internal async Task<BurstResult> Take(Stimulus stimulus)
    {
        var before = State?.ToJson();
        Last = await Burst.RunAsync(definition, _catalogue, State, stimulus, Now, (c, _) => Task.FromResult(Answer(c)), Children is null ? null : (c, _) => Task.FromResult(Children(c)), TestContext.Current.CancellationToken);
        if (Last.Refusal is not null)
        {
            Assert.Equal(before, Last.State?.ToJson());
            Assert.Empty(Last.Outputs);
            return Last;
        }
        Assert.False(Last.WaitsForNothing, "a running instance waits for nothing");
        State = InstanceState.Parse(Last.State!.ToJson());
        Journal.AddRange(Last.Journal);
        foreach (var output in Last.Outputs)
        {
            Keep(output);
        }
        RowsAreWhatTheStateWaitsFor();
        return Last;
    }

    private CommandAnswer Answer(Output.RunCommand command) =>
        (Handlers.GetValueOrDefault(command.ActivityId) ?? Handlers.GetValueOrDefault(command.Type) ?? (_ => new CommandAnswer.Outcome(Ways.Of(definition.Find(command.ActivityId)!)[0])))(command);

    private void Keep(Output output)
    {
        switch (output)
        {
            case Output.OpenTask o:
                Tasks.Add(o.Bookmark, o);
                break;
            case Output.CloseTask o:
                Assert.True(Tasks.Remove(o.Bookmark), $"closed task {o.Bookmark} was not open");
                break;
            case Output.SetTimer o:
                Timers[o.Bookmark] = o;
                break;
            case Output.DropTimer o:
                Assert.True(Timers.Remove(o.Bookmark), $"dropped timer {o.Bookmark} was not set");
                break;
            case Output.AwaitEvent o:
                Events.Add(o.Bookmark, o);
                break;
            case Output.DropEvent o:
                Assert.True(Events.Remove(o.Bookmark), $"dropped event {o.Bookmark} was not awaited");
                break;
            case Output.StartChild { Bookmark: > 0 } o:
                OpenChildren.Add(o.Bookmark, o);
                break;
            case Output.DropChild o:
                Assert.True(OpenChildren.Remove(o.Bookmark), $"dropped child {o.Bookmark} was not started");
                break;
            case Output.Blocked o:
                Blocks[o.Bookmark] = o;
                break;
            case Output.Unblocked o:
                Assert.True(Blocks.Remove(o.Bookmark), $"unblocked {o.Bookmark} was not blocked");
                break;
            case Output.IncidentOpened { Incident.Bookmark: > 0 } o:
                Incidents[o.Incident.Bookmark] = o.Incident;
                break;
            case Output.IncidentClosed o:
                Assert.True(Incidents.Remove(o.Bookmark), $"closed incident {o.Bookmark} was not open");
                break;
            default:
                Other.Add(output);
                break;
        }
    }

    private void RowsAreWhatTheStateWaitsFor()
    {
        Same(Tasks.Keys, BookmarkKind.Task);
        Same(Timers.Keys, BookmarkKind.Timer, BookmarkKind.LaterCommand);
        Same(Events.Keys, BookmarkKind.Event);
        Same(Blocks.Keys, BookmarkKind.Blocked);
        Same(Incidents.Keys, BookmarkKind.Incident);
    }

    private void Same(IEnumerable<int> rows, params BookmarkKind[] kinds) =>
        Assert.Equal(State!.Bookmarks.Where(b => kinds.Contains(b.Kind)).Select(b => b.Id).Order(), rows);
}
