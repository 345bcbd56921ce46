using System.Text.Json.Nodes;

namespace Approvals.Procedures.Forms;

/// <summary>The JSON schema of a form, for those who fill it in by API.</summary>
public static class FormSchema
{
    public static JsonObject Of(Form form)
    {
        var properties = new JsonObject();
        foreach (var field in form.Fields)
        {
            var schema = OfField(field);
            schema["title"] = field.Label;
            if (field.Hint is not null)
            {
                schema["description"] = field.Hint;
            }

            properties[field.Name] = schema;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. form.Fields.Where(f => f.Required).Select(f => (JsonNode?)f.Name)]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject OfField(Field field) => field.Kind switch
    {
        FieldKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
        FieldKind.YesNo => new JsonObject { ["type"] = "boolean" },
        FieldKind.Whole => new JsonObject { ["type"] = "integer", ["minimum"] = field.Fewest },
        FieldKind.Amount => new JsonObject { ["type"] = new JsonArray("number", "string"), ["description"] = "元，最多两位小数" },
        FieldKind.Choice => OneOf(field),
        FieldKind.Choices => Array(OneOf(field), field),
        FieldKind.References => Array(new JsonObject { ["type"] = "string" }, field),
        FieldKind.Files => Array(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["file"] = new JsonObject { ["type"] = "string" }, ["mediaType"] = new JsonObject { ["type"] = "string" } },
            ["required"] = new JsonArray("file", "mediaType"),
        }, field),
        FieldKind.Group => Of(field.Part!),
        FieldKind.Rows => Array(Of(field.Part!), field),
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject OneOf(Field field) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. field.Choices.Select(c => (JsonNode?)c.Code)]) };

    private static JsonObject Array(JsonObject items, Field field)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items, ["minItems"] = field.Fewest };
        if (field.Most > 0)
        {
            schema["maxItems"] = field.Most;
        }

        return schema;
    }
}
