using System.Globalization;

namespace Approvals.Workflow.Expressions;

/// <summary>From one kind of value to another: JavaScript's result, or a refusal that says how to write it.</summary>
internal static class Conversions
{
    internal static bool IsTrue(Value value) => value switch
    {
        BooleanValue b => b.Flag,
        NumberValue n => !n.Number.IsZero,
        TextValue t => t.Text.Length > 0,
        _ => !value.IsMissing,
    };

    internal static string ToText(Value value, SourcePosition at) => value switch
    {
        TextValue t => t.Text,
        NumberValue n => n.Number.TryFormat(out var text)
            ? text
            : throw new ExpressionException(at, $"{n.Number} 没有有限的小数写法", "请先取定位数，例如 x.toFixed(2) 或 Math.round(x)"),
        BooleanValue b => b.Flag ? "true" : "false",
        NullValue => "null",
        UndefinedValue => "undefined",
        ListValue list => ListText(list, ",", at),
        DateValue => throw new ExpressionException(at, "日期不能直接变成文本", "请写 d.toISOString()"),
        _ => throw new ExpressionException(at, "对象不能直接变成文本", "请取它的一项，或写 JSON.stringify(x)"),
    };

    /// <summary>The items joined; missing ones are empty, as in JavaScript.</summary>
    internal static string ListText(ListValue list, string separator, SourcePosition at)
    {
        var length = 0L;
        var texts = new string[list.Count];
        for (var i = 0; i < list.Count; i++)
        {
            texts[i] = list.Items[i].IsMissing ? "" : ToText(list.Items[i], at);
            CheckLength(length += texts[i].Length + separator.Length, at);
        }
        return string.Join(separator, texts);
    }

    internal static string Join(string a, string b, string c, SourcePosition at)
    {
        CheckLength((long)a.Length + b.Length + c.Length, at);
        return string.Concat(a, b, c);
    }

    internal static Number ToNumber(Value value, SourcePosition at) => value switch
    {
        NumberValue n => n.Number,
        BooleanValue b => b.Flag ? 1 : 0,
        DateValue d => d.Instant.ToUnixTimeMilliseconds(),
        TextValue t when Number.TryParse(t.Text.Trim(), out var number) => number,
        _ => throw new ExpressionException(at, $"{Describe(value)}不能转成数值", "空值请先用 ?? 给出默认值"),
    };

    internal static int ToIndex(Value value, SourcePosition at) =>
        value is NumberValue n && n.Number.TryToInt32(out var index)
            ? index
            : throw new ExpressionException(at, $"这里要一个整数，得到{Describe(value)}", "请写整数，例如 0");

    /// <summary>An ISO date, or an ISO instant with its offset; the day alone is midnight UTC, as in JavaScript.</summary>
    internal static DateValue ToDate(Value value, SourcePosition at)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (value is DateValue date)
        {
            return date;
        }
        if (value is TextValue { Text.Length: 10 } day && DateTimeOffset.TryParseExact(day.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out var midnight))
        {
            return new DateValue(midnight);
        }
        if (value is TextValue { Text.Length: <= 40 } text && HasOffset(text.Text) && DateTimeOffset.TryParse(text.Text, CultureInfo.InvariantCulture, out var instant))
        {
            return new DateValue(instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond)));
        }
        throw new ExpressionException(at, $"{Describe(value)}不是日期", "请写 new Date('2026-01-31') 或 new Date('2026-01-31T08:00:00+08:00')");
    }

    internal static string TypeName(Value value) => value switch
    {
        UndefinedValue => "undefined",
        BooleanValue => "boolean",
        NumberValue => "number",
        TextValue => "string",
        _ => "object",
    };

    /// <summary>What a value is, in the words of a message.</summary>
    internal static string Describe(Value value) => value switch
    {
        NullValue => "空值 null",
        UndefinedValue => "空值 undefined",
        BooleanValue => "布尔值",
        NumberValue n => $"数值 {n.Number}",
        TextValue t => $"文本“{(t.Text.Length > 20 ? t.Text[..20] + "…" : t.Text)}”",
        ListValue => "列表",
        DateValue => "日期",
        _ => "对象",
    };

    /// <summary>The value as it is kept: nothing but JSON, and no number without a decimal text.</summary>
    internal static Value AtRest(Value value, SourcePosition at)
    {
        switch (value)
        {
            case UndefinedValue:
                return Value.Null;
            case DateValue d:
                return d.IsoText;
            case TextValue t:
                return WellFormed(t);
            case NumberValue:
                ToText(value, at);
                return value;
            case ListValue list:
                return new ListValue([.. list.Items.Select(item => AtRest(item, at))]);
            case ObjectValue o:
                return new ObjectValue([.. o.Members.Select(m => KeyValuePair.Create(m.Key, AtRest(m.Value, at)))]);
            default:
                return value;
        }
    }

    /// <summary>Half a character, cut out of a surrogate pair, cannot be written as JSON.</summary>
    private static TextValue WellFormed(TextValue text)
    {
        for (var i = 0; i < text.Text.Length; i++)
        {
            if (char.IsSurrogate(text.Text[i]) && !(char.IsSurrogatePair(text.Text, i) && i++ >= 0))
            {
                return new TextValue(string.Concat(text.Text.EnumerateRunes()));
            }
        }
        return text;
    }

    private static bool HasOffset(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal));

    private static void CheckLength(long length, SourcePosition at)
    {
        if (length > Evaluation.MaximumText)
        {
            throw new ExpressionException(at, $"文本超过 {Evaluation.MaximumText} 个字符", "请缩短文本");
        }
    }
}
