namespace Approvals.Workflow.Expressions;

/// <summary>Methods of lists.</summary>
internal static class ListMethods
{
    internal static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["map"] = (l, c) => Map(Items(l), c),
        ["filter"] = (l, c) => c.Evaluation.List([.. Items(l).Where((item, i) => Holds(item, i, c))], c.At),
        ["some"] = (l, c) => Find(Items(l), c) >= 0,
        ["every"] = (l, c) => Items(l).Select((item, i) => Holds(item, i, c)).All(holds => holds),
        ["find"] = (l, c) => Find(Items(l), c) is var i && i >= 0 ? Items(l)[i] : Value.Undefined,
        ["findIndex"] = (l, c) => Find(Items(l), c),
        ["reduce"] = (l, c) => Reduce(Items(l), c),
        ["includes"] = (l, c) => IndexOf(Items(l), c) >= 0,
        ["indexOf"] = (l, c) => IndexOf(Items(l), c),
        ["join"] = (l, c) => c.Evaluation.Text(Conversions.ListText((ListValue)l, c.TextOr(0, ","), c.At), c.At),
        ["slice"] = (l, c) => Slice(Items(l), c),
        ["concat"] = (l, c) => Concat(Items(l), c),
        ["at"] = (l, c) => Positions.At(Items(l).Count, c.IndexOr(0, 0)) is { } i ? Items(l)[i] : Value.Undefined,
        ["toString"] = (l, c) => c.Evaluation.Text(Conversions.ListText((ListValue)l, ",", c.At), c.At),
    };

    private static IReadOnlyList<Value> Items(Value value) => ((ListValue)value).Items;

    private static bool Holds(Value item, int index, Call c) => Conversions.IsTrue(c.Invoke(item, index));

    private static Value Map(IReadOnlyList<Value> items, Call c)
    {
        var mapped = new Value[items.Count];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = c.Invoke(items[i], i);
        }
        return c.Evaluation.List(mapped, c.At);
    }

    private static int Find(IReadOnlyList<Value> items, Call c)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (Holds(items[i], i, c))
            {
                return i;
            }
        }
        return -1;
    }

    private static Value Reduce(IReadOnlyList<Value> items, Call c)
    {
        if (items.Count == 0 && c.Count == 0)
        {
            throw c.Error("空列表没有起始值", "请给 reduce 第二个参数，例如 reduce((a, b) => a + b, 0)");
        }
        var total = c.Count > 0 ? c[0] : items[0];
        for (var i = c.Count > 0 ? 0 : 1; i < items.Count; i++)
        {
            total = c.Invoke(total, items[i], i);
        }
        return total;
    }

    private static int IndexOf(IReadOnlyList<Value> items, Call c)
    {
        c.Evaluation.Charge(items.Count, c.At);
        for (var i = 0; i < items.Count; i++)
        {
            if (Operators.SameStrictly(items[i], c[0]))
            {
                return i;
            }
        }
        return -1;
    }

    private static Value Slice(IReadOnlyList<Value> items, Call c)
    {
        var (start, end) = Positions.Range(items.Count, c.IndexOr(0, 0), c.IndexOr(1, items.Count));
        return c.Evaluation.List([.. items.Skip(start).Take(end - start)], c.At);
    }

    private static Value Concat(IReadOnlyList<Value> items, Call c)
    {
        var joined = new List<Value>(items);
        for (var i = 0; i < c.Count; i++)
        {
            if (c[i] is ListValue list)
            {
                joined.AddRange(list.Items);
            }
            else
            {
                joined.Add(c[i]);
            }
        }
        return c.Evaluation.List([.. joined], c.At);
    }
}
