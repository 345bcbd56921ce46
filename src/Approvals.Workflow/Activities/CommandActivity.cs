namespace Approvals.Workflow;

/// <summary>An automatic step: asks the host to run a command and completes by its answer. The base class of a host's automatic steps.</summary>
/// <remarks>Declare an output named <c>Result</c> to let definitions bind the answer.</remarks>
public abstract class CommandActivity : Activity
{
    public const string Result = "Result";

    public sealed override void Execute(ActivityExecution x) => x.RunCommand(Payload(x));

    public sealed override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        var answer = (CommandAnswer.Outcome)((Stimulus.CommandAnswered)stimulus).Answer;
        var ways = Ways.Of(x.Node);
        IReadOnlyList<string> names = answer.Names.Count > 0 ? answer.Names : [Ways.Done];
        foreach (var name in names)
        {
            if (!ways.Contains(name))
            {
                throw Fault("UnknownOutcome", $"“{x.Node.Title}”的答复“{name}”不在它的出口里：{string.Join('、', ways)}");
            }
        }
        x.SetOutput(Result, answer.Result);
        x.Complete(names);
    }

    /// <summary>What the command is given; the evaluated inputs unless overridden.</summary>
    protected virtual ObjectValue Payload(ActivityExecution x) => x.Inputs();
}
