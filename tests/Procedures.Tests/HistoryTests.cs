using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Versions;
using Approvals.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>What was recorded plays again as it was: the demo's cases, cases with children and incidents, and the histories kept of every release.</summary>
public sealed class HistoryTests(PostgreSqlServer server, ITestOutputHelper output)
{
    private static readonly string Releases = Path.Combine(AppContext.BaseDirectory, "releases");
    private static readonly RowId First = new(0, Guid.Empty);

    public static TheoryData<string> Kept => [.. Directory.GetFiles(Releases, "*.json", SearchOption.AllDirectories).Where(f => f.Contains("histories", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Releases, f)).Order(StringComparer.Ordinal)];

    [Theory, InlineData(Store.Memory), InlineData(Store.PostgreSql)]
    public async Task Every_case_of_the_demo_plays_again_to_where_it_stands_and_a_changed_flow_is_named_at_its_first_event(Store store)
    {
        await using var installation = await Installation.StartDemoAsync(store, server);
        var histories = await HistoriesAsync(installation);
        Assert.Equal(30, histories.Count);
        var definition = await DefinitionAsync(installation, histories[0].Versions.Single());
        foreach (var history in histories)
        {
            Assert.Null(await HistoryPlayer.PlayAsync(history, _ => definition, Steps.OfThisProgram.Catalogue));
            var again = CaseHistory.Parse(history.ToJson());
            Assert.Equal(history.ToJson(), again.ToJson());
            Assert.Null(await HistoryPlayer.PlayAsync(again, _ => definition, Steps.OfThisProgram.Catalogue));
        }

        // Personal data stays with the facts.
        var names = await installation.ReadAsync(db => db.Citizens.Select(c => c.Name).ToListAsync());
        Assert.All(histories, h => Assert.DoesNotContain(names, n => h.ToJson().Contains(n, StringComparison.Ordinal)));

        // Without the step for property, whoever came to it goes another way there, and nobody before.
        var changed = JsonNode.Parse(definition.Document)!;
        foreach (var connection in changed["root"]!["connections"]!.AsArray().Where(c => (string?)c!["target"]!["activity"] == "propertyTest"))
        {
            connection!["target"]!["activity"] = "calculation";
        }

        var other = DefinitionReader.Read(changed.ToJsonString(), Steps.OfThisProgram.Catalogue).Definition!;
        var diverged = 0;
        foreach (var history in histories)
        {
            var came = history.Events.FirstOrDefault(e => e.Runs.Any(r => r.Burst.Journal.Contains("\"propertyTest\"", StringComparison.Ordinal)));
            var divergence = await HistoryPlayer.PlayAsync(history, _ => other, Steps.OfThisProgram.Catalogue);
            Assert.Equal(came?.Seq, divergence?.Seq);
            Assert.True(divergence is null || divergence.What.Recorded.Contains("propertyTest", StringComparison.Ordinal));
            diverged += divergence is null ? 0 : 1;
        }

        output.WriteLine($"{store}: {histories.Sum(h => h.Events.Count)} events of {histories.Count} cases; {diverged} diverge under the changed flow");
        Assert.InRange(diverged, 10, 29);
    }

