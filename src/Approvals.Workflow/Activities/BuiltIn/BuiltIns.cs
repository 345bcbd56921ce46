namespace Approvals.Workflow;

/// <summary>Elsa's activities that every catalogue has.</summary>
public static class BuiltIns
{
    public const string FlowchartType = "Elsa.Flowchart";
    public const string StartType = "Elsa.Start";
    public const string JoinType = "Elsa.FlowJoin";
    public const string ParallelForEachType = "Elsa.ParallelForEach";
    public const string BulkType = "Elsa.BulkDispatchWorkflows";

    /// <summary>A case's condition, as if it were an input.</summary>
    internal static readonly InputDescriptor CaseCondition = new("Condition", "System.Boolean", "条件");

    public static Activity Workflow { get; } = new WorkflowActivity();

    public static Activity NotFound { get; } = new NotFoundActivity();

    public static IReadOnlyList<Activity> All { get; } =
    [
        Workflow,
        NotFound,
        new FlowchartActivity(),
        new SequenceActivity(),
        new ParallelActivity(),
        new IfActivity(),
        new SwitchActivity(),
        new WhileActivity(),
        new ForActivity(),
        new ForEachActivity(),
        new ParallelForEachActivity(),
        new DecisionActivity(),
        new FlowSwitchActivity(),
        new ForkActivity(),
        new JoinActivity(),
        new StartActivity(),
        new EndActivity(),
        new FinishActivity(),
        new CompleteActivity(),
        new FaultActivity(),
        new SetVariableActivity(),
        new SetOutputActivity(),
        new SetNameActivity(),
        new CorrelateActivity(),
        new WriteLineActivity(),
        new RunJavaScriptActivity(),
        new DelayActivity(),
        new StartAtActivity(),
        new TimerActivity(),
        new CronActivity(),
        new EventActivity(),
        new PublishEventActivity(),
        new RunTaskActivity(),
        new ExecuteWorkflowActivity(),
        new DispatchWorkflowActivity(),
        new BulkDispatchActivity(),
    ];
}

/// <summary>Words that several descriptors share.</summary>
internal static class Words
{
    internal const string Flow = "流程·分支与合并";
    internal const string Control = "流程·控制";
    internal const string Ends = "流程·开始与结束";
    internal const string Data = "流程·数据";
    internal const string Time = "流程·时间";
    internal const string Events = "流程·事件";
    internal const string Children = "流程·子流程";

    internal const string AnyType = "System.Object";
    internal const string TextType = "System.String";
    internal const string FlagType = "System.Boolean";
    internal const string ListType = "System.Collections.Generic.ICollection`1[System.Object]";
    internal const string TextListType = "System.Collections.Generic.ICollection`1[System.String]";

    internal static InputDescriptor Text(string name, string displayName) => new(name, TextType, displayName);

    internal static InputDescriptor Flag(string name, string displayName, bool otherwise) =>
        new(name, FlagType, displayName) { UiHint = "checkbox", DefaultValue = otherwise };

    internal static OutputDescriptor Result(string displayName) => new("Result", AnyType, displayName);

    internal static string Required(ActivityExecution x, string input)
    {
        var value = x.Input(input);
        return value.AsText() is { Length: > 0 } text
            ? text
            : throw Activity.Fault("MissingInput", $"“{x.Node.Title}”没有填写“{x.Node.Input(input)?.Input.DisplayName}”");
    }
}

/// <summary>Stands for an activity type that the catalogue does not know: fails when it is reached.</summary>
internal sealed class NotFoundActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new(Node.NotFoundType, "未知环节", Words.Control) { IsBrowsable = false };

    public override void Execute(ActivityExecution x) =>
        throw Fault("ActivityNotFound", $"没有环节类型“{x.Node.WrittenType}”版本 {x.Node.WrittenVersion}");
}
