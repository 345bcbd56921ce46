namespace Approvals.Workflow.Expressions;

/// <summary>One link of a chain such as <c>a?.b[0].trim()</c>.</summary>
internal abstract record Link(SourcePosition At, bool IsOptional)
{
    internal abstract Value Follow(Value receiver, Evaluation e);
}

/// <summary>.name</summary>
internal sealed record MemberLink(SourcePosition At, bool IsOptional, string Name) : Link(At, IsOptional)
{
    internal override Value Follow(Value receiver, Evaluation e) => receiver switch
    {
        ObjectValue o => o[Name],
        ListValue list when Name == "length" => list.Count,
        TextValue text when Name == "length" => text.Text.Length,
        _ => Value.Undefined,
    };
}

/// <summary>[index]</summary>
internal sealed record IndexLink(SourcePosition At, bool IsOptional, Expression Index) : Link(At, IsOptional)
{
    internal override Value Follow(Value receiver, Evaluation e)
    {
        var key = Index.Evaluate(e);
        return receiver switch
        {
            ObjectValue o => o[Conversions.ToText(key, Index.At)],
            ListValue list => Pick(list, Conversions.ToIndex(key, Index.At)),
            TextValue text => Pick(text.Text, Conversions.ToIndex(key, Index.At)),
            _ => Value.Undefined,
        };
    }

    private static Value Pick(ListValue list, int index) => index >= 0 && index < list.Count ? list.Items[index] : Value.Undefined;

    private static Value Pick(string text, int index) => index >= 0 && index < text.Length ? text[index].ToString() : Value.Undefined;
}

/// <summary>.name(arguments)</summary>
internal sealed record MethodLink(SourcePosition At, bool IsOptional, string Name, Arguments Arguments) : Link(At, IsOptional)
{
    internal override Value Follow(Value receiver, Evaluation e) =>
        Library.Find(receiver, Name) is { } method
            ? method(receiver, Arguments.Evaluate(e, At))
            : throw new ExpressionException(At, $"{Conversions.Describe(receiver)}没有方法 {Name}", Library.MethodsOf(receiver));
}

/// <summary>A value and the links that follow it, evaluated from left to right; an optional link on nothing ends it.</summary>
internal sealed class Access(SourcePosition at, Expression root, Link[] links) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var value = root.Evaluate(e);
        foreach (var link in links)
        {
            e.Charge(1, link.At);
            if (value.IsMissing)
            {
                return link.IsOptional ? Value.Undefined : throw new ExpressionException(link.At, $"不能读取{Conversions.Describe(value)}的成员", "可能为空时请写 a?.b 或 (a ?? 默认值)");
            }
            value = link.Follow(value, e);
        }
        return value;
    }
}

/// <summary>The arguments of a call; at most one of them an arrow function.</summary>
internal sealed record Arguments(Expression[] Values, Arrow? Arrow)
{
    internal Call Evaluate(Evaluation e, SourcePosition at)
    {
        var values = new Value[Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Values[i].Evaluate(e);
        }
        return new Call(e, at, values, Arrow);
    }
}

/// <summary>A call under way: its evaluated arguments and where it stands.</summary>
internal readonly struct Call(Evaluation e, SourcePosition at, Value[] values, Arrow? arrow)
{
    internal Evaluation Evaluation => e;

    internal SourcePosition At => at;

    internal Arrow? Arrow => arrow;

    internal int Count => values.Length;

    internal Value this[int index] => index < values.Length ? values[index] : Value.Undefined;

    internal string Text(int index) => Conversions.ToText(this[index], at);

    internal string TextOr(int index, string otherwise) => index < values.Length ? Text(index) : otherwise;

    internal int Index(int index) => Conversions.ToIndex(this[index], at);

    internal int IndexOr(int index, int otherwise) => this[index] is UndefinedValue ? otherwise : Index(index);

    internal Value Invoke(params ReadOnlySpan<Value> arguments) =>
        arrow is null
            ? throw new ExpressionException(at, "这里要一个箭头函数", "例如 list.filter(x => x.done)")
            : e.Call(arrow, arguments);

    internal ExpressionException Error(string problem, string remedy) => new(at, problem, remedy);
}
