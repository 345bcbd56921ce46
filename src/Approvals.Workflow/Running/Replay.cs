namespace Approvals.Workflow;

/// <summary>Where a history that is played again goes another way: the first journal entry that differs.</summary>
/// <param name="Sequence">The sequence number of that entry in the instance's life.</param>
/// <param name="Recorded">The entry as recorded; empty where the recorded journal ends.</param>
/// <param name="Now">What happens now; empty where nothing does.</param>
public sealed record Divergence(int Sequence, string Recorded, string Now);

/// <summary>What playing one burst again gave.</summary>
/// <param name="State">The state to go on with; null when it diverged.</param>
public sealed record ReplayResult(InstanceState? State, Divergence? Divergence);

/// <summary>Plays recorded bursts against the program of today: commands are answered from the record, nothing is sent anywhere.</summary>
public static class Replay
{
    /// <summary>Plays one burst from the state before it.</summary>
    /// <param name="definitionOf">Gives a version by its id; a migration needs the one before as well.</param>
    /// <param name="now">The instant it happened.</param>
    public static async Task<ReplayResult> PlayAsync(Func<string, WorkflowDefinition> definitionOf, ActivityCatalogue catalogue, InstanceState? state, RecordedBurst burst, DateTimeOffset now)
    {
        var answers = new Answers(burst.Answers);
        try
        {
            var definition = definitionOf(burst.DefinitionVersionId);
            var first = burst.Stimulus is Stimulus.Migrate migrate
                ? Migration.Apply(definitionOf(migrate.FromVersionId), definition, catalogue, state!, now)
                : WorkflowEngine.Step(definition, catalogue, state, burst.Stimulus, now);
            var result = await Burst.GoOnAsync(definition, catalogue, first, now, (c, _) => answers.AnswerAsync(c), (c, _) => answers.StartAsync(c)).ConfigureAwait(false);
            var journal = Journal.Write(result.Journal);
            return result.Refusal is { } refusal ? Diverged(burst, "[]", refusal.Message)
                : journal != burst.Journal ? Diverged(burst, journal)
                : answers.Left is { } left ? Diverged(burst, journal, $"没有再问：{StimulusJson.Of(left)}")
                : new(result.State, null);
        }
        catch (OtherWayException other)
        {
            return Diverged(burst, "[]", other.Message);
        }
    }

    private static ReplayResult Diverged(RecordedBurst burst, string journal, string? instead = null)
    {
        var (recorded, now) = (Rows(burst.Journal), Rows(journal));
        var at = 0;
        while (at < recorded.Count && at < now.Count && recorded[at].Equals(now[at]))
        {
            at++;
        }
        var differing = at < recorded.Count ? recorded[at] : at < now.Count ? now[at] : recorded.Count > 0 ? recorded[^1] : Value.Null;
        return new(null, new((differing as ListValue)?.Items[0].AsInt32() ?? 0, Shown(recorded, at), instead ?? Shown(now, at)));
    }

    private static IReadOnlyList<Value> Rows(string journal) => ((ListValue)ValueJson.Parse(journal)).Items;

    private static string Shown(IReadOnlyList<Value> rows, int at) => at < rows.Count ? rows[at].ToString() : "";

    /// <summary>The recorded answers, handed out in order to whoever asks for exactly that.</summary>
    private sealed class Answers(IReadOnlyList<Stimulus> recorded)
    {
        private int _next;

        internal Stimulus? Left => _next < recorded.Count ? recorded[_next] : null;

        internal Task<CommandAnswer> AnswerAsync(Output.RunCommand command) =>
            Left is Stimulus.CommandAnswered answered && answered.Bookmark == command.Bookmark
                ? Task.FromResult(Take(answered).Answer)
                : throw new OtherWayException($"问了“{command.ActivityId}”（{command.Type}），记录里没有它的答复");

        internal Task<Stimulus> StartAsync(Output.StartChild child) => Left switch
        {
            Stimulus.ChildStarted started when started.Bookmark == child.Bookmark => Task.FromResult<Stimulus>(Take(started)),
            Stimulus.ChildFinished finished when finished.Bookmark == child.Bookmark => Task.FromResult<Stimulus>(Take(finished)),
            _ => throw new OtherWayException($"启动了子流程“{child.DefinitionId}”，记录里没有它"),
        };

        private T Take<T>(T taken)
            where T : Stimulus
        {
            _next++;
            return taken;
        }
    }

    private sealed class OtherWayException(string message) : Exception(message);
}
