using System.Text.Json.Nodes;

namespace Approvals.Workflow;

/// <summary>Descriptors as Elsa Studio 3.8 reads them.</summary>
public static class DescriptorJson
{
    /// <summary>One entry of GET descriptors/activities.</summary>
    public static JsonObject Write(ActivityDescriptor descriptor) => new()
    {
        ["typeName"] = descriptor.Type,
        ["namespace"] = descriptor.Namespace,
        ["name"] = descriptor.Name,
        ["version"] = descriptor.Version,
        ["category"] = descriptor.Category,
        ["displayName"] = descriptor.DisplayName,
        ["description"] = descriptor.Description,
        ["inputs"] = new JsonArray([.. descriptor.Inputs.Select(Write)]),
        ["outputs"] = new JsonArray([.. descriptor.Outputs.Select(Write)]),
        ["kind"] = descriptor.Kind.ToString(),
        ["ports"] = new JsonArray([.. descriptor.Outcomes.Select(o => Port(o.Name, o.DisplayName, "Flow")), .. descriptor.EmbeddedPorts.Select(p => Port(p, p, "Embedded"))]),
        ["customProperties"] = new JsonObject(),
        ["constructionProperties"] = new JsonObject(),
        ["isContainer"] = descriptor.IsContainer,
        ["isBrowsable"] = descriptor.IsBrowsable,
        ["isStart"] = descriptor.IsStart,
        ["isTerminal"] = descriptor.IsTerminal,
    };

    private static JsonObject Write(InputDescriptor input, int order) => new()
    {
        ["name"] = input.Name,
        ["typeName"] = input.TypeName,
        ["displayName"] = input.DisplayName,
        ["description"] = input.Description,
        ["order"] = order,
        ["isBrowsable"] = input.IsBrowsable,
        ["isSynthetic"] = false,
        ["isWrapped"] = input.IsWrapped,
        ["uiHint"] = input.UiHint,
        ["category"] = input.Category,
        ["defaultValue"] = input.DefaultValue is null ? null : JsonNode.Parse(input.DefaultValue.ToString()),
        ["defaultSyntax"] = input.DefaultSyntax,
        ["isReadOnly"] = input.IsReadOnly,
        ["isSensitive"] = input.IsSensitive,
        ["storageDriverType"] = null,
        ["uiSpecifications"] = Specifications(input),
    };

    private static JsonObject Write(OutputDescriptor output, int order) => new()
    {
        ["name"] = output.Name,
        ["typeName"] = output.TypeName,
        ["displayName"] = output.DisplayName,
        ["description"] = output.Description,
        ["order"] = order,
        ["isBrowsable"] = true,
        ["isSynthetic"] = false,
    };

    private static JsonObject Port(string name, string displayName, string type) => new()
    {
        ["name"] = name,
        ["displayName"] = displayName,
        ["type"] = type,
        ["isBrowsable"] = true,
    };

    /// <summary>The options of an editor, in the nesting each editor expects.</summary>
    private static JsonObject? Specifications(InputDescriptor input) => input.UiHint switch
    {
        "dropdown" => new() { ["dropdown"] = new JsonObject { ["selectList"] = new JsonObject { ["items"] = Items(input), ["isFlagsEnum"] = false } } },
        "radiolist" => new() { ["radiolist"] = new JsonObject { ["radioList"] = new JsonObject { ["items"] = Items(input) } } },
        "checklist" => new() { ["checklist"] = new JsonObject { ["checkList"] = new JsonObject { ["items"] = CheckItems(input) } } },
        "dynamic-outcomes" when input.FixedOutcomes.Count > 0 => new() { ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = new JsonArray([.. input.FixedOutcomes.Select(o => (JsonNode)o)]) } },
        _ => null,
    };

    private static JsonArray Items(InputDescriptor input) =>
        new([.. input.Choices.Select(c => new JsonObject { ["text"] = c.Text, ["value"] = c.Value })]);

    private static JsonArray CheckItems(InputDescriptor input) =>
        new([.. input.Choices.Select(c => new JsonObject { ["text"] = c.Text, ["value"] = c.Value, ["isChecked"] = false })]);
}
