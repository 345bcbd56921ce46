namespace Approvals.Workflow;

/// <summary>A flowchart under way: how often each connection was visited and each activity fired, and what that lets run next.</summary>
/// <remarks>
/// Counter mode of Elsa 3, with two differences on purpose. A target counts as fired when it is scheduled, not when it
/// completes, so that a merge still waiting at a person is not scheduled twice. And a rework loop takes back what the
/// repeated part has delivered (<see cref="TakeBack"/>), while a merge with a dead arm waits as long as work that
/// followed the dead outcome can still loop back into that arm (<see cref="MayRevive"/>).
/// </remarks>
internal sealed partial class Flow
{
    private readonly Run _run;
    private readonly Instance _flowchart;
    private readonly FlowGraph _graph;
    private readonly int? _trigger;
    private readonly int[] _fired;
    private readonly int[] _counts;
    private readonly bool[] _followed;
    private readonly int[] _killers;
    private readonly List<int> _arriving = [];
    private int _lostTo;
    private int _raceWonAt = -1;
    private int _movedTo = -1;

    internal Flow(Run run, Instance flowchart, FlowCounts? counts = null)
    {
        (_run, _flowchart) = (run, flowchart);
        var start = counts is null ? TriggerOf(run, flowchart) : counts.Start;
        _trigger = start is null ? null : run.Definition.Find(start)?.Position;
        _graph = flowchart.Node.Graph(_trigger);
        _fired = new int[_graph.Activities.Count];
        _counts = new int[_graph.Connections.Length];
        _followed = new bool[_graph.Connections.Length];
        _killers = new int[_graph.Connections.Length];
        Array.Fill(_killers, -1);
        if (counts is not null)
        {
            Thaw(counts);
        }
    }

    internal static Flow Of(Run run, Instance flowchart) => flowchart.Flow ??= new Flow(run, flowchart);

    internal void Start()
    {
        if (_graph.Start < 0)
        {
            _run.Complete(_flowchart, null);
            return;
        }
        Fire(_graph.Start);
    }

    internal void ChildCompleted(Instance child, IReadOnlyList<string>? outcomes)
    {
        if (child.Node.Descriptor.IsTerminal)
        {
            _run.Complete(_flowchart, outcomes);
            return;
        }
        _lostTo = _flowchart.LostTo > 0 ? 0 : child.LostTo; // inside a lost container everything inherits from it
        Follow(child.Node.Position, outcomes);
        _lostTo = 0;
        Settle();
    }

    /// <summary>A child was cancelled because its race is lost.</summary>
    internal void Abandoned(Node child)
    {
        Abandon(child);
        Settle();
    }

    private static string? TriggerOf(Run run, Instance flowchart) =>
        run.Trigger is { } trigger && flowchart.Node == run.Definition.Root ? trigger : null;

