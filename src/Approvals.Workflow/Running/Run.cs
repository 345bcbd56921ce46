namespace Approvals.Workflow;

/// <summary>The working set of one step: what is open, what is to run, and what has happened.</summary>
internal sealed partial class Run
{
    private readonly ActivityCatalogue _catalogue;
    private readonly List<Instance> _open = [];
    private readonly List<Bookmark> _bookmarks = [];
    private readonly List<Incident> _incidents = [];
    private readonly List<Queued> _queue = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly List<JournalEntry> _journal = [];
    private readonly OutputLog _outputs = new();
    private int _nextInstance = 1;
    private int _nextBookmark = 1;
    private int _nextSequence;
    private int _awaited;
    private int _begun;
    private bool _isFinished;
    private WorkflowSubStatus _subStatus = WorkflowSubStatus.Executing;

    internal Run(WorkflowDefinition definition, ActivityCatalogue catalogue, InstanceState? state, DateTimeOffset now)
    {
        Definition = definition;
        _catalogue = catalogue;
        Now = now;
        if (state is not null)
        {
            Thaw(state);
        }
    }

    internal WorkflowDefinition Definition { get; }

    internal DateTimeOffset Now { get; }

    internal ObjectValue Input { get; private set; } = ObjectValue.Empty;

    internal ObjectValue BurstInput { get; private set; } = ObjectValue.Empty;

    internal ObjectValue Output { get; set; } = ObjectValue.Empty;

    internal ObjectValue Variables { get; set; } = ObjectValue.Empty;

    internal ObjectValue ActivityOutputs { get; set; } = ObjectValue.Empty;

    internal string? CorrelationId { get; set; }

    internal string? Name { get; set; }

    /// <summary>The trigger that starts the instance in this very step.</summary>
    internal string? Trigger { get; private set; }

    internal IReadOnlyList<Instance> Open => _open;

    internal bool IsFinished => _isFinished;

    /// <summary>The result of the step: what is left is frozen, what nobody waits for any more is dropped.</summary>
    internal StepResult Finish()
    {
        if (_isFinished)
        {
            End();
        }
        else if (_awaited == 0)
        {
            _subStatus = WorkflowSubStatus.Suspended;
            BurstInput = ObjectValue.Empty;
            ForgetTransientVariables();
        }
        return new(Freeze(), _outputs.Outputs, _journal, null);
    }

    /// <summary>Asks for an activity to be run; it is, in the order of asking.</summary>
    internal void Schedule(Node node, Instance owner, ObjectValue? variables = null, int lostTo = 0) =>
        _queue.Add(new(node, owner, variables, lostTo > 0 ? lostTo : owner.LostTo));

    /// <summary>Marks what an owner has queued as lost to a join that goes on without it.</summary>
    internal void Lose(Instance owner, Marks nodes, int lostTo)
    {
        for (var i = 0; i < _queue.Count; i++)
        {
            if (_queue[i].Owner == owner && nodes[_queue[i].Node.Position])
            {
                _queue[i] = _queue[i] with { LostTo = lostTo };
            }
        }
    }

    internal void Unschedule(Node node, Instance owner) =>
        _queue.RemoveAt(_queue.FindIndex(item => item.Owner == owner && item.Node == node));

    internal bool HasQueued(Instance owner)
    {
        foreach (var item in _queue)
        {
            if (item.Owner == owner)
            {
                return true;
            }
        }
        return false;
    }

    internal bool HasBookmarks(Instance instance)
    {
        foreach (var bookmark in _bookmarks)
        {
            if (bookmark.Instance == instance.Id)
            {
                return true;
            }
        }
        return false;
    }

    internal bool HasOpenChild(Instance parent)
    {
        foreach (var instance in _open)
        {
            if (instance.Parent == parent && !instance.IsOver)
            {
                return true;
            }
        }
        return false;
    }

    internal IEnumerable<Node> QueuedOf(Instance owner)
    {
        foreach (var item in _queue)
        {
            if (item.Owner == owner)
            {
                yield return item.Node;
            }
        }
    }

    /// <summary>Ends the whole instance at once, without a word from its activities, as Elsa's Finish does.</summary>
    internal void FinishInstance()
    {
        _isFinished = true;
        _subStatus = WorkflowSubStatus.Finished;
        _queue.Clear();
        _deliveries.Clear();
    }

    internal void Emit(Output output) => _outputs.Add(output);

    private void Drain()
    {
        do
        {
            while (_queue.Count > 0 && _awaited == 0)
            {
                var next = _queue[0];
                _queue.RemoveAt(0);
                Begin(next.Node, next.Owner, next.Variables, next.LostTo);
            }
        }
        while (_awaited == 0 && !_isFinished && DeliverNext());
    }

