namespace Approvals.Workflow;

/// <summary>Where a rehearsed flow cannot go on.</summary>
/// <param name="Why">中文.</param>
public sealed record Standstill(string ActivityId, string Title, string Why);

/// <summary>How a recorded flow goes through another definition.</summary>
/// <param name="Standstill">Null when it comes to its end.</param>
/// <param name="Assumed">Steps the record does not know, taken as answered like their kind was.</param>
public sealed record Rehearsed(IReadOnlyList<Passage> Passages, Standstill? Standstill, IReadOnlyList<string> Assumed, TimeSpan Took);

/// <summary>Walks a recording through a definition: every step is answered as it was, waits take as long as they took. Nothing is stored or sent.</summary>
public sealed class Rehearsal
{
    private const int MostBursts = 500;
    private readonly WorkflowDefinition _definition;
    private readonly ActivityCatalogue _catalogue;
    private readonly Recording _recording;
    private readonly Func<Output.RunCommand, Task<CommandAnswer?>> _ask;
    private readonly List<RecordedAnswer> _left;
    private readonly List<Passage> _passages = [];
    private readonly List<string> _assumed = [];
    private readonly Dictionary<int, DateTimeOffset> _since = [];
    private InstanceState? _state;
    private Standstill? _standstill;

    private Rehearsal(WorkflowDefinition definition, ActivityCatalogue catalogue, Recording recording, Func<Output.RunCommand, Task<CommandAnswer?>> ask)
    {
        (_definition, _catalogue, _recording, _ask) = (definition, catalogue, recording, ask);
        _left = [.. recording.Answers];
    }

    /// <summary>Walks to the end, or to where it stands still.</summary>
    /// <param name="ask">Answers an automatic step that the record does not know and that changes nothing; null when it cannot.</param>
    public static Task<Rehearsed> WalkAsync(WorkflowDefinition definition, ActivityCatalogue catalogue, Recording recording, Func<Output.RunCommand, Task<CommandAnswer?>> ask) =>
        new Rehearsal(definition, catalogue, recording, ask).WalkAsync();

    private async Task<Rehearsed> WalkAsync()
    {
        var now = _recording.StartedAt;
        Stimulus stimulus = _recording.Start;
        for (var bursts = 0; bursts < MostBursts && await StepAsync(stimulus, now).ConfigureAwait(false) && _state is { Status: WorkflowStatus.Running }; bursts++)
        {
            if (Next(now) is not { } next)
            {
                break;
            }
            (stimulus, now) = (next.Stimulus, next.At > now ? next.At : now);
        }
        if (_standstill is null && _state is { Status: WorkflowStatus.Running })
        {
            _standstill = Stand(_state.Bookmarks.Count > 0 ? _state.Bookmarks[0].ActivityId : _definition.Root.Id, "来回太多次，没有走到结束");
        }
        return new(_passages, _standstill, _assumed, now - _recording.StartedAt);
    }

    /// <summary>One burst; false when it stands still.</summary>
    private async Task<bool> StepAsync(Stimulus stimulus, DateTimeOffset now)
    {
        try
        {
            var result = await Burst.RunAsync(_definition, _catalogue, _state, stimulus, now, (c, _) => AnswerAsync(c), (c, _) => Task.FromResult(Started(c))).ConfigureAwait(false);
            if (result.Refusal is { } refusal)
            {
                _standstill ??= Stand(_definition.Root.Id, refusal.Message);
                return false;
            }
            _passages.AddRange(Recording.PassagesOf(result.Journal, _definition));
            _state = result.State;
            foreach (var bookmark in _state!.Bookmarks)
            {
                _since.TryAdd(bookmark.Id, now);
            }
            if (_state.Incidents.Count > 0)
            {
                _standstill ??= Stand(_state.Incidents[0].ActivityId, _state.Incidents[0].Message);
            }
            else if (_state.Bookmarks.FirstOrDefault(b => b.Kind == BookmarkKind.Blocked && !_left.Exists(a => Fits(a, b))) is { } blocked)
            {
                _standstill ??= Stand(blocked.ActivityId, blocked.Detail ?? "等待补齐");
            }
        }
        catch (TooManyHopsException endless)
        {
            _standstill = Stand(endless.ActivityId, endless.Message);
        }
        return _standstill is null;
    }

    /// <summary>What happens next: the recorded answer or the timer that comes first, else a step nobody has answered yet is taken as its kind was.</summary>
    private (Stimulus Stimulus, DateTimeOffset At)? Next(DateTimeOffset now)
    {
        (Stimulus Stimulus, DateTimeOffset At, RecordedAnswer? Used)? first = null;
        foreach (var bookmark in _state!.Bookmarks)
        {
            if (Candidate(bookmark) is { } found && (first is null || found.At < first.Value.At))
            {
                first = found;
            }
        }
        if (first is { } chosen)
        {
            if (chosen.Used is { } used)
            {
                _left.Remove(used);
            }
            return (chosen.Stimulus, chosen.At);
        }
        foreach (var bookmark in _state.Bookmarks.Where(b => b.Kind == BookmarkKind.Task))
        {
            if (Likely(bookmark) is { } assumed)
            {
                _assumed.Add(TitleOf(bookmark.ActivityId));
                return (assumed, now);
            }
        }
        _standstill = Stand(_state.Bookmarks[0].ActivityId, "这个环节当时没有人办过，没有记录的结果");
        return null;
    }

