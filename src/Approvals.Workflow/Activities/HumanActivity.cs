namespace Approvals.Workflow;

/// <summary>A step for a person: opens a task with its inputs, completes with the outcome and the data given. The base class of a host's human steps.</summary>
/// <remarks>Declare an output named <c>Result</c> to let definitions bind the data.</remarks>
public abstract class HumanActivity : Activity
{
    public const string Result = "Result";

    public sealed override void Execute(ActivityExecution x) => x.OpenTask(Payload(x), Ways.Of(x.Node));

    public sealed override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        var completed = (Stimulus.TaskCompleted)stimulus;
        var outcomes = Ways.Of(x.Node);
        if (!outcomes.Contains(completed.Outcome))
        {
            throw Refuse("unknown-outcome", $"“{x.Node.Title}”没有出口“{completed.Outcome}”；可选：{string.Join('、', outcomes)}");
        }
        x.SetOutput(Result, completed.Data);
        x.Complete(completed.Outcome);
    }

    /// <summary>What the task shows; the evaluated inputs unless overridden.</summary>
    protected virtual ObjectValue Payload(ActivityExecution x) => x.Inputs();
}
