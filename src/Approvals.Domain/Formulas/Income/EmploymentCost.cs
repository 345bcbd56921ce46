namespace Approvals.Domain;

/// <summary>How "从就业当月算起，延续时间不超过6个月" is counted (A-F1c-1).</summary>
public enum EmploymentWindow
{
    /// <summary>The month of employment is the first of them.</summary>
    IncludingFirst,

    /// <summary>The month of employment and then so many more.</summary>
    AfterFirst,
}

/// <summary>What the base is used for (A-F1c-2).</summary>
public enum EmploymentCostMethod
{
    /// <summary>At most the base, and never more than the month's wage.</summary>
    CapByWage,

    /// <summary>The base as it is.</summary>
    Fixed,
}

/// <summary>One member's work in one month.</summary>
/// <param name="Month">The month whose wage is accounted.</param>
/// <param name="EmployedSince">The month of employment.</param>
/// <param name="Wage">The wage of the month; a loss counts as zero.</param>
/// <param name="Recipient">Whether the household already receives 低保.</param>
public sealed record EmploymentCostFacts(Sourced<YearMonth> Month, Sourced<YearMonth> EmployedSince, Sourced<Money> Wage, Sourced<bool> Recipient)
{
    /// <summary>The month an earlier job began whose costs were deducted; null when there was none.</summary>
    public Sourced<YearMonth>? EarlierStart { get; init; }
}

/// <summary>What the law lets be deducted.</summary>
/// <param name="Base">Yuan per worker and month.</param>
/// <param name="Share">The local share of the base (酌情).</param>
/// <param name="MaxMonths">For how many months; null: no limit in the text.</param>
/// <param name="Window">How the months are counted.</param>
/// <param name="Method">What the base is used for.</param>
/// <param name="NewWindowAfter">Months after the first start before a new job opens a new window (A-F1c-3).</param>
/// <param name="RecipientsOnly">Whether the text names recipients only.</param>
public sealed record EmploymentCostTerms(
    Sourced<Money> Base,
    Sourced<Ratio> Share,
    Sourced<int>? MaxMonths,
    Sourced<Choice<EmploymentWindow>> Window,
    Sourced<Choice<EmploymentCostMethod>> Method,
    Sourced<int> NewWindowAfter,
    Sourced<bool> RecipientsOnly)
{
    /// <summary>The share of the base, in whole fen.</summary>
    public Money Full => Rounding.HalfUpToFen.Apply(Ratio.Of(Base.Value) * Share.Value);
}

/// <summary>What is taken off a month's wage for the costs of going to work (就业成本扣减).</summary>
/// <remarks>Yuan per worker and month. Clauses: YC2017-3.1.5, YC2017-3.1.6, N2021-2.1.6.</remarks>
public static class EmploymentCost
{
    /// <summary>Whether a month lies in the window of a job that began in another.</summary>
    public static bool IsWithin(YearMonth month, YearMonth since, int? months, EmploymentWindow window) =>
        month >= since && (months is not { } n || month.MonthsSince(since) < n + (window == EmploymentWindow.AfterFirst ? 1 : 0));

    /// <summary>The bare deduction of a month inside the window.</summary>
    public static Money Of(Money wage, Money full, EmploymentCostMethod method) =>
        method == EmploymentCostMethod.CapByWage ? Money.Min(wage.OrZeroIfNegative(), full) : full;

    /// <summary>The deduction with its lines.</summary>
    public static Explained<Money> Explain(EmploymentCostFacts facts, EmploymentCostTerms terms)
    {
        var (since, met) = (WindowStart(facts, terms), facts.Recipient.Value || !terms.RecipientsOnly.Value);
        var within = IsWithin(facts.Month.Value, since.Value, terms.MaxMonths?.Value, terms.Window.Value.Value);
        var deduction = met && within ? Of(facts.Wage.Value, terms.Full, terms.Method.Value.Value) : Money.Zero;
        return new Explained<Money>(deduction, new Explanation("income.employment-cost", "就业成本扣减", [],
        [
            Step.Condition("扣减对象", "农村低保对象", met, StepInput.Of("已是低保对象", facts.Recipient), StepInput.Of("只限低保对象", terms.RecipientsOnly)),
            WindowLine(facts, terms, since, within),
            DeductionLine(facts, terms, deduction),
        ]));
    }

    /// <summary>The start that counts: that of an earlier job while it is too recent for a new window.</summary>
    private static Sourced<YearMonth> WindowStart(EmploymentCostFacts facts, EmploymentCostTerms terms) =>
        facts.EarlierStart is { } earlier && facts.EmployedSince.Value.MonthsSince(earlier.Value) < terms.NewWindowAfter.Value ? earlier : facts.EmployedSince;

    private static Step WindowLine(EmploymentCostFacts facts, EmploymentCostTerms terms, Sourced<YearMonth> since, bool within)
    {
        var inputs = new List<StepInput> { StepInput.Of("核算月份", facts.Month), StepInput.Of("就业当月", since), StepInput.Of("计月方法", terms.Window) };
        if (terms.MaxMonths is { } months)
        {
            inputs.Add(StepInput.Of("最长月数", months, "个月"));
        }

        if (facts.EarlierStart is { } earlier)
        {
            inputs.Add(StepInput.Of("上一次就业当月", earlier));
            inputs.Add(StepInput.Of("重新起算的间隔", terms.NewWindowAfter, "个月"));
        }

        return Step.Condition("扣减期间", "从就业当月算起，不超过最长月数", within, inputs);
    }

    private static Step DeductionLine(EmploymentCostFacts facts, EmploymentCostTerms terms, Money deduction) => new(
        "就业成本扣减额",
        terms.Method.Value.Value == EmploymentCostMethod.CapByWage ? "扣减基数 × 比例，不超过当月工资" : "扣减基数 × 比例",
        [
            StepInput.Of("当月工资", facts.Wage), StepInput.Of("扣减基数", terms.Base, "元/人·月"),
            StepInput.Of("比例", terms.Share), StepInput.Of("扣减方法", terms.Method),
        ],
        $"{deduction}元/月");
}
