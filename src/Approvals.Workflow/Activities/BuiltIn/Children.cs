namespace Approvals.Workflow;

/// <summary>What the activities that start child workflows share.</summary>
internal static class ChildWords
{
    internal const string Definition = "WorkflowDefinitionId";
    internal const string Correlation = "CorrelationId";
    internal const string Faulted = "Faulted";
    internal const string Cancelled = "Cancelled";

    internal static readonly InputDescriptor DefinitionInput = Words.Text(Definition, "子流程") with { UiHint = "workflow-definition-picker" };
    internal static readonly InputDescriptor CorrelationInput = Words.Text(Correlation, "业务编号");
    internal static readonly InputDescriptor InputInput = new("Input", Words.AnyType, "输入") { UiHint = "json-editor", DefaultSyntax = "Object" };

    internal static readonly Outcome[] Outcomes = [new(Ways.Done, "完成"), new(Faulted, "子流程出错"), new(Cancelled, "子流程被取消")];

    internal static InputDescriptor Waits(bool otherwise) => Words.Flag("WaitForCompletion", "等它结束", otherwise);

    internal static bool ShouldWait(ActivityExecution x) => x.Input("WaitForCompletion").AsBoolean() == true;

    internal static ObjectValue Input(ActivityExecution x) => x.Input("Input") as ObjectValue ?? ObjectValue.Empty;

    /// <summary>The input, or a fault when it is more than a child can be started with.</summary>
    internal static ObjectValue Checked(ActivityExecution x, ObjectValue input) =>
        (ObjectValue)Limits.Checked(input, Limits.InputBytes, $"“{x.Node.Title}”给子流程的输入");

    /// <summary>By which port a child's end is left; an unhandled failure is the parent's incident.</summary>
    internal static string WayOut(ActivityExecution x, Stimulus.ChildFinished finished)
    {
        var way = finished.Status switch
        {
            WorkflowSubStatus.Faulted => Faulted,
            WorkflowSubStatus.Cancelled => Cancelled,
            _ => Ways.Done,
        };
        return way == Ways.Done || x.Node.IsConnected(way)
            ? way
            : throw Activity.Fault($"Child{way}", $"“{x.Node.Title}”的子流程 {finished.ChildId} {(way == Faulted ? "出错" : "被取消")}");
    }
}

/// <summary>Starts one child and, if asked to, waits for it and leaves by the way it ended.</summary>
internal abstract class OneChildActivity : Activity
{
    /// <summary>Whether the child may end within the same burst.</summary>
    protected abstract bool IsInline { get; }

    public override void Execute(ActivityExecution x)
    {
        var waits = ChildWords.ShouldWait(x);
        x.StartChild(Words.Required(x, ChildWords.Definition), ChildWords.Input(x), x.Input(ChildWords.Correlation).AsText(), waits, IsInline);
        if (!waits)
        {
            x.Complete();
        }
    }

    public override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        var finished = (Stimulus.ChildFinished)stimulus;
        var way = ChildWords.WayOut(x, finished);
        x.SetOutput("Result", ResultOf(x, finished));
        x.Complete(way == Ways.Done ? [] : [way]);
    }

    protected abstract Value ResultOf(ActivityExecution x, Stimulus.ChildFinished finished);
}

/// <summary>Runs a child, within the same burst if it can, and gives what became of it.</summary>
internal sealed class ExecuteWorkflowActivity : OneChildActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ExecuteWorkflow", "执行子流程", Words.Children)
    {
        Kind = ActivityKind.Task,
        Inputs = [ChildWords.DefinitionInput, ChildWords.CorrelationInput, ChildWords.InputInput, ChildWords.Waits(otherwise: true)],
        Outputs = [Words.Result("子流程的结果")],
        Outcomes = ChildWords.Outcomes,
    };

    protected override bool IsInline => true;

    protected override Value ResultOf(ActivityExecution x, Stimulus.ChildFinished finished) => Value.Record(
        ("WorkflowDefinitionVersionId", Value.Null),
        ("WorkflowInstanceId", finished.ChildId),
        ("CorrelationId", x.Input(ChildWords.Correlation)),
        ("Status", (int)WorkflowStatus.Finished),
        ("SubStatus", (int)finished.Status),
        ("Output", finished.Output));
}

