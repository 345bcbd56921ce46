using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What can only be seen when all packs lie side by side: unresolved clauses and keys, references in a circle, overlaps, fixed values set again.</summary>
internal static class PackChecks
{
    public static List<PackError> Check(PolicySet policies) =>
    [
        .. policies.Clauses.Values.SelectMany(clause => Unregistered(policies, clause)),
        .. policies.Documents.Values.Where(d => d.ReplacedBy is { } later && !policies.Documents.ContainsKey(later))
            .Select(d => Error(d.Place, d.Id, $"后续文件“{d.ReplacedBy}”没有登记。", NearestName.Hint(d.ReplacedBy!, [.. policies.Documents.Keys]))),
        .. Citations(policies).SelectMany(c => Unresolved(policies, c.Place, c.Key, c.Clauses)),
        .. policies.Parameters.Values.SelectMany(p => WrongUnitKey(policies, p)),
        .. policies.Rows.SelectMany(row => Misfits(policies, row)),
        .. Overlaps(policies),
        .. ReferenceChecks.Check(policies),
        .. BoundChecks.FixedAbove(policies),
    ];

    private static IEnumerable<PackError> Unregistered(PolicySet policies, PolicyClause clause)
    {
        if (!policies.Documents.ContainsKey(clause.Document))
        {
            yield return Error(clause.Place, clause.Id, $"条款所属文件“{clause.Document}”没有登记。", NearestName.Hint(clause.Document, [.. policies.Documents.Keys]));
        }
    }

    private static IEnumerable<(PackPlace Place, string Key, IEnumerable<string> Clauses)> Citations(PolicySet policies) =>
    [
        .. policies.Documents.Values.Select(d => (d.Place, d.Id, (IEnumerable<string>)d.Clauses)),
        .. policies.Parameters.Values.Select(p => (p.Place, p.Key, p.Clauses.Concat(p.Default?.Clauses ?? []).Concat(Listed(p.Default?.Value)))),
        .. policies.Rows.Select(r => (r.Place, r.Parameter.Key, r.Clauses.Concat(Listed(r.Value)))),
        .. policies.Bounds.Select(b => (b.Place, b.Parameter.Key, (IEnumerable<string>)b.Clauses)),
    ];

    private static IEnumerable<string> Listed(PolicyValue? value) => value?.Kind == ValueKind.Clauses ? value.List : [];

    private static IEnumerable<PackError> Unresolved(PolicySet policies, PackPlace place, string key, IEnumerable<string> clauses) => clauses
        .Where(id => !policies.Clauses.ContainsKey(id))
        .Select(id => Error(place, key, $"引用的条款“{id}”没有登记。", NearestName.Hint(id, [.. policies.Clauses.Keys])));

    private static IEnumerable<PackError> WrongUnitKey(PolicySet policies, Parameter parameter)
    {
        if (parameter.Clock?.UnitKey is { } key && policies.Parameters.GetValueOrDefault(key)?.Unit.Kind != ValueKind.Choice)
        {
            yield return Error(parameter.Place, parameter.Key, $"期限单位“{key}”不是一个可选值参数。", NearestName.Hint(key, [.. policies.Parameters.Keys]));
        }
    }

    private static IEnumerable<PackError> Misfits(PolicySet policies, PolicyRow row) => row.Clauses
        .Select(id => policies.Clauses.GetValueOrDefault(id)?.Document)
        .Distinct()
        .Select(id => id is null ? null : policies.Documents.GetValueOrDefault(id))
        .Select(document => document is null ? null : Misfit(row, document))
        .OfType<string>()
        .Select(problem => Error(row.Place, row.Parameter.Key, problem, "请改正起始日，或引用当时在本地有效的条款。"));

    private static string? Misfit(PolicyRow row, PolicyDocument document)
    {
        if (!row.Area.IsWithin(document.Area))
        {
            return $"依据{document.Reference}不适用于 {row.Area}。";
        }

        if (SaysHowDocumentsAreRead(row.Parameter.Key) && (document.Kind == DocumentKind.CampaignPlan || document.Years is not null || document.ReplacedBy is not null))
        {
            return $"{row.Parameter.Name}不能以行动方案或有期限的文件为依据（循环引用）。";
        }

        // A campaign plan may be continued by the county, so only its beginning is certain here.
        var begun = document.Period is { } period && (document.Kind == DocumentKind.CampaignPlan ? period.From <= row.From : period.Contains(row.From));
        return begun ? null : $"自{LegalDay.Text(row.From)}起适用，但依据{document.Reference}那时没有效力。";
    }

    private static bool SaysHowDocumentsAreRead(string key) =>
        key.StartsWith(ParameterReader.ContinuationPrefix, StringComparison.Ordinal) || key is DocumentReadings.TermEndKey or DocumentReadings.LaterTextKey;

    private static IEnumerable<PackError> Overlaps(PolicySet policies) => policies.Rows
        .GroupBy(r => (r.Parameter.Key, r.Area))
        .Select(group => group.OrderBy(r => r.From).ToList())
        .SelectMany(rows => rows.Zip(rows.Skip(1)))
        .Where(pair => Overlap(pair.First, pair.Second))
        .Select(pair => Error(
            pair.Second.Place,
            pair.Second.Parameter.Key,
            $"与 {pair.First.Place.File}:{pair.First.Place.Line} 的值在{LegalDay.Text(pair.Second.From)}重叠。",
            "请让前一个值在这一天之前结束，或合并为一个。"));

    // A county value recorded later replaces an earlier one from its first day on: nothing is edited in place.
    private static bool Overlap(PolicyRow earlier, PolicyRow later) =>
        (earlier.From == later.From || earlier.To >= later.From) && earlier.RecordedAt == later.RecordedAt;

    private static PackError Error(PackPlace place, string key, string problem, string remedy) => new(place.File, place.Line, key, problem, remedy);
}
