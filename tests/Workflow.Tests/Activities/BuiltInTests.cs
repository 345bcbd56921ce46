using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Flows;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Activities;

/// <summary>What the built-in activities do, and how they are described.</summary>
public sealed class BuiltInTests
{
    private static Desk Desk(Chart chart) => new(chart.Read(FlowActivities.Catalogue), FlowActivities.Catalogue);

    private static JsonObject Ask(string id) => Chart.Activity(id, "Test.Ask");

    private static JsonObject Note(string id, string script) => Chart.Activity(id, "Elsa.WriteLine", ("text", Chart.Script(script)));

    private static string Remarks(Desk desk) => string.Join(' ', desk.Journal.Where(e => e.Message is not null).Select(e => e.Message));

    private static JsonObject Case(string label, string script, JsonObject? activity = null)
    {
        var written = new JsonObject { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } };
        if (activity is not null)
        {
            written["activity"] = activity;
        }
        return written;
    }

    [Fact]
    public void Every_activity_is_described_for_the_designer()
    {
        Assert.All(BuiltIns.All.Select(a => a.Descriptor), d =>
        {
            Assert.StartsWith("Elsa.", d.Type, StringComparison.Ordinal);
            Assert.Contains(d.DisplayName + d.Category, c => c >= 0x4E00);
            Assert.All(d.Inputs, i => Assert.NotEmpty(i.DisplayName));
            Assert.All(d.Outcomes, o => Assert.NotEmpty(o.DisplayName));
            Assert.Equal(d.Inputs.Count, d.Inputs.Select(i => i.PropertyName).Distinct().Count());
        });
        Assert.Equal(BuiltIns.All.Count, BuiltIns.All.Select(a => a.Descriptor.Type).Distinct().Count());
        var described = BuiltIns.All.Select(a => a.Descriptor.Name).ToHashSet();
        Assert.Superset(
            new HashSet<string>("Flowchart Sequence Parallel If Switch While For ForEach ParallelForEach FlowDecision FlowSwitch FlowFork FlowJoin SetVariable SetOutput SetName Correlate Delay StartAt Timer Cron Event PublishEvent RunTask ExecuteWorkflow DispatchWorkflow BulkDispatchWorkflows Start Finish End Complete Fault WriteLine NotFoundActivity".Split(' ')),
            described);
    }

    [Fact]
    public void An_activity_registered_twice_is_refused() =>
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new ActivityCatalogue(new Ask(), new Ask())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task If_runs_its_then_or_its_else_or_nothing()
    {
        foreach (var (condition, ran) in new[] { ("1 === 1", "yes"), ("1 === 2", "no"), ("getInput('None')", "no") })
        {
            var desk = Desk(new Chart().With("if", "Elsa.If", ("condition", Chart.Script(condition, "Boolean")), ("then", Note("t", "'yes'")), ("else", Note("e", "'no'"))).With("after", "Elsa.WriteLine").Connect("if>after"));
            await desk.Start();
            Assert.Equal($"{ran} ", Remarks(desk));
        }
    }

    [Fact]
    public async Task Switch_runs_the_first_case_that_holds_or_all_of_them_or_the_default()
    {
        foreach (var (mode, n, ran) in new[] { ("MatchFirst", 9, "big"), ("MatchAny", 9, "big odd"), ("MatchFirst", 2, "other") })
        {
            var cases = new JsonArray(Case("big", "variables.n > 5", Note("b", "'big'")), Case("odd", "variables.n % 2 === 1", Note("o", "'odd'")));
            var desk = Desk(new Chart().Variable("n", "Int32", $"{n}").With("sw", "Elsa.Switch", ("mode", Chart.Literal(mode)), ("cases", cases), ("default", Note("d", "'other'"))).With("after", "Elsa.WriteLine").Connect("sw>after"));
            await desk.Start();
            Assert.Equal($"{ran} ", Remarks(desk));
            Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
        }
    }

    [Fact]
    public async Task FlowSwitch_leaves_by_all_cases_that_hold_when_told_to()
    {
        var cases = new JsonArray(Case("big", "7 > 5"), Case("odd", "7 % 2 === 1"));
        var desk = Desk(new Chart().With("sw", "Elsa.FlowSwitch", ("mode", Chart.Literal("MatchAny")), ("cases", cases))
            .With("b", "Elsa.WriteLine").With("o", "Elsa.WriteLine").With("d", "Elsa.WriteLine").With("m", "Elsa.WriteLine").Connect("sw:big>b sw:odd>o sw:Default>d b>m o>m d>m"));
        Assert.Equal(["big", "odd", "Default"], Ways.Of(desk.Definition.Find("sw")!));
        await desk.Start();
        Assert.Equal("sw:Started sw:Completed b:Started b:Completed o:Started o:Completed m:Started m:Completed", desk.Trace);
    }

    [Fact]
    public async Task While_repeats_and_For_counts_and_ForEach_goes_through_its_items()
    {
        var desk = Desk(new Chart().Variable("n", "Int32", "0").Variable("last")
            .With("w", "Elsa.While", ("condition", Chart.Script("variables.n < 2", "Boolean")), ("body", Chart.Activity("inc", "Elsa.RunJavaScript", ("script", Chart.Literal("variables.n = variables.n + 1")))))
            .With("f", "Elsa.For", ("start", Chart.Literal("3", "Int32")), ("end", Chart.Literal("1", "Int32")), ("body", Note("count", "`c${getCurrentValue()}`")))
            .With("fe", "Elsa.ForEach", ("items", Chart.Script("['x','y']")), ("currentValue", Chart.To("last")), ("body", Note("item", "`${getVariable('CurrentIndex')}${getCurrentValue()}${variables.last}`")))
            .Connect("w>f f>fe"));
        await desk.Start();
        Assert.Equal("c3 c2 c1 0xx 1yy", Remarks(desk));
        Assert.Equal("2", desk.Variables["n"].ToString());
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task For_without_its_outer_bound_and_with_a_step()
    {
        var desk = Desk(new Chart().With("f", "Elsa.For", ("start", Chart.Literal(0)), ("end", Chart.Literal(4)), ("step", Chart.Literal(2)), ("outerBoundInclusive", Chart.Literal(false)), ("body", Note("c", "String(getCurrentValue())"))));
        await desk.Start();
        Assert.Equal("0 2", Remarks(desk));
        var broken = Desk(new Chart().With("f", "Elsa.For", ("step", Chart.Literal(0)), ("body", Note("c", "''"))));
        await broken.Start();
        Assert.Equal("BadStep", broken.Incidents.Values.Single().FaultType);
    }

    [Fact]
    public async Task A_loop_that_never_waits_is_stopped_as_an_incident()
    {
        var desk = Desk(new Chart().With("w", "Elsa.While", ("condition", Chart.Script("true", "Boolean")), ("body", Note("n", "''"))));
        await desk.Start();
        Assert.Equal("TooManyActivities", desk.Incidents.Values.Single().FaultType);
        Assert.Equal(WorkflowStatus.Running, desk.State!.Status);
    }

    [Fact]
    public async Task Loops_with_people_in_them_wait_for_each()
    {
        var desk = Desk(new Chart().With("fe", "Elsa.ForEach", ("items", Chart.Script("[1, 2]")), ("body", Ask("t"))).With("pfe", "Elsa.ParallelForEach", ("items", Chart.Script("['a', 'b']")), ("body", Chart.Activity("u", "Elsa.Sequence", ("activities", new JsonArray(Ask("v"), Note("n", "getCurrentValue()")))))).Connect("fe>pfe"));
        await desk.Start();
        await desk.Complete("t", "Done");
        Assert.Single(desk.Tasks);
        await desk.Complete("t", "Done");
        Assert.Equal(2, desk.Tasks.Count);
        await desk.Take(new Stimulus.TaskCompleted(desk.Tasks.Keys.Last(), "Done", Value.Null));
        await desk.Take(new Stimulus.TaskCompleted(desk.Tasks.Keys.First(), "Done", Value.Null));
        Assert.Equal("b a", Remarks(desk));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task Empty_containers_complete_at_once()
    {
        var desk = Desk(new Chart().With("s", "Elsa.Sequence").With("p", "Elsa.Parallel").With("fe", "Elsa.ForEach").With("pfe", "Elsa.ParallelForEach", ("items", Chart.Script("[]"))).With("sw", "Elsa.Switch").With("w", "Elsa.While", ("condition", Chart.Script("true"))).Connect("s>p p>fe fe>pfe pfe>sw sw>w"));
        await desk.Start();
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task Sequence_and_Parallel_hold_variables_of_their_own()
    {
        var sequence = Chart.Activity("s", "Elsa.Sequence",
            ("variables", JsonNode.Parse("""[{"id":"own","name":"own","typeName":"Int32","value":"1"}]""")),
            ("activities", new JsonArray(Ask("t"), Chart.Activity("set", "Elsa.SetVariable", ("variable", JsonNode.Parse("""{"id":"own"}""")), ("value", Chart.Script("variables.own + 1"))), Ask("u"), Note("n", "String(variables.own)"))));
        var desk = Desk(new Chart().With(sequence).With("after", "Elsa.WriteLine", ("text", Chart.Script("variables.own"))).Connect("s>after"));
        await desk.Start();
        await desk.Complete("t", "Done");
        await desk.Complete("u", "Done");
        Assert.StartsWith("2", Remarks(desk), StringComparison.Ordinal);
        Assert.Equal("InputEvaluation", desk.Incidents.Values.Single().FaultType);
    }

    [Fact]
    public async Task Complete_ends_its_flowchart_with_outcomes_of_its_choice()
    {
        var inner = new Chart().With("t", "Test.Ask").With("c", "Elsa.Complete", ("outcomes", Chart.List("Foo"))).Connect("t>c").Flowchart("inner");
        var desk = Desk(new Chart().With(inner).With("a", "Elsa.WriteLine").With("b", "Elsa.WriteLine").Connect("inner>a inner:Foo>b"));
        await desk.Start();
        await desk.Complete("t", "Done");
        Assert.Contains("b:Completed", desk.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("a:Completed", desk.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_correlations_and_outputs_are_set()
    {
        var desk = Desk(new Chart()
            .With("name", "Elsa.SetName", ("value", Chart.Literal("李四 低保")))
            .With("correlate", "Elsa.Correlate", ("correlationId", Chart.Script("'SQ-' + getInput('No')")))
            .With("out", "Elsa.SetOutput", ("outputName", Chart.Literal("Total")), ("outputValue", Chart.Script("[1.50, getCorrelationId()]")))
            .Connect("name>correlate correlate>out"));
        await desk.Start(Value.Record(("No", 7)));
        Assert.Equal(("李四 低保", "SQ-7", """{"Total":[1.5,"SQ-7"]}"""), (desk.State!.Name, desk.State.CorrelationId, desk.State.Output.ToString()));
        Assert.Equal(desk.State.Output, Assert.IsType<Output.Finished>(Assert.Single(desk.Last.Outputs)).Result);
    }

    [Fact]
    public async Task Outputs_are_kept_only_for_scripts_that_ask_for_them()
    {
        var desk = Desk(new Chart().With("a", "Test.Call").With("b", "Test.Call").With("t", "Test.Ask").With("n", "Elsa.WriteLine", ("text", Chart.Script("getOutputFrom('a').x + getOutputFrom('a', 'Result').x + String(getOutputFrom('a', 'None'))"))).Connect("a>b b>t t>n"));
        desk.Handlers["Test.Call"] = c => new CommandAnswer.Outcome("Done", Value.Record(("x", c.ActivityId)));
        await desk.Start();
        Assert.Equal("""{"a":{"Result":{"x":"a"}}}""", desk.State!.ActivityOutputs.ToString());
        await desk.Complete("t", "Done");
        Assert.Equal("aanull", Remarks(desk));
    }

    [Fact]
    public async Task Delay_waits_and_StartAt_waits_unless_its_time_has_passed()
    {
        var desk = Desk(new Chart().With("d", "Elsa.Delay", ("timeSpan", Chart.Literal("2.00:00:00", "TimeSpan"))).With("past", "Elsa.StartAt", ("dateTime", Chart.Literal("2026-01-01T00:00:00Z"))).With("at", "Elsa.StartAt", ("dateTime", Chart.Literal("2026-03-10T08:00:00"))).Connect("d>past past>at"));
        await desk.Start();
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8)), desk.Timers.Values.Single().Due);
        await desk.Fire("d");
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.FromHours(8)), desk.Timers.Values.Single().Due);
        await desk.Fire("at");
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
        Assert.Empty(desk.Timers);
    }

    [Theory]
    [InlineData("Elsa.Delay", "timeSpan", "soon", "BadTimeSpan")]
    [InlineData("Elsa.Delay", "timeSpan", "-1.00:00:00", "BadTimeSpan")]
    [InlineData("Elsa.StartAt", "dateTime", "soon", "BadInstant")]
    [InlineData("Elsa.Cron", "cronExpression", "soon", "BadCron")]
    [InlineData("Elsa.Event", "eventName", "", "MissingInput")]
    [InlineData("Elsa.RunTask", "taskName", "", "MissingInput")]
    [InlineData("Elsa.DispatchWorkflow", "workflowDefinitionId", "", "MissingInput")]
    public async Task A_value_that_cannot_be_used_is_an_incident_that_says_which(string type, string input, string value, string fault)
    {
        var desk = Desk(new Chart().With("x", type, (input, Chart.Literal(value))));
        await desk.Start();
        Assert.Equal(fault, desk.Incidents.Values.Single().FaultType);
        Assert.Contains("“x”", desk.Incidents.Values.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_and_Cron_wait_for_their_next_time()
    {
        var desk = Desk(new Chart().With("t", "Elsa.Timer").With("c", "Elsa.Cron", ("cronExpression", Chart.Literal("30 8 * * 1-5"))).Connect("t>c"));
        await desk.Start();
        Assert.Equal(desk.Now.AddMinutes(1), desk.Timers.Values.Single().Due);
        await desk.Fire("t");
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 8, 30, 0, TimeSpan.FromHours(8)), desk.Timers.Values.Single().Due);
    }

    [Fact]
    public async Task A_trigger_that_starts_the_instance_does_not_wait()
    {
        var chart = new Chart().Variable("p").With("a", "Elsa.WriteLine").With("e", "Elsa.Event", ("eventName", Chart.Literal("Ping")), ("result", Chart.To("p"))).With("b", "Elsa.WriteLine").Connect("a>b e>b");
        var desk = Desk(chart);
        await desk.Take(new Stimulus.Start(Value.Record(("k", 1)), null, "e"));
        Assert.Equal("e:Started e:Completed b:Started b:Completed", desk.Trace);
        Assert.Equal("""{"k":1}""", desk.Variables["p"].ToString());
        Assert.Equal("unknown-trigger", (await Desk(chart).Take(new Stimulus.Start(ObjectValue.Empty, null, "nobody"))).Refusal!.Code);
    }

    [Fact]
    public async Task An_event_of_another_name_or_another_case_is_refused()
    {
        var desk = Desk(new Chart().With("e", "Elsa.Event", ("eventName", Chart.Literal("Ping"))));
        await desk.Start(correlationId: "A");
        Assert.Equal("not-awaited", (await desk.Take(new Stimulus.EventReceived("Pong", null, Value.Null))).Refusal!.Code);
        Assert.Equal("other-correlation", (await desk.Take(new Stimulus.EventReceived("Ping", "B", Value.Null))).Refusal!.Code);
        Assert.Null((await desk.Take(new Stimulus.EventReceived("Ping", "A", Value.Null))).Refusal);
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task An_event_may_lead_two_waiting_branches_through_commands()
    {
        var desk = Desk(new Chart().With("a", "Elsa.WriteLine").With("e1", "Elsa.Event", ("eventName", Chart.Literal("Ping"))).With("e2", "Elsa.Event", ("eventName", Chart.Literal("Ping"))).With("c1", "Test.Call").With("c2", "Test.Call").Connect("a>e1 a>e2 e1>c1 e2>c2"));
        await desk.Start();
        await desk.Take(new Stimulus.EventReceived("Ping", null, Value.Null));
        Assert.Equal("e1:Resumed e1:Completed c1:Started c1:Completed e2:Resumed e2:Completed c2:Started c2:Completed", Library.Desk.Shown(desk.Last.Journal));
    }

    [Fact]
    public async Task Publishing_and_external_tasks_are_outputs()
    {
        var desk = Desk(new Chart().Variable("r").With("p", "Elsa.PublishEvent", ("eventName", Chart.Literal("Ready")), ("correlationId", Chart.Literal("A")), ("payload", Chart.Script("({ x: 1 })"))).With("rt", "Elsa.RunTask", ("taskName", Chart.Literal("Job")), ("result", Chart.To("r"))).Connect("p>rt"));
        await desk.Start();
        Assert.Equal(new Output.Publish("Ready", "A", Value.Record(("x", 1))), Assert.Single(desk.Other));
        Assert.Equal("""{"TaskName":"Job"}""", desk.Tasks.Values.Single().Payload.ToString());
        await desk.Complete("rt", "", "done");
        Assert.Equal("done", desk.Variables["r"].AsText());
    }

    [Fact]
    public async Task A_child_nobody_waits_for_is_started_and_forgotten()
    {
        var desk = Desk(new Chart().With("c", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Chart.Literal("child")), ("input", Chart.Script("({ a: 1 })")), ("correlationId", Chart.Literal("X"))));
        await desk.Start();
        Assert.Equal(new Output.StartChild(0, "c", "child", Value.Record(("a", 1)), "X", false), desk.Other[0]);
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task An_inline_child_may_end_within_the_burst_or_wait()
    {
        var chart = new Chart().With("c", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Chart.Literal("child"))).With("e", "Elsa.WriteLine").Connect("c>e");
        var ended = Desk(chart);
        ended.Children = child => new Stimulus.ChildFinished(child.Bookmark, "k", WorkflowSubStatus.Finished, ObjectValue.Empty);
        await ended.Start();
        Assert.Equal("c:Started c:Completed e:Started e:Completed", ended.Trace);
        Assert.IsType<Output.Finished>(Assert.Single(ended.Last.Outputs));

        var waits = Desk(chart);
        waits.Children = child => new Stimulus.ChildStarted(child.Bookmark, "k");
        await waits.Start();
        Assert.Equal("c:Started c:Suspended", waits.Trace);
        Assert.Equal("k", waits.State!.Bookmarks.Single().Detail);
        await waits.Take(new Stimulus.ChildFinished(waits.State.Bookmarks.Single().Id, "k", WorkflowSubStatus.Cancelled, ObjectValue.Empty));
        Assert.Equal("ChildCancelled", waits.Incidents.Values.Single().FaultType);
    }

    [Fact]
    public async Task A_cancelled_parent_lets_go_of_its_children()
    {
        var desk = Desk(new Chart().With("c", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Chart.Literal("child"))));
        await desk.Start();
        await desk.Take(new Stimulus.Cancel("撤回"));
        Assert.Empty(desk.OpenChildren);
    }

    [Fact]
    public async Task Bulk_dispatch_waits_for_all_and_a_retry_starts_only_the_failed_ones()
    {
        var desk = Desk(new Chart().With("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Chart.Literal("child")), ("items", Chart.Script("['x', 'y', 'z']")), ("waitForCompletion", Chart.Literal(true))).With("e", "Elsa.WriteLine").Connect("b:Completed>e"));
        await desk.Start();
        Assert.Equal(["x", "y", "z"], desk.OpenChildren.Values.Select(c => c.Input["Item"].AsText()));
        var children = desk.OpenChildren.Keys.ToList();
        await desk.Take(new Stimulus.ChildFinished(children[1], "c2", WorkflowSubStatus.Faulted, ObjectValue.Empty));
        await desk.Take(new Stimulus.ChildFinished(children[0], "c1", WorkflowSubStatus.Finished, ObjectValue.Empty));
        Assert.Equal("not-open", (await desk.Take(new Stimulus.ChildFinished(children[0], "c1", WorkflowSubStatus.Finished, ObjectValue.Empty))).Refusal!.Code);
        await desk.Take(new Stimulus.ChildFinished(children[2], "c3", WorkflowSubStatus.Finished, ObjectValue.Empty));
        desk.OpenChildren.Clear();
        await desk.Take(new Stimulus.Retry(desk.Incidents.Keys.Single()));
        var again = desk.OpenChildren.Values.Single();
        Assert.Equal("y", again.Input["Item"].AsText());
        await desk.Take(new Stimulus.ChildFinished(again.Bookmark, "c4", WorkflowSubStatus.Finished, ObjectValue.Empty));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
        Assert.Contains("e:Completed", desk.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_dispatch_with_failed_children_is_the_incident_itself_also_when_the_last_to_end_is_what_a_good_child_led_to()
    {
        var desk = Desk(new Chart().With("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Chart.Literal("child")), ("items", Chart.Script("['x', 'y']")), ("waitForCompletion", Chart.Literal(true)),
            ("childCompleted", Note("ok", "'ok ' + getVariable('ChildInstanceId')"))));
        await desk.Start();
        var children = desk.OpenChildren.Keys.ToList();
        await desk.Take(new Stimulus.ChildFinished(children[0], "c1", WorkflowSubStatus.Faulted, ObjectValue.Empty));
        await desk.Take(new Stimulus.ChildFinished(children[1], "c2", WorkflowSubStatus.Finished, ObjectValue.Empty));
        Assert.Equal(("b", "ChildFaulted"), Assert.Single(desk.Incidents).Value is var incident ? (incident.ActivityId, incident.FaultType) : default);
        desk.OpenChildren.Clear();
        await desk.Take(new Stimulus.Retry(desk.Incidents.Keys.Single()));
        var again = desk.OpenChildren.Values.Single();
        Assert.Equal("x", again.Input["Item"].AsText());
        await desk.Take(new Stimulus.ChildFinished(again.Bookmark, "c3", WorkflowSubStatus.Finished, ObjectValue.Empty));
        Assert.Equal(("ok c2 ok c3", WorkflowStatus.Finished), (string.Join(' ', desk.Journal.Where(e => e.ActivityId == "ok" && e.Message is not null).Select(e => e.Message)), desk.State!.Status));
    }

    [Fact]
    public async Task Bulk_dispatch_starts_no_child_when_one_of_them_cannot_be_started()
    {
        var desk = Desk(new Chart().With("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Chart.Literal("child")), ("items", Chart.Script($"['x', '{new string('y', 17_000)}']")), ("waitForCompletion", Chart.Literal(false))));
        await desk.Start();
        Assert.Equal("ValueTooLarge", desk.Incidents.Values.Single().FaultType);
        Assert.Empty(desk.Other.OfType<Output.StartChild>());
    }

    [Fact]
    public async Task Bulk_dispatch_runs_an_activity_for_each_child_that_ends()
    {
        var desk = Desk(new Chart().With("b", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Chart.Literal("child")), ("items", Chart.Script("[1, 2]")), ("waitForCompletion", Chart.Literal(true)),
            ("childCompleted", Note("ok", "'ok ' + getVariable('ChildInstanceId')")), ("childFaulted", Note("bad", "'bad ' + getChildInstanceId()"))));
        await desk.Start();
        var children = desk.OpenChildren.Keys.ToList();
        await desk.Take(new Stimulus.ChildFinished(children[0], "c1", WorkflowSubStatus.Finished, ObjectValue.Empty));
        await desk.Take(new Stimulus.ChildFinished(children[1], "c2", WorkflowSubStatus.Faulted, ObjectValue.Empty));
        Assert.Equal("ok c1 bad c2", Remarks(desk));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task Finish_ends_everything_at_once()
    {
        var inner = new Chart().With("i", "Elsa.WriteLine").With("f", "Elsa.Finish").Connect("i>f").Flowchart("inner");
        var desk = Desk(new Chart().With("a", "Elsa.WriteLine").With("t", "Test.Ask").With(inner).With("b", "Elsa.WriteLine").Connect("a>t a>inner inner>b"));
        await desk.Start();
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
        Assert.Empty(desk.Tasks);
        Assert.DoesNotContain("b:", desk.Trace, StringComparison.Ordinal);
    }
}
