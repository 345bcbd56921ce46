namespace Approvals.Workflow;

/// <summary>What one activity of a recorded flow was answered with.</summary>
/// <param name="Took">From the moment it began to wait; zero for an automatic step.</param>
public sealed record RecordedAnswer(string ActivityId, string Type, Stimulus Stimulus, TimeSpan Took);

/// <summary>One completion of an activity, and by which of its ways out.</summary>
public sealed record Passage(string ActivityId, string Title, string Type, string Outcome);

/// <summary>A finished flow as a list of answers, free of the numbers its own definition gave them: it can be walked through another definition.</summary>
public sealed record Recording(Stimulus.Start Start, DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<RecordedAnswer> Answers, IReadOnlyList<Passage> Passages)
{
    /// <summary>Plays the bursts of one flow again and notes who answered what; null when the record cannot be read so: somebody moved or migrated it, or it goes another way now.</summary>
    public static async Task<Recording?> ReadAsync(IReadOnlyList<(DateTimeOffset At, RecordedBurst Burst)> bursts, Func<string, WorkflowDefinition> definitionOf, ActivityCatalogue catalogue)
    {
        if (bursts.Count == 0 || bursts[0].Burst.Stimulus is not Stimulus.Start start)
        {
            return null;
        }
        var reader = new Reader(catalogue);
        foreach (var (at, burst) in bursts)
        {
            if (!await reader.PlayAsync(definitionOf(burst.DefinitionVersionId), burst, at).ConfigureAwait(false))
            {
                return null;
            }
        }
        return new(start, bursts[0].At, bursts[^1].At, reader.Answers, reader.Passages);
    }

    /// <summary>The completions of a journal, the flow itself left out.</summary>
    internal static IEnumerable<Passage> PassagesOf(IEnumerable<JournalEntry> journal, WorkflowDefinition definition) =>
        from entry in journal
        where entry.Event == JournalEvent.Completed && entry.ParentInstance > 0 && entry.Type != BuiltIns.FlowchartType
        let title = definition.Nodes.FirstOrDefault(n => n.Id == entry.ActivityId)?.Title ?? entry.ActivityId
        from outcome in entry.Outcomes ?? [Ways.Done]
        select new Passage(entry.ActivityId, title, entry.Type, outcome);

    private sealed class Reader(ActivityCatalogue catalogue)
    {
        private readonly Dictionary<int, DateTimeOffset> _since = [];
        private InstanceState? _state;

        internal List<RecordedAnswer> Answers { get; } = [];

        internal List<Passage> Passages { get; } = [];

        internal async Task<bool> PlayAsync(WorkflowDefinition definition, RecordedBurst burst, DateTimeOffset at)
        {
            if (!Note(definition, burst.Stimulus, at))
            {
                return false;
            }
            var given = new Queue<Stimulus>(burst.Answers);
            var result = await Burst.RunAsync(definition, catalogue, _state, burst.Stimulus, at,
                (command, _) => Task.FromResult(given.TryDequeue(out var next) && next is Stimulus.CommandAnswered answered ? Noted(command, answered) : new CommandAnswer.Fault("没有记录", "NotRecorded")),
                (child, _) => Task.FromResult(given.TryDequeue(out var next) ? Noted(definition, child, next) : new Stimulus.ChildStarted(child.Bookmark, ""))).ConfigureAwait(false);
            if (result.Refusal is not null || Journal.Write(result.Journal) != burst.Journal)
            {
                return false;
            }
            _state = result.State;
            Passages.AddRange(PassagesOf(result.Journal, definition));
            foreach (var bookmark in _state!.Bookmarks)
            {
                _since.TryAdd(bookmark.Id, at);
            }
            return true;
        }

        private bool Note(WorkflowDefinition definition, Stimulus stimulus, DateTimeOffset at)
        {
            var waited = stimulus switch
            {
                Stimulus.Start => 0,
                Stimulus.TaskCompleted s => s.Bookmark,
                Stimulus.TimerFired s => s.Bookmark,
                Stimulus.Retry s => s.Bookmark,
                Stimulus.AnswerIncident s => s.Bookmark,
                Stimulus.ChildFinished s => s.Bookmark,
                Stimulus.EventReceived s => _state?.Bookmarks.FirstOrDefault(b => b.Kind == BookmarkKind.Event && b.Name == s.Name)?.Id ?? -1,
                _ => -1,
            };
            if (waited <= 0)
            {
                return waited == 0;
            }
            if (_state?.Find(waited) is not { } bookmark)
            {
                return false;
            }
            Answers.Add(new(bookmark.ActivityId, TypeOf(definition, bookmark.ActivityId), stimulus, at - _since.GetValueOrDefault(waited, at)));
            return true;
        }

        private CommandAnswer Noted(Output.RunCommand command, Stimulus.CommandAnswered answered)
        {
            Answers.Add(new(command.ActivityId, command.Type, answered, TimeSpan.Zero));
            return answered.Answer;
        }

        private Stimulus Noted(WorkflowDefinition definition, Output.StartChild child, Stimulus answer)
        {
            Answers.Add(new(child.ActivityId, TypeOf(definition, child.ActivityId), answer, TimeSpan.Zero));
            return answer;
        }

        private static string TypeOf(WorkflowDefinition definition, string activity) => definition.Nodes.FirstOrDefault(n => n.Id == activity)?.Type ?? "";
    }
}
