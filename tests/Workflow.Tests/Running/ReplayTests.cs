using System.Text.Json;
using Approvals.Workflow.Tests.Flows;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Running;

/// <summary>Recorded bursts played again: nothing is asked anew, and the first entry that differs is named.</summary>
public sealed class ReplayTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    private static Chart Calls => new Chart("calls").Variable("x")
        .With("ask", "Test.Ask").With("call", "Test.Call", ("result", Chart.To("x"))).With("later", "Elsa.Delay", ("timeSpan", Chart.Literal("1:00:00"))).With("done", "Test.Ask")
        .Connect("ask>call call>later later>done");

    [Fact]
    public void Every_stimulus_and_answer_reads_back_as_it_was_written()
    {
        Value data = ValueJson.Parse("""{"a":[1,0.5,"文"],"b":null}""");
        Stimulus[] stimuli =
        [
            new Stimulus.Start(Value.Record(("x", 1)), "c", "t"), new Stimulus.Start(), new Stimulus.TaskCompleted(1, "Yes", data), new Stimulus.TimerFired(2), new Stimulus.EventReceived("e", null, data),
            new Stimulus.ChildFinished(3, "c1", WorkflowSubStatus.Faulted, Value.Record(("x", 1))), new Stimulus.Cancel("撤回"), new Stimulus.Retry(4), new Stimulus.AnswerIncident(5, "Yes", data),
            new Stimulus.MoveTo(6, "a", "重办"), new Stimulus.Migrate("v1"),
        ];
        Stimulus[] answers =
        [
            new Stimulus.CommandAnswered(1, new CommandAnswer.Outcome(["A", "B"], data)), new Stimulus.CommandAnswered(2, new CommandAnswer.Blocked("key", "缺", data)),
            new Stimulus.CommandAnswered(3, new CommandAnswer.Fault("坏了", "Type")), new Stimulus.CommandAnswered(4, new CommandAnswer.WaitUntil(Now.AddTicks(1), "等")),
            new Stimulus.ChildStarted(5, "c2"), new Stimulus.ChildFinished(6, "c3", WorkflowSubStatus.Finished, ObjectValue.Empty),
        ];
        foreach (var stimulus in stimuli)
        {
            var json = new RecordedBurst("v1", stimulus, answers, "[]").ToJson();
            Assert.Equal(json, RecordedBurst.Parse(json).ToJson());
        }
        foreach (var broken in new[] { "{}", "[]", """{"d":"v","s":["task"],"log":[]}""", """{"d":"v","s":["what",1],"log":[]}""", """{"d":"v","s":["timer","x"],"log":[]}""" })
        {
            Assert.ThrowsAny<JsonException>(() => RecordedBurst.Parse(broken));
        }
    }

    [Fact]
    public async Task A_history_played_again_comes_to_the_same_state()
    {
        var definition = Calls.Read(FlowActivities.Catalogue);
        var history = await RecordAsync(definition);
        var (state, divergence) = await PlayAsync(definition, history);
        Assert.Null(divergence);
        Assert.Equal(history[^1].State, state!.ToJson());
    }

    [Fact]
    public async Task The_first_entry_that_differs_is_named()
    {
        var history = await RecordAsync(Calls.Read(FlowActivities.Catalogue));
        var renamed = new Chart("calls").Variable("x")
            .With("ask", "Test.Ask").With("call", "Test.Call", ("result", Chart.To("x"))).With("say", "Elsa.WriteLine").With("later", "Elsa.Delay", ("timeSpan", Chart.Literal("1:00:00"))).With("done", "Test.Ask")
            .Connect("ask>call call>say say>later later>done").Read(FlowActivities.Catalogue);
        var (_, divergence) = await PlayAsync(renamed, history);
        Assert.Equal(new Divergence(12, """[12,"later",5,2,"S"]""", """[12,"say",5,2,"S"]"""), divergence);

        var silent = new Chart("calls").With("ask", "Test.Ask").With("later", "Elsa.Delay", ("timeSpan", Chart.Literal("1:00:00"))).Connect("ask>later").Read(FlowActivities.Catalogue);
        Assert.Equal(6, (await PlayAsync(silent, history)).Divergence!.Sequence);

        var curious = new Chart("calls").Variable("x").With("ask", "Test.Ask").With("call", "Test.Call").With("call2", "Test.Call").Connect("ask>call call>call2").Read(FlowActivities.Catalogue);
        Assert.Contains("call2", (await PlayAsync(curious, history)).Divergence!.Now, StringComparison.Ordinal);

        var refused = await Replay.PlayAsync(_ => curious, FlowActivities.Catalogue, null, history[1].Burst, Now);
        Assert.Contains("还没有启动", refused.Divergence!.Now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_flows_play_again_as_they_were()
    {
        for (var seed = 1; seed <= Soak.Count(100, 5_000); seed++)
        {
            var flow = new RandomFlow(seed);
            var definition = flow.Chart.Read(FlowActivities.Catalogue);
            var desk = new Desk(definition, FlowActivities.Catalogue);
            var random = new Random(seed);
            var visits = new Dictionary<string, int>(StringComparer.Ordinal);
            var history = new List<(RecordedBurst Burst, string State)> { await KeepAsync(desk, new Stimulus.Start()) };
            while (desk.Tasks.Count > 0)
            {
                var task = desk.Tasks.Values.ElementAt(random.Next(desk.Tasks.Count));
                var answer = flow.Answers.Of(task.ActivityId, visits.GetValueOrDefault(task.ActivityId));
                visits[task.ActivityId] = visits.GetValueOrDefault(task.ActivityId) + 1;
                history.Add(await KeepAsync(desk, new Stimulus.TaskCompleted(task.Bookmark, answer, Value.Null)));
            }
            var (state, divergence) = await PlayAsync(definition, history);
            Assert.True(divergence is null && state!.ToJson() == history[^1].State, $"seed {seed}: {divergence}");
        }
    }

    private static async Task<List<(RecordedBurst Burst, string State)>> RecordAsync(WorkflowDefinition definition)
    {
        var desk = new Desk(definition, FlowActivities.Catalogue) { Now = Now };
        var answers = new Queue<CommandAnswer>([new CommandAnswer.Blocked("key", "缺", Value.Null), new CommandAnswer.WaitUntil(Now.AddHours(1), "再等"), new CommandAnswer.Outcome("Done", 7)]);
        desk.Handlers["call"] = _ => answers.Dequeue();
        var history = new List<(RecordedBurst, string)> { await KeepAsync(desk, new Stimulus.Start()), await KeepAsync(desk, new Stimulus.TaskCompleted(1, "Done", Value.Null)), await KeepAsync(desk, new Stimulus.Retry(2)) };
        desk.Now = Now.AddHours(1);
        history.Add(await KeepAsync(desk, new Stimulus.TimerFired(2)));
        return history;
    }

    private static async Task<(RecordedBurst Burst, string State)> KeepAsync(Desk desk, Stimulus stimulus)
    {
        var burst = await desk.Take(stimulus);
        return (RecordedBurst.Parse(new RecordedBurst(desk.Definition.Id, stimulus, burst.Answers, Journal.Write(burst.Journal)).ToJson()), desk.State!.ToJson());
    }

    private static async Task<(InstanceState? State, Divergence? Divergence)> PlayAsync(WorkflowDefinition definition, List<(RecordedBurst Burst, string State)> history)
    {
        InstanceState? state = null;
        foreach (var (burst, _) in history)
        {
            var now = burst.Stimulus is Stimulus.TimerFired ? Now.AddHours(1) : Now;
            var result = await Replay.PlayAsync(_ => definition, FlowActivities.Catalogue, state, burst, now);
            if (result.Divergence is not null)
            {
                return (null, result.Divergence);
            }
            state = result.State;
        }
        return (state, null);
    }
}
