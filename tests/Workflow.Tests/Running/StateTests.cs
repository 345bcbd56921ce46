using System.Text.Json;
using Approvals.Workflow.Tests.Flows;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Running;

/// <summary>The stored state, the journal and the outputs.</summary>
public sealed class StateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    private static StepResult Step(WorkflowDefinition definition, InstanceState? state, Stimulus stimulus) =>
        WorkflowEngine.Step(definition, FlowActivities.Catalogue, state, stimulus, Now);

    [Fact]
    public void A_state_of_another_format_is_refused_with_its_number()
    {
        var e = Assert.Throws<StateFormatException>(() => InstanceState.Parse("""{"v":99,"d":"x"}"""));
        Assert.Contains("99", e.Message, StringComparison.Ordinal);
        Assert.Contains("1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":1,"d":"x","s":"Sleeping","next":[1,1,0]}""")]
    [InlineData("""{"v":1,"d":"x","s":"Suspended","next":[1]}""")]
    [InlineData("""{"v":1,"d":"x","s":"Suspended","next":[1,1,0],"bm":[{}]}""")]
    [InlineData("""{"v":1,"d":"x","s":"Suspended","next":[1,1,0],"open":[{"i":1,"a":"a","f":{"c":{"k":[]}}}]}""")]
    public void What_is_no_state_is_refused(string json) => Assert.Throws<StateFormatException>(() => InstanceState.Parse(json));

    [Fact]
    public void A_step_leaves_the_state_it_was_given_untouched()
    {
        var definition = new Chart().With("t", "Test.Ask").With("u", "Test.Ask").Connect("t>u").Read(FlowActivities.Catalogue);
        var state = Step(definition, null, new Stimulus.Start()).State!;
        var before = state.ToJson();
        Step(definition, state, new Stimulus.TaskCompleted(1, "Done", Value.Null));
        Step(definition, state, new Stimulus.Cancel("x"));
        Assert.Equal(before, state.ToJson());
    }

    [Fact]
    public void A_stimulus_that_does_not_fit_is_refused_and_changes_nothing()
    {
        var definition = new Chart().Input("N", "Int32").With("t", "Test.Ask").With("d", "Elsa.Delay", ("timeSpan", Chart.Literal("1:00:00"))).With("a", "Elsa.Start").Connect("a>t a>d").Read(FlowActivities.Catalogue);
        var other = new Chart("other").With("t", "Test.Ask").Read(FlowActivities.Catalogue);
        var state = Step(definition, null, new Stimulus.Start()).State!;
        (string Code, WorkflowDefinition Definition, InstanceState? State, Stimulus Stimulus)[] refused =
        [
            ("already-started", definition, state, new Stimulus.Start()),
            ("not-started", definition, null, new Stimulus.Cancel("x")),
            ("bad-input", definition, null, new Stimulus.Start(Value.Record(("N", "many")))),
            ("other-version", other, state, new Stimulus.Cancel("x")),
            ("not-open", definition, state, new Stimulus.TaskCompleted(99, "Done", Value.Null)),
            ("wrong-kind", definition, state, new Stimulus.TaskCompleted(2, "Done", Value.Null)),
            ("wrong-kind", definition, state, new Stimulus.TimerFired(1)),
            ("wrong-kind", definition, state, new Stimulus.CommandAnswered(1, new CommandAnswer.Outcome("Done"))),
            ("wrong-kind", definition, state, new Stimulus.Retry(1)),
            ("wrong-kind", definition, state, new Stimulus.AnswerIncident(1, "Done", Value.Null)),
            ("not-open", definition, state, new Stimulus.ChildFinished(7, "c", WorkflowSubStatus.Finished, ObjectValue.Empty)),
            ("unknown-target", definition, state, new Stimulus.MoveTo(1, "nowhere", "x")),
            ("unknown-target", definition, state, new Stimulus.MoveTo(1, "fc", "x")),
            ("not-open", definition, state, new Stimulus.MoveTo(9, "d", "x")),
        ];
        foreach (var (code, on, from, stimulus) in refused)
        {
            var result = Step(on, from, stimulus);
            Assert.Equal(code, result.Refusal?.Code);
            Assert.Same(from, result.State);
            Assert.Empty(result.Outputs);
            Assert.Empty(result.Journal);
            Assert.NotEmpty(result.Refusal!.Message);
        }
    }

    [Fact]
    public void While_a_command_is_asked_nothing_else_is_taken_and_the_rest_of_the_burst_is_kept()
    {
        var definition = new Chart().With("a", "Elsa.WriteLine").With("c", "Test.Call").With("d", "Test.Call").With("t", "Test.Ask").Connect("a>t a>c a>d").Read(FlowActivities.Catalogue);
        var step = Step(definition, null, new Stimulus.Start());
        Assert.True(step.State!.IsMidBurst);
        Assert.Equal(WorkflowSubStatus.Executing, step.State.SubStatus);
        Assert.Equal("mid-burst", Step(definition, step.State, new Stimulus.TaskCompleted(1, "Done", Value.Null)).Refusal!.Code);
        Assert.Equal("mid-burst", Step(definition, step.State, new Stimulus.Cancel("x")).Refusal!.Code);
        var parsed = InstanceState.Parse(step.State.ToJson());
        Assert.Equal(step.State.ToJson(), parsed.ToJson());
        var next = Step(definition, parsed, new Stimulus.CommandAnswered(2, new CommandAnswer.Outcome("Done")));
        Assert.Equal("d", Assert.IsType<Output.RunCommand>(Assert.Single(next.Outputs)).ActivityId);
        var last = Step(definition, next.State, new Stimulus.CommandAnswered(3, new CommandAnswer.Outcome("Done")));
        Assert.False(last.State!.IsMidBurst);
        Assert.Equal(WorkflowSubStatus.Suspended, last.State.SubStatus);
    }

    [Fact]
    public void A_state_too_large_is_refused_with_the_remedy()
    {
        var chart = new Chart().With("t", "Test.Ask");
        for (var i = 0; i < 100; i++)
        {
            chart.Variable($"x{i}").With($"s{i}", "Elsa.SetVariable", ("variable", Chart.Variable($"x{i}")), ("value", Chart.Script("'大'.repeat(1000)"))).Connect($"t>s{i}");
        }
        var definition = chart.With("u", "Test.Ask").Connect("t>u").Read(FlowActivities.Catalogue);
        var state = Step(definition, null, new Stimulus.Start()).State;
        var step = Step(definition, state, new Stimulus.TaskCompleted(1, "Done", Value.Null));
        Assert.Contains("只放编号", Assert.Throws<StateTooLargeException>(() => step.State!.ToJson()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_nest_too_deep_are_refused()
    {
        var definition = new Chart().With("t", "Test.Ask").Read(FlowActivities.Catalogue);
        Value deep = 1;
        for (var i = 0; i <= Value.MaximumDepth; i++)
        {
            deep = Value.List(deep);
        }
        Assert.Equal("value-too-deep", Step(definition, null, new Stimulus.Start(Value.Record(("x", deep)))).Refusal!.Code);
        var state = Step(definition, null, new Stimulus.Start()).State;
        Assert.Equal("value-too-deep", Step(definition, state, new Stimulus.TaskCompleted(1, "Done", deep)).Refusal!.Code);
        var deepest = ((ListValue)((ListValue)deep).Items[0]).Items[0];
        var kept = Step(new Chart().Variable("x").With("t", "Test.Ask", ("result", Chart.To("x"))).With("u", "Test.Ask").Connect("t>u").Read(FlowActivities.Catalogue), state, new Stimulus.TaskCompleted(1, "Done", deepest)).State!;
        Assert.Equal(kept.ToJson(), InstanceState.Parse(kept.ToJson()).ToJson());
    }

    [Fact]
    public void Numbers_are_stored_exactly()
    {
        var definition = new Chart().Variable("x").With("t", "Test.Ask", ("result", Chart.To("x"))).With("u", "Test.Ask").Connect("t>u").Read(FlowActivities.Catalogue);
        var state = Step(definition, null, new Stimulus.Start()).State;
        var data = ValueJson.Parse("[0.1,12345678901234567890.123456789,1e3,-0.00]");
        var kept = InstanceState.Parse(Step(definition, state, new Stimulus.TaskCompleted(1, "Done", data)).State!.ToJson());
        Assert.Equal("[0.1,12345678901234567890.123456789,1000,0]", kept.VariablesOf(definition)["x"].ToString());
    }

    [Fact]
    public void A_number_beyond_its_digits_is_no_JSON_of_ours()
    {
        Assert.Throws<JsonException>(() => ValueJson.Parse(new string('9', 61)));
        Assert.Throws<JsonException>(() => ValueJson.Parse("1e400"));
        Assert.Equal(new string('9', 60), ValueJson.Parse(new string('9', 60)).ToString());
    }

    [Fact]
    public void A_journal_is_compact_and_reads_back_the_same()
    {
        var definition = new Chart().With("t", "Test.Ask").With("w", "Elsa.WriteLine", ("text", Chart.Literal("记一笔"))).Connect("t:Yes>w").Read(FlowActivities.Catalogue);
        var started = Step(definition, null, new Stimulus.Start());
        var step = Step(definition, started.State, new Stimulus.TaskCompleted(1, "Yes", Value.Null));
        var json = Journal.Write(step.Journal);
        Assert.Equal("""[[4,"t",3,2,"R"],[5,"t",3,2,"C",["Yes"]],[6,"w",4,2,"S"],[7,"w",4,2,"C",null,"记一笔"],[8,"fc",2,1,"C"],[9,"Workflow1",1,0,"C"]]""", json);
        var read = Journal.Read(json, definition);
        Assert.Equal(json, Journal.Write(read));
        Assert.Equal(step.Journal.Select(e => (e.NodeId, e.Type, e.Event, e.Message)), read.Select(e => (e.NodeId, e.Type, e.Event, e.Message)));
        Assert.Throws<JsonException>(() => Journal.Read("[[1]]", definition));
        Assert.Throws<JsonException>(() => Journal.Read("{}", definition));
    }

    [Fact]
    public async Task A_command_answered_by_an_exception_lets_it_through_for_the_host_to_roll_back()
    {
        var definition = new Chart().With("c", "Test.Call").Read(FlowActivities.Catalogue);
        await Assert.ThrowsAsync<TimeoutException>(() => Burst.RunAsync(definition, FlowActivities.Catalogue, null, new Stimulus.Start(), Now, (_, _) => throw new TimeoutException(), cancellationToken: TestContext.Current.CancellationToken));
    }
}
