using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The JSON schema of a rule's call and result, made from the rule itself, so that it cannot lag behind.</summary>
internal static class RuleSchema
{
    private const string AmountPattern = "^-?(0|[1-9][0-9]*)(\\\\.[0-9]{1,2})?$";

    /// <summary>{rule, title, given, result}: two JSON schemas.</summary>
    public static void Write(CanonicalJson json, Rule rule) => json.Members(o =>
    {
        o.Name("rule").Text(rule.Id);
        o.Name("title").Text(rule.Title);
        o.Name("given").Members(given => WriteGiven(given, rule.Given));
        o.Name("result").Members(result => WriteResult(result, rule.Results));
    });

    private static void WriteGiven(CanonicalJson json, IReadOnlyList<GivenMember> members)
    {
        json.Name("type").Text("object");
        json.Name("additionalProperties").Boolean(false);
        json.Name("required").Texts(members.Where(m => m.Required).Select(m => m.Name));
        json.Name("properties").Members(p => members.ToList().ForEach(m => p.Name(m.Name).Members(o =>
        {
            o.Name("title").Text(m.Label);
            WriteKind(o, m);
        })));
    }

    private static void WriteKind(CanonicalJson json, GivenMember member) => _ = member.Kind switch
    {
        GivenKind.Amount or GivenKind.Percent => json.Name("anyOf").Raw(TwoDecimals),
        GivenKind.Amounts => json.Name("type").Text("array").Name("items").Raw($"{{\"anyOf\":{TwoDecimals}}}"),
        GivenKind.Quantity => json.Name("type").Raw("[\"number\",\"string\"]"),
        GivenKind.Count => json.Name("type").Text("integer"),
        GivenKind.Truth => json.Name("type").Text("boolean"),
        GivenKind.Day => json.Name("type").Text("string").Name("format").Text("date"),
        GivenKind.Month => json.Name("type").Text("string").Name("pattern").Text("^[0-9]{4}-[0-9]{2}$"),
        GivenKind.Moment => json.Name("type").Text("string").Name("format").Text("date-time"),
        GivenKind.Choice => json.Name("enum").List(member.Choices, (j, id) => WriteId(j, id)),
        GivenKind.Choices => json.Name("type").Text("array").Name("items").Members(o => o.Name("enum").List(member.Choices, (j, id) => WriteId(j, id))),
        GivenKind.Settings => json.Name("type").Text("object"),
        GivenKind.Setting => json.Name("description").Text("与 settings 里的写法相同"),
        GivenKind.Rows => json.Name("type").Text("array").Name("items").Members(o => WriteGiven(o, member.Members)),
        _ => json.Name("type").Text("string"),
    };

    private static string TwoDecimals => $"[{{\"type\":\"number\",\"description\":\"最多两位小数\"}},{{\"type\":\"string\",\"pattern\":\"{AmountPattern}\"}}]";

    private static void WriteId(CanonicalJson json, string id) => _ = id is "true" or "false" ? json.Raw(id) : json.Text(id);

    private static void WriteResult(CanonicalJson json, IReadOnlyList<ResultShape> shapes)
    {
        json.Name("type").Text("object");
        json.Name("required").Texts(shapes.Where(r => r.Always).Select(r => r.Name));
        json.Name("properties").Members(p => shapes.ToList().ForEach(r => WriteShape(p.Name(r.Name), r)));
    }

    private static void WriteShape(CanonicalJson json, ResultShape shape) => _ = shape.Kind switch
    {
        ResultKind.Truth => json.Raw("{\"type\":\"boolean\"}"),
        ResultKind.Amount => json.Raw("{\"type\":\"number\",\"description\":\"最多两位小数\"}"),
        ResultKind.Percent => json.Raw("{\"type\":[\"number\",\"null\"],\"description\":\"百分数，两位小数\"}"),
        ResultKind.Count => json.Raw("{\"type\":\"integer\"}"),
        ResultKind.Day => json.Raw("{\"type\":\"string\",\"format\":\"date\"}"),
        ResultKind.Month => json.Raw("{\"type\":\"string\",\"pattern\":\"^[0-9]{4}-[0-9]{2}$\"}"),
        ResultKind.Texts => json.Members(o => o.Name("type").Text("array").Name("items").Members(i => WriteText(i, shape))),
        ResultKind.Group => json.Members(o => WriteResult(o, shape.Members)),
        ResultKind.Rows => json.Members(o => o.Name("type").Text("array").Name("items").Members(i => WriteResult(i, shape.Members))),
        _ => json.Members(o => WriteText(o, shape)),
    };

    private static void WriteText(CanonicalJson json, ResultShape shape) =>
        _ = shape.Choices.Count > 0 ? json.Name("enum").Texts(shape.Choices) : json.Name("type").Raw("[\"string\",\"null\"]");
}
