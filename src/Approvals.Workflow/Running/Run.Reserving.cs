namespace Approvals.Workflow;

/// <summary>Keeps what is open within what the state may hold.</summary>
internal sealed partial class Run
{
    /// <summary>Makes sure that so many items beside each other fit into the state with all else that can be open.</summary>
    /// <exception cref="ActivityFaultException">They do not; nothing has begun yet, so it can be retried with fewer.</exception>
    internal void Reserve(Instance many, int items)
    {
        var bound = Definition.Bound;
        var rest = InstanceState.MaximumBytes - bound.WithoutItems - _open.Sum(i => i == many ? 0 : ItemsUnderWay(i) * bound.Item(i.Node));
        var most = Math.Max(0, rest / bound.Item(many.Node));
        if (bound.IsKept && items > most)
        {
            throw new ActivityFaultException("TooManyItems", $"“{many.Node.Title}”的列表有 {items} 项，同时办理最多 {most} 项：请分批，或改用逐项重复");
        }
    }

    /// <summary>Whether one more activity could make the state too large: only a loop that sends out branches without ever joining them comes here.</summary>
    private bool IsFull(Node next)
    {
        var bound = Definition.Bound;
        var bytes = bound.Values + bound.Own(next);
        foreach (var instance in _open)
        {
            bytes += bound.Own(instance.Node) + (instance.Node.Type == BuiltIns.BulkType ? ItemsUnderWay(instance) * bound.Item(instance.Node) : 0);
        }
        return bound.IsKept && bytes > InstanceState.MaximumBytes;
    }

    private int ItemsUnderWay(Instance instance) => !StateBound.IsMany(instance.Node) ? 0
        : instance.Node.Type == BuiltIns.BulkType ? _bookmarks.Count(b => b.Instance == instance.Id)
        : instance.Counter;
}