/// <summary>Starts a child after the burst, and waits for it if asked to.</summary>
internal sealed class DispatchWorkflowActivity : OneChildActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.DispatchWorkflow", "派发子流程", Words.Children)
    {
        Kind = ActivityKind.Task,
        Inputs = [ChildWords.DefinitionInput, ChildWords.CorrelationInput, ChildWords.InputInput, ChildWords.Waits(otherwise: false)],
        Outputs = [Words.Result("子流程的输出")],
        Outcomes = ChildWords.Outcomes,
    };

    protected override bool IsInline => false;

    protected override Value ResultOf(ActivityExecution x, Stimulus.ChildFinished finished) => finished.Output;
}

/// <summary>Starts one child per item and waits for all of them if asked to.</summary>
/// <remarks>Its memory holds the items under way by bookmark; after a failed child a retry starts the failed ones only.</remarks>
internal sealed class BulkDispatchActivity : Activity
{
    private const string Failed = "failed";
    private static readonly string[] AllDone = ["Completed", Ways.Done];

    public override ActivityDescriptor Descriptor { get; } = new(BuiltIns.BulkType, "批量派发子流程", Words.Children)
    {
        Kind = ActivityKind.Task,
        Inputs =
        [
            ChildWords.DefinitionInput,
            new("Items", Words.ListType, "列表") { DefaultSyntax = "JavaScript" },
            Words.Text("DefaultItemInputKey", "每一项的输入名") with { DefaultValue = "Item" },
            ChildWords.InputInput,
            ChildWords.Waits(otherwise: false),
        ],
        Outcomes = [new("Completed", "全部结束"), new(Ways.Done, "完成")],
        EmbeddedPorts = ["childCompleted", "childFaulted"],
    };

    public override void Execute(ActivityExecution x)
    {
        var items = x.Memory?[Failed] as ListValue ?? x.Input("Items") as ListValue ?? ListValue.Empty;
        var waits = ChildWords.ShouldWait(x);
        if (waits)
        {
            const int BookmarkBytes = 14;
            x.Run.Reserve(x.Instance, items.Count);
            Limits.Checked(items, Limits.MemoryBytes - (items.Count * BookmarkBytes), $"“{x.Node.Title}”的列表");
        }
        // All inputs before the first start: children that nobody waits for could not be taken back, and a retry would start them twice.
        var inputs = items.Items.Select(item => InputFor(x, item)).ToList();
        var started = new List<KeyValuePair<string, Value>>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var bookmark = x.StartChild(Words.Required(x, ChildWords.Definition), inputs[i], null, waits);
            started.Add(new($"{bookmark}", items.Items[i]));
        }
        x.Memory = waits ? new ObjectValue([.. started]) : ObjectValue.Empty;
        if (!x.IsWaiting)
        {
            x.Complete(AllDone);
        }
    }

    public override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        var finished = (Stimulus.ChildFinished)stimulus;
        var succeeded = finished.Status == WorkflowSubStatus.Finished;
        var port = x.Node.Port(succeeded ? "childCompleted" : "childFaulted");
        Forget(x, finished.Bookmark, keep: !succeeded && port is null);
        if (port is not null)
        {
            x.Schedule(port, Value.Record(("ChildInstanceId", finished.ChildId), ("ChildOutput", finished.Output)));
        }
        CompleteIfDone(x);
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child) => CompleteIfDone(x);

    private static void Forget(ActivityExecution x, int bookmark, bool keep)
    {
        var memory = (ObjectValue)x.Memory!;
        var item = memory[$"{bookmark}"];
        memory = memory.Without($"{bookmark}");
        var failed = memory[Failed] as ListValue ?? ListValue.Empty;
        x.Memory = keep ? memory.With(Failed, Value.List([.. failed.Items, item])) : memory;
    }

    private static void CompleteIfDone(ActivityExecution x)
    {
        if (x.IsWaiting || x.HasWork)
        {
            return;
        }
        if (x.Memory?[Failed] is ListValue { Count: > 0 } failed)
        {
            // Not thrown: what is thrown when an embedded activity completes would be that activity's incident, and a retry would run it again instead of the failed children.
            x.Run.Fault(x.Instance, "ChildFaulted", $"“{x.Node.Title}”有 {failed.Count} 个子流程没有完成");
            return;
        }
        x.Complete(AllDone);
    }

    private static ObjectValue InputFor(ActivityExecution x, Value item) =>
        ChildWords.Checked(x, ChildWords.Input(x).With(x.Input("DefaultItemInputKey").AsText() ?? "Item", item));
}