    private static bool Has(IReadOnlyList<string>? outcomes, string port)
    {
        if (outcomes is null)
        {
            return string.Equals(port, Ways.Done, StringComparison.Ordinal);
        }
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (string.Equals(outcomes[i], port, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private void Follow(int source, IReadOnlyList<string>? outcomes)
    {
        var outbound = _graph.Outbound[source];
        var reworks = FindReworks(outbound, outcomes);
        _arriving.Clear();
        foreach (var connection in outbound)
        {
            if (connection.IsForward && Has(outcomes, connection.Port))
            {
                _arriving.Add(connection.Target);
            }
        }
        if (reworks)
        {
            Rework(outbound, outcomes);
        }
        else
        {
            foreach (var connection in outbound)
            {
                if (connection.IsForward)
                {
                    Visit(connection, Has(outcomes, connection.Port), source);
                }
            }
        }
        _arriving.Clear();
    }

    private bool FindReworks(FlowConnection[] outbound, IReadOnlyList<string>? outcomes)
    {
        var found = false;
        foreach (var connection in outbound)
        {
            if (connection.IsForward || !Has(outcomes, connection.Port))
            {
                continue;
            }
            found = true;
            if (!connection.IsValid)
            {
                throw new ActivityFaultException("InvalidBackwardConnection", $"回退连线“{_graph.Activities[connection.Source].Title} → {_graph.Activities[connection.Target].Title}”无效：从开始到前者的每条路径都必须经过后者");
            }
        }
        return found;
    }

    /// <summary>All connections are counted before any target is decided, so that the loop takes back the arms its own outcome left dead.</summary>
    private void Rework(FlowConnection[] outbound, IReadOnlyList<string>? outcomes)
    {
        foreach (var connection in outbound)
        {
            if (connection.IsForward)
            {
                Count(connection, Has(outcomes, connection.Port), connection.Source);
            }
        }
        foreach (var connection in outbound)
        {
            if (!connection.IsForward && Has(outcomes, connection.Port))
            {
                TakeBack(connection.Target);
            }
        }
        foreach (var connection in outbound)
        {
            if (connection.IsForward)
            {
                Act(connection, connection.Source);
            }
            else if (Has(outcomes, connection.Port))
            {
                Schedule(connection.Target);
            }
        }
    }

    /// <summary>What the part from here on has delivered to targets that have not fired since is forgotten: it will be delivered again.</summary>
    private void TakeBack(int activity)
    {
        foreach (var connection in _graph.Connections)
        {
            if (connection.IsForward && _counts[connection.Index] > _fired[connection.Target] && _graph.LeadsForward(activity, connection.Source))
            {
                _counts[connection.Index] = _fired[connection.Target];
                _followed[connection.Index] = false;
                _killers[connection.Index] = -1;
            }
        }
    }

    private void Count(FlowConnection connection, bool isFollowed, int killer)
    {
        _counts[connection.Index]++;
        _followed[connection.Index] = isFollowed;
        _killers[connection.Index] = isFollowed || !_graph.CanBeRevived(connection) ? -1 : killer;
    }

    private void Visit(FlowConnection connection, bool isFollowed, int killer)
    {
        Count(connection, isFollowed, killer);
        Act(connection, killer);
    }

    private void Act(FlowConnection connection, int killer)
    {
        switch (Decide(connection))
        {
            case Decision.Fire:
                Fire(connection.Target);
                CancelOthers(connection.Target);
                break;
            case Decision.Skip:
                Skip(connection.Target, killer);
                break;
        }
    }

    /// <summary>Passes on that nothing comes this way: depth first, as Elsa does, but without recursion.</summary>
    private void Skip(int activity, int killer)
    {
        var path = new Stack<(int Activity, int Next)>();
        _fired[activity]++;
        path.Push((activity, 0));
        while (path.TryPop(out var at))
        {
            if (at.Next >= _graph.Outbound[at.Activity].Length)
            {
                continue;
            }
            path.Push((at.Activity, at.Next + 1));
            var connection = _graph.Outbound[at.Activity][at.Next];
            if (connection.IsForward && connection.Target != _movedTo && IsSkippedBy(connection, killer))
            {
                _fired[connection.Target]++;
                path.Push((connection.Target, 0));
            }
        }
    }

    /// <summary>Counts a dead visit; fires the target if that completes it, and says whether it is skipped instead.</summary>
    private bool IsSkippedBy(FlowConnection connection, int killer)
    {
        Count(connection, isFollowed: false, killer);
        var decision = Decide(connection);
        if (decision == Decision.Fire)
        {
            Fire(connection.Target);
            CancelOthers(connection.Target);
        }
        return decision == Decision.Skip;
    }

    private void Fire(int target)
    {
        _fired[target]++;
        Schedule(target);
    }

    private void Schedule(int activity)
    {
        var isLost = _lostTo > 0 && _graph.AncestorsOf(_lostTo - 1)[activity];
        _run.Schedule(_graph.Activities[activity], _flowchart, lostTo: isLost ? _lostTo : 0);
    }

    /// <summary>Merges that waited for work which has gone elsewhere go on now; with nothing left to do the flowchart is complete.</summary>
    private void Settle()
    {
        foreach (var merge in _graph.RevivableMerges)
        {
            Reconsider(merge);
        }
        // Merges may each wait for what the other holds; then nothing can loop back any more.
        while (IsIdle && Array.Exists(_graph.RevivableMerges, merge => Reconsider(merge, nothingRevives: true)))
        {
        }
        if (IsIdle)
        {
            _run.Complete(_flowchart, null);
        }
    }

    private bool IsIdle => !_run.HasQueued(_flowchart) && !_run.HasOpenChild(_flowchart);

    /// <summary>Fires or skips a merge that has become ready; says whether it has.</summary>
    private bool Reconsider(int merge, bool nothingRevives = false)
    {
        var decision = SkipIfLost(merge, DecideAll(merge, everyArm: ModeOf(merge) == JoinMode.WaitAll, nothingRevives));
        if (decision == Decision.Fire)
        {
            Fire(merge);
        }
        else if (decision == Decision.Skip)
        {
            Skip(merge, KillerOf(merge));
        }
        return decision != Decision.Wait;
    }

    private int KillerOf(int merge)
    {
        foreach (var arm in _graph.ForwardInbound[merge])
        {
            if (_killers[arm.Index] >= 0)
            {
                return _killers[arm.Index];
            }
        }
        return merge;
    }
}
