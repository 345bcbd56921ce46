namespace Approvals.Workflow;

/// <summary>What taking a running instance to another version of its definition would do to it.</summary>
/// <param name="Keeps">Where it waits, and stays waiting.</param>
/// <param name="Loses">What the new version has no place for: values of variables that are gone; new steps that lie behind it.</param>
/// <param name="Refusals">Why it cannot be taken there; empty when it can.</param>
public sealed record MigrationPlan(IReadOnlyList<string> Keeps, IReadOnlyList<string> Loses, IReadOnlyList<string> Refusals)
{
    public bool IsPossible => Refusals.Count == 0;
}

/// <summary>Takes a running instance to another version of its definition (which two are versions of one flow is the host's to know): its open activities must be there, of the same type, in the same place.</summary>
/// <remarks>
/// Nothing runs again and nothing that was delivered is lost: an arm of a merge that has been reached must still be there. A new arm of a merge
/// that nothing under way can reach any more counts as not taken, or the merge would wait for it for ever; the plan says so.
/// </remarks>
public static class Migration
{
    /// <summary>What would become of the instance; changes nothing.</summary>
    public static MigrationPlan Plan(WorkflowDefinition from, WorkflowDefinition to, InstanceState state) => new MigrationRun(from, to, state).Plan();

    /// <summary>Takes it there, and lets merges go on that waited only for what is gone: the first step of a burst, for <see cref="Burst.GoOnAsync"/> to go on with. Refused when <see cref="Plan"/> says why.</summary>
    public static StepResult Apply(WorkflowDefinition from, WorkflowDefinition to, ActivityCatalogue catalogue, InstanceState state, DateTimeOffset now)
    {
        var migration = new MigrationRun(from, to, state);
        if (migration.Plan() is { IsPossible: false } plan)
        {
            return StepResult.Refused(state, new("cannot-migrate", string.Join("；", plan.Refusals)));
        }
        var run = new Run(to, catalogue, migration.State(), now);
        run.Take(new Stimulus.Migrate(from.Id));
        return run.Finish();
    }
}

/// <summary>One instance on its way from one version to another.</summary>
internal sealed class MigrationRun(WorkflowDefinition from, WorkflowDefinition to, InstanceState state)
{
    private readonly List<string> _keeps = [];
    private readonly List<string> _loses = [];
    private readonly List<string> _refusals = [];

    internal MigrationPlan Plan()
    {
        CheckWhole();
        if (_refusals.Count == 0)
        {
            CheckOpen();
            CheckVariables();
            foreach (var open in state.Open.Where(o => o.Flow is not null && _refusals.Count == 0))
            {
                CheckArms(open);
                CheckPassed(open);
                _loses.AddRange(NewArms(open).Select(arm => to.Find(open.ActivityId)!.Graph(Trigger(open)).Activities[arm.Source].Title).Distinct()
                    .Select(title => $"新版本的“{title}”排在本案已经走过的地方，不会补办"));
            }
        }
        return new(_keeps, _loses, _refusals);
    }

    /// <summary>The state under the new version; only after a plan without refusals.</summary>
    internal InstanceState State() => new()
    {
        DefinitionVersionId = to.Id,
        Status = state.Status,
        SubStatus = state.SubStatus,
        CorrelationId = state.CorrelationId,
        Name = state.Name,
        Input = state.Input,
        Output = state.Output,
        Variables = Kept(state.Variables, to.Variables),
        ActivityOutputs = state.ActivityOutputs,
        Open = [.. state.Open.Select(Moved)],
        Bookmarks = state.Bookmarks,
        Incidents = [.. state.Incidents.Select(i => i with { NodeId = to.Find(i.ActivityId)?.NodeId ?? i.NodeId })],
        NextInstance = state.NextInstance,
        NextBookmark = state.NextBookmark,
        NextSequence = state.NextSequence,
    };

