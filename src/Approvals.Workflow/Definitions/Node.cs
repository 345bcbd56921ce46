using System.Collections.Concurrent;

namespace Approvals.Workflow;

/// <summary>One activity in a definition: its place, its type and its bindings. Immutable once the definition is read.</summary>
public sealed class Node
{
    /// <summary>The type under which an unknown activity stands in a definition, as in Elsa.</summary>
    public const string NotFoundType = "Elsa.NotFoundActivity";

    private readonly ConcurrentDictionary<int, FlowGraph> _graphs = [];

    internal Node()
    {
    }

    /// <summary>Its place in <see cref="WorkflowDefinition.Nodes"/>.</summary>
    public required int Index { get; init; }

    public required string Id { get; init; }

    /// <summary>The ids from the workflow down to it, joined with colons.</summary>
    public required string NodeId { get; init; }

    /// <summary>The type that runs: <see cref="NotFoundType"/> when the document's type is unknown.</summary>
    public required ActivityDescriptor Descriptor { get; init; }

    /// <summary>The type as the document writes it.</summary>
    public required string WrittenType { get; init; }

    public required int WrittenVersion { get; init; }

    public string? Name { get; init; }

    /// <summary>The title on the canvas, or the name.</summary>
    public string Title { get; init; } = "";

    public Node? Parent { get; init; }

    /// <summary>Its place among the children of its parent.</summary>
    public int Position { get; init; }

    /// <summary>JSON path in the document.</summary>
    public string Path { get; init; } = "$";

    /// <summary>All children: those of a container, then those of its ports and cases.</summary>
    public IReadOnlyList<Node> Children { get; internal set; } = [];

    public IReadOnlyList<VariableDeclaration> Variables { get; init; } = [];

    /// <summary>One per input of the descriptor, in its order.</summary>
    public IReadOnlyList<InputBinding> Inputs { get; init; } = [];

    /// <summary>Cases of a switch, else empty.</summary>
    public IReadOnlyList<SwitchCase> Cases { get; internal set; } = [];

    public bool CanStartWorkflow { get; init; }

    public string Type => Descriptor.Type;

    /// <summary>Connections as written, with children by position; only flowcharts have them.</summary>
    internal IReadOnlyList<WrittenConnection> Connections { get; set; } = [];

    /// <summary>Output name to the id of the variable that takes it.</summary>
    internal IReadOnlyDictionary<string, string> OutputVariables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, Node> Ports { get; set; } = new Dictionary<string, Node>(StringComparer.Ordinal);

    /// <summary>The child in a port such as <c>then</c> or <c>body</c>, or null.</summary>
    public Node? Port(string name) => Ports.GetValueOrDefault(name);

    public InputBinding? Input(string name)
    {
        foreach (var binding in Inputs)
        {
            if (string.Equals(binding.Input.Name, name, StringComparison.Ordinal))
            {
                return binding;
            }
        }
        return null;
    }

    /// <summary>Whether a connection leaves by that port.</summary>
    public bool IsConnected(string port) =>
        Parent is not null && Parent.Connections.Any(c => c.Source == Position && string.Equals(c.Port, port, StringComparison.Ordinal));

    /// <summary>Where the connections of a port lead.</summary>
    public IReadOnlyList<Node> Targets(string port) =>
        Parent is null ? [] : [.. Parent.Connections.Where(c => c.Source == Position && string.Equals(c.Port, port, StringComparison.Ordinal)).Select(c => Parent.Children[c.Target])];

    /// <summary>The ports that connections leave by.</summary>
    internal IReadOnlyList<string> ConnectedPorts => Parent is null ? [] : [.. Parent.Connections.Where(c => c.Source == Position).Select(c => c.Port).Distinct()];

    /// <summary>The bindings of its inputs and of the conditions of its cases.</summary>
    public IEnumerable<InputBinding> Bindings() => Inputs.Concat(Cases.Select(c => c.Condition));

    /// <summary>The graph of a flowchart as seen from its usual start, or from the trigger that started it.</summary>
    internal FlowGraph Graph(int? start = null) =>
        _graphs.GetOrAdd(start ?? FlowGraph.StartOf(this), static (position, node) => new FlowGraph(node, position), this);
}

/// <summary>A case of a switch: its label is the outcome (FlowSwitch) or its activity is run (Switch).</summary>
public sealed record SwitchCase(string Label, InputBinding Condition, Node? Activity);

/// <summary>A connection of a flowchart, its ends by the position of the child.</summary>
internal sealed record WrittenConnection(int Source, string Port, int Target, string TargetPort);
