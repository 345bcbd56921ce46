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
