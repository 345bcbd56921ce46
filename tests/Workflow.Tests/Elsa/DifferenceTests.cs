using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Elsa;

/// <summary>Every difference on purpose, by the case in which Elsa loses, hides or freezes something. The rework loop (s22d) has ReworkTests.</summary>
public sealed class DifferenceTests
{
    private static Desk Desk(Chart chart) => new(chart.Read(OracleActivities.Catalogue), OracleActivities.Catalogue);

    [Fact]
    public async Task S14b_a_variable_without_a_storage_driver_survives_and_a_memory_variable_falls_back_to_its_default()
    {
        var desk = Desk(new Chart()
            .Variable("kept", "Int32", "0").Variable("gone", "Int32", "7", "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core").Variable("seen")
            .With("a", "Elsa.SetVariable", ("variable", Chart.Variable("kept")), ("value", Chart.Literal(1)))
            .With("b", "Elsa.SetVariable", ("variable", Chart.Variable("gone")), ("value", Chart.Literal(2)))
            .With("c", "Oracle.Code", ("value", Chart.Script("`${getKept()}/${getGone()}`")), ("result", Chart.To("seen")))
            .With("t", "Oracle.HumanTask")
            .With("d", "Oracle.Code", ("value", Chart.Script("`${getKept()}/${getGone()}`")), ("result", Chart.To("seen")))
            .With("u", "Oracle.HumanTask")
            .Connect("a>b b>c c>t t>d d>u"));
        await desk.Start();
        Assert.Equal("1/2", desk.Variables["seen"].AsText());
        await desk.Complete("t", "Done");
        Assert.Equal("1/7", desk.Variables["seen"].AsText());
    }

