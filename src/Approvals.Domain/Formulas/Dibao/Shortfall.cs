namespace Approvals.Domain;

/// <summary>Which standard a household is measured by.</summary>
public enum StandardKind
{
    /// <summary>农村低保标准, yuan per person and year.</summary>
    Rural,

    /// <summary>城市低保标准, yuan per person and month.</summary>
    Urban,
}

/// <summary>What the income test reads.</summary>
/// <param name="Members">Members who live together, at least 1.</param>
/// <param name="CountableAnnualIncome">The household's countable income of a year; a loss counts as zero (A-F2-3).</param>
/// <param name="Kind">Rural standards are per year, urban ones per month.</param>
/// <param name="Standard">The standard in the unit of its kind.</param>
/// <param name="Rounding">How the monthly amount is rounded, once per household.</param>
/// <param name="MinPayment">起发额: what a positive gap below it is raised to; null while the county has not chosen.</param>
/// <param name="Basis">The clauses that say the gap is paid, the main one first.</param>
public sealed record ShortfallInput(
    Sourced<int> Members,
    Sourced<Money> CountableAnnualIncome,
    StandardKind Kind,
    Sourced<Money> Standard,
    Sourced<Rounding> Rounding,
    Sourced<Money>? MinPayment,
    IReadOnlyList<string> Basis)
{
    /// <summary>Income equal to the standard counts as below it: the reading the law does not take (A-F2-1). Null or false: "低于" is strict.</summary>
    public Sourced<bool>? EqualIsBelow { get; init; }
}

/// <summary>What the law says about the gap, whoever's income it is measured on.</summary>
/// <param name="Kind">Rural standards are per year, urban ones per month.</param>
/// <param name="Standard">The standard in the unit of its kind.</param>
/// <param name="Rounding">How the monthly amount is rounded.</param>
/// <param name="MinPayment">起发额; null while the county has not chosen.</param>
/// <param name="EqualIsBelow">The reading of "低于" (A-F2-1).</param>
/// <param name="Basis">The clauses that say the gap is paid.</param>
public sealed record ShortfallTerms(
    StandardKind Kind, Sourced<Money> Standard, Sourced<Rounding> Rounding, Sourced<Money>? MinPayment, Sourced<bool> EqualIsBelow, IReadOnlyList<string> Basis)
{
    /// <summary>The standard per person and year.</summary>
    public Sourced<Money> AnnualPerPerson => Standard.As(s => Shortfall.AnnualStandard(Kind, s, 1));

    /// <summary>The gap of so many members with so much income.</summary>
    public ShortfallInput For(Sourced<int> members, Sourced<Money> countableAnnualIncome) =>
        new(members, countableAnnualIncome, Kind, Standard, Rounding, MinPayment, Basis) { EqualIsBelow = EqualIsBelow };
}

/// <summary>Whether the income test is passed and what is paid each month.</summary>
public readonly record struct ShortfallResult(bool Eligible, Money Monthly);

/// <summary>What a Dibao household is paid each month (补差): the gap between its countable income and the standard for all its members.</summary>
/// <remarks>Fen per household per month, rounded once, at the end, by the pack's rule. Compared exactly, never on rounded per-head values. Clauses: HN2017-2.2.3; elsewhere O11. "低于" is strict: O02.</remarks>
public static class Shortfall
{
    private const string Strictly = "O02";

    /// <summary>The standard for all members and a whole year.</summary>
    public static Money AnnualStandard(StandardKind kind, Money standard, int members) =>
        standard * (kind == StandardKind.Urban ? YearMonth.MonthsOfAYear : 1) * members;

    /// <summary>The bare calculation: eligible exactly when the income is below the standard of all members for the year.</summary>
    public static ShortfallResult Of(Money countableAnnualIncome, Money annualStandard, Rounding rounding, bool equalIsBelow = false)
    {
        var income = countableAnnualIncome.OrZeroIfNegative();
        return income > annualStandard || (income == annualStandard && !equalIsBelow)
            ? new ShortfallResult(false, Money.Zero)
            : new ShortfallResult(true, rounding.Apply(annualStandard - income, YearMonth.MonthsOfAYear));
    }

