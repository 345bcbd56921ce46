namespace Approvals.Workflow;

/// <summary>Words of the loops.</summary>
internal static class LoopWords
{
    internal const string Body = "body";
    internal const string CurrentValue = "CurrentValue";
    internal const string CurrentIndex = "CurrentIndex";

    internal static readonly OutputDescriptor Current = new(CurrentValue, Words.AnyType, "当前值");

    internal static ObjectValue Variables(Value value, int index) => Value.Record((CurrentValue, value), (CurrentIndex, index));
}

/// <summary>Repeats its body while a condition holds.</summary>
internal sealed class WhileActivity : Activity
{
    private const string Condition = "Condition";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.While", "当…重复", Words.Control)
    {
        Description = "条件成立时重复办理内嵌环节",
        Inputs = [new(Condition, Words.FlagType, "条件") { UiHint = "checkbox", DefaultSyntax = "JavaScript", IsEvaluatedOnEntry = false }],
        EmbeddedPorts = [LoopWords.Body],
    };

    public override void Execute(ActivityExecution x)
    {
        if (x.Evaluate(Condition).AsBoolean() == true && x.Node.Port(LoopWords.Body) is { } body)
        {
            x.Schedule(body);
            return;
        }
        x.Complete();
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child) => Execute(x);
}

/// <summary>Counts from one number to another and runs its body for each.</summary>
internal sealed class ForActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.For", "计数重复", Words.Control)
    {
        Description = "从起点数到终点，每次办理内嵌环节",
        Inputs =
        [
            new("Start", "System.Int32", "起点") { DefaultValue = 0 },
            new("End", "System.Int32", "终点") { DefaultValue = 0 },
            new("Step", "System.Int32", "步长") { DefaultValue = 1 },
            Words.Flag("OuterBoundInclusive", "包括终点", otherwise: true),
        ],
        Outputs = [LoopWords.Current],
        EmbeddedPorts = [LoopWords.Body],
    };

    public override void Execute(ActivityExecution x)
    {
        if (x.Input("Step").AsNumber() is not { Sign: > 0 })
        {
            throw Fault("BadStep", $"“{x.Node.Title}”的步长要大于零");
        }
        x.Memory = x.Inputs();
        x.Counter = 0;
        Iterate(x);
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child) => Iterate(x);

    private static void Iterate(ActivityExecution x)
    {
        var (start, end, step) = (Bound(x, "Start"), Bound(x, "End"), Bound(x, "Step"));
        var inclusive = x.Memory!["OuterBoundInclusive"].AsBoolean() == true;
        var current = end >= start ? start + step * x.Counter : start - step * x.Counter;
        var within = end >= start ? current < end : current > end;
        if (!(within || (inclusive && current == end)) || x.Node.Port(LoopWords.Body) is not { } body)
        {
            x.Complete();
            return;
        }
        x.SetOutput(LoopWords.CurrentValue, current);
        x.Schedule(body, LoopWords.Variables(current, x.Counter++));
    }

    private static Number Bound(ActivityExecution x, string name) => x.Memory![name].AsNumber() ?? Number.Zero;
}

/// <summary>Runs its body for each item, one after the other.</summary>
internal sealed class ForEachActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.ForEach", "逐项重复", Words.Control)
    {
        Description = "对列表的每一项依次办理内嵌环节",
        Inputs = [new("Items", Words.ListType, "列表") { DefaultSyntax = "JavaScript" }],
        Outputs = [LoopWords.Current],
        EmbeddedPorts = [LoopWords.Body],
    };

    public override void Execute(ActivityExecution x)
    {
        x.Memory = x.Input("Items") as ListValue ?? ListValue.Empty;
        x.Counter = 0;
        Iterate(x);
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child) => Iterate(x);

    private static void Iterate(ActivityExecution x)
    {
        var items = (ListValue)x.Memory!;
        if (x.Counter >= items.Count || x.Node.Port(LoopWords.Body) is not { } body)
        {
            x.Complete();
            return;
        }
        var item = items.Items[x.Counter];
        x.SetOutput(LoopWords.CurrentValue, item);
        x.Schedule(body, LoopWords.Variables(item, x.Counter++));
    }
}

/// <summary>Runs its body for every item at once; complete when all are.</summary>
internal sealed class ParallelForEachActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new(BuiltIns.ParallelForEachType, "逐项并行", Words.Control)
    {
        Description = "对列表的每一项同时办理内嵌环节，全部办完才继续",
        Inputs = [new("Items", Words.ListType, "列表") { DefaultSyntax = "JavaScript" }],
        EmbeddedPorts = [LoopWords.Body],
    };

    public override void Execute(ActivityExecution x)
    {
        var items = (ListValue)Limits.Checked(x.Input("Items") as ListValue ?? ListValue.Empty, Limits.MemoryBytes, $"“{x.Node.Title}”的列表");
        var body = x.Node.Port(LoopWords.Body);
        x.Counter = 0;
        if (body is not null)
        {
            x.Run.Reserve(x.Instance, items.Count);
            x.Counter = items.Count;
        }
        for (var i = 0; i < x.Counter; i++)
        {
            x.Schedule(body!, LoopWords.Variables(items.Items[i], i));
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