    private void CheckWhole()
    {
        if (string.Equals(from.Id, to.Id, StringComparison.Ordinal) || !string.Equals(state.DefinitionVersionId, from.Id, StringComparison.Ordinal))
        {
            _refusals.Add($"本案现在运行在版本 {state.DefinitionVersionId} 上");
        }
        else if (state.Status == WorkflowStatus.Finished || state.IsMidBurst)
        {
            _refusals.Add("流程已经结束，或正在办理自动环节");
        }
    }

    private void CheckOpen()
    {
        foreach (var open in state.Open)
        {
            var (before, after) = (from.Find(open.ActivityId), to.Find(open.ActivityId));
            var title = before?.Title ?? open.ActivityId;
            if (after is null)
            {
                _refusals.Add($"本案停在“{title}”，新版本里没有这个环节");
            }
            else if (before?.Type != after.Type || (before.Descriptor.Version != after.Descriptor.Version && open.Memory is not null))
            {
                _refusals.Add($"本案停在“{title}”，新版本里它换成了另一种环节（{after.WrittenType}）");
            }
            else if (after.Parent?.Id != before.Parent?.Id)
            {
                _refusals.Add($"本案停在“{title}”，新版本里它在另一个容器里");
            }
            else if (state.Bookmarks.Any(b => b.Instance == open.Id))
            {
                _keeps.Add($"“{after.Title}”照旧等待办理");
            }
        }
    }

    private void CheckVariables()
    {
        foreach (var (id, _) in state.Variables.Members)
        {
            if (to.Variables.All(v => v.Id != id))
            {
                _loses.Add($"变量“{from.Variables.FirstOrDefault(v => v.Id == id)?.Name ?? id}”的值");
            }
        }
    }

    /// <summary>What has been delivered to a merge that still waits must find its arm again.</summary>
    private void CheckArms(OpenActivity open)
    {
        var (before, after) = (from.Find(open.ActivityId)!.Graph(Trigger(open)), to.Find(open.ActivityId)!.Graph(Trigger(open)));
        foreach (var count in open.Flow!.Connections.Where(c => c.IsFollowed && !after.ConnectionsByKey.ContainsKey(c.Key)))
        {
            var connection = before.Connections[before.ConnectionsByKey[count.Key]];
            var target = before.Activities[connection.Target];
            if (count.Count > Fired(open, target.Id))
            {
                _refusals.Add($"“{before.Activities[connection.Source].Title}”已经办完，正在等着汇入“{target.Title}”，新版本里没有这条连线");
            }
        }
    }

    /// <summary>A new arm into what the instance has passed already, and nothing else leads to any more, would arrive where nobody waits: the flow would end there unseen.</summary>
    private void CheckPassed(OpenActivity flowchart)
    {
        var after = to.Find(flowchart.ActivityId)!.Graph(Trigger(flowchart));
        _refusals.AddRange(ArmsAhead(flowchart, after).Where(arm => !IsStillAhead(flowchart, after, arm))
            .Select(arm => $"新版本可以从“{after.Activities[arm.Source].Title}”走到“{after.Activities[arm.Target].Title}”，本案已经越过了它"));
    }

    /// <summary>New arms that something under way leads to, into what has run or was passed over before.</summary>
    private IEnumerable<FlowConnection> ArmsAhead(OpenActivity flowchart, FlowGraph after)
    {
        var before = from.Find(flowchart.ActivityId)!.Graph(Trigger(flowchart));
        var live = Live(flowchart, after);
        return after.ForwardInbound.SelectMany(arms => arms)
            .Where(arm => !before.ConnectionsByKey.ContainsKey(arm.Key) && Fired(flowchart, after.Activities[arm.Target].Id) > 0 && live.Exists(l => after.LeadsForward(l, arm.Source)));
    }