    /// <summary>The calculation with its lines. A gap that rounds to nothing cannot be settled while the county has no 起发额.</summary>
    public static Answer<ShortfallResult> Explain(ShortfallInput input)
    {
        if (FieldProblem.OfMembers(input.Members.Value) is { } problem)
        {
            return problem;
        }

        var annual = AnnualStandard(input.Kind, input.Standard.Value, input.Members.Value);
        var result = Of(input.CountableAnnualIncome.Value, annual, input.Rounding.Value, input.EqualIsBelow?.Value == true);
        var lines = new List<Step> { IncomeLine(input), StandardLine(input, annual), ComparisonLine(input, annual, result) };
        if (!result.Eligible)
        {
            return Decided(input, lines, result);
        }

        lines.Add(GapLine(input, annual, result));
        return Paid(input, lines, result);
    }

    private static Answer<ShortfallResult> Paid(ShortfallInput input, List<Step> lines, ShortfallResult result)
    {
        if (input.MinPayment is not { } least)
        {
            return result.Monthly > Money.Zero ? Decided(input, lines, result) : NoMinPayment;
        }

        var monthly = Money.Max(result.Monthly, least.Value);
        return Decided(input, [.. lines, PaymentLine(least, monthly)], result with { Monthly = monthly });
    }

    private static Obstacle NoMinPayment { get; } = new(
        ObstacleKind.UnsetValue,
        "benefit.min-payment",
        "起发额",
        "县级民政部门",
        "符合收入条件，但补差额取整后为0元，发放名册不能列0元。请县级民政部门先设定起发额（benefit.min-payment），再核定金额。");

    private static Explained<ShortfallResult> Decided(ShortfallInput input, IReadOnlyList<Step> lines, ShortfallResult result) =>
        new(result, new Explanation("dibao.shortfall", "低保补差", input.Basis, lines));

    private static Step IncomeLine(ShortfallInput input) => new(
        "全年可计算收入",
        "家庭全年可计算收入，亏损按0元",
        [StepInput.Of("家庭全年可计算收入", input.CountableAnnualIncome)],
        $"{input.CountableAnnualIncome.Value.OrZeroIfNegative()}元");

    private static Step StandardLine(ShortfallInput input, Money annual) => new(
        "家庭全年保障标准",
        input.Kind == StandardKind.Urban ? "城市低保标准（每人每月）× 12个月 × 人数" : "农村低保标准（每人每年）× 人数",
        [
            input.Kind == StandardKind.Urban
                ? StepInput.Of("城市低保标准", input.Standard, "元/人·月")
                : StepInput.Of("农村低保标准", input.Standard, "元/人·年"),
            StepInput.Of("共同生活家庭成员", input.Members, "人"),
        ],
        $"{annual}元");

    private static Step ComparisonLine(ShortfallInput input, Money annual, ShortfallResult result)
    {
        var income = input.CountableAnnualIncome.Value.OrZeroIfNegative();
        var equal = input.EqualIsBelow is { Value: true } reading ? reading : (Sourced<bool>?)null;
        var below = equal is null ? "低于" : "不高于";
        return new Step(
            "收入比较",
            $"全年可计算收入 {below} 全年保障标准（{(equal is null ? "等于不算低于" : "等于也算低于")}，按总额比较，不用四舍五入后的人均数）",
            equal is { } e ? [StepInput.Of("等于保障标准是否算低于", e)] : [],
            result.Eligible ? $"{income}元 {below} {annual}元，符合收入条件" : $"{income}元 {(equal is null ? "不低于" : "高于")} {annual}元，不符合收入条件")
        {
            Clauses = result.Eligible ? input.Basis : [.. input.Basis, Strictly],
        };
    }

    private static Step GapLine(ShortfallInput input, Money annual, ShortfallResult result) => new(
        "月补差额",
        "（全年保障标准 − 全年可计算收入）÷ 12",
        [new StepInput("取整方式", input.Rounding.Value.Name, input.Rounding.Source)],
        $"（{annual} − {input.CountableAnnualIncome.Value.OrZeroIfNegative()}）÷ 12 = {result.Monthly}元")
    {
        Rounding = $"{input.Rounding.Value.Name}，全户只取整一次",
        Clauses = input.Basis,
    };

    private static Step PaymentLine(Sourced<Money> least, Money monthly) => new(
        "每月发放额",
        "月补差额低于起发额的，按起发额发放",
        [StepInput.Of("起发额", least)],
        monthly == Money.Zero ? "0.00元：只确认资格，不列发放名册" : $"{monthly}元");
}
