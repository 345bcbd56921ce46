using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Approvals.Workflow;

/// <summary>Reads members of a document that may hold anything: a member of the wrong kind is as good as none.</summary>
internal static class JsonMembers
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Value.MaximumDepth };
    private static readonly JsonNodeOptions IgnoreCase = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="JsonException">No JSON, or a member written twice.</exception>
    /// <exception cref="ArgumentException">Two members that differ only in case.</exception>
    /// <exception cref="InvalidOperationException">A text with half a character.</exception>
    internal static JsonNode? Parse(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var node = JsonNode.Parse(utf8, IgnoreCase, Strict);
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
        return node;
    }

    internal static string? Text(this JsonObject o, string key) => AsText(o[key]);

    internal static bool Flag(this JsonObject o, string key) => o[key] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    internal static int? Whole(this JsonObject o, string key) => o[key] is JsonValue value && value.TryGetValue<int>(out var whole) ? whole : null;

    internal static JsonObject Object(this JsonObject o, string key) => o[key] as JsonObject ?? [];

    /// <summary>The objects of an array with their places; what is no object is left out.</summary>
    internal static IEnumerable<(int Index, JsonObject Item)> Objects(this JsonObject o, string key)
    {
        if (o[key] is not JsonArray array)
        {
            yield break;
        }
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonObject item)
            {
                yield return (i, item);
            }
        }
    }

    internal static string? AsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The node as a value; null when it holds a number too long to keep.</summary>
    internal static Value? ToValue(JsonNode? node) =>
        node is null ? Value.Null : ValueJson.TryParse(node.ToJsonString(), out var value) ? value : null;

    internal static string Excerpt(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
