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
        o.Name("given").Members(given =>
        {
            given.Name("type").Text("object");
            given.Name("additionalProperties").Boolean(false);
            given.Name("required").Texts(rule.Given.Where(m => m.Required).Select(m => m.Name));
            given.Name("properties").Members(p => rule.Given.ToList().ForEach(m => Write(p, m)));
        });
        o.Name("result").Members(result =>
        {
            result.Name("type").Text("object");
            result.Name("required").Texts(rule.Results.Where(r => r.Always).Select(r => r.Name));
            result.Name("properties").Members(p => rule.Results.ToList().ForEach(r => p.Name(r.Name).Raw(Schema(r.Kind))));
        });
    });

    private static void Write(CanonicalJson json, GivenMember member) => json.Name(member.Name).Members(o =>
    {
        o.Name("title").Text(member.Label);
        _ = member.Kind switch
        {
            GivenKind.Amount => o.Name("anyOf").Raw($"[{{\"type\":\"number\",\"description\":\"最多两位小数\"}},{{\"type\":\"string\",\"pattern\":\"{AmountPattern}\"}}]"),
            GivenKind.Count => o.Name("type").Text("integer"),
            GivenKind.Day => o.Name("type").Text("string").Name("format").Text("date"),
            GivenKind.Choice => o.Name("enum").Texts(member.Choices),
            _ => o.Name("type").Text("string"),
        };
    });

    private static string Schema(ResultKind kind) => kind switch
    {
        ResultKind.Truth => "{\"type\":\"boolean\"}",
        ResultKind.Amount => "{\"type\":\"number\",\"description\":\"最多两位小数\"}",
        ResultKind.Day => "{\"type\":\"string\",\"format\":\"date\"}",
        _ => "{\"type\":\"string\",\"pattern\":\"^[0-9]{4}-[0-9]{2}$\"}",
    };
}
