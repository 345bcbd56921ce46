using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Flows;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Running;

/// <summary>What may be published always fits: what goes beyond is a fault with a remedy where it is asked for, never a state that cannot be stored.</summary>
public sealed class LimitTests
{
    /// <summary>Six bytes of JSON each.</summary>
    private static readonly string Fat = new('\u0001', 600);

    [Fact]
    public async Task A_value_too_large_for_a_variable_is_a_fault_that_can_be_retried()
    {
        var desk = Desk(new Chart().Variable("x").With("c", "Test.Call", ("result", Chart.To("x"))).With("t", "Test.Ask").Connect("c>t"));
        desk.Handlers["c"] = _ => new CommandAnswer.Outcome("Done", new string('大', 2_000));
        await desk.Start();
        Assert.Equal("ValueTooLarge", desk.Incidents.Values.Single().FaultType);
        Assert.Contains("只放编号", desk.Incidents.Values.Single().Message, StringComparison.Ordinal);
        desk.Handlers["c"] = _ => new CommandAnswer.Outcome("Done", "编号");
        await desk.Take(new Stimulus.Retry(desk.Incidents.Keys.Single()));
        Assert.Equal("编号", desk.Variables["x"].AsText());
    }

    [Fact]
    public async Task What_comes_from_outside_is_refused_when_it_is_too_large()
    {
        var desk = Desk(new Chart().With("t", "Test.Ask"));
        Assert.Equal("value-too-large", (await desk.Start(Value.Record(("x", new string('x', 17_000))))).Refusal!.Code);
        Assert.Equal("name-too-long", (await desk.Start(correlationId: new string('x', 65))).Refusal!.Code);
        await desk.Start();
        Assert.Equal("value-too-large", (await desk.Complete("t", "Done", new string('x', 5_000))).Refusal!.Code);
    }

    [Fact]
    public async Task A_flow_that_is_as_full_as_its_limits_let_it_be_is_stored_within_its_bound()
    {
        var chart = new Chart().With("s", "Elsa.WriteLine");
        for (var i = 0; i < 40; i++)
        {
            chart.Variable($"v{i}").With($"c{i}", "Test.Call", ("result", Chart.To($"v{i}"))).With($"d{i}", "Test.Call").Connect($"s>c{i} c{i}>d{i}");
        }
        var desk = Desk(chart);
        desk.Handlers["Test.Call"] = c => c.ActivityId[0] == 'c' ? new CommandAnswer.Outcome("Done", Fat) : new CommandAnswer.Fault(Fat, Fat);
        await Assert.ThrowsAsync<TooManyHopsException>(() => desk.Start(Value.Record(("x", Fat)), new string('\u0001', 64)));
        var state = Drain(desk, new Stimulus.Start(Value.Record(("x", Fat)), new string('\u0001', 64)), _ => new CommandAnswer.Fault(Fat, Fat));
        foreach (var incident in state.Incidents.ToList())
        {
            state = Drain(desk, new Stimulus.Retry(incident.Bookmark), desk.Handlers["Test.Call"], state);
        }
        Assert.Equal(40, state.Incidents.Count);
        var bytes = System.Text.Encoding.UTF8.GetByteCount(state.ToJson());
        Assert.InRange(bytes, 40 * 3_600, Math.Min(desk.Definition.Bound.Most, InstanceState.MaximumBytes));
    }

