namespace Approvals.Workflow.Expressions;

/// <summary>Functions that need no receiver: JavaScript's own, and those by which a script reaches the instance.</summary>
internal static class GlobalFunctions
{
    internal static readonly Dictionary<string, Function> All = new(StringComparer.Ordinal)
    {
        ["String"] = c => c.Evaluation.Text(c.Text(0), c.At),
        ["Number"] = c => Conversions.ToNumber(c[0], c.At),
        ["Boolean"] = c => Conversions.IsTrue(c[0]),
        ["parseInt"] = c => Conversions.ToNumber(c[0], c.At).Truncate(),
        ["parseFloat"] = c => Conversions.ToNumber(c[0], c.At),
        ["Number.isInteger"] = c => c[0] is NumberValue { Number.IsInteger: true },
        ["Array.isArray"] = c => c[0] is ListValue,
        ["Math.round"] = c => Numeric(c, 0).Round(),
        ["Math.floor"] = c => Numeric(c, 0).Floor(),
        ["Math.ceil"] = c => Numeric(c, 0).Ceiling(),
        ["Math.trunc"] = c => Numeric(c, 0).Truncate(),
        ["Math.abs"] = c => Numeric(c, 0).Absolute(),
        ["Math.sign"] = c => Numeric(c, 0).Sign,
        ["Math.min"] = c => Extreme(c, -1),
        ["Math.max"] = c => Extreme(c, 1),
        ["Object.keys"] = c => c.Evaluation.List([.. Members(c).Select(m => (Value)m.Key)], c.At),
        ["Object.values"] = c => c.Evaluation.List([.. Members(c).Select(m => m.Value)], c.At),
        ["Object.entries"] = c => c.Evaluation.List([.. Members(c).Select(m => (Value)Value.List(m.Key, m.Value))], c.At),
        ["JSON.stringify"] = Stringify,
        ["JSON.parse"] = Parse,
        ["getVariable"] = c => GetVariable(c, c.Text(0)),
        ["setVariable"] = c => SetVariable(c, c.Text(0), c[1]),
        ["getInput"] = c => c.Evaluation.Scope.TryGetInput(c.Text(0), out var input) ? input : Value.Null,
        ["getOutputFrom"] = c => c.Evaluation.Scope.GetOutput(c.Text(0), c.Count > 1 ? c.Text(1) : null),
        ["getCorrelationId"] = c => c.Evaluation.Scope.CorrelationId,
        ["getWorkflowInstanceName"] = c => c.Evaluation.Scope.InstanceName,
    };

    internal static Value GetVariable(Call c, string name) =>
        c.Evaluation.Scope.TryGetVariable(name, out var value) ? value : throw NoVariable(c.At, name);

    internal static Value SetVariable(Call c, string name, Value value)
    {
        if (!c.Evaluation.Scope.TrySetVariable(name, Conversions.AtRest(value, c.At)))
        {
            throw NoVariable(c.At, name);
        }
        return Value.Undefined;
    }

    internal static ExpressionException NoVariable(SourcePosition at, string name) =>
        new(at, $"没有名为“{name}”的变量", "请在流程的“变量”页声明它，或改正名称");

    private static Number Numeric(Call c, int index) => Conversions.ToNumber(c[index], c.At);

    private static Number Extreme(Call c, int sign)
    {
        if (c.Count == 0)
        {
            throw c.Error("没有参数", "例如 Math.max(a, b)");
        }
        var best = Numeric(c, 0);
        for (var i = 1; i < c.Count; i++)
        {
            var next = Numeric(c, i);
            best = next.CompareTo(best) * sign > 0 ? next : best;
        }
        return best;
    }

    private static IReadOnlyList<KeyValuePair<string, Value>> Members(Call c) =>
        c[0] is ObjectValue o ? o.Members : throw c.Error($"这里要一个对象，得到{Conversions.Describe(c[0])}", "例如 Object.keys({ a: 1 })");

    private static Value Stringify(Call c)
    {
        c.Evaluation.Charge(c[0].Weight, c.At);
        return c.Evaluation.Text(ValueJson.Write(Conversions.AtRest(c[0], c.At)), c.At);
    }

    private static Value Parse(Call c) =>
        ValueJson.TryParse(c.Text(0), out var value)
            ? Evaluation.Bounded(value, c.At)
            : throw c.Error("不是有效的 JSON", "请检查引号与括号");
}

/// <summary>name(arguments) for a function of the library.</summary>
internal sealed class FunctionCall(SourcePosition at, Function function, Arguments arguments) : Expression(at)
{
    protected override Value Compute(Evaluation e) => function(arguments.Evaluate(e, At));
}

/// <summary>variables.name</summary>
internal sealed class VariableRead(SourcePosition at, string name) : Expression(at)
{
    internal string Name => name;

    protected override Value Compute(Evaluation e) =>
        e.Scope.TryGetVariable(name, out var value) ? value : throw GlobalFunctions.NoVariable(At, name);
}

/// <summary>variables.name = value</summary>
internal sealed class VariableWrite(SourcePosition at, string name, Expression value) : Expression(at)
{
    protected override Value Compute(Evaluation e)
    {
        var result = value.Evaluate(e);
        return e.Scope.TrySetVariable(name, Conversions.AtRest(result, At)) ? result : throw GlobalFunctions.NoVariable(At, name);
    }
}

/// <summary>getName(): the variable or the input of that name; setName(value).</summary>
internal sealed class GeneratedCall(SourcePosition at, bool writes, string name, Arguments arguments) : Expression(at)
{
    /// <summary>Elsa writes the first letter of a variable's name large: getAmount() reads <c>Amount</c> or <c>amount</c>.</summary>
    private readonly string _lowered = char.ToLowerInvariant(name[0]) + name[1..];

    protected override Value Compute(Evaluation e)
    {
        var call = arguments.Evaluate(e, At);
        return writes ? Write(e, Conversions.AtRest(call[0], At)) : Read(e);
    }

    private Value Read(Evaluation e) =>
        e.Scope.TryGetVariable(name, out var value) || e.Scope.TryGetVariable(_lowered, out value)
        || e.Scope.TryGetInput(name, out value) || e.Scope.TryGetInput(_lowered, out value)
            ? value
            : throw Error($"没有名为“{name}”的变量或输入", "请声明它，或改正名称");

    private Value Write(Evaluation e, Value value) =>
        e.Scope.TrySetVariable(name, value) || e.Scope.TrySetVariable(_lowered, value)
            ? Value.Undefined
            : throw GlobalFunctions.NoVariable(At, name);
}

/// <summary>new Date(value): a date given, never the present.</summary>
internal sealed class DateCreation(SourcePosition at, Expression value) : Expression(at)
{
    protected override Value Compute(Evaluation e) => Conversions.ToDate(value.Evaluate(e), value.At);
}
