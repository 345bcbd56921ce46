using System.Collections.Frozen;

namespace Approvals.Workflow.Expressions;

internal delegate Value Method(Value receiver, Call call);

internal delegate Value Function(Call call);

/// <summary>Every method and function a script may call, by name. What is not listed is refused when the script is read.</summary>
internal static class Library
{
    private static readonly FrozenDictionary<string, Method> Texts = TextMethods.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Method> Lists = ListMethods.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Method> Numbers = NumberMethods.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Method> Dates = DateMethods.All.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Free functions and those of Math, JSON, Object and so on, by full name.</summary>
    internal static readonly FrozenDictionary<string, Function> Functions = GlobalFunctions.All.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that stand before a dot in <see cref="Functions"/>.</summary>
    internal static readonly FrozenSet<string> Namespaces =
        Functions.Keys.Where(k => k.Contains('.', StringComparison.Ordinal)).Select(k => k.Split('.')[0]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The list methods whose first argument is an arrow function.</summary>
    internal static readonly FrozenSet<string> TakeArrow =
        FrozenSet.ToFrozenSet(["map", "filter", "some", "every", "find", "findIndex", "reduce"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Names =
        new[] { Texts, Lists, Numbers, Dates }.SelectMany(t => t.Keys).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The methods of all kinds of values.</summary>
    internal static IReadOnlyCollection<string> MethodNames => Names;

    internal static bool Knows(string method) => Names.Contains(method);

    internal static Method? Find(Value receiver, string name) => TableOf(receiver).GetValueOrDefault(name);

    /// <summary>The methods of a value, as the remedy of a refusal.</summary>
    internal static string MethodsOf(Value receiver)
    {
        var names = TableOf(receiver).Keys.Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? "请取它的成员，例如 x.name" : $"可用：{string.Join('、', names)}";
    }

    private static FrozenDictionary<string, Method> TableOf(Value receiver) => receiver switch
    {
        TextValue => Texts,
        ListValue => Lists,
        NumberValue => Numbers,
        DateValue => Dates,
        _ => FrozenDictionary<string, Method>.Empty,
    };
}

/// <summary>Methods of texts.</summary>
internal static class TextMethods
{
    internal static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["includes"] = (t, c) => Text(t).Contains(c.Text(0), StringComparison.Ordinal),
        ["startsWith"] = (t, c) => Text(t).StartsWith(c.Text(0), StringComparison.Ordinal),
        ["endsWith"] = (t, c) => Text(t).EndsWith(c.Text(0), StringComparison.Ordinal),
        ["indexOf"] = (t, c) => Text(t).IndexOf(c.Text(0), StringComparison.Ordinal),
        ["lastIndexOf"] = (t, c) => Text(t).LastIndexOf(c.Text(0), StringComparison.Ordinal),
        ["slice"] = (t, c) => Slice(Text(t), c),
        ["substring"] = (t, c) => Substring(Text(t), c),
        ["trim"] = (t, _) => Text(t).Trim(),
        ["trimStart"] = (t, _) => Text(t).TrimStart(),
        ["trimEnd"] = (t, _) => Text(t).TrimEnd(),
        ["toUpperCase"] = (t, _) => Text(t).ToUpperInvariant(),
        ["toLowerCase"] = (t, _) => Text(t).ToLowerInvariant(),
        ["split"] = (t, c) => Split(Text(t), c),
        ["replace"] = (t, c) => Replace(Text(t), c, all: false),
        ["replaceAll"] = (t, c) => Replace(Text(t), c, all: true),
        ["padStart"] = (t, c) => Padding(Text(t), c) is var padding ? c.Evaluation.Text(padding + Text(t), c.At) : t,
        ["padEnd"] = (t, c) => c.Evaluation.Text(Text(t) + Padding(Text(t), c), c.At),
        ["repeat"] = (t, c) => Repeat(Text(t), c.Index(0), c),
        ["charAt"] = (t, c) => c.IndexOr(0, 0) is var i && i >= 0 && i < Text(t).Length ? Text(t)[i].ToString() : "",
        ["at"] = (t, c) => Positions.At(Text(t).Length, c.IndexOr(0, 0)) is { } i ? Text(t)[i].ToString() : Value.Undefined,
        ["concat"] = (t, c) => Concat(t, c),
        ["toString"] = (t, _) => t,
    };

    private static string Text(Value value) => ((TextValue)value).Text;

    private static Value Slice(string text, Call c)
    {
        var (start, end) = Positions.Range(text.Length, c.IndexOr(0, 0), c.IndexOr(1, text.Length));
        return text[start..end];
    }

    private static Value Substring(string text, Call c)
    {
        var a = Math.Clamp(c.IndexOr(0, 0), 0, text.Length);
        var b = Math.Clamp(c.IndexOr(1, text.Length), 0, text.Length);
        return text[Math.Min(a, b)..Math.Max(a, b)];
    }

    private static Value Split(string text, Call c)
    {
        if (c[0].IsMissing)
        {
            return c.Evaluation.List([text], c.At);
        }
        var separator = c.Text(0);
        Value[] parts = separator.Length == 0
            ? [.. text.Select(ch => (Value)ch.ToString())]
            : [.. text.Split(separator).Select(part => (Value)part)];
        return c.Evaluation.List(parts, c.At);
    }

    private static Value Replace(string text, Call c, bool all)
    {
        var (old, replacement) = (c.Text(0), c.Text(1));
        if (old.Length == 0)
        {
            throw c.Error("要替换的文本为空", "请写要替换的文字");
        }
        var first = text.IndexOf(old, StringComparison.Ordinal);
        if (first < 0)
        {
            return text;
        }
        var times = all ? text.AsSpan().Count(old) : 1;
        Positions.CheckLength(text.Length + (long)times * (replacement.Length - old.Length), c);
        return all
            ? text.Replace(old, replacement, StringComparison.Ordinal)
            : string.Concat(text.AsSpan(0, first), replacement, text.AsSpan(first + old.Length));
    }

    private static string Padding(string text, Call c)
    {
        var (width, fill) = (c.Index(0), c.TextOr(1, " "));
        Positions.CheckLength(width, c);
        var missing = width - text.Length;
        return missing <= 0 || fill.Length == 0
            ? ""
            : string.Concat(Enumerable.Repeat(fill, missing / fill.Length + 1))[..missing];
    }

    private static Value Repeat(string text, int times, Call c)
    {
        Positions.CheckLength(times < 0 ? long.MaxValue : (long)times * text.Length, c);
        return c.Evaluation.Text(text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(text, times)), c.At);
    }

    private static Value Concat(Value text, Call c)
    {
        var built = Text(text);
        for (var i = 0; i < c.Count; i++)
        {
            built = Conversions.Join(built, c.Text(i), "", c.At);
        }
        return c.Evaluation.Text(built, c.At);
    }
}

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

/// <summary>Methods of numbers.</summary>
internal static class NumberMethods
{
    private const int MaximumDecimals = 20;

