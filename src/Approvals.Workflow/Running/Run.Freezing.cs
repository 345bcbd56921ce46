namespace Approvals.Workflow;

/// <summary>From the stored state and back to it.</summary>
internal sealed partial class Run
{
    private void Thaw(InstanceState state)
    {
        (CorrelationId, Name, Input, BurstInput, Output) = (state.CorrelationId, state.Name, state.Input, state.BurstInput, state.Output);
        (Variables, ActivityOutputs) = (state.Variables, state.ActivityOutputs);
        (_nextInstance, _nextBookmark, _nextSequence, _awaited) = (state.NextInstance, state.NextBookmark, state.NextSequence, state.AwaitedBookmark);
        _bookmarks.AddRange(state.Bookmarks);
        _incidents.AddRange(state.Incidents);
        _deliveries.AddRange(state.Deliveries);
        foreach (var open in state.Open)
        {
            Thaw(open);
        }
        foreach (var item in state.Queue)
        {
            _queue.Add(new(NodeOf(item.ActivityId), Opened(item.Owner), item.Variables, item.LostTo));
        }
    }

    private void Thaw(OpenActivity open)
    {
        var node = NodeOf(open.ActivityId);
        var instance = new Instance(open.Id, node, ActivityOf(node), open.Parent == 0 ? null : Opened(open.Parent))
        {
            IsFaulted = open.IsFaulted,
            Counter = open.Counter,
            Memory = open.Memory,
            Variables = open.Variables,
            LostTo = open.LostTo,
        };
        instance.Flow = open.Flow is null ? null : new Flow(this, instance, open.Flow);
        _open.Add(instance);
    }

    private Node NodeOf(string activityId) =>
        Definition.Find(activityId) ?? throw new StateFormatException($"流程版本 {Definition.Id} 里没有环节“{activityId}”");

    private Instance Opened(int id) =>
        _open.Find(i => i.Id == id) ?? throw new StateFormatException($"状态里没有环节实例 {id}");

    private InstanceState Freeze() => new()
    {
        DefinitionVersionId = Definition.Id,
        Status = _isFinished ? WorkflowStatus.Finished : WorkflowStatus.Running,
        SubStatus = _subStatus,
        CorrelationId = CorrelationId,
        Name = Name,
        Input = Input,
        Output = Output,
        Variables = Variables,
        ActivityOutputs = _isFinished ? ObjectValue.Empty : ActivityOutputs,
        BurstInput = BurstInput,
        Open = FreezeOpen(),
        Bookmarks = [.. _bookmarks],
        Incidents = [.. _incidents],
        Queue = FreezeQueue(),
        Deliveries = [.. _deliveries],
        NextInstance = _nextInstance,
        NextBookmark = _nextBookmark,
        NextSequence = _nextSequence,
        AwaitedBookmark = _awaited,
    };

    private OpenActivity[] FreezeOpen()
    {
        var open = new OpenActivity[_open.Count];
        for (var i = 0; i < open.Length; i++)
        {
            open[i] = _open[i].Freeze();
        }
        return open;
    }

    private WorkItem[] FreezeQueue()
    {
        var queue = new WorkItem[_queue.Count];
        for (var i = 0; i < queue.Length; i++)
        {
            queue[i] = new(_queue[i].Node.Id, _queue[i].Owner.Id, _queue[i].Variables, _queue[i].LostTo);
        }
        return queue;
    }
}