    private (Stimulus Stimulus, DateTimeOffset At, RecordedAnswer? Used)? Candidate(Bookmark bookmark)
    {
        if (_left.Find(a => Fits(a, bookmark)) is { } recorded)
        {
            return (Addressed(recorded.Stimulus, bookmark.Id), _since[bookmark.Id] + recorded.Took, recorded);
        }
        return bookmark switch
        {
            { Kind: BookmarkKind.Timer, Due: { } due } => (new Stimulus.TimerFired(bookmark.Id), due, null),
            { Kind: BookmarkKind.LaterCommand, Due: { } due } => (new Stimulus.TimerFired(bookmark.Id), due, null),
            _ => null,
        };
    }

    // A timer waits as long as the new definition says, not as long as it did.
    private static bool Fits(RecordedAnswer answer, Bookmark bookmark) => answer.ActivityId == bookmark.ActivityId && (bookmark.Kind, answer.Stimulus) switch
    {
        (BookmarkKind.Task, Stimulus.TaskCompleted) => true,
        (BookmarkKind.Event, Stimulus.EventReceived s) => s.Name == bookmark.Name,
        (BookmarkKind.Child, Stimulus.ChildFinished) => true,
        (BookmarkKind.Blocked, Stimulus.Retry) => true,
        _ => false,
    };

    private static Stimulus Addressed(Stimulus stimulus, int bookmark) => stimulus switch
    {
        Stimulus.TaskCompleted s => s with { Bookmark = bookmark },
        Stimulus.ChildFinished s => s with { Bookmark = bookmark },
        Stimulus.ChildStarted s => s with { Bookmark = bookmark },
        Stimulus.Retry s => s with { Bookmark = bookmark },
        _ => stimulus,
    };

    private Stimulus.TaskCompleted? Likely(Bookmark bookmark)
    {
        var node = _definition.Nodes.First(n => n.Id == bookmark.ActivityId);
        var ways = Ways.Of(node);
        var alike = _recording.Answers.LastOrDefault(a => a.Type == node.Type && a.Stimulus is Stimulus.TaskCompleted s && ways.Contains(s.Outcome));
        return alike?.Stimulus is Stimulus.TaskCompleted completed ? completed with { Bookmark = bookmark.Id }
            : ways.Count == 1 ? new(bookmark.Id, ways[0], Value.Null)
            : null;
    }

    private async Task<CommandAnswer> AnswerAsync(Output.RunCommand command)
    {
        // A failure that people mended is not repeated.
        var recorded = _left.Find(a => a.ActivityId == command.ActivityId && a.Stimulus is Stimulus.AnswerIncident or Stimulus.CommandAnswered { Answer: not CommandAnswer.Fault });
        if (recorded is not null)
        {
            _left.Remove(recorded);
        }
        recorded ??= _recording.Answers.LastOrDefault(a => a.ActivityId == command.ActivityId && a.Stimulus is Stimulus.CommandAnswered { Answer: CommandAnswer.Outcome });
        if (recorded is not null)
        {
            return AnswerOf(recorded.Stimulus);
        }
        if (await _ask(command).ConfigureAwait(false) is { } asked)
        {
            return asked;
        }
        if (_recording.Answers.LastOrDefault(a => a.Type == command.Type && a.Stimulus is Stimulus.CommandAnswered { Answer: CommandAnswer.Outcome }) is { } alike)
        {
            _assumed.Add(TitleOf(command.ActivityId));
            return AnswerOf(alike.Stimulus);
        }
        _standstill ??= Stand(command.ActivityId, "这个自动环节当时没有运行过，没有记录的结果");
        return new CommandAnswer.Blocked("rehearsal", "没有记录的结果", Value.Null);
    }

    private static CommandAnswer AnswerOf(Stimulus stimulus) => stimulus switch
    {
        Stimulus.CommandAnswered s => s.Answer,
        Stimulus.AnswerIncident s => new CommandAnswer.Outcome(s.Outcome, s.Result),
        _ => throw new NotSupportedException(stimulus.GetType().Name),
    };

    private Stimulus Started(Output.StartChild child)
    {
        var recorded = _left.Find(a => a.ActivityId == child.ActivityId && a.Stimulus is Stimulus.ChildStarted or Stimulus.ChildFinished);
        if (recorded is null)
        {
            return new Stimulus.ChildStarted(child.Bookmark, "");
        }
        _left.Remove(recorded);
        return Addressed(recorded.Stimulus, child.Bookmark);
    }

    private Standstill Stand(string activity, string why) => new(activity, TitleOf(activity), why);

    private string TitleOf(string activity) => _definition.Nodes.FirstOrDefault(n => n.Id == activity)?.Title ?? activity;
}
