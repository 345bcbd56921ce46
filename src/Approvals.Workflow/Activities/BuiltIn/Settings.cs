namespace Approvals.Workflow;

/// <summary>Sets a variable.</summary>
internal sealed class SetVariableActivity : Activity
{
    internal const string Variable = "Variable";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetVariable", "设置变量", Words.Data)
    {
        Inputs = [new(Variable, Words.AnyType, "变量") { UiHint = "variable-picker", IsWrapped = false }, new("Value", Words.AnyType, "值")],
    };

    public override void Execute(ActivityExecution x)
    {
        var variable = x.Input(Variable);
        var reference = variable["id"].AsText() ?? variable["name"].AsText() ?? throw Fault("UnknownVariable", $"“{x.Node.Title}”没有选定变量");
        x.SetVariable(reference, x.Input("Value"));
        x.Complete();
    }
}

/// <summary>Sets an output of the workflow.</summary>
internal sealed class SetOutputActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetOutput", "设置流程输出", Words.Data)
    {
        Inputs = [new("OutputName", Words.TextType, "输出") { UiHint = "output-picker" }, new("OutputValue", Words.AnyType, "值")],
    };

    public override void Execute(ActivityExecution x)
    {
        x.SetWorkflowOutput(Words.Required(x, "OutputName"), x.Input("OutputValue"));
        x.Complete();
    }
}

/// <summary>Names the instance.</summary>
internal sealed class SetNameActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetName", "设置实例名称", Words.Data) { Inputs = [Words.Text("Value", "名称")] };

    public override void Execute(ActivityExecution x)
    {
        x.InstanceName = x.Input("Value").AsText();
        x.Complete();
    }
}

/// <summary>Sets the correlation id of the instance.</summary>
internal sealed class CorrelateActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Correlate", "关联业务编号", Words.Data) { Inputs = [Words.Text("CorrelationId", "业务编号")] };

    public override void Execute(ActivityExecution x)
    {
        x.CorrelationId = x.Input("CorrelationId").AsText();
        x.Complete();
    }
}

/// <summary>Leaves a remark in the journal.</summary>
internal sealed class WriteLineActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteLine", "记一行", Words.Data)
    {
        Description = "在流程日志里记一行",
        Inputs = [Words.Text("Text", "内容")],
    };

    public override void Execute(ActivityExecution x) => x.CompleteWithRemark(x.Input("Text").AsText() ?? "");
}

/// <summary>Evaluates a script of our subset.</summary>
internal sealed class RunJavaScriptActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.RunJavaScript", "计算表达式", Words.Data)
    {
        Description = "计算一个表达式，可以设置变量",
        Inputs = [new("Script", Words.AnyType, "表达式") { UiHint = "code-editor", IsScript = true }],
        Outputs = [Words.Result("结果")],
    };

    public override void Execute(ActivityExecution x)
    {
        x.SetOutput("Result", x.Input("Script"));
        x.Complete();
    }
}