    [Theory, InlineData(Store.Memory), InlineData(Store.Sqlite), InlineData(Store.PostgreSql)]
    public async Task Children_incidents_moves_and_migrations_play_again_too(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await new Flow("inner").With("inside", "Approvals.Supplement").PublishAsync(installation);
        await new Flow("quick").With("say", "Elsa.WriteLine").PublishAsync(installation);
        var flow = new Flow().With("acceptance", "Approvals.Acceptance").With("quick", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Flow.Literal("quick")))
            .With("child", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Flow.Literal("inner"))).With("look", "Elsa.FlowDecision", ("condition", Flow.Script("getInput('nobody').name === 'x'"))).With("after", "Approvals.Supplement")
            .Connect("acceptance:Accepted>quick quick>child child>look look:True>after look:False>acceptance");
        await flow.PublishAsync(installation);
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        var note = new JsonObject { ["note"] = "已补" };
        await Assert.ThrowsAsync<StepFaultException>(() => family.TryAsync("window", "inside", Supplement.Supplied, note));
        await family.DoAsync("window", "inside", Supplement.Supplied, note);
        await flow.With("end", "Approvals.Supplement").Connect("after:Supplied>end").PublishAsync(installation);
        var versions = await county.AskAsync("officer", new ListVersions());
        var (to, from) = (versions.First(v => v.DefinitionId == StartApplication.DefinitionId), versions.Where(v => v.DefinitionId == StartApplication.DefinitionId).Skip(1).First());
        Assert.True((await county.DoAsync("officer", new MigrateCase(family.Case, from.VersionId, to.VersionId, "流程改进", Guid.NewGuid()))).Done);

        var known = new Dictionary<string, WorkflowDefinition>();
        var history = Assert.Single(await HistoriesAsync(installation));
        foreach (var version in history.Versions)
        {
            known[version] = await DefinitionAsync(installation, version);
        }

        Assert.Equal(4, known.Count);
        Assert.Null(await HistoryPlayer.PlayAsync(CaseHistory.Parse(history.ToJson()), v => known[v], Steps.OfThisProgram.Catalogue));

        // One changed state, and it is seen.
        var tampered = history with { States = history.States.ToDictionary(s => s.Key, s => s.Value.Replace("after", "before", StringComparison.Ordinal).Replace("look", "looked", StringComparison.Ordinal)) };
        Assert.NotNull(await HistoryPlayer.PlayAsync(tampered, v => known[v], Steps.OfThisProgram.Catalogue));
    }

    [Theory, MemberData(nameof(Kept))]
    public async Task A_history_kept_of_a_release_plays_again_and_its_state_goes_on_to_an_end(string file)
    {
        var path = Path.Combine(Releases, file);
        var history = CaseHistory.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "..", "definitions");
        WorkflowDefinition Definition(string version) => DefinitionReader.Read(File.ReadAllText(Path.Combine(folder, $"{version}.json")), Steps.OfThisProgram.Catalogue).Definition!;

        Assert.Null(await HistoryPlayer.PlayAsync(history, Definition, Steps.OfThisProgram.Catalogue));
        foreach (var (_, state) in history.States)
        {
            await GoOnAsync(InstanceState.Parse(state), Definition);
        }
    }

    /// <summary>Answers whatever waits with its first way out until the flow ends; nothing may be refused or fail.</summary>
    private static async Task GoOnAsync(InstanceState state, Func<string, WorkflowDefinition> definitionOf)
    {
        var definition = definitionOf(state.DefinitionVersionId);
        var now = new DateTimeOffset(2032, 1, 1, 9, 0, 0, TimeSpan.FromHours(8));
        for (var steps = 0; state.Status == WorkflowStatus.Running; steps++)
        {
            Assert.True(steps < 100, "it does not come to an end");
            var bookmark = state.Bookmarks[0];
            Stimulus stimulus = bookmark.Kind switch
            {
                BookmarkKind.Task => new Stimulus.TaskCompleted(bookmark.Id, Ways.Of(definition.Find(bookmark.ActivityId)!)[0], Value.Null),
                BookmarkKind.Timer or BookmarkKind.LaterCommand => new Stimulus.TimerFired(bookmark.Id),
                _ => new Stimulus.Retry(bookmark.Id),
            };
            var burst = await Burst.RunAsync(definition, Steps.OfThisProgram.Catalogue, state, stimulus, now,
                (command, _) => Task.FromResult<CommandAnswer>(new CommandAnswer.Outcome(Ways.Of(definition.Find(command.ActivityId)!)[0])), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Null(burst.Refusal);
            Assert.DoesNotContain(burst.Outputs, o => o is Output.IncidentOpened);
            state = InstanceState.Parse(burst.State!.ToJson());
        }
    }

    private static async Task<List<CaseHistory>> HistoriesAsync(Installation installation)
    {
        var job = ActingAs.SystemJob("test");
        var histories = new List<CaseHistory>();
        foreach (var id in await installation.AskAsync(job, new ListHistories(First, 1000)))
        {
            histories.Add((await installation.AskAsync(job, new ReadHistory(id)))!);
        }

        return histories;
    }

    private static async Task<WorkflowDefinition> DefinitionAsync(Installation installation, string version) =>
        DefinitionReader.Read((await installation.AskAsync(ActingAs.SystemJob("test"), new ReadDefinition(version)))!, Steps.OfThisProgram.Catalogue).Definition!;
}
