namespace Approvals.Workflow.Expressions;

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
