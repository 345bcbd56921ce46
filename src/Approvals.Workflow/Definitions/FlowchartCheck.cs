namespace Approvals.Workflow;

/// <summary>What goes wrong in a flowchart at run time, or silently never runs, found before it is published.</summary>
internal sealed class FlowchartCheck
{
    private readonly Node _flowchart;
    private readonly FlowGraph _graph;
    private readonly ActivityCatalogue _catalogue;
    private readonly List<Finding> _findings;

    private FlowchartCheck(Node flowchart, ActivityCatalogue catalogue, List<Finding> findings)
    {
        (_flowchart, _catalogue, _findings) = (flowchart, catalogue, findings);
        _graph = flowchart.Graph();
    }

    internal static void Check(Node flowchart, ActivityCatalogue catalogue, List<Finding> findings)
    {
        var check = new FlowchartCheck(flowchart, catalogue, findings);
        if (flowchart.Children.Count == 0)
        {
            check.Find("empty", flowchart, "流程图里没有环节", "请从工具箱拖入环节");
            return;
        }
        check.CheckReach();
        check.CheckOutcomes();
        check.CheckLoops();
        check.CheckJoins();
    }

    private void CheckReach()
    {
        foreach (var node in _graph.Activities.Where(n => !_graph.Reachable[n.Position]))
        {
            Find("unreachable", node, $"“{node.Title}”走不到：没有从开始到它的连线", "请把它连上，或删除它");
        }
        foreach (var connection in _graph.Connections.Where(c => !Offered(c)))
        {
            var node = _graph.Activities[connection.Source];
            Find("unknown-outcome", node, $"“{node.Title}”没有出口“{Ways.NameOf(node, connection.Port)}”，这条连线永远不会走", $"请从它的出口重新连线：{string.Join('、', Ways.Of(node).Select(w => Ways.NameOf(node, w)))}");
        }
    }

    /// <summary>Terminal activities are left by nothing; an unknown type offers anything.</summary>
    private bool Offered(FlowConnection connection)
    {
        var node = _graph.Activities[connection.Source];
        return node.Type == Node.NotFoundType || _catalogue.OffersAnyOutcome(node) || (!node.Descriptor.IsTerminal && Ways.Of(node).Contains(connection.Port));
    }

    private void CheckOutcomes()
    {
        foreach (var node in _graph.Activities.Where(n => _graph.Reachable[n.Position] && _catalogue.IsHuman(n)))
        {
            foreach (var outcome in Ways.Of(node).Where(o => !node.IsConnected(o)))
            {
                Find("dangling-outcome", node, $"“{node.Title}”的出口“{Ways.NameOf(node, outcome)}”没有连线：选它之后这一分支会无声地结束", "请把这个出口连到下一环节，或连到“结束”");
            }
        }
    }

    private void CheckLoops()
    {
        foreach (var connection in _graph.Connections.Where(c => !c.IsForward && _graph.Reachable[c.Source]))
        {
            var (from, to) = (_graph.Activities[connection.Source], _graph.Activities[connection.Target]);
            if (!connection.IsValid)
            {
                Find("invalid-back-edge", from, $"回退连线“{from.Title} → {to.Title}”无效：从开始到“{from.Title}”还有不经过“{to.Title}”的路径", $"请回退到这些路径分开之前的环节");
            }
            else if (SplitInside(connection) is { } split)
            {
                Find("loop-out-of-parallel", from, $"回退连线“{from.Title} → {to.Title}”跳出了“{split.Title}”的并行分支：其他分支还在办理，会重复派出任务", "请先用“合并”汇合各分支再回退，或只回退到本分支之内");
            }
        }
    }

    /// <summary>A parallel split between the target of a loop and its source that the source does not bring together again.</summary>
    private Node? SplitInside(FlowConnection loop) => _graph.Activities.FirstOrDefault(split =>
        _graph.LeadsForward(loop.Target, split.Position)
        && _graph.LeadsForward(split.Position, loop.Source)
        && split.Position != loop.Source
        && LeavesOthersBehind(split, loop.Source));

    private bool LeavesOthersBehind(Node split, int source)
    {
        foreach (var together in Together(split))
        {
            var reaching = together.Count(c => _graph.LeadsForward(c.Target, source));
            if (reaching > 0 && reaching < together.Count)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Forward connections that are followed at the same time: those of one port, or all of a fork.</summary>
    private IEnumerable<List<FlowConnection>> Together(Node split)
    {
        var forward = _graph.Outbound[split.Position].Where(c => c.IsForward);
        return IsFork(split) ? [forward.ToList()] : forward.GroupBy(c => c.Port).Select(g => g.ToList());
    }

    internal static bool IsFork(Node node) => node.Input("Branches")?.Input.UiHint == "dynamic-outcomes";

    /// <summary>A join that waits for all is dead behind an activity that chooses one of several ways to its arms.</summary>
    private void CheckJoins()
    {
        var joins = _graph.Activities.Where(n => n.Type == BuiltIns.JoinType && JoinActivity.ModeOf(n) == JoinMode.WaitAll).ToList();
        if (joins.Count == 0)
        {
            return;
        }
        foreach (var chooser in _graph.Activities.Where(ChoosesOne))
        {
            foreach (var join in Ways.Of(chooser).SelectMany(way => Starved(chooser, way, joins)).ToHashSet())
            {
                joins.Remove(join);
                Find("dead-join", join, $"“{join.Title}”等全部分支，但“{chooser.Title}”只走其中一个出口：到不齐，它之后的环节永远不会办理", "请把等待方式改为“等所有走到的分支”，或让每个出口都通到它");
            }
        }
    }

    private bool ChoosesOne(Node node) =>
        _graph.Reachable[node.Position] && !IsFork(node) && Ways.Of(node).Count > 1 && node.Input("Mode")?.Constant?.AsText() != SwitchMode.MatchAny;

    /// <summary>The joins of which a way reaches some arms but not all, unless it comes back to choose again or ends the flowchart.</summary>
    private IEnumerable<Node> Starved(Node chooser, string way, List<Node> joins)
    {
        var after = _graph.ReachedFrom(chooser.Position, way);
        if (after[chooser.Position] || _graph.Activities.Any(n => n.Descriptor.IsTerminal && after[n.Position]))
        {
            return [];
        }
        var open = _graph.ReachedWhen(chooser.Position, way);
        return joins.Where(join => IsStarved(_graph.ForwardInbound[join.Position], chooser, way, open));
    }

    private static bool IsStarved(FlowConnection[] arms, Node chooser, string way, Marks open)
    {
        var alive = arms.Count(arm => open[arm.Source] && (arm.Source != chooser.Position || arm.Port == way));
        return alive > 0 && alive < arms.Length;
    }

    private void Find(string code, Node node, string message, string remedy) =>
        _findings.Add(new(code, node.Path, node == _flowchart ? null : node.Id, message, remedy));
}
