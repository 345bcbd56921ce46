namespace Approvals.Workflow;

/// <summary>Where a flowchart begins.</summary>
internal sealed class StartActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new(BuiltIns.StartType, "开始", Words.Ends) { IsStart = true };

    public override void Execute(ActivityExecution x) => x.Complete();
}

/// <summary>Ends its flowchart; what is still pending in it is cancelled.</summary>
internal sealed class EndActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.End", "结束", Words.Ends) { Description = "结束所在的流程图，取消其中未办的环节", IsTerminal = true };

    public override void Execute(ActivityExecution x) => x.Complete();
}

/// <summary>Ends the whole instance.</summary>
internal sealed class FinishActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Finish", "终止全流程", Words.Ends) { Description = "结束整个流程实例", IsTerminal = true };

    public override void Execute(ActivityExecution x)
    {
        x.FinishInstance();
        x.Complete();
    }
}

/// <summary>Ends its flowchart with outcomes of one's choice.</summary>
internal sealed class CompleteActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Complete", "以结果结束", Words.Ends)
    {
        Description = "结束所在的流程图，并给出它的出口",
        Inputs = [new("Outcomes", Words.AnyType, "出口") { UiHint = "multitext", DefaultSyntax = "Object" }],
        IsTerminal = true,
    };

    public override void Execute(ActivityExecution x) => x.Complete(x.Input("Outcomes") switch
    {
        TextValue text => [text.Text],
        ListValue list => [.. list.Items.Select(i => i.AsText()).OfType<string>()],
        _ => [],
    });
}

/// <summary>Fails on purpose.</summary>
internal sealed class FaultActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Fault", "报错", Words.Ends)
    {
        Description = "让这一分支作为故障等待处理",
        Inputs = [Words.Text("Code", "代码"), Words.Text("Category", "类别"), Words.Text("FaultType", "种类"), Words.Text("Message", "说明")],
    };

    public override void Execute(ActivityExecution x) =>
        throw Fault(x.Input("FaultType").AsText() ?? "Fault", x.Input("Message").AsText() ?? x.Input("Code").AsText() ?? "Fault");
}