    [Fact]
    public async Task Items_side_by_side_fit_or_the_list_is_refused_before_anything_begins()
    {
        var desk = Desk(Side(new string('1', 1_000)));
        await desk.Start();
        var fault = desk.Incidents.Values.Single();
        Assert.Equal(("TooManyItems", "pfe"), (fault.FaultType, fault.ActivityId));
        Assert.Empty(desk.Tasks);
        var most = int.Parse(fault.Message.Split("最多 ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(most, 30, 999);

        desk = Desk(Side(new string('1', most)));
        await desk.Start();
        Assert.Empty(desk.Incidents);
        Assert.Equal(most, desk.Tasks.Count);
        desk = Desk(Side(new string('1', most + 1)));
        await desk.Start();
        Assert.Single(desk.Incidents);
    }

    [Fact]
    public async Task Lists_that_run_beside_each_other_share_the_room()
    {
        var alone = Desk(Side(new string('1', 50)));
        await alone.Start();
        Assert.Equal(50, alone.Tasks.Count);
        var chart = new Chart().With("s", "Elsa.WriteLine");
        for (var i = 0; i < 3; i++)
        {
            chart.With(Loop($"pfe{i}", new string('1', 50))).Connect($"s>pfe{i}");
        }
        var desk = Desk(chart);
        await desk.Start();
        Assert.InRange(desk.Incidents.Count, 1, 2);
        while (desk.Tasks.Count > 0)
        {
            await desk.Take(new Stimulus.TaskCompleted(desk.Tasks.Keys.First(), "Done", Value.Null));
        }
        await desk.Take(new Stimulus.Retry(desk.Incidents.Keys.First()));
        Assert.Equal(50, desk.Tasks.Count);
    }

    [Fact]
    public async Task Children_in_bulk_fit_or_are_refused_before_one_is_started()
    {
        Chart Bulk(int items, bool waits) => new Chart().With("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Chart.Literal("child")), ("items", Chart.Script($"'{new string('1', items)}'.split('')")), ("waitForCompletion", Chart.Literal(waits)));
        var desk = Desk(Bulk(1_900, waits: true));
        await desk.Start();
        Assert.Equal("TooManyItems", desk.Incidents.Values.Single().FaultType);
        Assert.Empty(desk.OpenChildren);
        desk = Desk(Bulk(600, waits: true));
        await desk.Start();
        Assert.Equal(600, desk.OpenChildren.Count);
        desk = Desk(Bulk(1_900, waits: false));
        await desk.Start();
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task A_loop_that_multiplies_becomes_an_incident_before_its_state_is_too_large()
    {
        var desk = Desk(new Chart().With("s", "Elsa.Start").With("a", "Test.Ask").With("b", "Test.Ask").With("c", "Test.Ask").Connect("s>a a>b a>c c>a"));
        await desk.Start();
        var rounds = 0;
        for (; desk.Incidents.Count == 0 && rounds < 1_000; rounds++)
        {
            await desk.Complete(rounds % 2 == 0 ? "a" : "c", "Done");
        }
        var fault = desk.Incidents.Values.Single();
        Assert.Equal(("TooManyOpen", "fc"), (fault.FaultType, fault.ActivityId));
        Assert.InRange(rounds, 100, 999);
        Assert.Empty(desk.Tasks);
        await desk.Take(new Stimulus.Retry(desk.Incidents.Keys.Single()));
        Assert.Equal("a", desk.Tasks.Values.Single().ActivityId);
    }

    [Fact]
    public async Task Two_thousand_activities_may_be_published_and_run()
    {
        var chart = new Chart();
        for (var i = 0; i < 1_999; i++)
        {
            // Ids as long as Studio's.
            chart.With($"activity-id-{i:D4}", i % 500 == 499 ? "Test.Ask" : "Elsa.WriteLine").Connect(i == 0 ? "" : $"activity-id-{i - 1:D4}>activity-id-{i:D4}");
        }
        var definition = chart.Read(FlowActivities.Catalogue);
        Assert.True(definition.Bound.IsKept, $"{definition.Bound.Most}");
        var desk = new Desk(definition, FlowActivities.Catalogue);
        await desk.Start();
        foreach (var task in new[] { "activity-id-0499", "activity-id-0999", "activity-id-1499" })
        {
            await desk.Complete(task, "Done");
        }
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    private static Chart Side(string items) => new Chart().With(Loop("pfe", items));

    private static JsonObject Loop(string id, string items) => Chart.Activity(id, "Elsa.ParallelForEach", ("items", Chart.Script($"'{items}'.split('')")),
        ("body", Chart.Activity($"{id}-body", "Elsa.Sequence", ("activities", new JsonArray(Chart.Activity($"{id}-ask", "Test.Ask"))))));

    private static Desk Desk(Chart chart) => new(chart.Read(FlowActivities.Catalogue), FlowActivities.Catalogue);

    /// <summary>A burst without the host's limit of hops.</summary>
    private static InstanceState Drain(Desk desk, Stimulus stimulus, Func<Output.RunCommand, CommandAnswer> answer, InstanceState? state = null)
    {
        var step = WorkflowEngine.Step(desk.Definition, FlowActivities.Catalogue, state, stimulus, desk.Now);
        while (step.State!.IsMidBurst)
        {
            var command = step.Outputs.OfType<Output.RunCommand>().Last();
            step = WorkflowEngine.Step(desk.Definition, FlowActivities.Catalogue, step.State, new Stimulus.CommandAnswered(command.Bookmark, answer(command)), desk.Now);
        }
        return step.State;
    }
}
