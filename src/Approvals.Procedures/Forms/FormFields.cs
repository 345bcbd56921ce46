using System.Globalization;
using System.Text.Json.Nodes;

namespace Approvals.Procedures.Forms;

/// <summary>Turns the name–value pairs of an HTML form into the JSON the API takes, so that both go through the same checks.</summary>
/// <remarks>Names are paths: <c>members[0].incomes[1].amount</c>. What cannot be understood stays as text, for the check to complain about.</remarks>
public static class FormFields
{
    public static JsonObject ToJson(Form form, IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string at = "")
    {
        var result = new JsonObject();
        foreach (var field in form.Fields)
        {
            if (Node(field, pairs, at + field.Name) is { } node)
            {
                result[field.Name] = node;
            }
        }

        return result;
    }

    private static JsonNode? Node(Field field, IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string path) => field.Kind switch
    {
        FieldKind.Group => HasAny(pairs, path + ".") ? ToJson(field.Part!, pairs, path + ".") : null,
        FieldKind.Rows => Rows(field, pairs, path),
        FieldKind.Files => Files(pairs, path),
        FieldKind.Choices or FieldKind.References => Many(pairs, path),
        FieldKind.YesNo => One(pairs, path) switch { "true" => JsonValue.Create(true), "false" => JsonValue.Create(false), null => null, var odd => JsonValue.Create(odd) },
        FieldKind.Whole => One(pairs, path) is { } text
            ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text)
            : null,
        _ => One(pairs, path) is { } text ? JsonValue.Create(text) : null,
    };

    private static JsonArray? Rows(Field field, IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string path)
    {
        var rows = new JsonArray();
        for (var i = 0; HasAny(pairs, Row(path, i)); i++)
        {
            var row = ToJson(field.Part!, pairs, Row(path, i));
            if (row.Count > 0)
            {
                rows.Add((JsonNode)row);
            }
        }

        return rows.Count > 0 ? rows : null;
    }

    // A file is sent as "hash|media type" by the upload field.
    private static JsonArray? Files(IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string path)
    {
        var files = new JsonArray();
        foreach (var parts in (pairs.GetValueOrDefault(path) ?? []).Select(v => v.Split('|')).Where(p => p.Length == 2))
        {
            files.Add((JsonNode)new JsonObject { ["file"] = parts[0], ["mediaType"] = parts[1] });
        }

        return files.Count > 0 ? files : null;
    }

    private static JsonArray? Many(IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string path)
    {
        var values = (pairs.GetValueOrDefault(path) ?? []).Where(v => v.Length > 0).ToList();
        return values.Count > 0 ? new JsonArray([.. values.Select(v => (JsonNode?)v)]) : null;
    }

    private static string? One(IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string path) =>
        pairs.TryGetValue(path, out var values) && values.Count > 0 && !string.IsNullOrWhiteSpace(values[^1]) ? values[^1].Trim() : null;

    private static string Row(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}].");

    private static bool HasAny(IReadOnlyDictionary<string, IReadOnlyList<string>> pairs, string prefix) =>
        pairs.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal));
}
