namespace Approvals.Workflow.Expressions;

/// <summary>Where in a script something stands; lines and columns count from 1.</summary>
public readonly record struct SourcePosition(int Line, int Column);

/// <summary>A script that cannot be read or evaluated: what is wrong, where, and how to write it.</summary>
public sealed class ExpressionException(SourcePosition at, string problem, string remedy)
    : Exception($"第 {at.Line} 行第 {at.Column} 列：{problem}。{remedy}")
{
    public SourcePosition At { get; } = at;

    /// <summary>What is wrong, in 中文, without a full stop.</summary>
    public string Problem { get; } = problem;

    /// <summary>The way to write it, in 中文.</summary>
    public string Remedy { get; } = remedy;
}