    [Fact]
    public async Task S16_a_fault_parks_its_branch_and_the_others_go_on()
    {
        var desk = Desk(new Chart()
            .With("a", "Elsa.WriteLine").With("x", "Oracle.Throw").With("t", "Oracle.HumanTask").With("b", "Elsa.WriteLine").With("e", "Elsa.WriteLine")
            .Connect("a>x a>t t>b x>e"));
        await desk.Start();
        var incident = desk.Incidents.Values.Single();
        Assert.Equal(("x", "InvalidOperationException", "boom"), (incident.ActivityId, incident.FaultType, incident.Message));
        await desk.Complete("t", "Done");
        Assert.Contains("b:Completed", desk.Trace, StringComparison.Ordinal);
        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (desk.State!.Status, desk.State.SubStatus));
        await desk.Take(new Stimulus.AnswerIncident(incident.Bookmark, "Done", Value.Null));
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
        Assert.Empty(desk.Incidents);
    }

    [Fact]
    public async Task S16_under_the_fault_strategy_the_instance_ends_and_nothing_lingers()
    {
        var desk = Desk(new Chart().Strategy("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core")
            .With("a", "Elsa.WriteLine").With("t", "Oracle.HumanTask").With("x", "Oracle.Throw").Connect("a>t a>x"));
        await desk.Start();
        Assert.Equal(WorkflowSubStatus.Faulted, desk.State!.SubStatus);
        Assert.Empty(desk.State.Bookmarks);
        Assert.Equal("x", desk.State.Incidents.Single().ActivityId);
        Assert.Equal(["IncidentOpened", "Finished"], desk.Last.Outputs.Select(o => o.GetType().Name));
    }

    [Fact]
    public async Task S16c_continuing_with_incidents_leaves_an_incident_that_can_be_retried()
    {
        var desk = Desk(new Chart().Strategy("ContinueWithIncidentsStrategy").With("t", "Oracle.HumanTask").With("x", "Oracle.Throw").Connect("t>x"));
        await desk.Start();
        await desk.Complete("t", "Done");
        Assert.False(desk.Last.WaitsForNothing);
        var incident = desk.Incidents.Values.Single();
        await desk.Take(new Stimulus.Retry(incident.Bookmark));
        Assert.Equal("x:Resumed x:Faulted", Library.Desk.Shown(desk.Last.Journal));
        Assert.Equal(incident.Bookmark, desk.Incidents.Keys.Single());
    }

    [Fact]
    public async Task S18c_the_start_input_is_there_after_a_wait_and_the_outcome_of_the_task_in_its_burst()
    {
        var desk = Desk(new Chart().Variable("seen").Input("Amount", "Int32")
            .With("t", "Oracle.HumanTask")
            .With("a", "Oracle.Code", ("value", Chart.Script("`${getAmount()}/${getInput('Outcome')}/${getInput('Data')}`")), ("result", Chart.To("seen")))
            .With("u", "Oracle.HumanTask")
            .With("b", "Oracle.Code", ("value", Chart.Script("`${getAmount()}/${getInput('Outcome')}`")), ("result", Chart.To("seen")))
            .Connect("t>a a>u u:Yes>b"));
        await desk.Start(Value.Record(("Amount", "5")));
        await desk.Complete("t", "Done", "why");
        Assert.Equal("5/Done/why", desk.Variables["seen"].AsText());
        Assert.Equal(ObjectValue.Empty, desk.State!.BurstInput);
        await desk.Complete("u", "Yes");
        Assert.Equal("5/Yes", desk.Variables["seen"].AsText());
    }

    [Fact]
    public async Task S20b_end_in_a_nested_flowchart_cancels_what_is_pending_there_and_the_outer_goes_on()
    {
        var inner = new Chart().With("i", "Elsa.WriteLine").With("t", "Oracle.HumanTask").With("en", "Elsa.End").Connect("i>t i>en").Flowchart("inner");
        var desk = Desk(new Chart().With(inner).With("e", "Elsa.WriteLine").Connect("inner>e"));
        await desk.Start();
        Assert.Equal("i:Started i:Completed t:Started t:Suspended en:Started en:Completed t:Canceled e:Started e:Completed", desk.Trace);
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
    }

    [Fact]
    public async Task S28_a_cancelled_instance_takes_nothing_more()
    {
        var desk = Desk(new Chart().With("t", "Oracle.HumanTask"));
        await desk.Start();
        var task = desk.TaskOf("t");
        await desk.Take(new Stimulus.Cancel("撤回"));
        Assert.Empty(desk.Tasks);
        Assert.Equal("instance-finished", (await desk.Take(new Stimulus.TaskCompleted(task, "Done", Value.Null))).Refusal!.Code);
    }

    [Fact]
    public async Task S29d_a_failed_child_is_the_parents_incident_or_leaves_by_its_own_way()
    {
        var parent = Value.Record();
        var unhandled = Desk(new Chart().With("c", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Chart.Literal("child")), ("waitForCompletion", Chart.Literal(true, "Boolean"))).With("e", "Elsa.WriteLine").Connect("c>e"));
        await unhandled.Start(parent);
        await unhandled.Take(new Stimulus.ChildFinished(unhandled.OpenChildren.Keys.Single(), "child-1", WorkflowSubStatus.Faulted, ObjectValue.Empty));
        Assert.Equal("ChildFaulted", unhandled.Incidents.Values.Single().FaultType);

        var handled = Desk(new Chart().With("c", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Chart.Literal("child")), ("waitForCompletion", Chart.Literal(true, "Boolean"))).With("e", "Elsa.WriteLine").With("f", "Elsa.WriteLine").Connect("c>e c:Faulted>f"));
        await handled.Start(parent);
        await handled.Take(new Stimulus.ChildFinished(handled.OpenChildren.Keys.Single(), "child-1", WorkflowSubStatus.Faulted, ObjectValue.Empty));
        Assert.Contains("f:Completed", handled.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("e:Completed", handled.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S29e_a_child_that_waited_hands_over_its_full_result()
    {
        var desk = Desk(new Chart().Variable("r").With("c", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Chart.Literal("child")), ("result", Chart.To("r"))));
        await desk.Start();
        var bookmark = desk.OpenChildren.Keys.Single();
        await desk.Take(new Stimulus.ChildFinished(bookmark, "child-1", WorkflowSubStatus.Finished, Value.Record(("R", "out"))));
        Assert.Equal("""{"WorkflowDefinitionVersionId":null,"WorkflowInstanceId":"child-1","CorrelationId":null,"Status":1,"SubStatus":3,"Output":{"R":"out"}}""", desk.Variables["r"].ToString());
    }

    [Fact]
    public async Task S31_completing_a_task_twice_is_refused_with_a_reason()
    {
        var desk = Desk(new Chart().With("t", "Oracle.HumanTask").With("u", "Oracle.HumanTask").Connect("t>u"));
        await desk.Start();
        var task = desk.TaskOf("t");
        await desk.Complete("t", "Done");
        var refusal = (await desk.Take(new Stimulus.TaskCompleted(task, "Done", Value.Null))).Refusal!;
        Assert.Equal("not-open", refusal.Code);
        Assert.Contains($"{task}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S32_one_event_resumes_all_that_wait_for_it_in_the_order_of_their_creation()
    {
        var desk = Desk(new Chart().Variable("p").With("a", "Elsa.WriteLine")
            .With("e1", "Elsa.Event", ("eventName", Chart.Literal("Ping"))).With("e2", "Elsa.Event", ("eventName", Chart.Literal("Ping")), ("result", Chart.To("p"))).With("other", "Elsa.Event", ("eventName", Chart.Literal("Pong")))
            .With("b", "Elsa.WriteLine").With("c", "Elsa.WriteLine")
            .Connect("a>e2 a>e1 a>other e1>b e2>c"));
        await desk.Start();
        await desk.Take(new Stimulus.EventReceived("Ping", null, Value.Record(("k", 1))));
        Assert.Equal("e2:Resumed e2:Completed c:Started c:Completed e1:Resumed e1:Completed b:Started b:Completed", Library.Desk.Shown(desk.Last.Journal));
        Assert.Equal("""{"k":1}""", desk.Variables["p"].ToString());
        Assert.Equal(["Pong"], desk.Events.Values.Select(e => e.Name));
    }

    [Fact]
    public async Task Two_answers_to_one_instance_both_take_effect_whichever_comes_first()
    {
        foreach (var order in new[] { new[] { "t1", "t2" }, ["t2", "t1"] })
        {
            var desk = Desk(new Chart().With("a", "Elsa.WriteLine").With("t1", "Oracle.HumanTask").With("t2", "Oracle.HumanTask").With("m", "Elsa.WriteLine").Connect("a>t1 a>t2 t1>m t2>m"));
            await desk.Start();
            foreach (var task in order)
            {
                await desk.Complete(task, "Done");
            }
            Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
            Assert.Single(desk.Journal, e => e is { ActivityId: "m", Event: JournalEvent.Completed });
        }
    }

    [Fact]
    public void A_running_instance_that_waits_for_nothing_is_told_apart()
    {
        var definition = new Chart().With("idle", "Test.Idle").Read(new ActivityCatalogue(new Idle()));
        var step = WorkflowEngine.Step(definition, new ActivityCatalogue(new Idle()), null, new Stimulus.Start(), default);
        Assert.Equal(WorkflowStatus.Running, step.State!.Status);
        Assert.True(step.WaitsForNothing);
    }

    private sealed class Idle : Activity
    {
        public override ActivityDescriptor Descriptor { get; } = new("Test.Idle", "空等", "测试");

        public override void Execute(ActivityExecution x)
        {
            // Neither completes nor waits: what a host must never store.
        }
    }
}
