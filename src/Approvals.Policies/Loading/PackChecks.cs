using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What can only be seen when all packs lie side by side: unresolved clauses, overlaps, fixed values set again, undercut floors.</summary>
internal static class PackChecks
{
    public static List<PackError> Check(PolicySet policies) =>
    [
        .. UnresolvedClauses(policies),
        .. UnresolvedUnits(policies),
        .. policies.Rows.SelectMany(row => WrongCitations(policies, row)),
        .. Overlaps(policies),
        .. FixedAbove(policies),
        .. OutOfBounds(policies),
    ];

    private static IEnumerable<PackError> UnresolvedClauses(PolicySet policies)
    {
        foreach (var clause in policies.Clauses.Values.Where(c => !policies.Documents.ContainsKey(c.Document)))
        {
            yield return new PackError("clauses", 1, clause.Id, $"条款所属文件“{clause.Document}”没有登记。", NearestName.Hint(clause.Document, [.. policies.Documents.Keys]));
        }

        var citing = policies.Parameters.Values.Select(p => (p.Key, Cited: p.Clauses.Concat(p.Default?.Clauses ?? [])))
            .Concat(policies.Documents.Values.Select(d => (Key: d.Id, Cited: (IEnumerable<string>)d.Clauses)))
            .Concat(policies.Parameters.Values.Where(p => p.Default?.Value.Kind == ValueKind.Clauses).Select(p => (p.Key, Cited: (IEnumerable<string>)p.Default!.Value.List)));
        foreach (var (key, clause) in citing.SelectMany(c => c.Cited.Where(id => !policies.Clauses.ContainsKey(id)).Select(id => (c.Key, id))))
        {
            yield return new PackError("parameters", 1, key, $"引用的条款“{clause}”没有登记。", NearestName.Hint(clause, [.. policies.Clauses.Keys]));
        }
    }

    private static IEnumerable<PackError> UnresolvedUnits(PolicySet policies) => policies.Parameters.Values
        .Where(p => p.Clock?.UnitKey is { } key && policies.Parameters.GetValueOrDefault(key)?.Unit.Kind != ValueKind.Choice)
        .Select(p => new PackError("parameters", 1, p.Key, $"期限单位“{p.Clock!.UnitKey}”不是一个可选值参数。", NearestName.Hint(p.Clock.UnitKey!, [.. policies.Parameters.Keys])));

    private static IEnumerable<PackError> WrongCitations(PolicySet policies, PolicyRow row)
    {
        if (row.Clauses.Count == 0)
        {
            yield return Error(row, "没有引用条款。", "请在 cites 写明依据的条款。");
        }

        foreach (var id in row.Clauses.Concat(row.Value.Kind == ValueKind.Clauses ? row.Value.List : []))
        {
            if (!policies.Clauses.TryGetValue(id, out var clause))
            {
                yield return Error(row, $"引用的条款“{id}”没有登记。", NearestName.Hint(id, [.. policies.Clauses.Keys]));
            }
            else if (policies.Documents.TryGetValue(clause.Document, out var document) && Misfit(row, document) is { } problem)
            {
                yield return Error(row, problem, "请改正起始日，或引用当时在本地有效的条款。");
            }
        }
    }

    private static string? Misfit(PolicyRow row, PolicyDocument document)
    {
        if (!row.Area.IsWithin(document.Area))
        {
            return $"依据{document.Reference}不适用于 {row.Area}。";
        }

        if (row.Parameter.Key.StartsWith("continued.", StringComparison.Ordinal) && document.Kind == DocumentKind.CampaignPlan)
        {
            return $"{row.Parameter.Name}不能以行动方案自己为依据（循环引用）。";
        }

        return document.Period?.From <= row.From ? null : $"自{LegalDay.Text(row.From)}起适用，但依据{document.Reference}那时还没有施行。";
    }

    private static IEnumerable<PackError> Overlaps(PolicySet policies)
    {
        foreach (var rows in policies.Rows.GroupBy(r => (r.Parameter.Key, r.Area)).Select(g => g.OrderBy(r => r.From).ToList()))
        {
            foreach (var (earlier, later) in rows.Zip(rows.Skip(1)).Where(pair => Overlap(pair.First, pair.Second)))
            {
                yield return Error(later, $"与 {earlier.File}:{earlier.Line} 的值在{LegalDay.Text(later.From)}重叠。", "请让前一个值在这一天之前结束，或合并为一个。");
            }
        }
    }

