using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Approvals.Workflow;

/// <summary>What happens when an activity fails.</summary>
public enum IncidentStrategy
{
    /// <summary>The branch waits as an incident that can be retried, answered or moved; the others go on. The default.</summary>
    Suspend,

    /// <summary>The instance ends as Faulted, as Elsa does by default.</summary>
    Fault,
}

/// <summary>A variable of a workflow or of one of its containers.</summary>
/// <param name="TypeName">As Studio names types: String, Int32, Boolean, Decimal, Object …</param>
/// <param name="Default">The value until it is set; JSON null when none is given.</param>
/// <param name="IsTransient">Held in memory only: falls back to its default whenever the instance waits.</param>
public sealed record VariableDeclaration(string Id, string Name, string TypeName, bool IsList, Value Default, bool IsTransient)
{
    internal Shape Shape { get; } = Fitting.TypeOf(TypeName, IsList);
}

/// <summary>A declared input or output of a workflow.</summary>
public sealed record ArgumentDeclaration(string Name, string TypeName, bool IsList, string DisplayName);

/// <summary>An Elsa 3 workflow definition, read once and then immutable; keep it by <see cref="Id"/>.</summary>
public sealed class WorkflowDefinition
{
    /// <summary>The id that Elsa gives the workflow itself in journals and node ids.</summary>
    public const string WorkflowActivityId = "Workflow1";

    private readonly FrozenDictionary<string, Node> _byId;
    private StateBound? _bound;

    internal WorkflowDefinition(string document, IReadOnlyList<Node> nodes)
    {
        Document = document;
        Nodes = nodes;
        _byId = nodes.ToFrozenDictionary(n => n.Id, StringComparer.Ordinal);
        OutputsRead = nodes.SelectMany(n => n.Bindings()).SelectMany(b => b.OutputsRead()).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The version id; a running instance stays on it.</summary>
    public required string Id { get; init; }

    /// <summary>The logical id, shared by all versions.</summary>
    public required string DefinitionId { get; init; }

    public int Version { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public bool IsLatest { get; init; }

    public bool IsPublished { get; init; }

    public string? ToolVersion { get; init; }

    public IReadOnlyList<VariableDeclaration> Variables => Workflow.Variables;

    public IReadOnlyList<ArgumentDeclaration> Inputs { get; init; } = [];

    public IReadOnlyList<ArgumentDeclaration> Outputs { get; init; } = [];

    public IncidentStrategy IncidentStrategy { get; init; }

    /// <summary>Elsa's activation strategy as written; the host decides what to do with it.</summary>
    public string? ActivationStrategy { get; init; }

    public JsonObject CustomProperties { get; init; } = [];

    /// <summary>The workflow itself; its only child is <see cref="Root"/>.</summary>
    public Node Workflow => Nodes[0];

    public Node Root => Nodes[1];

    /// <summary>Every node, the workflow first, each parent before its children.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The JSON it was read from.</summary>
    public string Document { get; }

    /// <summary>Activities whose output some script asks for; only theirs are kept.</summary>
    internal FrozenSet<string> OutputsRead { get; }

    /// <summary>How large its states can grow; computed when first asked.</summary>
    internal StateBound Bound => _bound ??= new(this);

    public Node? Find(string activityId) => _byId.GetValueOrDefault(activityId);
}