    private void Begin(Node node, Instance? owner, ObjectValue? variables, int lostTo)
    {
        if (owner is not null && IsFull(node))
        {
            CancelChildren(owner);
            Fault(owner, "TooManyOpen", $"“{owner.Node.Title}”里同时办理的环节太多（{_open.Count} 个）：循环不断派生分支，请在循环里汇合");
            return;
        }
        // Elsa calls a second instance of a waiting activity resumed.
        var happened = IsWaitedAt(node) ? JournalEvent.Resumed : JournalEvent.Started;
        var instance = new Instance(_nextInstance++, node, ActivityOf(node), owner) { Variables = variables, LostTo = lostTo };
        _open.Add(instance);
        Log(instance, happened);
        if (++_begun > WorkflowEngine.MaximumActivitiesPerStep)
        {
            Fault(instance, "TooManyActivities", $"一步之内已运行 {WorkflowEngine.MaximumActivitiesPerStep} 个环节：流程在不停地循环，请在循环里加入需要等待的环节");
            return;
        }
        Execute(instance);
    }

    private bool IsWaitedAt(Node node)
    {
        foreach (var bookmark in _bookmarks)
        {
            if (string.Equals(bookmark.ActivityId, node.Id, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private Activity ActivityOf(Node node)
    {
        if (node.Index == 0)
        {
            return BuiltIns.Workflow;
        }
        return _catalogue.TryFind(node.Type, node.Descriptor.Version, out var activity) ? activity : BuiltIns.NotFound;
    }

    private void Execute(Instance instance)
    {
        try
        {
            var x = new ActivityExecution(this, instance);
            x.EvaluateInputs();
            instance.Activity.Execute(x);
        }
        catch (Exception e) when (IsFault(e))
        {
            Fault(instance, e);
        }
        if (instance.LostTo > 0 && !instance.IsOver && HasBookmarks(instance))
        {
            GiveUp(instance);
        }
        LogIfWaiting(instance);
    }

    /// <summary>What a lost branch had queued still runs, as in Elsa, but it may wait for nothing and ask for nothing.</summary>
    private void GiveUp(Instance instance)
    {
        while (instance.Parent is { LostTo: > 0 } parent)
        {
            instance = parent;
        }
        Cancel(instance);
        Flow.Of(this, instance.Parent!).Abandoned(instance.Node);
    }

    private void Resume(Instance instance, Stimulus stimulus)
    {
        try
        {
            instance.Activity.Resume(new ActivityExecution(this, instance), stimulus);
        }
        catch (Exception e) when (IsFault(e))
        {
            Fault(instance, e);
        }
        LogIfWaiting(instance);
    }

    private static bool IsFault(Exception e) => e is not (RefusedException or OutOfMemoryException);

    private void LogIfWaiting(Instance instance)
    {
        if (instance.IsOver || instance.IsFaulted || (_isFinished && _subStatus == WorkflowSubStatus.Finished))
        {
            return;
        }
        foreach (var bookmark in _bookmarks)
        {
            if (bookmark.Instance == instance.Id && bookmark.Id != _awaited)
            {
                Log(instance, JournalEvent.Suspended);
                return;
            }
        }
    }

    private sealed record Queued(Node Node, Instance Owner, ObjectValue? Variables, int LostTo);

    private void Log(Instance instance, JournalEvent happened, IReadOnlyList<string>? outcomes = null, string? message = null) =>
        _journal.Add(new(_nextSequence++, instance.Node.Id, instance.Node.NodeId, instance.Node.Type, instance.Id, instance.Parent?.Id ?? 0, happened, outcomes, message));

    /// <summary>Removes what the finished instance still holds; its activities are told nothing.</summary>
    private void End()
    {
        while (_bookmarks.Count > 0)
        {
            Drop(_bookmarks[0], isCancelled: true);
        }
        _open.Clear();
        _queue.Clear();
        _deliveries.Clear();
        _awaited = 0;
        BurstInput = ObjectValue.Empty;
        Emit(new Output.Finished(_subStatus, Output));
    }

    private void ForgetTransientVariables()
    {
        foreach (var variable in Definition.Variables)
        {
            if (variable.IsTransient)
            {
                Variables = Variables.Without(variable.Id);
            }
        }
        foreach (var instance in _open)
        {
            foreach (var variable in instance.Node.Variables)
            {
                if (variable.IsTransient)
                {
                    instance.Variables = instance.Variables?.Without(variable.Id);
                }
            }
        }
    }
}
