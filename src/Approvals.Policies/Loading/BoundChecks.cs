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

    public static IEnumerable<PackError> OutOfBounds(PolicySet policies) => policies.Bounds.SelectMany(bound => policies.Rows
        .Where(r => r.Parameter.Key == bound.Parameter.Key && r.Area.IsWithin(bound.Area) && bound.Period.Overlaps(Days(policies, r)))
        .Select(row => Beyond(row.Value, bound) is { } problem ? Error(row, problem, $"请改到界限以内；依据 {string.Join("、", bound.Clauses)}。") : null)
        .Append(bound.Parameter.Default is { } proposed && Beyond(proposed.Value, bound) is { } wrong
            ? new PackError(bound.Parameter.Place.File, bound.Parameter.Place.Line, bound.Parameter.Key, $"默认值：{wrong}", $"请改到界限以内；依据 {string.Join("、", bound.Clauses)}。")
            : null)
        .OfType<PackError>());

    private static string? Beyond(PolicyValue value, PolicyBound bound) => value.Kind switch
    {
        ValueKind.Amount => Beyond(value, bound, v => v.Amount),
        ValueKind.Ratio => Beyond(value, bound, v => v.Ratio),
        ValueKind.Count => Beyond(value, bound, v => v.Count),
        _ => null,
    };

    private static string? Beyond<T>(PolicyValue value, PolicyBound bound, Func<PolicyValue, T> number)
        where T : IComparable<T>
    {
        if (bound.Least is { } least && number(value).CompareTo(number(least)) < 0)
        {
            return $"{bound.Parameter.Name}为{value.Display}，低于上级规定的下限{least.Display}。";
        }

        return bound.Most is { } most && number(value).CompareTo(number(most)) > 0
            ? $"{bound.Parameter.Name}为{value.Display}，高于上级规定的上限{most.Display}。"
            : null;
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