    // By a loop it will be come to again: some arm of before is ahead as well.
    private bool IsStillAhead(OpenActivity flowchart, FlowGraph after, FlowConnection arm)
    {
        var before = from.Find(flowchart.ActivityId)!.Graph(Trigger(flowchart));
        var live = Live(flowchart, after);
        return after.ForwardInbound[arm.Target].Any(other => before.ConnectionsByKey.ContainsKey(other.Key) && live.Exists(l => after.LeadsForward(l, other.Source)));
    }

    private List<int> Live(OpenActivity flowchart, FlowGraph after) =>
        [.. state.Open.Where(o => o.Parent == flowchart.Id).Select(o => to.Find(o.ActivityId)!.Position), .. Held(flowchart, after)];

    /// <summary>Arms of merges that the new version adds and that nothing under way leads to.</summary>
    private IEnumerable<FlowConnection> NewArms(OpenActivity flowchart)
    {
        var (before, after) = (from.Find(flowchart.ActivityId)!.Graph(Trigger(flowchart)), to.Find(flowchart.ActivityId)!.Graph(Trigger(flowchart)));
        var live = Live(flowchart, after);
        return after.ForwardInbound.Where(arms => arms.Length > 1).SelectMany(arms => arms)
            .Where(arm => !before.ConnectionsByKey.ContainsKey(arm.Key) && live.Exists(l => after.LeadsForward(l, arm.Target)) && !live.Exists(l => after.LeadsForward(l, arm.Source)));
    }

    /// <summary>Merges at which something has arrived and is held.</summary>
    private static IEnumerable<int> Held(OpenActivity flowchart, FlowGraph after) => flowchart.Flow!.Connections
        .Where(c => c.IsFollowed && after.ConnectionsByKey.ContainsKey(c.Key))
        .Select(c => (Count: c.Count, after.Connections[after.ConnectionsByKey[c.Key]].Target))
        .Where(c => c.Count > Fired(flowchart, after.Activities[c.Target].Id))
        .Select(c => c.Target);

    private OpenActivity Moved(OpenActivity open) => open with
    {
        Variables = open.Variables is null ? null : Kept(open.Variables, to.Find(open.ActivityId)!.Variables, from.Find(open.ActivityId)!.Variables),
        Flow = open.Flow is null ? null : Moved(open, open.Flow),
    };

    private FlowCounts Moved(OpenActivity open, FlowCounts flow)
    {
        var after = to.Find(open.ActivityId)!.Graph(Trigger(open));
        var kept = flow.Connections.Where(c => after.ConnectionsByKey.ContainsKey(c.Key))
            .Select(c => c with { Killer = c.Killer is not null && to.Find(c.Killer) is not null ? c.Killer : null });
        var behind = NewArms(open).Select(arm => new ConnectionCount(arm.Key, Fired(open, after.Activities[arm.Target].Id) + 1, false, null));
        var ahead = ArmsAhead(open, after).Select(arm => new ConnectionCount(arm.Key, Fired(open, after.Activities[arm.Target].Id), false, null));
        return flow with { Fired = [.. flow.Fired.Where(f => to.Find(f.Key) is not null)], Connections = [.. kept, .. behind, .. ahead] };
    }

    /// <summary>Values of variables that the new version declares, and loop variables, which nobody declares.</summary>
    private static ObjectValue Kept(ObjectValue values, IReadOnlyList<VariableDeclaration> declared, IReadOnlyList<VariableDeclaration>? before = null)
    {
        foreach (var (id, value) in values.Members)
        {
            var now = declared.FirstOrDefault(v => v.Id == id);
            var isGone = now is null ? before is null || before.Any(v => v.Id == id) : Fitting.Fit(value, now.Shape) is null;
            values = isGone ? values.Without(id) : values;
        }
        return values;
    }

    private int? Trigger(OpenActivity flowchart) => flowchart.Flow?.Start is { } start ? to.Find(start)?.Position : null;

    private static int Fired(OpenActivity flowchart, string activity) => flowchart.Flow!.Fired.FirstOrDefault(f => f.Key == activity).Value;
}