    // A county value recorded later replaces an earlier one from its first day on: nothing is edited in place.
    private static bool Overlap(PolicyRow earlier, PolicyRow later) =>
        (earlier.From == later.From || earlier.To >= later.From)
        && earlier.RecordedAt == later.RecordedAt
        && (earlier.From != later.From || earlier.Published == later.Published);

    private static IEnumerable<PackError> FixedAbove(PolicySet policies)
    {
        var must = policies.Rows.Where(r => r.Parameter.Class == ParameterClass.Must).ToList();
        foreach (var row in must)
        {
            var above = must.Find(higher => higher.Parameter == row.Parameter && higher.Area != row.Area
                && row.Area.IsWithin(higher.Area) && Days(policies, higher) is { } days && days.Overlaps(new LegalPeriod(row.From, row.To)));
            if (above is not null)
            {
                yield return Error(row, $"上级文件（{string.Join("、", above.Clauses)}）已经固定{row.Parameter.Name}，下级不能另定。", "请删除这个值，或只在上级文件没有规定的日期内设定。");
            }
        }
    }

    private static IEnumerable<PackError> OutOfBounds(PolicySet policies)
    {
        foreach (var bound in policies.Bounds)
        {
            foreach (var clause in bound.Clauses.Where(c => !policies.Clauses.ContainsKey(c)))
            {
                yield return new PackError(bound.File, bound.Line, bound.Parameter.Key, $"引用的条款“{clause}”没有登记。", NearestName.Hint(clause, [.. policies.Clauses.Keys]));
            }

            foreach (var row in policies.Rows.Where(r => r.Parameter == bound.Parameter && r.Area.IsWithin(bound.Area) && bound.Period.Overlaps(Span(policies, r))))
            {
                if (Beyond(row.Value, bound) is { } problem)
                {
                    yield return Error(row, problem, $"请改到界限以内；依据 {string.Join("、", bound.Clauses)}。");
                }
            }
        }
    }

    private static string? Beyond(PolicyValue value, PolicyBound bound) => value.Kind switch
    {
        ValueKind.Amount => Beyond(value.Amount, bound, b => b.Amount, value),
        ValueKind.Ratio => Beyond(value.Ratio, bound, b => b.Ratio, value),
        ValueKind.Count => Beyond(value.Count, bound, b => b.Count, value),
        _ => null,
    };

    private static string? Beyond<T>(T value, PolicyBound bound, Func<PolicyValue, T> of, PolicyValue shown)
        where T : IComparable<T>
    {
        if (bound.Least is { } least && value.CompareTo(of(least)) < 0)
        {
            return $"{bound.Parameter.Name}为{shown.Display}，低于上级规定的下限{least.Display}。";
        }

        return bound.Most is { } most && value.CompareTo(of(most)) > 0
            ? $"{bound.Parameter.Name}为{shown.Display}，高于上级规定的上限{most.Display}。"
            : null;
    }

    /// <summary>The days a row can apply, ended by the next row of its area.</summary>
    private static LegalPeriod Span(PolicySet policies, PolicyRow row)
    {
        var next = policies.RowsOf(row.Parameter, row.Area).Where(r => r.From > row.From).Min(r => (DateOnly?)r.From);
        var last = next?.AddDays(-1);
        return new LegalPeriod(row.From, row.To is { } to && (last is null || to < last) ? to : last);
    }

    /// <summary>The days a fixed value binds others: also ended by the end of the documents it stands on.</summary>
    private static LegalPeriod? Days(PolicySet policies, PolicyRow row)
    {
        var span = Span(policies, row);
        var ends = row.Clauses.Where(policies.Clauses.ContainsKey).Select(c => policies.Documents.GetValueOrDefault(policies.Clauses[c].Document)?.Period?.To)
            .Append(span.To).Where(end => end is not null).ToList();
        var last = ends.Count == 0 ? null : ends.Min();
        return last < span.From ? null : new LegalPeriod(span.From, last);
    }

    private static PackError Error(PolicyRow row, string problem, string remedy) => new(row.File, row.Line, row.Parameter.Key, problem, remedy);
}
