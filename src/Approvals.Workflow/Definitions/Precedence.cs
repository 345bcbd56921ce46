using System.Numerics;

namespace Approvals.Workflow;

/// <summary>Something that may have happened: an activity of one of the types was left, by any of its outcomes or by the ones named.</summary>
public sealed record Passing(IReadOnlyList<string> Types, IReadOnlyList<string> Outcomes)
{
    public static Passing Of(string type, params IReadOnlyList<string> outcomes) => new([type], outcomes);

    public static Passing AnyOf(params IReadOnlyList<string> types) => new(types, []);

    /// <summary>Whether leaving the activity by the port counts.</summary>
    public bool IsLeftBy(Node node, string port) => Types.Contains(node.Type) && (Outcomes.Count == 0 || Outcomes.Contains(port));
}

/// <summary>What must have happened before an activity of a flowchart starts, with every condition taken as free: any outcome may come.</summary>
/// <remarks>
/// A path is enough to break a claim, except where branches run side by side: an activity with several arms waits for every
/// branch that must still reach it, so what all ways of such a branch pass has happened too. A branch that may end elsewhere,
/// or a join that waits for the first only, proves nothing.
/// </remarks>
public sealed class Precedence
{
    private readonly FlowGraph _graph;
    private readonly IReadOnlyList<Passing> _passings;
    private readonly Func<Node, string, bool> _isClosed;
    private readonly List<int[]> _groups;
    private readonly ILookup<int, FlowConnection> _inbound;
    private readonly Dictionary<(int, int), BigInteger?> _branches = [];

    /// <param name="flowchart">The flowchart.</param>
    /// <param name="passings">What may have happened.</param>
    /// <param name="isClosed">Outcomes that cannot come, by activity and port; none when left out.</param>
    public Precedence(Node flowchart, IReadOnlyList<Passing> passings, Func<Node, string, bool>? isClosed = null)
    {
        (_graph, _passings, _isClosed) = (flowchart.Graph(), passings, isClosed ?? ((_, _) => false));
        _groups = [.. Groups()];
        _inbound = _graph.Connections.Where(IsOpen).ToLookup(c => c.Target);
    }

    private BigInteger Everything => (BigInteger.One << (_passings.Count + _groups.Count)) - 1;

    /// <summary>By activity, which of the passings have happened whenever it starts; activities that are never reached are absent.</summary>
    public IReadOnlyDictionary<Node, IReadOnlyList<Passing>> FromStart() =>
        _graph.Start < 0 ? new Dictionary<Node, IReadOnlyList<Passing>>() : Named(Settle([(_graph.Start, BigInteger.Zero)], _ => true));

    /// <summary>The same, counted from the moment an activity was left by a port.</summary>
    public IReadOnlyDictionary<Node, IReadOnlyList<Passing>> After(Node node, string port) =>
        Named(Settle([.. _graph.Outbound[node.Position].Where(c => c.Port == port && IsOpen(c)).Select(c => (c.Target, Happened(c)))], _ => true));

    /// <summary>A way from the start, or from one outcome, to an activity on which none of the passings happens: connections in order, or null.</summary>
    public IReadOnlyList<(Node From, string Port, Node To)>? WayAround(Node to, IReadOnlyList<Passing> passings, (Node Node, string Port)? after = null)
    {
        var came = new Dictionary<int, FlowConnection?>();
        var open = new Queue<int>();
        foreach (var first in after is { } left ? _graph.Outbound[left.Node.Position].Where(c => c.Port == left.Port && IsOpen(c)).ToList() : [])
        {
            came[first.Target] = first;
            open.Enqueue(first.Target);
        }

        if (after is null)
        {
            came[_graph.Start] = null;
            open.Enqueue(_graph.Start);
        }

        while (open.TryDequeue(out var at) && at != to.Position)
        {
            foreach (var next in _graph.Outbound[at].Where(c => IsOpen(c) && !passings.Any(p => p.IsLeftBy(_graph.Activities[at], c.Port)) && !came.ContainsKey(c.Target)))
            {
                came[next.Target] = next;
                open.Enqueue(next.Target);
            }
        }

        return came.ContainsKey(to.Position) ? Trace(came, to.Position, after?.Node.Position) : null;
    }

