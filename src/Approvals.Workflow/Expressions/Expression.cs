namespace Approvals.Workflow.Expressions;

/// <summary>A node of a parsed script. Every evaluation takes one step.</summary>
internal abstract class Expression(SourcePosition at)
{
    internal SourcePosition At { get; } = at;

    internal Value Evaluate(Evaluation e)
    {
        e.Charge(1, At);
        return Compute(e);
    }

    protected abstract Value Compute(Evaluation e);

    protected ExpressionException Error(string problem, string remedy) => new(At, problem, remedy);
}

/// <summary>A literal number, text, boolean, null or undefined.</summary>
internal sealed class Literal(SourcePosition at, Value value) : Expression(at)
{
    internal Value Value { get; } = value;

    protected override Value Compute(Evaluation e) => Value;
}

/// <summary>A parameter of an arrow function around it.</summary>
internal sealed class Parameter(SourcePosition at, int slot) : Expression(at)
{
    protected override Value Compute(Evaluation e) => e.Local(slot);
}

/// <summary>`text ${hole} text`: one text more than holes.</summary>
internal sealed class Template(SourcePosition at, string[] texts, Expression[] holes) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var built = texts[0];
        for (var i = 0; i < holes.Length; i++)
        {
            built = Conversions.Join(built, Conversions.ToText(holes[i].Evaluate(e), holes[i].At), texts[i + 1], At);
        }
        return e.Text(built, At);
    }
}

/// <summary>[a, b, c]</summary>
internal sealed class ListLiteral(SourcePosition at, Expression[] items) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var values = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = items[i].Evaluate(e);
        }
        return e.List(values, At);
    }
}

/// <summary>{ key: value, [computed]: value }</summary>
internal sealed class ObjectLiteral(SourcePosition at, (Expression Key, Expression Value)[] members) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var built = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (key, value) in members)
        {
            built[Conversions.ToText(key.Evaluate(e), key.At)] = value.Evaluate(e);
        }
        return e.Object(new ObjectValue([.. built]), At);
    }
}

/// <summary>test ? value : test ? value : otherwise, as one flat list.</summary>
internal sealed class Conditional(SourcePosition at, (Expression Test, Expression Value)[] arms, Expression otherwise) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        foreach (var (test, value) in arms)
        {
            if (Conversions.IsTrue(test.Evaluate(e)))
            {
                return value.Evaluate(e);
            }
        }
        return otherwise.Evaluate(e);
    }
}

/// <summary>!a, -a, +a, typeof a</summary>
internal sealed class Unary(SourcePosition at, string symbol, Expression operand) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var value = operand.Evaluate(e);
        return symbol switch
        {
            "!" => !Conversions.IsTrue(value),
            "-" => -Conversions.ToNumber(value, operand.At),
            "+" => Conversions.ToNumber(value, operand.At),
            _ => Conversions.TypeName(value),
        };
    }
}

/// <summary>a + b - c: operators of one precedence from left to right, as one flat list, so that long sums do not nest.</summary>
internal sealed class Chain(SourcePosition at, Expression first, (string Symbol, SourcePosition At, Expression Operand)[] rest) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var left = first.Evaluate(e);
        foreach (var (symbol, position, operand) in rest)
        {
            if (Operators.Decides(symbol, left))
            {
                continue;
            }
            var right = operand.Evaluate(e);
            left = Operators.Apply(symbol, left, right, e, position);
        }
        return left;
    }
}

/// <summary>A parameter list and a body; only ever an argument of map, filter and the like.</summary>
internal sealed record Arrow(int ParameterCount, Expression Body);
