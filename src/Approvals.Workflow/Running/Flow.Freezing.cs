namespace Approvals.Workflow;

/// <summary>The counters from the stored state and back to it.</summary>
internal sealed partial class Flow
{
    internal FlowCounts Freeze()
    {
        var fired = new List<KeyValuePair<string, int>>();
        for (var i = 0; i < _fired.Length; i++)
        {
            if (_fired[i] > 0)
            {
                fired.Add(new(_graph.Activities[i].Id, _fired[i]));
            }
        }
        var connections = new List<ConnectionCount>();
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                connections.Add(new(_graph.Connections[i].Key, _counts[i], _followed[i], _killers[i] < 0 ? null : _graph.Activities[_killers[i]].Id));
            }
        }
        return new(_trigger is { } start ? _graph.Activities[start].Id : null, fired, connections);
    }

    private void Thaw(FlowCounts counts)
    {
        foreach (var (id, fired) in counts.Fired)
        {
            if (_run.Definition.Find(id) is { } node && node.Parent == _flowchart.Node)
            {
                _fired[node.Position] = fired;
            }
        }
        foreach (var count in counts.Connections)
        {
            if (_graph.ConnectionsByKey.TryGetValue(count.Key, out var at))
            {
                (_counts[at], _followed[at]) = (count.Count, count.IsFollowed);
                _killers[at] = count.Killer is null ? -1 : _run.Definition.Find(count.Killer)?.Position ?? -1;
            }
        }
    }
}
