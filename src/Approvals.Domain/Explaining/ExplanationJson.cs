namespace Approvals.Domain;

/// <summary>The canonical JSON of an explanation: members always present, always in this order.</summary>
public static class ExplanationJson
{
    /// <summary>The bytes a decision stores; recomputing the same case gives the same bytes.</summary>
    public static byte[] ToUtf8(Explanation explanation)
    {
        var json = new CanonicalJson();
        Write(json, explanation);
        return json.ToUtf8();
    }

    public static void Write(CanonicalJson json, Explanation explanation) => json.Members(o =>
    {
        o.Name("rule").Text(explanation.Rule);
        o.Name("title").Text(explanation.Title);
        o.Name("cites").Texts(explanation.Clauses);
        o.Name("steps").List(explanation.Steps, WriteStep);
    });

    private static void WriteStep(CanonicalJson json, Step step) => json.Members(o =>
    {
        o.Name("label").Text(step.Label);
        o.Name("formula").Text(step.Formula);
        o.Name("inputs").List(step.Inputs, WriteInput);
        o.Name("result").Text(step.Result);
        o.Name("rounding").Text(step.Rounding);
        o.Name("cites").Texts(step.Clauses);
    });

    private static void WriteInput(CanonicalJson json, StepInput input) => json.Members(o =>
    {
        o.Name("name").Text(input.Name);
        o.Name("value").Text(input.Value);
        o.Name("from").Members(source => WriteSource(source, input.Source));
    });

    private static void WriteSource(CanonicalJson json, Source source)
    {
        switch (source)
        {
            case Source.Evidence e:
                json.Name("evidence").Text(e.Reference);
                break;
            case Source.Policy p:
                json.Name("policy").Raw(p.Json);
                break;
            case Source.Setting s:
                json.Name("setting").Text(s.Key);
                break;
            case Source.Calculation c:
                json.Name("calculation");
                Write(json, c.Explanation);
                break;
            default:
                json.Name("given").Boolean(true);
                break;
        }
    }

    internal static string Of(PolicyCitation citation) => CanonicalJson.Of(o => o.Members(json =>
    {
        json.Name("key").Text(citation.Key);
        json.Name("name").Text(citation.Name);
        json.Name("row").Text(citation.Row);
        json.Name("area").Text(citation.Area.ToString());
        json.Name("from").Day(citation.From);
        json.Name("to").Day(citation.To);
        json.Name("published").Day(citation.Published);
        json.Name("cites").Texts(citation.Clauses);
        json.Name("document").Text(citation.Document);
        json.Name("confirmed").Boolean(citation.Confirmed);
        json.Name("hash").Text(citation.Hash);
    }));
}