    /// <summary>The activities at which the flow may end, after an activity was left by a port, without any of the passings having happened since.</summary>
    public IReadOnlyList<Node> EndsWithout(Node node, string port, IReadOnlyList<Passing> passings)
    {
        var ends = _graph.Activities.Where(a => a.Descriptor.IsTerminal || OpenWays(a).Any(w => !_graph.Outbound[a.Position].Any(c => c.Port == w))).Select(a => a.Position).ToHashSet();
        var bad = new HashSet<int>(ends);
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var activity in _graph.Activities.Where(a => !bad.Contains(a.Position) && WaysTogether(a).Any(g => Misses(a, g, bad, passings))))
            {
                grew = bad.Add(activity.Position);
            }
        }

        var group = _graph.Outbound[node.Position].Where(c => c.Port == port && IsOpen(c)).ToList();
        return group.Count == 0 ? [node]
            : !Misses(node, group, bad, passings) ? []
            : [.. Reached(group.Select(c => c.Target), passings).Where(ends.Contains).Select(p => _graph.Activities[p])];
    }

    /// <summary>The costliest way from one activity to another, loops left out: both ends count; null when none leads there.</summary>
    public TimeSpan? Longest(Node from, Node to, Func<Node, TimeSpan> cost)
    {
        var known = new Dictionary<int, TimeSpan?>();
        return Walk(from.Position);

        TimeSpan? Walk(int at)
        {
            if (known.TryGetValue(at, out var found))
            {
                return found;
            }

            var onward = at == to.Position ? TimeSpan.Zero : _graph.Outbound[at].Where(c => c.IsForward && IsOpen(c)).Select(c => Walk(c.Target)).Max();
            return known[at] = onward + cost(_graph.Activities[at]);
        }
    }

    private HashSet<int> Reached(IEnumerable<int> from, IReadOnlyList<Passing> passings)
    {
        var seen = new HashSet<int>(from);
        var open = new Stack<int>(seen);
        while (open.TryPop(out var at))
        {
            foreach (var next in _graph.Outbound[at].Where(c => IsOpen(c) && !passings.Any(p => p.IsLeftBy(_graph.Activities[at], c.Port)) && seen.Add(c.Target)))
            {
                open.Push(next.Target);
            }
        }

        return seen;
    }

    // Of connections followed together one good branch is enough; a port that leads nowhere has been counted as an end.
    private static bool Misses(Node source, List<FlowConnection> together, HashSet<int> bad, IReadOnlyList<Passing> passings) =>
        together.Count > 0 && together.All(c => bad.Contains(c.Target) && !passings.Any(p => p.IsLeftBy(source, c.Port)));

    private List<(Node, string, Node)> Trace(Dictionary<int, FlowConnection?> came, int to, int? first)
    {
        var way = new List<(Node, string, Node)>();
        for (var at = to; came[at] is { } connection && way.Count <= _graph.Activities.Count; at = connection.Source)
        {
            way.Insert(0, (_graph.Activities[connection.Source], connection.Port, _graph.Activities[at]));
            if (connection.Source == first)
            {
                break;
            }
        }

        return way;
    }

    private bool IsOpen(FlowConnection connection) => !_isClosed(_graph.Activities[connection.Source], connection.Port);

    private IEnumerable<string> OpenWays(Node node) => node.Descriptor.IsTerminal ? [] : Ways.Of(node).Where(w => !_isClosed(node, w));

    /// <summary>Connections that are followed at the same time, by activity.</summary>
    private IEnumerable<List<FlowConnection>> WaysTogether(Node node)
    {
        var open = _graph.Outbound[node.Position].Where(IsOpen);
        return FlowchartCheck.IsFork(node) ? [open.ToList()] : open.GroupBy(c => c.Port).Select(g => g.ToList());
    }

    private IEnumerable<int[]> Groups() => _graph.Activities.SelectMany(WaysTogether).Where(g => g.Count > 1).Select(g => g.Select(c => c.Index).ToArray());

    /// <summary>What following a connection makes true: the passings it counts for and the group it was followed in.</summary>
    private BigInteger Happened(FlowConnection connection)
    {
        var bits = BigInteger.Zero;
        for (var i = 0; i < _passings.Count; i++)
        {
            bits |= _passings[i].IsLeftBy(_graph.Activities[connection.Source], connection.Port) ? BigInteger.One << i : 0;
        }

        for (var i = 0; i < _groups.Count; i++)
        {
            bits |= _groups[i].Contains(connection.Index) ? BigInteger.One << (_passings.Count + i) : 0;
        }

        return bits;
    }

    /// <summary>Greatest solution: everything is held to have happened until a way shows that it need not.</summary>
    private Dictionary<int, BigInteger> Settle(IReadOnlyList<(int Activity, BigInteger Happened)> starts, Func<int, bool> isInside)
    {
        var reached = ReachedFrom(starts.Select(s => s.Activity), isInside);
        var settled = reached.ToDictionary(a => a, _ => Everything);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var activity in reached)
            {
                var before = Everything;
                foreach (var start in starts.Where(s => s.Activity == activity))
                {
                    before &= start.Happened;
                }

                foreach (var arm in _inbound[activity].Where(c => reached.Contains(c.Source)))
                {
                    before &= settled[arm.Source] | Happened(arm) | Awaited(arm, settled[arm.Source] | Happened(arm));
                }

                changed |= before != settled[activity];
                settled[activity] = before;
            }
        }

        return settled;
    }

    private List<int> ReachedFrom(IEnumerable<int> starts, Func<int, bool> isInside)
    {
        var order = new List<int>();
        var seen = new HashSet<int>();
        var open = new Queue<int>(starts.Where(seen.Add));
        while (open.TryDequeue(out var at))
        {
            order.Add(at);
            foreach (var next in _graph.Outbound[at].Where(c => IsOpen(c) && isInside(c.Target) && seen.Add(c.Target)))
            {
                open.Enqueue(next.Target);
            }
        }

        return order;
    }

    /// <summary>What the other branches of a split bring along when this arm's activity waits for them.</summary>
    private BigInteger Awaited(FlowConnection arm, BigInteger before)
    {
        if (!arm.IsForward || !Waits(arm.Target))
        {
            return BigInteger.Zero;
        }

        var bits = BigInteger.Zero;
        for (var i = 0; i < _groups.Count; i++)
        {
            if ((before >> (_passings.Count + i) & 1).IsOne)
            {
                foreach (var branch in _groups[i])
                {
                    bits |= Brought(_graph.Connections[branch], arm.Target) ?? BigInteger.Zero;
                }
            }
        }

        return bits;
    }

    private bool Waits(int activity) =>
        _graph.Activities[activity] is var node && (node.Type != BuiltIns.JoinType || JoinActivity.ModeOf(node) != JoinMode.WaitAny || _graph.ForwardInbound[activity].Length < 2);

    /// <summary>What has happened on every way of a branch once it has reached a merge; null when it need not reach it.</summary>
    private BigInteger? Brought(FlowConnection branch, int merge)
    {
        if (_branches.TryGetValue((branch.Index, merge), out var known))
        {
            return known;
        }

        _branches[(branch.Index, merge)] = null;
        return _branches[(branch.Index, merge)] = Bring(branch, merge);
    }

    private BigInteger? Bring(FlowConnection branch, int merge)
    {
        if (branch.Target == merge)
        {
            return Happened(branch);
        }

        var inside = new HashSet<int> { branch.Target };
        var open = new Stack<int>(inside);
        while (open.TryPop(out var at))
        {
            if (Escapes(at))
            {
                return null;
            }

            foreach (var next in _graph.Outbound[at].Where(c => IsOpen(c) && c.IsForward && c.Target != merge && inside.Add(c.Target)))
            {
                open.Push(next.Target);
            }
        }

        var arms = _inbound[merge].Where(c => c.IsForward && inside.Contains(c.Source)).ToList();
        if (arms.Count == 0 || inside.SelectMany(at => _graph.Outbound[at]).Any(c => IsOpen(c) && !c.IsForward && !inside.Contains(c.Target)))
        {
            return null;
        }

        var settled = Settle([(branch.Target, Happened(branch))], inside.Contains);
        return arms.Aggregate(Everything, (all, arm) => all & (settled[arm.Source] | Happened(arm) | Awaited(arm, settled[arm.Source] | Happened(arm))));
    }

    /// <summary>Whether a branch may be lost at an activity: an outcome that leads nowhere, a race, a type whose outcomes are not known.</summary>
    private bool Escapes(int activity)
    {
        var node = _graph.Activities[activity];
        return node.Type == Node.NotFoundType || node.Descriptor.IsContainer || !Waits(activity)
            || (!node.Descriptor.IsTerminal && (OpenWays(node).Any(w => !_graph.Outbound[activity].Any(c => c.Port == w)) || !OpenWays(node).Any()));
    }

    private Dictionary<Node, IReadOnlyList<Passing>> Named(Dictionary<int, BigInteger> settled) => settled.ToDictionary(
        s => _graph.Activities[s.Key],
        s => (IReadOnlyList<Passing>)[.. _passings.Where((_, i) => (s.Value >> i & 1).IsOne)]);
}
