namespace Approvals.Workflow;

/// <summary>What people and other versions do to a flowchart under way, outside its usual course.</summary>
internal sealed partial class Flow
{
    /// <summary>A branch left one activity for another by decree. Where it goes back, everything from there on is done again: what is under way
    /// there is cancelled, and what other branches had delivered stands. Where it goes elsewhere, what it leaves behind counts as dead, up to where it goes.</summary>
    internal void Move(Node from, Node to)
    {
        var goesBack = _graph.LeadsForward(to.Position, from.Position);
        if (goesBack)
        {
            CancelFrom(to.Position);
            Redeliver(to.Position);
        }
        _run.Schedule(to, _flowchart);
        TakeBack(to.Position);
        if (!goesBack)
        {
            _movedTo = to.Position;
            foreach (var connection in _graph.Outbound[from.Position])
            {
                if (connection.IsForward && connection.Target != to.Position)
                {
                    Visit(connection, isFollowed: false, killer: from.Position);
                }
            }
            _movedTo = -1;
        }
        Settle();
    }

    /// <summary>Every merge that has become ready goes on: another version may have taken away what it waited for.</summary>
    internal void SettleAll()
    {
        for (var merge = 0; merge < _graph.ForwardInbound.Length; merge++)
        {
            if (_graph.ForwardInbound[merge].Length > 0 && IsHeldAt(merge))
            {
                Reconsider(merge);
            }
        }
        Settle();
    }

    private void CancelFrom(int activity)
    {
        foreach (var instance in _run.Open.Where(i => i.Parent == _flowchart && !i.IsOver && _graph.LeadsForward(activity, i.Node.Position)).ToList())
        {
            _run.Cancel(instance);
        }
    }

    /// <summary>Merges after an activity that have fired get once more what the branches beside it delivered, or they would wait for those in vain.</summary>
    private void Redeliver(int activity)
    {
        foreach (var arm in _graph.ForwardInbound.Where((arms, merge) => arms.Length > 1 && merge != activity && _fired[merge] > 0 && _graph.LeadsForward(activity, merge)).SelectMany(arms => arms))
        {
            if (_counts[arm.Index] == _fired[arm.Target] && !_graph.LeadsForward(activity, arm.Source) && !IsUnderWayTo(arm.Source))
            {
                _counts[arm.Index]++;
            }
        }
    }

    private bool IsUnderWayTo(int activity)
    {
        foreach (var instance in _run.Open)
        {
            if (instance.Parent == _flowchart && !instance.IsOver && _graph.LeadsForward(instance.Node.Position, activity))
            {
                return true;
            }
        }
        return false; // nothing is queued when a move is taken
    }
}
