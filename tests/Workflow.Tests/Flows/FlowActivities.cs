namespace Approvals.Workflow.Tests.Flows;

/// <summary>Activities for graphs: a person who may say anything, and an automatic step.</summary>
internal static class FlowActivities
{
    internal static ActivityCatalogue Catalogue { get; } = new([new Ask(), new Call()]);
}

internal sealed class Ask : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Test.Ask", "问", "测试") { Outputs = [new("Result", "System.Object", "结果")] };

    public override void Execute(ActivityExecution x) => x.OpenTask(x.Inputs());

    public override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        var completed = (Stimulus.TaskCompleted)stimulus;
        x.SetOutput("Result", completed.Data);
        x.Complete(completed.Outcome.Split(','));
    }
}

internal sealed class Call : CommandActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Test.Call", "办", "测试")
    {
        Inputs = [new("What", "System.Object", "内容")],
        Outputs = [new(Result, "System.Object", "结果")],
    };
}
