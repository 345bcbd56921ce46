using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Approvals.Workflow;

/// <summary>Writes a definition as a file for review: members and activities in a stable order, positions last, so that two versions differ where they differ.</summary>
/// <remarks>
/// Nothing of the document is lost. Activities stand in the order in which the flow reaches them, siblings by id;
/// connections by their source. Studio shuffles both, so publish what was written: the order of parallel branches follows it.
/// </remarks>
public static class DefinitionWriter
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] DocumentOrder =
        ["$schema", "id", "definitionId", "name", "description", "version", "toolVersion", "createdAt", "isLatest", "isPublished", "isReadonly", "isSystem", "options", "variables", "inputs", "outputs", "outcomes", "customProperties", "root"];

    private static readonly string[] NodeOrder = ["id", "nodeId", "name", "type", "version"];
    private static readonly string[] NodeEnd = ["variables", "activities", "connections", "customProperties", "metadata"];

    /// <summary>The JSON text, ending with a line feed.</summary>
    public static string Write(WorkflowDefinition definition)
    {
        var document = (JsonObject)JsonMembers.Parse(definition.Document)!;
        var buffer = new ArrayBufferWriter<byte>(definition.Document.Length * 2);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            WriteDocument(writer, document, definition);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteDocument(Utf8JsonWriter writer, JsonObject document, WorkflowDefinition definition)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Ordered(document, DocumentOrder, []))
        {
            writer.WritePropertyName(name);
            if (Is(name, "root"))
            {
                WriteNode(writer, (JsonObject)value!, definition.Root);
            }
            else
            {
                WritePlain(writer, value);
            }
        }
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, JsonObject source, Node node)
    {
        var rest = source.DeepClone().AsObject();
        rest["nodeId"] = node.NodeId;
        string[] first = [.. NodeOrder, .. node.Descriptor.Inputs.Select(i => i.PropertyName), .. node.Descriptor.Outputs.Select(o => o.PropertyName)];
        writer.WriteStartObject();
        foreach (var (name, value) in Ordered(rest, first, NodeEnd))
        {
            writer.WritePropertyName(name);
            WriteMember(writer, name, value, node);
        }
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, JsonNode? value, Node node)
    {
        switch (value)
        {
            case JsonArray activities when Is(name, "activities") && node.Descriptor.IsContainer:
                WriteActivities(writer, activities, node);
                break;
            case JsonArray connections when Is(name, "connections") && node.Descriptor.IsContainer:
                WriteConnections(writer, connections, node);
                break;
            case JsonArray cases when Is(name, "cases") && node.Cases.Count > 0:
                WriteCases(writer, cases, node);
                break;
            case JsonObject child when node.Port(name) is { } embedded:
                WriteNode(writer, child, embedded);
                break;
            case JsonObject metadata when Is(name, "metadata"):
                WritePlain(writer, metadata, last: ["designer"]);
                break;
            default:
                WritePlain(writer, value);
                break;
        }
    }

    private static void WriteActivities(Utf8JsonWriter writer, JsonArray activities, Node node)
    {
        var sources = activities.OfType<JsonObject>().Where(a => a.Text("id") is not null).DistinctBy(a => a.Text("id")).ToDictionary(a => a.Text("id")!, StringComparer.Ordinal);
        var order = Is(node.Type, BuiltIns.FlowchartType) ? Reached(node) : node.Children;
        writer.WriteStartArray();
        foreach (var child in order)
        {
            WriteNode(writer, sources[child.Id], child);
        }
        writer.WriteEndArray();
    }

    /// <summary>The children breadth-first from the start, by port and id; those out of reach at the end, by id.</summary>
    private static List<Node> Reached(Node flowchart)
    {
        var next = flowchart.Connections
            .OrderBy(c => c.Port, StringComparer.Ordinal)
            .ThenBy(c => flowchart.Children[c.Target].Id, StringComparer.Ordinal)
            .ToLookup(c => c.Source, c => c.Target);
        var order = new List<int>();
        var start = FlowGraph.StartOf(flowchart);
        order.AddRange(start < 0 ? [] : [start]);
        for (var i = 0; i < order.Count; i++)
        {
            order.AddRange(next[order[i]].Distinct().Where(target => !order.Contains(target)).ToList());
        }
        var apart = flowchart.Children.Where(c => !order.Contains(c.Position)).OrderBy(c => c.Id, StringComparer.Ordinal);
        return [.. order.Select(i => flowchart.Children[i]), .. apart];
    }

    private static void WriteConnections(Utf8JsonWriter writer, JsonArray connections, Node node)
    {
        var rank = Reached(node).Select((child, i) => (child.Id, i)).ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);
        var ordered = connections.OfType<JsonObject>()
            .OrderBy(c => rank.GetValueOrDefault(c.Object("source").Text("activity") ?? "", int.MaxValue))
            .ThenBy(c => c.Object("source").Text("port") ?? "", StringComparer.Ordinal)
            .ThenBy(c => rank.GetValueOrDefault(c.Object("target").Text("activity") ?? "", int.MaxValue));
        writer.WriteStartArray();
        foreach (var connection in ordered)
        {
            WritePlain(writer, connection, first: ["source", "target"], last: ["vertices"]);
        }
        writer.WriteEndArray();
    }

    /// <summary>Cases keep their order: the first that holds may be the one that is taken.</summary>
    private static void WriteCases(Utf8JsonWriter writer, JsonArray cases, Node node)
    {
        writer.WriteStartArray();
        foreach (var (written, known) in cases.OfType<JsonObject>().Zip(node.Cases))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in Ordered(written, ["label", "condition"], ["activity"]))
            {
                writer.WritePropertyName(name);
                if (value is JsonObject child && Is(name, "activity") && known.Activity is not null)
                {
                    WriteNode(writer, child, known.Activity);
                }
                else
                {
                    WritePlain(writer, value);
                }
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Any JSON, members by name.</summary>
    private static void WritePlain(Utf8JsonWriter writer, JsonNode? node, string[]? first = null, string[]? last = null)
    {
        switch (node)
        {
            case JsonObject o:
                writer.WriteStartObject();
                foreach (var (name, value) in Ordered(o, first ?? ["id", "name", "typeName", "type"], last ?? []))
                {
                    writer.WritePropertyName(name);
                    WritePlain(writer, value);
                }
                writer.WriteEndObject();
                break;
            case JsonArray array:
                writer.WriteStartArray();
                foreach (var item in array)
                {
                    WritePlain(writer, item);
                }
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    /// <summary>The members named first, then the others by name, then those named last.</summary>
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Ordered(JsonObject o, string[] first, string[] last) => o
        .OrderBy(m => Array.FindIndex(first, f => Is(f, m.Key)) is var at && at >= 0 ? at : first.Length + 1 + Array.FindIndex(last, l => Is(l, m.Key)))
        .ThenBy(m => m.Key, StringComparer.Ordinal);

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
