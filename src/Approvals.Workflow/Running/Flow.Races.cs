namespace Approvals.Workflow;

/// <summary>What a WaitAny join does to those that did not arrive first.</summary>
internal sealed partial class Flow
{
    /// <summary>While the losers of a race are cancelled, what one of them held at a merge before the join is lost with them.</summary>
    private Decision SkipIfLost(int target, Decision decision) =>
        decision == Decision.Fire && _raceWonAt >= 0 && _graph.AncestorsOf(_raceWonAt)[target] ? Decision.Skip : decision;

    /// <summary>The first arrival at a WaitAny cancels what is still under way before it, also where a loop would bring it back.</summary>
    private void CancelOthers(int join)
    {
        if (ModeOf(join) != JoinMode.WaitAny)
        {
            return;
        }
        var outer = _raceWonAt;
        _raceWonAt = join;
        var ancestors = _graph.AncestorsOf(join);
        _run.Lose(_flowchart, ancestors, join + 1);
        CancelOpen(join, ancestors);
        CancelLooping(join);
        foreach (var merge in _graph.RevivableMerges.Where(merge => ancestors[merge]))
        {
            Reconsider(merge);
        }
        _raceWonAt = outer;
    }

    private void CancelOpen(int join, Marks ancestors)
    {
        foreach (var instance in _run.Open.Where(i => i.Parent == _flowchart && !i.IsOver).ToList())
        {
            if (ancestors[instance.Node.Position] || IsLooping(join, instance.Node.Position))
            {
                _run.Cancel(instance);
                Abandon(instance.Node);
            }
        }
    }

    private void CancelLooping(int join)
    {
        foreach (var queued in _run.QueuedOf(_flowchart).Where(node => IsLooping(join, node.Position)).ToList())
        {
            _run.Unschedule(queued, _flowchart);
            Abandon(queued);
        }
    }

    /// <summary>Whether work at an activity has left an arm of the join, which has just fired, or of a merge before it, and could come back into it.</summary>
    private bool IsLooping(int join, int activity)
    {
        var ancestors = _graph.AncestorsOf(join);
        foreach (var merge in _graph.RevivableMerges)
        {
            if ((merge == join || ancestors[merge]) && IsLooping(merge, activity, _fired[merge] + (merge == join ? 0 : 1)))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsLooping(int merge, int activity, int round)
    {
        foreach (var arm in _graph.ForwardInbound[merge])
        {
            if (!_followed[arm.Index] && _killers[arm.Index] >= 0 && _counts[arm.Index] >= round && _graph.CanRevive(arm, _killers[arm.Index], activity))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Nothing comes from this activity any more.</summary>
    private void Abandon(Node node)
    {
        foreach (var connection in _graph.Outbound[node.Position])
        {
            if (connection.IsForward)
            {
                Visit(connection, isFollowed: false, killer: node.Position);
            }
        }
    }
}
