namespace Approvals.Workflow;

/// <summary>Runs one of two embedded activities.</summary>
internal sealed class IfActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.If", "如果", Words.Control)
    {
        Description = "按条件办理两个内嵌环节之一",
        Inputs = [new("Condition", Words.FlagType, "条件") { UiHint = "checkbox", DefaultSyntax = "JavaScript" }],
        EmbeddedPorts = ["then", "else"],
    };

    public override void Execute(ActivityExecution x)
    {
        if (x.Node.Port(x.Input("Condition").AsBoolean() == true ? "then" : "else") is { } branch)
        {
            x.Schedule(branch);
            return;
        }
        x.Complete();
    }
}

/// <summary>Runs the embedded activity of the first case that holds, or of every case that does.</summary>
internal sealed class SwitchActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Switch", "多路选择", Words.Control)
    {
        Description = "办理条件成立的内嵌环节",
        Inputs = [SwitchMode.Input, new("Cases", Words.AnyType, "各种情形") { UiHint = "switch-editor", IsWrapped = false, IsEvaluatedOnEntry = false }],
        EmbeddedPorts = ["default"],
    };

    public override void Execute(ActivityExecution x)
    {
        var matches = SwitchMode.Matches(x);
        var chosen = matches.Count > 0 ? matches.Select(m => m.Activity) : [x.Node.Port("default")];
        x.Counter = 0;
        foreach (var activity in chosen.OfType<Node>())
        {
            x.Counter++;
            x.Schedule(activity);
        }
        if (x.Counter == 0)
        {
            x.Complete();
        }
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child)
    {
        if (--x.Counter == 0)
        {
            x.Complete();
        }
    }
}

/// <summary>Leaves by the port of the first case that holds, or of every case that does, else by Default.</summary>
internal sealed class FlowSwitchActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowSwitch", "多路判断", Words.Flow)
    {
        Description = "从条件成立的出口离开；都不成立走 Default",
        Inputs = [SwitchMode.Input, new("Cases", Words.AnyType, "各种情形") { UiHint = "flow-switch-editor", IsWrapped = false, IsEvaluatedOnEntry = false }],
        Outcomes = [new("Default", "其他")],
    };

    public override void Execute(ActivityExecution x)
    {
        string[] outcomes = [.. SwitchMode.Matches(x).Select(c => c.Label)];
        x.Complete(outcomes.Length > 0 ? outcomes : ["Default"]);
    }
}

/// <summary>How many cases of a switch are taken.</summary>
internal static class SwitchMode
{
    internal const string MatchAny = "MatchAny";

    internal static readonly InputDescriptor Input = new("Mode", "Elsa.Workflows.Activities.SwitchMode, Elsa.Workflows.Core", "取舍")
    {
        UiHint = "dropdown",
        DefaultValue = "MatchFirst",
        Choices = [new("只走第一个成立的", "MatchFirst"), new("走所有成立的", MatchAny)],
    };

    internal static List<SwitchCase> Matches(ActivityExecution x)
    {
        var all = x.Evaluate(Input.Name).AsText() == MatchAny;
        var matches = new List<SwitchCase>();
        foreach (var candidate in x.Node.Cases)
        {
            if (x.Evaluate(candidate.Condition)?.AsBoolean() == true)
            {
                matches.Add(candidate);
                if (!all)
                {
                    break;
                }
            }
        }
        return matches;
    }
}

/// <summary>Leaves by True or False.</summary>
internal sealed class DecisionActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowDecision", "判断", Words.Flow)
    {
        Description = "按条件走“是”或“否”",
        Inputs = [new("Condition", Words.FlagType, "条件") { UiHint = "checkbox", DefaultSyntax = "JavaScript" }],
        Outcomes = [new("True", "是"), new("False", "否")],
    };

    public override void Execute(ActivityExecution x) => x.Complete(x.Input("Condition").AsBoolean() == true ? "True" : "False");
}

/// <summary>Leaves by all its branches at once.</summary>
internal sealed class ForkActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.FlowFork", "分支", Words.Flow)
    {
        Description = "同时走所有分支",
        Inputs = [new("Branches", Words.TextListType, "分支") { UiHint = "dynamic-outcomes", DefaultSyntax = "Object" }],
    };

    public override void Execute(ActivityExecution x) => x.Complete(Ways.Of(x.Node));
}

/// <summary>When a FlowJoin lets the flow go on.</summary>
internal enum JoinMode
{
    /// <summary>When every arm was followed.</summary>
    WaitAll,

    /// <summary>When every arm was visited and at least one followed; also what any activity with several arms does.</summary>
    WaitAllActive,

    /// <summary>At the first arm followed; what is still under way before it is cancelled.</summary>
    WaitAny,
}

/// <summary>Brings branches together; its mode is read by the flowchart before it runs.</summary>
internal sealed class JoinActivity : Activity
{
    private const string Mode = "Mode";

    public override ActivityDescriptor Descriptor { get; } = new(BuiltIns.JoinType, "合并", Words.Flow)
    {
        Description = "等各分支到齐，或先到先走",
        Inputs =
        [
            new(Mode, "Elsa.Workflows.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core", "等待方式")
            {
                UiHint = "dropdown",
                DefaultValue = nameof(JoinMode.WaitAny),
                Choices =
                [
                    new("等所有走到的分支", nameof(JoinMode.WaitAllActive)),
                    new("等全部分支", nameof(JoinMode.WaitAll)),
                    new("先到先走，取消其余", nameof(JoinMode.WaitAny)),
                ],
            },
        ],
    };

    public override void Execute(ActivityExecution x) => x.Complete();

    /// <summary>The mode of a join; written in the document, so known without running it.</summary>
    internal static JoinMode ModeOf(Node join) =>
        Enum.TryParse<JoinMode>(join.Input(Mode)?.Constant?.AsText(), out var mode) ? mode : JoinMode.WaitAny;

    /// <summary>Whether the mode is a plain literal of the three.</summary>
    internal static bool HasKnownMode(Node join) =>
        join.Input(Mode) is { Constant: TextValue text } && Enum.TryParse<JoinMode>(text.Text, out _);
}
