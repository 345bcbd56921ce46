namespace Approvals.Workflow.Expressions;

/// <summary>What the operators compute. Where JavaScript would convert silently between numbers, texts and nothing, the subset refuses.</summary>
internal static class Operators
{
    /// <summary>Precedence levels, weakest first; <c>**</c> is parsed apart because it binds to the right.</summary>
    internal static readonly string[][] Levels =
    [
        ["??"],
        ["||"],
        ["&&"],
        ["===", "!==", "==", "!="],
        ["<", "<=", ">", ">="],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    /// <summary>Whether the left side already decides the result, so that the right side is not evaluated.</summary>
    internal static bool Decides(string symbol, Value left) => symbol switch
    {
        "??" => !left.IsMissing,
        "||" => Conversions.IsTrue(left),
        "&&" => !Conversions.IsTrue(left),
        _ => false,
    };

    internal static Value Apply(string symbol, Value left, Value right, Evaluation e, SourcePosition at) => symbol switch
    {
        "??" or "||" or "&&" => right,
        "===" => SameStrictly(left, right),
        "!==" => !SameStrictly(left, right),
        "==" => SameLoosely(left, right),
        "!=" => !SameLoosely(left, right),
        "<" or "<=" or ">" or ">=" => Compare(symbol, left, right, at),
        "+" => Add(left, right, e, at),
        _ => Calculate(symbol, Operand(left, symbol, at), Operand(right, symbol, at), at),
    };

    internal static Value Calculate(string symbol, Number left, Number right, SourcePosition at)
    {
        try
        {
            return symbol switch
            {
                "-" => left - right,
                "*" => left * right,
                "/" => left / right,
                "%" => left % right,
                "**" => right.TryToInt32(out var exponent) ? left.Power(exponent) : throw new NumberLimitException(),
                _ => left + right,
            };
        }
        catch (DivideByZeroException)
        {
            throw new ExpressionException(at, "除数为零", "请先判断除数，例如 b === 0 ? 0 : a / b");
        }
        catch (NumberLimitException limit)
        {
            throw new ExpressionException(at, limit.Message, "请先取整，例如 Math.round(x)");
        }
    }

    internal static bool SameStrictly(Value left, Value right) => (left, right) switch
    {
        (ListValue or ObjectValue or DateValue, _) => ReferenceEquals(left, right),
        _ => left.Equals(right),
    };

    private static bool SameLoosely(Value left, Value right) => (left, right) switch
    {
        _ when left.IsMissing || right.IsMissing => left.IsMissing && right.IsMissing,
        (NumberValue n, TextValue t) => Number.TryParse(t.Text, out var number) && number == n.Number,
        (TextValue, NumberValue) => SameLoosely(right, left),
        (BooleanValue b, NumberValue) => SameLoosely(new NumberValue(b.Flag ? 1 : 0), right),
        (NumberValue, BooleanValue) => SameLoosely(right, left),
        _ => SameStrictly(left, right),
    };

    private static Value Compare(string symbol, Value left, Value right, SourcePosition at)
    {
        var order = (left, right) switch
        {
            (NumberValue a, NumberValue b) => a.Number.CompareTo(b.Number),
            (TextValue a, TextValue b) => string.CompareOrdinal(a.Text, b.Text),
            (DateValue a, DateValue b) => a.Instant.CompareTo(b.Instant),
            _ => throw new ExpressionException(at, $"不能比较{Conversions.Describe(left)}与{Conversions.Describe(right)}", "空值请先用 ?? 给出默认值；文本请先用 Number(…) 转成数值"),
        };
        return symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static Value Add(Value left, Value right, Evaluation e, SourcePosition at)
    {
        if (left is NumberValue a && right is NumberValue b)
        {
            return Calculate("+", a.Number, b.Number, at);
        }
        return left is TextValue || right is TextValue
            ? e.Text(Conversions.Join(Conversions.ToText(left, at), Conversions.ToText(right, at), "", at), at)
            : throw new ExpressionException(at, $"不能把{Conversions.Describe(left)}与{Conversions.Describe(right)}相加", "空值请先用 ?? 给出默认值，例如 (a ?? 0) + b");
    }

    private static Number Operand(Value value, string symbol, SourcePosition at) => value switch
    {
        NumberValue n => n.Number,
        DateValue d => d.Instant.ToUnixTimeMilliseconds(),
        _ => throw new ExpressionException(at, $"“{symbol}”只能用于数值，这里是{Conversions.Describe(value)}", "空值请先用 ?? 给出默认值；文本请先用 Number(…) 转成数值"),
    };
}
