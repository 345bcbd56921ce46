namespace Approvals.Workflow.Expressions;

internal enum ScriptReferenceKind
{
    VariableRead,
    VariableWritten,
    InputRead,
    OutputRead,
    GeneratedRead,
    GeneratedWrite,
}

/// <summary>A name a script uses, and where.</summary>
internal readonly record struct ScriptReference(ScriptReferenceKind Kind, string Name, SourcePosition At);

/// <summary>A parsed script: read once, run as often as needed, from any thread.</summary>
internal sealed class Script
{
    /// <summary>The longest source, in characters.</summary>
    internal const int MaximumLength = 20_000;

    private readonly Expression[] _statements;

    private Script(string source, Expression[] statements, IReadOnlyList<ScriptReference> references, IReadOnlyList<string> figures)
    {
        Source = source;
        _statements = statements;
        References = references;
        Figures = figures;
    }

    internal string Source { get; }

    /// <summary>The variables, inputs and outputs named literally.</summary>
    internal IReadOnlyList<ScriptReference> References { get; }

    /// <summary>The numbers written out, in order.</summary>
    internal IReadOnlyList<string> Figures { get; }

    /// <exception cref="ExpressionException">The source is outside the grammar.</exception>
    internal static Script Parse(string source)
    {
        if (source.Length > MaximumLength)
        {
            throw new ExpressionException(new(1, 1), $"表达式超过 {MaximumLength} 个字符", "请拆成几个环节");
        }
        var (statements, references, figures) = Parser.Parse(source);
        return new Script(source, statements, references, figures);
    }

    /// <summary>The value of the last statement, as it may be kept.</summary>
    /// <exception cref="ExpressionException">The script asks for what it may not, or goes beyond its bounds.</exception>
    internal Value Run(IScriptScope scope)
    {
        var evaluation = new Evaluation(scope);
        var last = _statements[^1];
        try
        {
            for (var i = 0; i < _statements.Length - 1; i++)
            {
                _statements[i].Evaluate(evaluation);
            }
            return Conversions.AtRest(last.Evaluate(evaluation), last.At);
        }
        catch (NumberLimitException limit)
        {
            throw new ExpressionException(last.At, limit.Message, "请先取整，例如 Math.round(x)");
        }
    }
}
