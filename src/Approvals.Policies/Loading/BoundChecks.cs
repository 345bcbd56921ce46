using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What a lower text may not do to a higher one: set again what is fixed, go below a floor or above a ceiling.</summary>
internal static class BoundChecks
{
    /// <summary>Values set although a higher text had already fixed them. One that was lawful when it was published stays loaded: the resolver lets the higher text stand.</summary>
    public static IEnumerable<PackError> FixedAbove(PolicySet policies)
    {
        var must = policies.Rows.Where(r => r.Parameter.Class == ParameterClass.Must).ToList();
        foreach (var row in must)
        {
            var above = must.Find(higher => higher.Parameter.Key == row.Parameter.Key && higher.Area != row.Area
                && row.Published >= higher.Published && row.Area.IsWithin(higher.Area) && BindingDays(policies, higher) is { } days && days.Overlaps(Days(policies, row)));
            if (above is not null)
            {
                yield return Error(row, $"上级文件（{string.Join("、", above.Clauses)}）已经固定{row.Parameter.Name}，下级不能另定。", "请删除这个值，或只在上级文件没有规定的日期内设定。");
            }
        }
    }

    /// <summary>Rows and proposed defaults against the floors and ceilings of their days; what cannot be compared yet is a warning.</summary>
    public static (IReadOnlyList<PackError> Errors, IReadOnlyList<PackError> Warnings) Check(PolicySet policies)
    {
        var found = policies.Bounds.SelectMany(b => OfRows(policies, b).Concat(OfDefault(b))).Distinct().ToList();
        return ([.. found.Where(f => !f.OnlyWarns).Select(f => f.Error)], [.. found.Where(f => f.OnlyWarns).Select(f => f.Error)]);
    }

    private static IEnumerable<(PackError Error, bool OnlyWarns)> OfRows(PolicySet policies, PolicyBound bound) => policies.Rows
        .Where(r => r.Parameter.Key == bound.Parameter.Key && r.Value.SameAs is null && r.Area.IsWithin(bound.Area) && bound.Period.Overlaps(Days(policies, r)))
        .SelectMany(row => DaysToLookAt(policies, bound, row).SelectMany(day => OfRow(policies.On(row.Area, day), bound, row)));

    private static IEnumerable<(PackError Error, bool OnlyWarns)> OfRow(LawOfTheDay law, PolicyBound bound, PolicyRow row)
    {
        var limits = BoundLimits.Of(bound, law);
        foreach (var unset in law.Because)
        {
            yield return (Error(row, $"没有录入{unset.Name}（{unset.Key}），还不能核对{bound.Parameter.Name}的上下限。", $"请{unset.SetBy}录入后再核对；依据 {string.Join("、", bound.Clauses)}。"), true);
        }

        foreach (var skipped in limits.Where(l => l.NotEntered))
        {
            yield return (Error(row, $"没有录入{skipped.Words}，没有核对{bound.Parameter.Name}的上下限。", $"请录入后再核对；依据 {string.Join("、", bound.Clauses)}。"), true);
        }

        foreach (var limit in limits.Where(l => !l.Allows(row.Value.Number!.Value)))
        {
            var words = limit.IsFloor ? $"低于上级规定的下限{limit.Words}" : $"高于上级规定的上限{limit.Words}";
            yield return (Error(row, $"{bound.Parameter.Name}为{row.Value.Display}，{words}。", $"请改到界限以内；依据 {string.Join("、", bound.Clauses)}。"), limit.OnlyWarns);
        }
    }

    // A proposed default has no area and no day: only figures that stand in the bound itself can be compared with it.
    private static IEnumerable<(PackError Error, bool OnlyWarns)> OfDefault(PolicyBound bound)
    {
        if (bound.Parameter.Default?.Value is { Number: { } number } proposed)
        {
            var low = bound.Least?.Value?.Number > number;
            if (low || bound.Most?.Value?.Number < number)
            {
                var words = low ? $"低于上级规定的下限{bound.Least!.Value!.Display}" : $"高于上级规定的上限{bound.Most!.Value!.Display}";
                yield return (new PackError(bound.Parameter.Place.File, bound.Parameter.Place.Line, bound.Parameter.Key, $"默认值：{bound.Parameter.Name}为{proposed.Display}，{words}。", $"请改到界限以内；依据 {string.Join("、", bound.Clauses)}。"), false);
            }
        }
    }

    /// <summary>The first common day of row and bound, and every later one on which a figure the bound reads changes.</summary>
    private static IEnumerable<DateOnly> DaysToLookAt(PolicySet policies, PolicyBound bound, PolicyRow row)
    {
        var days = Days(policies, row);
        var first = days.From > bound.Period.From ? days.From : bound.Period.From;
        var changes = bound.Keys.Where(policies.Parameters.ContainsKey).SelectMany(k => row.Area.SelfAndAbove().SelectMany(a => policies.RowsOf(policies.Parameters[k], a))).Select(r => r.From);
        return changes.SelectMany(d => new[] { d, new DateOnly(d.Year + 1, 1, 1) }).Append(first)
            .Where(d => d >= first && days.Contains(d) && bound.Period.Contains(d)).Distinct().Order();
    }

    /// <summary>The days a row can apply, ended by the next row of its area.</summary>
    private static LegalPeriod Days(PolicySet policies, PolicyRow row)
    {
        var next = policies.RowsOf(row.Parameter, row.Area).Where(r => r.From > row.From).Min(r => (DateOnly?)r.From);
        var last = next?.AddDays(-1);
        return new LegalPeriod(row.From, row.To is { } to && !(last < to) ? to : last);
    }

    /// <summary>The days a fixed value binds others: also ended by the end of the documents it stands on.</summary>
    private static LegalPeriod? BindingDays(PolicySet policies, PolicyRow row)
    {
        var days = Days(policies, row);
        var ends = row.Clauses.Where(policies.Clauses.ContainsKey)
            .Select(c => policies.Documents.GetValueOrDefault(policies.Clauses[c].Document)?.Period?.To)
            .Append(days.To).Where(end => end is not null).ToList();
        var last = ends.Count == 0 ? null : ends.Min();
        return last < days.From ? null : new LegalPeriod(days.From, last);
    }

    private static PackError Error(PolicyRow row, string problem, string remedy) =>
        new(row.Place.File, row.Place.Line, row.Parameter.Key, problem, remedy);
}
