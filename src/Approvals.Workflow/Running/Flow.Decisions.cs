namespace Approvals.Workflow;

/// <summary>Whether a target runs, is skipped, or waits for more.</summary>
internal sealed partial class Flow
{
    private enum Decision
    {
        Wait,
        Fire,
        Skip,
    }

    private Decision Decide(FlowConnection connection) => SkipIfLost(connection.Target, ModeOf(connection.Target) switch
    {
        JoinMode.WaitAny => DecideAny(connection),
        JoinMode.WaitAll => DecideAll(connection.Target, everyArm: true),
        _ => DecideAll(connection.Target, everyArm: false),
    });

    private Decision DecideAny(FlowConnection connection)
    {
        if (_counts[connection.Index] <= _fired[connection.Target])
        {
            return Decision.Wait; // it came too late
        }
        return _followed[connection.Index] ? Decision.Fire : DecideAll(connection.Target, everyArm: false);
    }

    private Decision DecideAll(int target, bool everyArm, bool nothingRevives = false)
    {
        bool any = false, all = true;
        foreach (var arm in _graph.ForwardInbound[target])
        {
            if (_counts[arm.Index] <= _fired[target])
            {
                return Decision.Wait;
            }
            any |= _followed[arm.Index];
            all &= _followed[arm.Index];
        }
        if (!all && !nothingRevives && MayRevive(target))
        {
            return Decision.Wait;
        }
        return everyArm ? all ? Decision.Fire : Decision.Skip : any ? Decision.Fire : Decision.Skip;
    }

    /// <summary>Whether a dead arm of a merge may still come alive: work that followed the outcome which left it dead can loop back into it.</summary>
    private bool MayRevive(int merge)
    {
        foreach (var arm in _graph.ForwardInbound[merge])
        {
            if (!_followed[arm.Index] && _killers[arm.Index] >= 0 && AnyLive(arm))
            {
                return true;
            }
        }
        return false;
    }

    private bool AnyLive(FlowConnection arm)
    {
        var killer = _killers[arm.Index];
        foreach (var arriving in _arriving)
        {
            if (_graph.CanRevive(arm, killer, arriving))
            {
                return true;
            }
        }
        foreach (var instance in _run.Open)
        {
            if (instance.Parent == _flowchart && !instance.IsOver && _graph.CanRevive(arm, killer, instance.Node.Position))
            {
                return true;
            }
        }
        foreach (var queued in _run.QueuedOf(_flowchart))
        {
            if (_graph.CanRevive(arm, killer, queued.Position))
            {
                return true;
            }
        }
        return AnyHeld(arm, killer);
    }

    /// <summary>Work that has reached another merge and is held there.</summary>
    private bool AnyHeld(FlowConnection arm, int killer)
    {
        for (var merge = 0; merge < _graph.ForwardInbound.Length; merge++)
        {
            if (_graph.ForwardInbound[merge].Length > 1 && IsHeldAt(merge) && _graph.CanRevive(arm, killer, merge))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsHeldAt(int merge)
    {
        foreach (var arm in _graph.ForwardInbound[merge])
        {
            if (_followed[arm.Index] && _counts[arm.Index] > _fired[merge])
            {
                return true;
            }
        }
        return false;
    }

    private JoinMode ModeOf(int target)
    {
        var node = _graph.Activities[target];
        return node.Type == BuiltIns.JoinType ? JoinActivity.ModeOf(node) : JoinMode.WaitAllActive;
    }
}
