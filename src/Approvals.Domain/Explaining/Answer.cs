using System.Diagnostics.CodeAnalysis;

namespace Approvals.Domain;

/// <summary>A decided value with its explanation.</summary>
public sealed record Explained<T>(T Value, Explanation Explanation);

/// <summary>Why something cannot be decided yet.</summary>
public enum ObstacleKind
{
    /// <summary>A setting the law leaves to somebody has no value.</summary>
    UnsetValue,

    /// <summary>A fact is not recorded.</summary>
    MissingFact,

    /// <summary>Two facts contradict each other.</summary>
    ConflictingFacts,
}

/// <summary>One thing that stands in the way of a decision, who can remove it and how.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Key">The setting or fact.</param>
/// <param name="Name">Its Chinese name.</param>
/// <param name="SetBy">Who may set, record or settle it, in Chinese.</param>
/// <param name="Message">The sentence the official reads: what is missing and what to do next.</param>
public sealed record Obstacle(ObstacleKind Kind, string Key, string Name, string SetBy, string Message)
{
    /// <summary>A fact the rule needs here and nobody has recorded.</summary>
    public static Obstacle Missing(string key, string name, string recordedBy, string why) =>
        new(ObstacleKind.MissingFact, key, name, recordedBy, $"缺少“{name}”，不能核算：{why}。请{recordedBy}查明补录后再核算。");

    /// <summary>Two facts that cannot both be right.</summary>
    public static Obstacle Conflicting(string key, string name, string settledBy, string why) =>
        new(ObstacleKind.ConflictingFacts, key, name, settledBy, $"“{name}”互相矛盾，不能核算：{why}。请{settledBy}核实后更正一处，再核算。");

    /// <summary>A setting the rule needs here and nobody has made.</summary>
    public static Obstacle Unset(string key, string name, string setBy, string why) =>
        new(ObstacleKind.UnsetValue, key, name, setBy, $"本地还没有设定“{name}”（{key}），不能核算：{why}。请{setBy}在“政策参数”中录入，并由另一人确认。");
}

/// <summary>What a rule answers.</summary>
public enum AnswerKind
{
    Decided,
    CannotDecide,
    Conflicting,

    /// <summary>What was entered cannot be right; nothing was calculated.</summary>
    Refused,
}

/// <summary>The answer of a rule: decided, or cannot be decided because …, or the facts conflict, or the input was refused. Never a guess.</summary>
public sealed record Answer<T>
{
    private Answer(Explained<T>? explained, IReadOnlyList<Obstacle> because, FieldProblem? problem) =>
        (Explained, Because, Problem) = (explained, because, problem);

    public Explained<T>? Explained { get; }

    /// <summary>What stands in the way; empty when decided or refused.</summary>
    public IReadOnlyList<Obstacle> Because { get; }

    public FieldProblem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Explained))]
    public bool IsDecided => Explained is not null;

    public AnswerKind Kind =>
        Explained is not null ? AnswerKind.Decided
        : Problem is not null ? AnswerKind.Refused
        : Because.Any(o => o.Kind == ObstacleKind.ConflictingFacts) ? AnswerKind.Conflicting
        : AnswerKind.CannotDecide;

    public static implicit operator Answer<T>(Explained<T> explained) => new(explained, [], null);

    public static implicit operator Answer<T>(FieldProblem problem) => new(null, [], problem);

    public static implicit operator Answer<T>(Obstacle obstacle) => new(null, [obstacle], null);

    public static implicit operator Answer<T>(Obstacle[] because) => new(null, because, null);

    /// <summary>The same answer about another value; obstacles and problems pass through.</summary>
    public Answer<TOther> Select<TOther>(Func<T, TOther> make) => Then<TOther>(e => new Explained<TOther>(make(e.Value), e.Explanation));

    /// <summary>Goes on with a decided value; obstacles and problems pass through.</summary>
    public Answer<TOther> Then<TOther>(Func<Explained<T>, Answer<TOther>> next) =>
        Explained is not null ? next(Explained) : new Answer<TOther>(null, Because, Problem);
}
