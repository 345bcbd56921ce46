using System.Collections.Frozen;

namespace Approvals.Workflow;

/// <summary>A connection in a flow graph.</summary>
/// <param name="IsForward">False: following it would close a cycle, seen breadth-first from the start.</param>
/// <param name="IsValid">Forward, or backward to an activity that every path to its source has passed.</param>
/// <param name="Key">How the state names it.</param>
internal sealed record FlowConnection(int Index, int Source, string Port, int Target, bool IsForward, bool IsValid, string Key);

/// <summary>A flowchart from one start activity: which connections lead forward, what joins, what a rework loop repeats. Computed once.</summary>
internal sealed class FlowGraph
{
    private readonly int[][] _next;
    private readonly int[][] _previous;
    private readonly int[][] _forwardNext;
    private readonly int[][] _forwardPrevious;
    private readonly Dictionary<int, Marks> _ancestors = [];
    private readonly Marks[]? _forwardFrom;
    private readonly Dictionary<int, Marks> _returns = [];

    internal FlowGraph(Node flowchart, int start)
    {
        Activities = flowchart.Children;
        Start = start;
        var written = flowchart.Connections;
        var forward = ForwardEdges(Adjacent(written, c => c.Source, c => c.Target));
        var ahead = written.Where(c => forward.Contains((c.Source, c.Target))).ToList();
        (_next, _previous) = (Adjacent(written, c => c.Source, c => c.Target), Adjacent(written, c => c.Target, c => c.Source));
        (_forwardNext, _forwardPrevious) = (Adjacent(ahead, c => c.Source, c => c.Target), Adjacent(ahead, c => c.Target, c => c.Source));
        Connections = [.. written.Select((c, i) => Classify(c, i, forward))];
        Outbound = Group(c => c.Source, _ => true);
        ForwardInbound = Group(c => c.Target, c => c.IsForward);
        ConnectionsByKey = Connections.ToFrozenDictionary(c => c.Key, c => c.Index, StringComparer.Ordinal);
        Reachable = Walk([start], _next);
        if (Array.Exists(Connections, c => !c.IsForward && Reachable[c.Source]))
        {
            _forwardFrom = [.. Activities.Select(a => Walk([a.Position], _forwardNext))];
            FindReturns();
        }
    }

    internal IReadOnlyList<Node> Activities { get; }

    /// <summary>The position of the start activity; -1 in an empty flowchart.</summary>
    internal int Start { get; }

    internal FlowConnection[] Connections { get; }

    internal FrozenDictionary<string, int> ConnectionsByKey { get; }

    internal FlowConnection[][] Outbound { get; }

    internal FlowConnection[][] ForwardInbound { get; }

    /// <summary>The activities that any path from the start reaches.</summary>
    internal Marks Reachable { get; }

    /// <summary>Merges one of whose dead arms a rework loop may still revive, in order.</summary>
    internal int[] RevivableMerges { get; private set; } = [];

    /// <summary>Where a flowchart begins: an Elsa.Start, else what can start a workflow, else what nothing leads to, else the first.</summary>
    internal static int StartOf(Node flowchart)
    {
        var children = flowchart.Children;
        var targets = flowchart.Connections.Select(c => c.Target).ToHashSet();
        return First(children, n => n.Type == BuiltIns.StartType)
            ?? First(children, n => n.CanStartWorkflow)
            ?? First(children, n => !targets.Contains(n.Position))
            ?? (children.Count > 0 ? 0 : -1);
    }

    /// <summary>The activities from which the activity can be reached forwards.</summary>
    internal Marks AncestorsOf(int activity)
    {
        lock (_ancestors)
        {
            if (!_ancestors.TryGetValue(activity, out var marks))
            {
                _ancestors[activity] = marks = Walk(_forwardPrevious[activity], _forwardPrevious);
            }
            return marks;
        }
    }

    /// <summary>What is reached from the start when one activity is only ever left by one port.</summary>
    internal Marks ReachedWhen(int chooser, string port) => Walk([Start], LeftBy(chooser, port));

    /// <summary>What is reached from one activity when it is left by one port; the activity itself only by a loop.</summary>
    internal Marks ReachedFrom(int chooser, string port)
    {
        var next = LeftBy(chooser, port);
        return Walk(next[chooser], next);
    }

    /// <summary>Whether the activity reaches the other one forwards, or is it.</summary>
    internal bool LeadsForward(int from, int to) =>
        _forwardFrom is null ? Walk([from], _forwardNext)[to] : _forwardFrom[from][to];

    /// <summary>Whether work waiting at an activity could still take a loop and come back into this connection without passing its merge.</summary>
    /// <param name="killer">The activity whose outcome left the connection dead: only what follows it can undo that.</param>
    internal bool CanRevive(FlowConnection connection, int killer, int waiting) =>
        _returns.TryGetValue(connection.Index, out var from) && from[waiting] && _forwardFrom![killer][waiting];

