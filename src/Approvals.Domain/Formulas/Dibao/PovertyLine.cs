namespace Approvals.Domain;

/// <summary>What the check against the poverty line reads.</summary>
/// <param name="Members">Members who live together.</param>
/// <param name="CountableAnnualIncome">The household's countable income of a year.</param>
/// <param name="Monthly">What the household is paid each month.</param>
/// <param name="Line">The poverty line, yuan per person and year.</param>
/// <param name="Basis">The clauses that demand the check.</param>
public sealed record PovertyLineInput(
    Sourced<int> Members, Sourced<Money> CountableAnnualIncome, Sourced<Money> Monthly, Sourced<Money> Line, IReadOnlyList<string> Basis);

/// <summary>What a household below the line leads to (A-F2b-1).</summary>
public enum PovertyLineEffect
{
    /// <summary>The county is told; the amount stays.</summary>
    Report,

    /// <summary>The amount is raised to the line.</summary>
    Raise,
}

/// <summary>Income per person with the benefit, and whether it reaches the line.</summary>
public readonly record struct PovertyLineResult(bool Ok, Money PerPerson);

/// <summary>Whether income and benefit together bring every member to the poverty line (不低于扶贫标准).</summary>
/// <remarks>The text makes it a duty of outcome: the check reports, it never changes the amount (A-F2b-1). Clauses: HN2017-2.2.4, JL2020-2.1.3.</remarks>
public static class PovertyLine
{
    /// <summary>The raw comparison: (income + 12 × monthly) ÷ members, to the fen, against the line.</summary>
    public static PovertyLineResult Of(Money countableAnnualIncome, Money monthly, int members, Money line)
    {
        var total = countableAnnualIncome.OrZeroIfNegative() + (monthly * YearMonth.MonthsOfAYear);
        var perPerson = Rounding.HalfUpToFen.Apply(total, members);
        return new PovertyLineResult(perPerson >= line, perPerson);
    }

    /// <summary>Whether the household misses the line by more than rounding alone can cause.</summary>
    /// <remarks>Tolerance in yuan per household and year.</remarks>
    public static bool Alerts(Money countableAnnualIncome, Money monthly, int members, Money line, Money tolerance)
    {
        var total = countableAnnualIncome.OrZeroIfNegative() + (monthly * YearMonth.MonthsOfAYear);
        return (line * members) - total > tolerance;
    }

    /// <summary>The comparison with its lines.</summary>
    public static Answer<PovertyLineResult> Explain(PovertyLineInput input)
    {
        if (FieldProblem.OfMembers(input.Members.Value) is { } problem)
        {
            return problem;
        }

        var result = Of(input.CountableAnnualIncome.Value, input.Monthly.Value, input.Members.Value, input.Line.Value);
        return new Explained<PovertyLineResult>(result, new Explanation("dibao.poverty-line-check", "扶贫线核对", input.Basis, [PerPersonLine(input, result), ComparisonLine(input, result)]));
    }

    /// <summary>Whether the county is alerted, with its line. An alert asks for a look at the standard or the figures; it decides nothing.</summary>
    public static Answer<bool> ExplainAlert(PovertyLineInput input, Sourced<Money> tolerance) => Explain(input).Then<bool>(check =>
    {
        var alerts = Alerts(input.CountableAnnualIncome.Value, input.Monthly.Value, input.Members.Value, input.Line.Value, tolerance.Value);
        var line = new Step(
            "是否提醒县里",
            "全户一年比扶贫线少的数额 超过 取整容差",
            [StepInput.Of("取整容差", tolerance, "元/户·年")],
            alerts ? "提醒：请核对低保标准或收入数据" : "不提醒");
        return new Explained<bool>(alerts, new Explanation("dibao.poverty-line-alert", "扶贫线提醒", input.Basis, [.. check.Explanation.Steps, line]));
    });

    /// <summary>The least monthly amount that brings a household to the line: rounded up, so that it is reached.</summary>
    public static Money Least(Money countableAnnualIncome, int members, Money line) =>
        Rounding.UpToFen.Apply(((line * members) - countableAnnualIncome.OrZeroIfNegative()).OrZeroIfNegative(), YearMonth.MonthsOfAYear);

    /// <summary>A gap raised to the line, with its line: only where the local reading asks for it.</summary>
    public static Explained<ShortfallResult> ExplainRaise(Explained<ShortfallResult> gap, Sourced<int> members, Sourced<Money> income, Sourced<Money> line, Sourced<Choice<PovertyLineEffect>> effect)
    {
        var monthly = gap.Value.Eligible ? Money.Max(gap.Value.Monthly, Least(income.Value, members.Value, line.Value)) : gap.Value.Monthly;
        var step = new Step("提高到扶贫线", "（扶贫线 × 人数 − 全年可计算收入）÷ 12，低于它的提高到它", [StepInput.Of("扶贫线", line, "元/人·年"), StepInput.Of("低于扶贫线时", effect)], $"{monthly}元/月") { Rounding = Rounding.UpToFen.Name };
        return new Explained<ShortfallResult>(gap.Value with { Monthly = monthly }, gap.Explanation with { Steps = [.. gap.Explanation.Steps, step] });
    }

    private static Step PerPersonLine(PovertyLineInput input, PovertyLineResult result) => new(
        "人均年收入（含低保金）",
        "（全年可计算收入 + 月低保金 × 12）÷ 人数",
        [
            StepInput.Of("家庭全年可计算收入", input.CountableAnnualIncome),
            StepInput.Of("月低保金", input.Monthly),
            StepInput.Of("共同生活家庭成员", input.Members, "人"),
        ],
        $"{result.PerPerson}元/人·年")
    {
        Rounding = Rounding.HalfUpToFen.Name,
    };

    private static Step ComparisonLine(PovertyLineInput input, PovertyLineResult result) => new(
        "与扶贫线比较",
        "人均年收入 不低于 扶贫线（等于即可）",
        [StepInput.Of("扶贫线", input.Line, "元/人·年")],
        result.Ok ? $"{result.PerPerson}元 不低于 {input.Line.Value}元" : $"{result.PerPerson}元 低于 {input.Line.Value}元")
    {
        Clauses = input.Basis,
    };
}
