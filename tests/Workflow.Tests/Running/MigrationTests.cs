using Approvals.Workflow.Tests.Flows;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Running;

/// <summary>A running instance taken to another version: what it keeps, what it loses, and when it may not go.</summary>
public sealed class MigrationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    private static Chart Approval => new Chart("approval").Variable("note", "String").Variable("old", "String")
        .With("begin", "Elsa.WriteLine").With("A", "Test.Ask", ("result", Chart.To("note"))).With("B", "Test.Ask").With("M", "Elsa.WriteLine").With("end", "Test.Ask")
        .Connect("begin>A begin>B A>M B>M M>end");

    [Fact]
    public void It_waits_where_it_waited_and_goes_on_by_the_new_connections()
    {
        var after = Changed(chart => chart.With("extra", "Test.Ask").Connect("end>extra"));
        var (plan, step) = Migrate(Approval, after, "A");
        Assert.Equal(["“B”照旧等待办理"], plan.Keeps);
        Assert.Empty(plan.Loses);
        var state = Complete(after, Complete(after, step.State!, "B"), "end");
        Assert.Equal("extra", state.Bookmarks.Single().ActivityId);
    }

    [Fact]
    public void A_state_in_which_the_place_it_waits_at_is_gone_changed_or_moved_is_refused_with_the_place()
    {
        Assert.Contains("“B”，新版本里没有这个环节", Refused(Draw("begin A M end", "begin>A A>M M>end")), StringComparison.Ordinal);
        Assert.Contains("换成了另一种环节（Test.Call）", Refused(new Chart("approval").With("begin", "Elsa.WriteLine").With("A", "Test.Ask").With("B", "Test.Call").With("M", "Elsa.WriteLine").With("end", "Test.Ask").Connect("begin>A begin>B A>M B>M M>end")), StringComparison.Ordinal);
        Assert.Contains("“A”已经办完，正在等着汇入“M”", Refused(Draw("begin A B M end", "begin>A begin>B A>end B>M M>end")), StringComparison.Ordinal);
        var inside = new Chart("approval").With("begin", "Elsa.WriteLine").With("A", "Test.Ask").With("M", "Elsa.WriteLine").With("end", "Test.Ask")
            .With(Chart.Activity("box", "Elsa.Sequence", ("activities", new System.Text.Json.Nodes.JsonArray(Chart.Activity("B", "Test.Ask"))))).Connect("begin>A begin>box A>M box>M M>end");
        Assert.Contains("另一个容器", Refused(inside), StringComparison.Ordinal);

        static string Refused(Chart after)
        {
            var (plan, step) = Migrate(Approval, after, "A");
            Assert.False(plan.IsPossible);
            Assert.Equal("cannot-migrate", step.Refusal!.Code);
            return string.Join('\n', plan.Refusals);
        }
    }

    [Fact]
    public void A_new_branch_that_lies_behind_it_counts_as_not_taken_and_the_plan_says_so()
    {
        var after = Draw("begin A B C M end", "begin>A begin>B begin>C A>M B>M C>M M>end");
        var (plan, step) = Migrate(Draw("begin A B M end", "begin>A begin>B A>M B>M M>end"), after, "A");
        Assert.Equal(["新版本的“C”排在本案已经走过的地方，不会补办"], plan.Loses);
        Assert.Equal("end", Complete(after, step.State!, "B").Bookmarks.Single().ActivityId);
    }

    [Fact]
    public void A_new_arm_that_still_leads_into_what_it_has_passed_is_refused_with_both_places()
    {
        var (plan, step) = Migrate(Draw("begin X D E end", "begin>X begin>D X>E D>end"), Draw("begin X D E end", "begin>X begin>D D>X X>E D>end"), "X");
        Assert.Equal("新版本可以从“D”走到“X”，本案已经越过了它", Assert.Single(plan.Refusals));
        Assert.Equal("cannot-migrate", step.Refusal!.Code);
    }

    [Fact]
    public void A_merge_that_waited_only_for_what_is_gone_goes_on_at_once()
    {
        var before = new Chart("approval").With("begin", "Elsa.WriteLine").With("A", "Test.Ask").With("B", "Test.Ask").With("M", "Elsa.WriteLine").With("end", "Test.Ask").With("side", "Test.Ask")
            .Connect("begin>A begin>B A>M B>M M>end");
        var after = Draw("begin A B M end side", "begin>A begin>B A>M B>side M>end");
        var (_, step) = Migrate(before, after, "A");
        Assert.Equal(["B", "end"], step.State!.Bookmarks.Select(b => b.ActivityId));
        Assert.Contains(step.Outputs, o => o is Output.OpenTask { ActivityId: "end" });
    }

    [Fact]
    public void Values_without_a_variable_are_lost_by_name_and_those_that_still_fit_are_kept()
    {
        var before = Approval;
        var definition = before.Read(FlowActivities.Catalogue);
        var state = Step(definition, null, new Stimulus.Start()).State!;
        state = Step(definition, state, new Stimulus.TaskCompleted(state.Bookmarks[0].Id, "Done", "记下的话")).State!;
        var after = As(new Chart("approval").Variable("note", "Int32").With("begin", "Elsa.WriteLine").With("A", "Test.Ask").With("B", "Test.Ask").With("M", "Elsa.WriteLine").With("end", "Test.Ask").Connect("begin>A begin>B A>M B>M M>end"), 2);
        Assert.Empty(Migration.Plan(definition, after, state).Refusals);
        Assert.Equal(Value.Null, Migration.Apply(definition, after, FlowActivities.Catalogue, state, Now).State!.VariablesOf(after)["note"]);
        var gone = As(Draw("begin A B M end", "begin>A begin>B A>M B>M M>end"), 2);
        Assert.Equal(["变量“note”的值"], Migration.Plan(definition, gone, state).Loses);
        var kept = As(Approval, 2);
        Assert.Equal("记下的话", Migration.Apply(definition, kept, FlowActivities.Catalogue, state, Now).State!.VariablesOf(kept)["note"].AsText());
    }

    [Fact]
    public void A_finished_instance_and_the_version_it_already_has_are_refused()
    {
        var definition = Approval.Read(FlowActivities.Catalogue);
        var state = Step(definition, null, new Stimulus.Start()).State!;
        Assert.Contains("现在运行在版本", Assert.Single(Migration.Plan(definition, definition, state).Refusals), StringComparison.Ordinal);
        var cancelled = Step(definition, state, new Stimulus.Cancel("x")).State!;
        Assert.Contains("已经结束", Assert.Single(Migration.Plan(definition, As(Approval, 2), cancelled).Refusals), StringComparison.Ordinal);
        Assert.Equal("not-a-stimulus", Step(definition, state, new Stimulus.Migrate("x")).Refusal!.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_flow_taken_to_an_equal_version_at_any_moment_ends_as_if_nothing_had_happened(int salt)
    {
        for (var seed = salt * 1_000; seed < (salt * 1_000) + Soak.Count(60, 3_000); seed++)
        {
            var flow = new RandomFlow(seed);
            var (one, two) = (flow.Chart.Read(FlowActivities.Catalogue), As(flow.Chart, 2));
            var random = new Random(seed);
            Assert.Equal(Play(flow, one, null, int.MaxValue, seed), Play(flow, one, two, random.Next(10), seed));
        }
    }

    private static string Play(RandomFlow flow, WorkflowDefinition definition, WorkflowDefinition? other, int moment, int seed)
    {
        var order = new Random(seed);
        var visits = new Dictionary<string, int>(StringComparer.Ordinal);
        var trace = new List<string>();
        var step = Step(definition, null, new Stimulus.Start());
        for (var i = 0; step.State!.Status == WorkflowStatus.Running; i++)
        {
            if (i == moment && other is not null)
            {
                step = Migration.Apply(definition, other, FlowActivities.Catalogue, step.State, Now);
                Assert.Null(step.Refusal);
                Assert.Empty(step.Journal);
                definition = other;
            }
            var open = step.State!.Bookmarks;
            var chosen = open[order.Next(open.Count)];
            var answer = flow.Answers.Of(chosen.ActivityId, visits.GetValueOrDefault(chosen.ActivityId));
            visits[chosen.ActivityId] = visits.GetValueOrDefault(chosen.ActivityId) + 1;
            step = Step(definition, InstanceState.Parse(step.State.ToJson()), new Stimulus.TaskCompleted(chosen.Id, answer, Value.Null));
            trace.Add(Journal.Write(step.Journal));
        }
        return string.Join('\n', trace);
    }

    private static Chart Draw(string activities, string connections)
    {
        var chart = new Chart("approval");
        foreach (var id in activities.Split(' '))
        {
            chart.With(id, id is "begin" or "M" ? "Elsa.WriteLine" : "Test.Ask");
        }
        return chart.Connect(connections);
    }

    private static Chart Changed(Func<Chart, Chart> change) => change(Approval);

    /// <summary>Starts on the old version, completes one task, and migrates.</summary>
    private static (MigrationPlan Plan, StepResult Step) Migrate(Chart before, Chart after, string done)
    {
        var (from, to) = (before.Read(FlowActivities.Catalogue), As(after, 2));
        var state = Complete(from, Step(from, null, new Stimulus.Start()).State!, done);
        var json = state.ToJson();
        var plan = Migration.Plan(from, to, state);
        Assert.Equal(json, state.ToJson());
        return (plan, Migration.Apply(from, to, FlowActivities.Catalogue, state, Now));
    }

    private static InstanceState Complete(Chart chart, InstanceState state, string activity) => Complete(As(chart, 2), state, activity);

    private static InstanceState Complete(WorkflowDefinition definition, InstanceState state, string activity)
    {
        var step = Step(definition, state, new Stimulus.TaskCompleted(state.Bookmarks.First(b => b.ActivityId == activity).Id, "Done", Value.Null));
        Assert.Null(step.Refusal);
        return step.State!;
    }

    private static StepResult Step(WorkflowDefinition definition, InstanceState? state, Stimulus stimulus) =>
        WorkflowEngine.Step(definition, FlowActivities.Catalogue, state, stimulus, Now);

    private static WorkflowDefinition As(Chart chart, int version)
    {
        var document = chart.Document();
        (document["id"], document["version"]) = ($"{document["definitionId"]}-v{version}", version);
        return DefinitionReader.Read(document.ToJsonString(), FlowActivities.Catalogue).Definition!;
    }
}
