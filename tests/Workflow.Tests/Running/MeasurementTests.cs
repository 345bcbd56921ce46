using System.Diagnostics;
using System.Text;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Running;

/// <summary>What a step costs; printed, not asserted, because machines differ. Sizes are asserted.</summary>
public sealed class MeasurementTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Start, two people, an automatic check, a decision, a remark and the end.</summary>
    private static WorkflowDefinition Approval() => new Chart("six")
        .Variable("amount", "Int32", "500").Variable("opinion").Input("Amount", "Int32")
        .With("start", "Elsa.Start")
        .With("request", "Library.RequestLoan", ("book", Chart.Literal("红楼梦")), ("result", Chart.To("opinion")))
        .With("check", "Library.CheckCard", ("card", Chart.Script("`card-${getInput('Amount')}`")))
        .With("decide", "Elsa.FlowDecision", ("condition", Chart.Script("getInput('Amount') !== undefined || variables.amount > 100")))
        .With("approve", "Library.ApproveLoan", ("result", Chart.To("opinion")))
        .With("end", "Elsa.End")
        .Connect("start>request request:Submitted>check check:Valid>decide check:Expired>end decide:True>approve decide:False>end approve:Approved>end approve:Rejected>end approve:Returned>request")
        .Read();

    [Fact]
    public void A_six_step_approval_is_measured_and_its_state_stays_small()
    {
        var definition = Approval();
        var largest = 0;
        Play(definition, state => largest = Math.Max(largest, Encoding.UTF8.GetByteCount(state.ToJson())));
        output.WriteLine($"largest state: {largest} bytes");
        Assert.InRange(largest, 1, 2_000);

        Measure("6-step approval, 4 steps, in memory", () => Play(definition, _ => { }));
        Measure("the same, state through JSON between steps", () => Play(definition, null));
        var started = WorkflowEngine.Step(definition, LibraryActivities.Catalogue, null, new Stimulus.Start(Value.Record(("Amount", 500))), Now).State!;
        Measure("one step: a task completed, up to the next command", () => WorkflowEngine.Step(definition, LibraryActivities.Catalogue, started, new Stimulus.TaskCompleted(1, "Submitted", Value.Null), Now));
        var asked = WorkflowEngine.Step(definition, LibraryActivities.Catalogue, started, new Stimulus.TaskCompleted(1, "Submitted", Value.Null), Now).State!;
        Measure("one step: a start", () => WorkflowEngine.Step(definition, LibraryActivities.Catalogue, null, new Stimulus.Start(Value.Record(("Amount", 500))), Now));
        Measure("one step: an answer, a decision with a script, the next task", () => WorkflowEngine.Step(definition, LibraryActivities.Catalogue, asked, new Stimulus.CommandAnswered(2, new CommandAnswer.Outcome("Valid")), Now));
        var json = started.ToJson();
        Measure("state to JSON", () => started.ToJson());
        Measure("state from JSON", () => InstanceState.Parse(json));
        var document = definition.Document;
        Measure("reading the definition", () => DefinitionReader.Read(document, LibraryActivities.Catalogue), 500);
    }

    private static void Play(WorkflowDefinition definition, Action<InstanceState>? see)
    {
        InstanceState? state = null;
        Stimulus[] stimuli =
        [
            new Stimulus.Start(Value.Record(("Amount", 500))),
            new Stimulus.TaskCompleted(1, "Submitted", Value.Null),
            new Stimulus.CommandAnswered(2, new CommandAnswer.Outcome("Valid")),
            new Stimulus.TaskCompleted(3, "Approved", Value.Record(("note", "同意"))),
        ];
        foreach (var stimulus in stimuli)
        {
            var step = WorkflowEngine.Step(definition, LibraryActivities.Catalogue, state, stimulus, Now);
            state = step.State!;
            see?.Invoke(state);
            if (see is null)
            {
                state = InstanceState.Parse(state.ToJson());
            }
        }
        if (state!.SubStatus != WorkflowSubStatus.Finished)
        {
            throw new InvalidOperationException($"the approval stands at {state.SubStatus}");
        }
    }

    private void Measure(string what, Action run, int times = 5_000)
    {
        var rounds = Soak.Count(1, 10);
        for (var i = 0; i < times; i++)
        {
            run();
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < times * rounds; i++)
        {
            run();
        }
        var each = Stopwatch.GetElapsedTime(begun) / (times * rounds);
        output.WriteLine($"{what}: {each.TotalMicroseconds:F1} µs, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / (times * rounds)} bytes");
    }
}
