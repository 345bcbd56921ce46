using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Elsa;

/// <summary>What was observed of Elsa in cases that are told but not recorded here, by their numbers.</summary>
public sealed class ObservedTests
{
    [Fact]
    public async Task S05b_a_switch_that_matches_several_runs_the_merge_behind_them_once()
    {
        var desk = await Started(new Chart()
            .With("sw", "Elsa.FlowSwitch", ("mode", Chart.Literal("MatchAny")), ("cases", new JsonArray(Case("a", "true"), Case("b", "true"), Case("c", "false"))))
            .With("A", "Elsa.WriteLine").With("B", "Elsa.WriteLine").With("C", "Elsa.WriteLine").With("M", "Elsa.WriteLine")
            .Connect("sw:a>A sw:b>B sw:c>C A>M B>M C>M"));
        Assert.Equal("sw A B M", Completed(desk));
    }

    [Fact]
    public async Task S12c_arms_of_uneven_length_meet_once_breadth_first()
    {
        var desk = await Started(Lines("A B1 B2 C1 M").Connect("A>B1 A>C1 B1>B2 B2>M C1>M"));
        Assert.Equal("A B1 C1 B2 M", Completed(desk));
    }

    [Theory]
    [InlineData("true", "D A M")]
    [InlineData("false", "D B M")]
    public async Task S13c_the_dead_arm_of_a_decision_holds_no_merge_up(string condition, string ran)
    {
        var desk = await Started(Lines("A B M").With("D", "Elsa.FlowDecision", ("condition", Chart.Script(condition))).Connect("D:True>A D:False>B A>M B>M"));
        Assert.Equal(ran, Completed(desk));
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
    }

    [Theory]
    [InlineData("Elsa.End")]
    [InlineData("Elsa.Finish")]
    [InlineData("Elsa.Complete")]
    public async Task S20_an_end_ends_what_is_pending_beside_it_and_nothing_follows_it(string type)
    {
        var desk = await Started(Lines("A W").With("T", "Oracle.HumanTask").With("E", type).Connect("A>T A>E E>W"));
        Assert.Equal("A E", Completed(desk));
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
        Assert.Empty(desk.Tasks);
        Assert.Equal(type != "Elsa.Finish", desk.Trace.Contains("T:Canceled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S21c_a_start_activity_wins_over_the_order() =>
        Assert.Equal("S B", Completed(await Started(Lines("A B").With("S", "Elsa.Start").Connect("S>B"))));

    [Fact]
    public async Task S21d_a_connection_from_what_is_never_reached_does_not_hold_a_merge_up() =>
        Assert.Equal("A M", Completed(await Started(Lines("A X M").Connect("A>M X>M"))));

    [Fact]
    public async Task S22b_a_loop_around_a_fork_and_its_join_works_again_and_again()
    {
        var desk = await Started(Lines("A B").With("F", "Elsa.FlowFork", ("branches", Chart.List("x", "y"))).With("J", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll"))).With("T", "Oracle.HumanTask")
            .With("S", "Elsa.Start").Connect("S>F F:x>A F:y>B A>J B>J J>T T:Again>F"));
        for (var round = 0; round < 3; round++)
        {
            await desk.Complete("T", "Again");
        }
        await desk.Complete("T", "Done");
        Assert.Equal("S " + string.Join(' ', Enumerable.Repeat("F A B J T", 4)), Completed(desk));
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
    }

    [Fact]
    public async Task S25_a_correlation_set_on_the_way_stays_with_the_instance()
    {
        var desk = await Started(new Chart().With("c", "Elsa.Correlate", ("correlationId", Chart.Literal("case-7"))).With("T", "Oracle.HumanTask").Connect("c>T"));
        Assert.Equal("case-7", desk.State!.CorrelationId);
        await desk.Complete("T", "Done");
        Assert.Equal("case-7", desk.State!.CorrelationId);
    }

    [Fact]
    public async Task S29b_a_dispatched_child_gives_its_outputs()
    {
        var desk = await Started(new Chart().Variable("out").With("d", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Chart.Literal("child")), ("waitForCompletion", Chart.Literal(true)), ("result", Chart.To("out"))).With("E", "Elsa.WriteLine").Connect("d>E"));
        Assert.Equal("", Completed(desk));
        await desk.Take(new Stimulus.ChildFinished(desk.OpenChildren.Keys.Single(), "c1", WorkflowSubStatus.Finished, Value.Record(("Total", 5))));
        Assert.Equal("d E", Completed(desk));
        Assert.Equal("""{"Total":5}""", desk.Variables["out"].ToString());
    }

    [Fact]
    public async Task S36_a_connection_without_a_port_leaves_by_Done()
    {
        var document = Lines("A B C").Connect("A>B B>C").Document();
        document["root"]!["connections"]![0]!["source"]!.AsObject().Remove("port");
        document["root"]!["connections"]![1]!["source"]!["port"] = "";
        var desk = new Desk(DefinitionReader.Read(document.ToJsonString(), OracleActivities.Catalogue).Definition!, OracleActivities.Catalogue);
        await desk.Start();
        Assert.Equal("A B C", Completed(desk));
    }

    [Fact]
    public async Task S39_several_outcomes_at_once_follow_every_port_they_name()
    {
        var desk = await Started(Lines("A B C M").With("e", "Oracle.Emit", ("outcomes", Chart.List("one", "two"))).Connect("e:one>A e:two>B e:three>C A>M B>M C>M"));
        Assert.Equal("e A B M", Completed(desk));
    }

    private static Chart Lines(string names) => names.Split(' ').Aggregate(new Chart(), (chart, name) => chart.With(name, "Elsa.WriteLine"));

    private static JsonObject Case(string label, string condition) =>
        new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = condition } };

    private static async Task<Desk> Started(Chart chart)
    {
        var desk = new Desk(chart.Read(OracleActivities.Catalogue), OracleActivities.Catalogue);
        await desk.Start();
        return desk;
    }

    private static string Completed(Desk desk) => string.Join(' ', desk.Journal
        .Where(e => e.Event == JournalEvent.Completed && e.Type is not ("Elsa.Workflow" or "Elsa.Flowchart")).Select(e => e.ActivityId));
}
