namespace Approvals.Domain;

/// <summary>A limit a text puts on a figure, worked out for the day and place.</summary>
/// <param name="Words">The limit in words, for example 上年度农村低保标准 × 1.3 ÷ 12.</param>
/// <param name="Value">The exact limit, in the figure's own measure (money in fen).</param>
/// <param name="IsFloor">Floor or ceiling.</param>
/// <param name="Inclusive">Whether the limit itself is allowed.</param>
/// <param name="OnlyWarns">A breach is said and not refused.</param>
/// <param name="Inputs">What the limit was worked out from.</param>
/// <param name="Clauses">The clauses that set it.</param>
public sealed record FigureLimit(string Words, Ratio Value, bool IsFloor, bool Inclusive, bool OnlyWarns, IReadOnlyList<StepInput> Inputs, IReadOnlyList<string> Clauses)
{
    /// <summary>Another figure the limit is about: one the asked figure is itself measured by. Null: it is about the asked figure.</summary>
    public (StepInput Shown, Ratio Value)? Other { get; init; }

    /// <summary>The figure the limit is measured by is not entered: nothing is checked, and the line says so.</summary>
    public bool NotEntered { get; init; }

    /// <summary>Whether a figure, or the other one the limit is about, keeps the limit.</summary>
    public bool Allows(Ratio figure)
    {
        var compared = (Other?.Value ?? figure).CompareTo(Value);
        return NotEntered || (compared == 0 ? Inclusive : compared > 0 == IsFloor);
    }
}

/// <summary>Whether a figure may stand, and the clause that says so: of the limit it breaks, else of the first that was checked.</summary>
public readonly record struct LimitCheckResult(bool Ok, string? Clause);

/// <summary>Whether a figure keeps the floors and ceilings of the texts above it.</summary>
/// <remarks>Compared exactly. Clauses: those of the limits, for example JL2020-2.1.4, YC2017-3.3.2.</remarks>
public static class LimitCheck
{
    /// <summary>The bare check: no limit is broken except those that only warn.</summary>
    public static bool Of(Ratio figure, IEnumerable<FigureLimit> limits) => limits.All(l => l.OnlyWarns || l.Allows(figure));

    /// <summary>The check with a line for each limit.</summary>
    /// <param name="rule">The rule that asks.</param>
    /// <param name="title">Its Chinese name.</param>
    /// <param name="figure">The figure's name and how it is printed.</param>
    /// <param name="value">The exact figure, money in fen.</param>
    /// <param name="limits">The limits of the day and place.</param>
    public static Explained<LimitCheckResult> Explain(string rule, string title, StepInput figure, Ratio value, IReadOnlyList<FigureLimit> limits)
    {
        var ok = Of(value, limits);
        var first = limits.FirstOrDefault(l => !l.OnlyWarns && !l.Allows(value)) ?? (limits.Count > 0 ? limits[0] : null);
        var lines = limits.Select(l => LineOf(l, figure, value)).DefaultIfEmpty(new Step("上下限", "上级文件当日没有规定上下限", [figure], "可以设定"));
        return new Explained<LimitCheckResult>(new LimitCheckResult(ok, first?.Clauses[0]), new Explanation(rule, title, [], [.. lines]));
    }

    private static Step LineOf(FigureLimit limit, StepInput figure, Ratio value)
    {
        var broken = !limit.Allows(value);
        var words = limit.IsFloor ? limit.Inclusive ? "不低于" : "高于" : limit.Inclusive ? "不高于" : "低于";
        return new Step(limit.IsFloor ? "下限" : "上限", $"{words} {limit.Words}", [limit.Other?.Shown ?? figure, .. limit.Inputs], limit.NotEntered ? "没有录入，未核对" : !broken ? "符合" : limit.OnlyWarns ? "不符合，提醒" : "不符合，不能设定")
        {
            Clauses = limit.Clauses,
        };
    }
}
