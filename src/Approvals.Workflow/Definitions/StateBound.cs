using System.Text.Encodings.Web;
using System.Text.Json;

namespace Approvals.Workflow;

/// <summary>The most bytes the state of an instance of a definition can take, told by the definition and the <see cref="Limits"/> alone.</summary>
/// <remarks>
/// What a list makes many of (items side by side, children in bulk) is counted once here; how many fit beside the rest is asked of
/// <see cref="Run.Reserve"/> when the list is known. So no state outgrows its limit at commit.
/// </remarks>
internal sealed class StateBound
{
    /// <summary>Bytes of a character at worst, as JSON: a control character is written with six.</summary>
    private const int PerCharacter = 6;

    /// <summary>Version, status and counters of the instance, its correlation and name.</summary>
    private const int Head = 512 + (2 * Limits.NameLength * PerCharacter);

    /// <summary>An open activity, its bookmark and its incident, without their ids.</summary>
    private const int PerOpen = 420 + (Limits.NameLength * PerCharacter) + (3 * Limits.ShortMessageLength * PerCharacter);

    private const int PerChild = 110 + Limits.NameLength;
    private const int PerCount = 16;

    private readonly long[] _own;
    private readonly long[] _inside;
    private readonly WorkflowDefinition _definition;

    internal StateBound(WorkflowDefinition definition)
    {
        _definition = definition;
        _own = [.. definition.Nodes.Select(n => PerOpen + (3 * Json(n.Id)) + Json(n.NodeId) + Json(n.Type) + Held(n) + Counters(n) + Kept(n))];
        _inside = new long[_own.Length];
        for (var i = _own.Length - 1; i >= 0; i--)
        {
            _inside[i] = _own[i] + Inside(definition.Nodes[i]);
        }
        Values = Head + Limits.InputBytes + Json(definition.Id) + Outputs();
        Most = Values + _inside[0] + definition.Nodes.Sum(n => IsMany(n) ? Item(n) : 0);
    }

    /// <summary>Bytes of an instance at its largest, with one item in every list.</summary>
    internal long Most { get; }

    /// <summary>Whether its states are kept within bounds; a definition that no check has seen may have others.</summary>
    internal bool IsKept => Most <= InstanceState.MaximumBytes;

    /// <summary>Bytes that no activity accounts for.</summary>
    internal long Values { get; }

    /// <summary>Bytes of the whole with no item in any list.</summary>
    internal long WithoutItems => Values + _inside[0];

    /// <summary>Bytes of one open instance of the node, without what is inside it.</summary>
    internal long Own(Node node) => _own[node.Index];

    /// <summary>Whether a list says how many of its kind are open inside it.</summary>
    internal static bool IsMany(Node node) => node.Type is BuiltIns.ParallelForEachType or BuiltIns.BulkType;

    /// <summary>Bytes of each item of such a list, without what the item itself holds.</summary>
    internal long Item(Node node) =>
        node.Children.Select(c => _inside[c.Index]).DefaultIfEmpty().Max() + (node.Type == BuiltIns.ParallelForEachType ? 64 : PerChild + Json(node.Id) + Json(node.Input("WorkflowDefinitionId")?.Constant?.AsText() ?? new string('x', Limits.NameLength)));

    private long Inside(Node node) => node.Type switch
    {
        _ when IsMany(node) || node.Children.Count == 0 => 0,
        BuiltIns.FlowchartType => node.Children.Select(c => _inside[c.Index]).OrderDescending().Take(Width(node)).Sum(),
        "Elsa.Parallel" or "Elsa.Switch" => node.Children.Sum(c => _inside[c.Index]),
        _ => node.Children.Max(c => _inside[c.Index]),
    };

    /// <summary>How many branches of a flowchart can be under way at once: each split adds what it sends out together.</summary>
    private static int Width(Node flowchart) => 1 + flowchart.Connections
        .GroupBy(c => flowchart.Children[c.Source])
        .Sum(source => (LeavesByMany(source.Key) ? source.Count() : source.GroupBy(c => c.Port, StringComparer.Ordinal).Max(port => port.Count())) - 1);

    private static bool LeavesByMany(Node node) =>
        node.Cases.Count > 0 || node.Type is BuiltIns.FlowchartType or BuiltIns.BulkType || node.Input("Branches")?.Input.UiHint == "dynamic-outcomes";

    /// <summary>The counters of a flowchart: one per activity that fired, one per connection that was visited.</summary>
    private static long Counters(Node node)
    {
        if (node.Type != BuiltIns.FlowchartType)
        {
            return 0;
        }
        var killer = node.Children.Any(c => c.CanStartWorkflow) || node.Graph().RevivableMerges.Length > 0 ? node.Children.Max(c => (long)Json(c.Id)) : 0;
        return node.Children.Sum(c => (long)Json(c.Id) + PerCount)
            + node.Connections.Sum(c => Json(node.Children[c.Source].Id) + Json(c.Port) + Json(node.Children[c.Target].Id) + Json(c.TargetPort) + PerCount + killer);
    }

    private static long Held(Node node) => node.Variables.Sum(v => (long)Json(v.Id) + Limits.BytesOf(v));

    /// <summary>What an activity remembers while it is open, and the item it is at.</summary>
    private static long Kept(Node node) => node.Type switch
    {
        "Elsa.ForEach" => 2L * Limits.MemoryBytes,
        "Elsa.For" => 4L * Limits.ScalarBytes,
        _ when IsMany(node) => Limits.MemoryBytes,
        _ => 0,
    };

    private long Outputs()
    {
        var read = _definition.Nodes.Where(n => _definition.OutputsRead.Contains(n.Id)).Sum(n => Json(n.Id) + n.Descriptor.Outputs.Sum(o => (long)Json(o.Name) + Limits.ValueBytes));
        var named = _definition.Nodes.Where(n => n.Type == "Elsa.SetOutput").Select(n => n.Input("OutputName")?.Constant?.AsText()).Distinct(StringComparer.Ordinal).ToList();
        var written = named.Contains(null) ? Limits.Outputs : Math.Min(Limits.Outputs, named.Count);
        return read + (written * (Limits.ValueBytes + ((long)Limits.NameLength * PerCharacter)));
    }

    private static int Json(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length + 4;
}
