namespace Approvals.Workflow.Expressions;

/// <summary>What a script may read and write. Nothing else reaches it: no clock, no chance, no network.</summary>
internal interface IScriptScope
{
    /// <summary>The definition's correlation id, or null.</summary>
    string? CorrelationId { get; }

    /// <summary>The name given to the instance, or null.</summary>
    string? InstanceName { get; }

    bool TryGetVariable(string name, out Value value);

    /// <summary>Sets a declared variable; false when there is none of that name.</summary>
    bool TrySetVariable(string name, Value value);

    bool TryGetInput(string name, out Value value);

    /// <summary>The latest output of an activity, or null when it has none.</summary>
    Value GetOutput(string activityId, string? outputName);
}

/// <summary>One run of one script: its scope, the parameters of its arrow functions, and the steps it has taken.</summary>
internal sealed class Evaluation(IScriptScope scope)
{
    /// <summary>The most steps one run may take.</summary>
    internal const int MaximumSteps = 100_000;

    /// <summary>The longest text a script may build, in characters.</summary>
    internal const int MaximumText = 65_536;

    private readonly List<Value> _locals = [];
    private int _steps;

    internal IScriptScope Scope => scope;

    internal void Charge(int steps, SourcePosition at)
    {
        if (steps < 0 || (_steps += steps) > MaximumSteps)
        {
            throw new ExpressionException(at, $"计算超过 {MaximumSteps} 步", "请缩小列表，或改由自动环节计算");
        }
    }

    internal Value Local(int slot) => _locals[slot];

    /// <summary>Calls an arrow function; extra arguments are dropped, missing ones are undefined.</summary>
    internal Value Call(Arrow arrow, params ReadOnlySpan<Value> arguments)
    {
        var floor = _locals.Count;
        for (var i = 0; i < arrow.ParameterCount; i++)
        {
            _locals.Add(i < arguments.Length ? arguments[i] : Value.Undefined);
        }
        var result = arrow.Body.Evaluate(this);
        _locals.RemoveRange(floor, _locals.Count - floor);
        return result;
    }

    internal Value Text(string text, SourcePosition at)
    {
        Charge(text.Length / 64, at);
        return text.Length <= MaximumText
            ? text
            : throw new ExpressionException(at, $"文本超过 {MaximumText} 个字符", "请缩短文本");
    }

    internal Value List(Value[] items, SourcePosition at)
    {
        Charge(items.Length, at);
        return Bounded(new ListValue(items), at);
    }

    internal Value Object(ObjectValue value, SourcePosition at)
    {
        Charge(value.Count, at);
        return Bounded(value, at);
    }

    internal static Value Bounded(Value value, SourcePosition at) =>
        value.Depth <= Value.MaximumDepth && value.Weight <= Value.MaximumWeight
            ? value
            : throw new ExpressionException(at, $"结果过大（最多 {Value.MaximumWeight} 个元素、{Value.MaximumDepth} 层）", "请只取需要的部分");
}