    /// <summary>Whether any loop leads back into this arm of a merge.</summary>
    internal bool CanBeRevived(FlowConnection connection) => _returns.ContainsKey(connection.Index);

    private static int? First(IReadOnlyList<Node> children, Func<Node, bool> matches)
    {
        foreach (var child in children)
        {
            if (matches(child))
            {
                return child.Position;
            }
        }
        return null;
    }

    private int[][] LeftBy(int chooser, string port)
    {
        var next = (int[][])_next.Clone();
        next[chooser] = [.. Outbound[chooser].Where(c => string.Equals(c.Port, port, StringComparison.Ordinal)).Select(c => c.Target)];
        return next;
    }

    private int[][] Adjacent(IEnumerable<WrittenConnection> connections, Func<WrittenConnection, int> from, Func<WrittenConnection, int> to)
    {
        var lookup = connections.ToLookup(from, to);
        return [.. Enumerable.Range(0, Activities.Count).Select(i => lookup[i].Distinct().ToArray())];
    }

    /// <summary>Breadth-first from the start: an edge is forward unless the edges found so far already lead back from its target to its source.</summary>
    private HashSet<(int, int)> ForwardEdges(int[][] next)
    {
        var forward = new HashSet<(int, int)>();
        var found = Enumerable.Range(0, Activities.Count).Select(_ => new List<int>()).ToArray();
        var seen = new Marks(Activities.Count);
        var queue = new Queue<int>();
        Enqueue(Start);
        while (queue.TryDequeue(out var source))
        {
            foreach (var target in next[source])
            {
                if (!Walk([target], found)[source] && forward.Add((source, target)))
                {
                    found[source].Add(target);
                    Enqueue(target);
                }
            }
        }
        return forward;

        void Enqueue(int activity)
        {
            if (activity >= 0 && !seen[activity])
            {
                seen[activity] = true;
                queue.Enqueue(activity);
            }
        }
    }

    private FlowConnection Classify(WrittenConnection written, int index, HashSet<(int, int)> forward)
    {
        var isForward = forward.Contains((written.Source, written.Target));
        var isValid = isForward || !Walk([Start], _forwardNext, new Marks(Activities.Count) { [written.Target] = true })[written.Source];
        var key = $"{Activities[written.Source].Id}:{written.Port}>{Activities[written.Target].Id}:{written.TargetPort}";
        return new(index, written.Source, written.Port, written.Target, isForward, isValid, key);
    }

    private FlowConnection[][] Group(Func<FlowConnection, int> by, Func<FlowConnection, bool> counts)
    {
        var groups = Connections.Where(counts).ToLookup(by);
        return [.. Activities.Select(a => groups[a.Position].ToArray())];
    }

    /// <summary>What the edges reach from the activities given, these included, without entering those avoided.</summary>
    private Marks Walk(IEnumerable<int> from, IReadOnlyList<IReadOnlyList<int>> edges, Marks? avoided = null)
    {
        var seen = new Marks(Activities.Count);
        var open = new Stack<int>();
        Push(from);
        while (open.TryPop(out var at))
        {
            Push(edges[at]);
        }
        return seen;

        void Push(IEnumerable<int> activities)
        {
            foreach (var activity in activities)
            {
                if (activity >= 0 && !seen[activity] && avoided?[activity] != true)
                {
                    seen[activity] = true;
                    open.Push(activity);
                }
            }
        }
    }

    /// <summary>For every arm of every merge: the activities from which a loop leads back into the arm.</summary>
    /// <remarks>Only loops that begin before the merge: work that must pass it, or what follows it, begins a new round.</remarks>
    private void FindReturns()
    {
        var loops = Connections.Where(c => !c.IsForward && c.IsValid && Reachable[c.Source]).ToArray();
        var merges = new SortedSet<int>();
        foreach (var arm in ForwardInbound.Where(arms => arms.Length > 1).SelectMany(arms => arms))
        {
            var behind = _forwardFrom![arm.Target];
            var intoArm = Walk([arm.Source], _previous, behind);
            var sources = loops.Where(l => intoArm[l.Target]).Select(l => l.Source);
            var returns = Walk(sources, _previous, behind);
            if (returns.Any())
            {
                _returns[arm.Index] = returns;
                merges.Add(arm.Target);
            }
        }
        RevivableMerges = [.. merges];
    }
}

/// <summary>A set of positions.</summary>
internal sealed class Marks(int count)
{
    private readonly ulong[] _bits = new ulong[(count + 63) / 64];

    internal bool this[int position]
    {
        get => (_bits[position >> 6] & (1UL << (position & 63))) != 0;
        set => _bits[position >> 6] = value ? _bits[position >> 6] | (1UL << (position & 63)) : _bits[position >> 6] & ~(1UL << (position & 63));
    }

    internal bool Any() => Array.Exists(_bits, b => b != 0);
}
