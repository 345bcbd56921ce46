namespace Approvals.Workflow;

/// <summary>The workflow itself: runs its root and is complete when that is.</summary>
internal sealed class WorkflowActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Workflow", "流程", Words.Control) { IsContainer = true, IsBrowsable = false };

    public override void Execute(ActivityExecution x) => x.Schedule(x.Node.Children[0]);
}

/// <summary>Activities joined by connections.</summary>
internal sealed class FlowchartActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new(BuiltIns.FlowchartType, "流程图", Words.Control)
    {
        Description = "用连线相连的环节",
        IsContainer = true,
        IsBrowsable = false,
    };

    public override void Execute(ActivityExecution x)
    {
        x.Instance.Flow = null;
        Flow.Of(x.Run, x.Instance).Start();
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child) =>
        Flow.Of(x.Run, x.Instance).ChildCompleted(child.Instance, child.Outcomes);
}

/// <summary>Activities one after the other.</summary>
internal sealed class SequenceActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Sequence", "顺序", Words.Control)
    {
        Description = "依次办理其中的环节",
        IsContainer = true,
    };

    public override void Execute(ActivityExecution x)
    {
        x.Counter = 0;
        Next(x);
    }

    public override void ChildCompleted(ActivityExecution x, ChildCompletion child)
    {
        if (child.Node.Descriptor.IsTerminal)
        {
            x.Run.Complete(x.Instance, child.Outcomes);
            return;
        }
        Next(x);
    }

    private static void Next(ActivityExecution x)
    {
        if (x.Counter >= x.Node.Children.Count)
        {
            x.Complete();
            return;
        }
        x.Schedule(x.Node.Children[x.Counter++]);
    }
}

/// <summary>Activities side by side; complete when all are.</summary>
internal sealed class ParallelActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Parallel", "并行", Words.Control)
    {
        Description = "同时办理其中的环节，全部办完才继续",
        IsContainer = true,
    };

    public override void Execute(ActivityExecution x)
    {
        x.Counter = x.Node.Children.Count;
        foreach (var child in x.Node.Children)
        {
            x.Schedule(child);
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
