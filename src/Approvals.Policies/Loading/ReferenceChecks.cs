namespace Approvals.Policies;

/// <summary>Keys that point to other keys: values that say the same as another, bounds that are multiples of one. Unknown keys, other units and circles are refused.</summary>
internal static class ReferenceChecks
{
    public static IEnumerable<PackError> Check(PolicySet policies)
    {
        var references = References(policies).ToList();
        return
        [
            .. references.Where(r => !policies.Parameters.ContainsKey(r.To)).Select(r => Unknown(policies, r.Place, r.From.Key, r.To)),
            .. references.Where(r => policies.Parameters.GetValueOrDefault(r.To) is { } to && to.Unit != r.From.Unit).Select(r => OtherUnit(r.Place, r.From, policies.Parameters[r.To])),
            .. Circles(policies, references),
            .. policies.Bounds.SelectMany(b => b.Keys.Where(k => !policies.Parameters.ContainsKey(k)).Select(k => Unknown(policies, b.Place, b.Parameter.Key, k))),
            .. policies.Bounds.SelectMany(b => new[] { b.Least, b.Most }.OfType<BoundEnd>().SelectMany(e => WrongMeasure(policies, b, e))),
        ];
    }

    private static IEnumerable<(Parameter From, string To, PackPlace Place)> References(PolicySet policies) =>
    [
        .. policies.Parameters.Values.Where(p => p.Default?.Value.SameAs is not null).Select(p => (p, p.Default!.Value.SameAs!, p.Place)),
        .. policies.Rows.Where(r => r.Value.SameAs is not null).Select(r => (r.Parameter, r.Value.SameAs!, r.Place)),
    ];

    // Whatever the dates: a circle that is only closed on one day would still hang the case of that day.
    private static IEnumerable<PackError> Circles(PolicySet policies, List<(Parameter From, string To, PackPlace Place)> references)
    {
        var next = references.ToLookup(r => r.From.Key, r => r.To);
        return references.Where(r => Reaches(next, r.To, r.From.Key, [])).Select(r => new PackError(
            r.Place.File, r.Place.Line, r.From.Key, $"取值互相引用，成了循环：{r.From.Key} → {r.To} → … → {r.From.Key}。", $"请给其中一个写出自己的值；{policies.Parameters[r.From.Key].Name}由{r.From.SetBy}设定。"));
    }

    private static bool Reaches(ILookup<string, string> next, string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && next[from].Any(n => Reaches(next, n, to, seen)));

    private static IEnumerable<PackError> WrongMeasure(PolicySet policies, PolicyBound bound, BoundEnd end)
    {
        if (end.Of is { } of && policies.Parameters.GetValueOrDefault(of) is { } measured && measured.Unit.Kind != bound.Parameter.Unit.Kind)
        {
            yield return OtherUnit(bound.Place, bound.Parameter, measured);
        }

        if (end.TimesKey is { } times && policies.Parameters.GetValueOrDefault(times) is { } multiple && multiple.Unit.Kind != ValueKind.Ratio)
        {
            yield return new PackError(bound.Place.File, bound.Place.Line, bound.Parameter.Key, $"倍数“{times}”不是比例。", "请引用单位为 ratio 或 share 的参数。");
        }
    }

    private static PackError Unknown(PolicySet policies, PackPlace place, string key, string other) =>
        new(place.File, place.Line, key, $"引用的参数“{other}”没有定义。", NearestName.Hint(other, [.. policies.Parameters.Keys]));

    private static PackError OtherUnit(PackPlace place, Parameter from, Parameter to) =>
        new(place.File, place.Line, from.Key, $"{from.Name}的单位是 {from.Unit.Id}，引用的{to.Name}（{to.Key}）的单位是 {to.Unit.Id}，不能相比。", "请引用单位相同的参数。");
}
