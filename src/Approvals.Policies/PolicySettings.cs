using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Values that replace those in force for one call only; an explanation shows each as a setting.</summary>
public sealed class PolicySettings
{
    internal const string ContinuedMember = "continued";

    private PolicySettings(IReadOnlyDictionary<string, PolicyValue> values, bool continued) =>
        (Values, Continued) = (values, continued);

    public static PolicySettings None { get; } = new(new Dictionary<string, PolicyValue>(), continued: false);

    public IReadOnlyDictionary<string, PolicyValue> Values { get; }

    /// <summary>Take campaign plans as going on past their own timetable (A-F19-3).</summary>
    public bool Continued { get; }

    /// <summary>One value that replaces that of a parameter.</summary>
    internal static PolicySettings Of(string key, PolicyValue value) => new(new Dictionary<string, PolicyValue> { [key] = value }, continued: false);

    /// <summary>These settings and others, which go before these.</summary>
    internal PolicySettings With(PolicySettings others) =>
        new(Values.Where(v => !others.Values.ContainsKey(v.Key)).Concat(others.Values).ToDictionary(v => v.Key, v => v.Value), Continued || others.Continued);

    /// <summary>Reads {"dibao.rural-standard": 4000, "continued": true}; refuses unknown keys with the nearest one.</summary>
    public static PolicySettings? Parse(JsonElement json, PolicySet policies, out FieldProblem? problem, string path = "settings")
    {
        var values = new Dictionary<string, PolicyValue>();
        var continued = false;
        foreach (var member in json.EnumerateObject())
        {
            problem = member.Name == ContinuedMember
                ? ReadContinued(member.Value, $"{path}.{ContinuedMember}", ref continued)
                : ReadValue(member, $"{path}.{member.Name}", policies, values);
            if (problem is not null)
            {
                return null;
            }
        }

        problem = null;
        return new PolicySettings(values, continued);
    }

    private static FieldProblem? ReadContinued(JsonElement value, string field, ref bool continued)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return new FieldProblem(field, value.GetRawText(), "请写成 true 或 false。");
        }

        continued = value.GetBoolean();
        return null;
    }

    private static FieldProblem? ReadValue(JsonProperty member, string field, PolicySet policies, Dictionary<string, PolicyValue> values)
    {
        if (!policies.Parameters.TryGetValue(member.Name, out var parameter))
        {
            return new FieldProblem(field, member.Value.GetRawText(), $"没有这个参数。{NearestName.Hint(member.Name, [.. policies.Parameters.Keys])}");
        }

        var errors = new PackErrors("settings");
        if (ValueReader.Read(JsonNodes.Of(member.Value, field), parameter, errors) is { } value)
        {
            return values.TryAdd(member.Name, value) ? null : new FieldProblem(field, member.Value.GetRawText(), "写了两次，请只保留一个。");
        }

        return new FieldProblem(field, member.Value.GetRawText(), errors.All[^1].Remedy);
    }
}

/// <summary>JSON as pack nodes, so that settings pass through the same reader as packs.</summary>
internal static class JsonNodes
{
    public static PackNode Of(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Array => new PackList(1, path, [.. json.EnumerateArray().Select(item => Of(item, path))]),
        JsonValueKind.Object => new PackMap(1, path, [.. json.EnumerateObject().Select(m => new PackMember(m.Name, 1, Of(m.Value, $"{path}.{m.Name}")))]),
        JsonValueKind.String => new PackScalar(1, path, json.GetString()!, Quoted: true),
        // The raw text, so that 4000.10 keeps its digits and 4e3 is refused.
        _ => new PackScalar(1, path, json.GetRawText(), Quoted: false),
    };
}
