using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The canonical JSON of everything loaded, in an order that does not depend on files.</summary>
internal static class PolicySetJson
{
    public static byte[] ToUtf8(PolicySet policies)
    {
        var json = new CanonicalJson().Members(o =>
        {
            o.Name("areas").List(policies.AreaNames, (j, area) => j.Texts([area.Key.ToString(), area.Value]));
            o.Name("documents").List(policies.Documents.Values.OrderBy(d => d.Id, StringComparer.Ordinal), WriteDocument);
            o.Name("clauses").List(policies.Clauses.Values.OrderBy(c => c.Id, StringComparer.Ordinal), WriteClause);
            o.Name("parameters").List(policies.Parameters.Values.OrderBy(p => p.Key, StringComparer.Ordinal), WriteParameter);
            o.Name("rows").Texts(policies.Rows.Select(r => r.CanonicalContent().ToString()).Order(StringComparer.Ordinal));
            o.Name("bounds").Texts(policies.Bounds.Select(b => Bound(b).ToString()).Order(StringComparer.Ordinal));
        });
        return json.ToUtf8();
    }

    private static void WriteDocument(CanonicalJson json, PolicyDocument document) => json.Members(o =>
    {
        o.Name("id").Text(document.Id);
        o.Name("title").Text(document.Title);
        o.Name("number").Text(document.Number);
        o.Name("kind").Text(document.Kind.ToString());
        o.Name("status").Text(document.Status.ToString());
        o.Name("area").Text(document.Area.ToString());
        o.Name("areaName").Text(document.AreaName);
        o.Name("from").Day(document.Period?.From);
        o.Name("to").Day(document.Period?.To);
        o.Name("cites").Texts(document.Clauses);
        o.Name("years").Number(document.Years ?? 0);
        o.Name("replacedBy").Text(document.ReplacedBy);
        o.Name("afterwards").Text(document.Afterwards);
    });

    private static void WriteClause(CanonicalJson json, PolicyClause clause) => json.Members(o =>
    {
        o.Name("id").Text(clause.Id);
        o.Name("document").Text(clause.Document);
        o.Name("section").Text(clause.Section);
        o.Name("anchor").Text(clause.Anchor);
        o.Name("text").Text(clause.Text);
        o.Name("rule").Text(clause.Rule);
        o.Name("exactness").Text(clause.Exactness);
    });

    private static void WriteParameter(CanonicalJson json, Parameter parameter) => json.Members(o =>
    {
        o.Name("key").Text(parameter.Key);
        o.Name("name").Text(parameter.Name);
        o.Name("unit").Text(parameter.Unit.Id);
        o.Name("class").Text(parameter.Class.ToString());
        o.Name("setBy").Text(parameter.SetBy);
        o.Name("cites").Texts(parameter.Clauses);
        o.Name("choices").List(parameter.Choices, (j, c) => j.Texts([c.Key, c.Value]));
        o.Name("columns").List(parameter.Columns, (j, c) => j.Texts([c.Key, c.Value.Id]));
        o.Name("default").Text(parameter.Default?.Value.Canonical);
        o.Name("defaultTo").Day(parameter.Default?.To);
        o.Name("defaultCites").Texts(parameter.Default?.Clauses ?? []);
        o.Name("mustConfirm").Boolean(parameter.MustConfirm);
        o.Name("readings").Texts(parameter.Readings);
        o.Name("alternatives").Texts(parameter.Alternatives);
        o.Name("clock").Texts(parameter.Clock is { } clock ? [clock.Start, clock.End, clock.UnitKey ?? ""] : []);
        o.Name("note").Text(parameter.Note);
    });

    private static CanonicalJson Bound(PolicyBound bound) => new CanonicalJson().Members(o =>
    {
        o.Name("area").Text(bound.Area.ToString());
        o.Name("key").Text(bound.Parameter.Key);
        o.Name("from").Day(bound.Period.From);
        o.Name("to").Day(bound.Period.To);
        WriteEnd(o.Name("min"), bound.Least);
        WriteEnd(o.Name("max"), bound.Most);
        WriteConditions(o.Name("unless"), bound.Unless);
        WriteConditions(o.Name("onlyWarnsIf"), bound.OnlyWarnsIf);
        o.Name("cites").Texts(bound.Clauses);
    });

    private static void WriteEnd(CanonicalJson json, BoundEnd? end)
    {
        if (end is null)
        {
            json.Text(null);
            return;
        }

        json.Members(o =>
        {
            o.Name("value").Text(end.Value?.Canonical);
            o.Name("of").Text(end.Of);
            o.Name("times").Text(end.TimesKey ?? end.Times?.ToString());
            o.Name("per").Number(end.Per);
            o.Name("at").Text(end.AtPreviousYearEnd ? "previous-year-end" : null);
            o.Name("inclusive").Text(end.InclusiveKey);
            o.Name("skippedIfUnset").Boolean(end.SkippedIfUnset);
        });
    }

    private static void WriteConditions(CanonicalJson json, IReadOnlyDictionary<string, string> conditions) =>
        json.List(conditions.OrderBy(c => c.Key, StringComparer.Ordinal), (j, c) => j.Texts([c.Key, c.Value]));
}