    internal static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["toFixed"] = (n, c) => c.IndexOr(0, 0) is >= 0 and <= MaximumDecimals and var decimals
            ? ((NumberValue)n).Number.ToFixed(decimals)
            : throw c.Error("小数位数要在 0 到 20 之间", "例如 x.toFixed(2)"),
        ["toString"] = (n, c) => Conversions.ToText(n, c.At),
    };
}

/// <summary>Methods of dates; UTC only, because a script knows no place.</summary>
internal static class DateMethods
{
    internal static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["toISOString"] = (d, _) => Date(d).IsoText,
        ["getTime"] = (d, _) => Date(d).Instant.ToUnixTimeMilliseconds(),
        ["getUTCFullYear"] = (d, _) => Date(d).Instant.Year,
        ["getUTCMonth"] = (d, _) => Date(d).Instant.Month - 1,
        ["getUTCDate"] = (d, _) => Date(d).Instant.Day,
        ["getUTCDay"] = (d, _) => (int)Date(d).Instant.DayOfWeek,
        ["getUTCHours"] = (d, _) => Date(d).Instant.Hour,
        ["getUTCMinutes"] = (d, _) => Date(d).Instant.Minute,
    };

    private static DateValue Date(Value value) => (DateValue)value;
}

/// <summary>Places in texts and lists, negative ones counted from the end, as in JavaScript.</summary>
internal static class Positions
{
    internal static int? At(int length, int index)
    {
        var place = index < 0 ? length + index : index;
        return place >= 0 && place < length ? place : null;
    }

    internal static (int Start, int End) Range(int length, int start, int end)
    {
        var from = Math.Clamp(start < 0 ? length + start : start, 0, length);
        var to = Math.Clamp(end < 0 ? length + end : end, 0, length);
        return (from, Math.Max(from, to));
    }

    internal static void CheckLength(long length, Call c)
    {
        if (length > Evaluation.MaximumText)
        {
            throw c.Error($"文本超过 {Evaluation.MaximumText} 个字符", "请缩短文本");
        }
    }
}
