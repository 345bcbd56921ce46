namespace Approvals.Workflow.Expressions;

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
