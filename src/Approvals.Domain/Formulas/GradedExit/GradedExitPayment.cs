namespace Approvals.Domain;

/// <summary>What "逐年" means (A-F7-1, A-F7-4).</summary>
public enum GradedExitYear
{
    /// <summary>Each twelve months from the first; a shorter last year is a year.</summary>
    TwelveMonths,

    /// <summary>Each calendar year.</summary>
    CalendarYear,
}

/// <summary>What the shares are taken of (A-F7-3).</summary>
public enum GradedExitBasis
{
    /// <summary>The last approved amount, frozen.</summary>
    LastAmount,

    /// <summary>The whole standard for all members, of the day.</summary>
    FullStandard,
}

/// <summary>What happens to the base when members die or leave.</summary>
public enum FewerMembers
{
    /// <summary>Base × those left ÷ those before.</summary>
    Proportional,
    Frozen,
}

/// <summary>What happens after the last month while the assessment is not done (A-F9-2).</summary>
public enum AfterGradedExit
{
    Stops,

    /// <summary>One more month by a decision of the county.</summary>
    OneMonthByDecision,

    /// <summary>One more month by itself.</summary>
    OneMonth,
}

/// <summary>One month of leaving by degrees.</summary>
/// <param name="Base">The last approved monthly amount.</param>
/// <param name="MonthNumber">The month asked for, 1 the first.</param>
/// <param name="Disabled">Whether the household counts as one of the disabled.</param>
public sealed record GradedExitPaymentFacts(Sourced<Money> Base, Sourced<int> MonthNumber, Sourced<bool> Disabled)
{
    /// <summary>The first month paid; needed where years are calendar years.</summary>
    public Sourced<YearMonth>? FirstMonth { get; init; }

    /// <summary>Members when the base was approved; null when nobody left.</summary>
    public Sourced<int>? MembersBefore { get; init; }

    /// <summary>Members now; needed where the base is the whole standard.</summary>
    public Sourced<int>? MembersNow { get; init; }

    /// <summary>The county decided to go on for one month; null when it did not.</summary>
    public Sourced<bool>? ExtensionDecided { get; init; }
}

/// <summary>What the law pays in which month.</summary>
/// <param name="Ordinary">Months of an ordinary household.</param>
/// <param name="DisabledMonths">Months of a disabled one.</param>
/// <param name="Schedule">The share of the base in each year, strictly decreasing.</param>
/// <param name="Year">What a year is.</param>
/// <param name="BaseOf">What the shares are taken of.</param>
/// <param name="Fewer">What happens when members leave.</param>
/// <param name="After">What happens after the last month.</param>
/// <param name="AnnualPerPerson">The standard per person and year, for a base of the whole standard.</param>
/// <param name="Rounding">How a monthly amount is rounded.</param>
public sealed record GradedExitPaymentTerms(
    Sourced<int> Ordinary,
    Sourced<int> DisabledMonths,
    Sourced<IReadOnlyList<Ratio>> Schedule,
    Sourced<Choice<GradedExitYear>> Year,
    Sourced<Choice<GradedExitBasis>> BaseOf,
    Sourced<Choice<FewerMembers>> Fewer,
    Sourced<Choice<AfterGradedExit>> After,
    Sourced<Money>? AnnualPerPerson,
    Sourced<Rounding> Rounding)
{
    /// <summary>How many months there are for a household.</summary>
    public Sourced<int> MonthsOf(bool disabled) => disabled ? DisabledMonths : Ordinary;
}

/// <summary>What a household is paid in a month of leaving by degrees (逐年按比例递减).</summary>
/// <remarks>Yuan per month. Clauses: JL2020-2.4.2c, JL2020-2.4.2d, JL2020-2.4.2e, YC2017-3.1.7.</remarks>
public static class GradedExitPayment
{
    private static readonly Obstacle NoFirstMonth = Obstacle.Missing("firstMonth", "渐退首月", "乡镇经办人", "本地按自然年递减，须知道从哪个月开始");
    private static readonly Obstacle NoMembers = Obstacle.Missing("membersNow", "现有成员人数", "乡镇经办人", "本地以保障标准全额为基数，须知道人数");

    /// <summary>The bare amount of the k-th month; nothing before the first and after the last.</summary>
    public static Money Of(Money lastAmount, int monthNumber, int months, IReadOnlyList<Ratio> schedule, Rounding rounding) =>
        monthNumber < 1 || monthNumber > months ? Money.Zero : rounding.Apply(Ratio.Of(lastAmount) * schedule[(monthNumber - 1) / YearMonth.MonthsOfAYear]);

    /// <summary>All months together.</summary>
    public static Money Total(Money lastAmount, int months, IReadOnlyList<Ratio> schedule, Rounding rounding) =>
        Enumerable.Range(1, months).Aggregate(Money.Zero, (sum, k) => sum + Of(lastAmount, k, months, schedule, rounding));

    /// <summary>The amount of one month with its lines.</summary>
    public static Answer<Money> Explain(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms)
    {
        var months = terms.MonthsOf(facts.Disabled.Value);
        if (Problem(facts.Base.Value, months.Value, terms) is { } problem)
        {
            return problem;
        }

        if (Missing(facts, terms) is { } obstacle)
        {
            return obstacle;
        }

        var paid = BaseOf(facts, terms);
        var amount = terms.Rounding.Value.Apply(paid * ShareOf(facts, terms, months.Value));
        return new Explained<Money>(amount, new Explanation("graded-exit.payment", "渐退月金额", [], [BaseLine(facts, terms, paid), MonthLine(facts, terms, months, amount)]));
    }

    /// <summary>The sum of all months with its lines: what an alternative schedule would cost or save.</summary>
    public static Answer<Money> ExplainTotal(Sourced<Money> lastAmount, Sourced<bool> disabled, GradedExitPaymentTerms terms)
    {
        var months = terms.MonthsOf(disabled.Value);
        if (Problem(lastAmount.Value, months.Value, terms) is { } problem)
        {
            return problem;
        }

        var total = Total(lastAmount.Value, months.Value, terms.Schedule.Value, terms.Rounding.Value);
        return new Explained<Money>(total, new Explanation("graded-exit.total", "渐退期总额", [],
            [new Step("渐退期总额", "各月金额之和", [StepInput.Of("渐退前月金额", lastAmount), StepInput.Of("渐退月数", months, "个月"), Schedule(terms)], $"{total}元") { Rounding = terms.Rounding.Value.Name }]));
    }

    private static FieldProblem? Problem(Money lastAmount, int months, GradedExitPaymentTerms terms) =>
        FieldProblem.OfNegative("base", lastAmount, "渐退前月金额")
        ?? (terms.Schedule.Value.Count * YearMonth.MonthsOfAYear < months
            ? new FieldProblem("graded-exit.schedule", string.Join("、", terms.Schedule.Value.Select(s => s.ToDecimalText())), $"递减比例只有{terms.Schedule.Value.Count}年，短于渐退期{months}个月，请补足每一年的比例。")
            : null);

    private static Obstacle? Missing(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms) =>
        terms.Year.Value.Value == GradedExitYear.CalendarYear && facts.FirstMonth is null ? NoFirstMonth
        : terms.BaseOf.Value.Value == GradedExitBasis.FullStandard && (facts.MembersNow is null || terms.AnnualPerPerson is null) ? NoMembers
        : null;

    private static Ratio BaseOf(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms)
    {
        if (terms.BaseOf.Value.Value == GradedExitBasis.FullStandard)
        {
            return Ratio.Of(terms.AnnualPerPerson!.Value.Value * facts.MembersNow!.Value.Value) / new Ratio(YearMonth.MonthsOfAYear, 1);
        }

        return facts is { MembersBefore: { } before, MembersNow: { } now } && now.Value < before.Value && terms.Fewer.Value.Value == FewerMembers.Proportional
            ? Ratio.Of(facts.Base.Value) * new Ratio(now.Value, before.Value)
            : Ratio.Of(facts.Base.Value);
    }

    private static Ratio ShareOf(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms, int months)
    {
        var number = facts.MonthNumber.Value;
        var goesOn = number == months + 1 && terms.After.Value.Value switch
        {
            AfterGradedExit.OneMonth => true,
            AfterGradedExit.OneMonthByDecision => facts.ExtensionDecided?.Value == true,
            _ => false,
        };
        return number < 1 || (number > months && !goesOn) ? default : terms.Schedule.Value[YearIndex(facts, terms, Math.Min(number, months))];
    }

    private static int YearIndex(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms, int number)
    {
        var index = terms.Year.Value.Value == GradedExitYear.CalendarYear
            ? facts.FirstMonth!.Value.Value.AddMonths(number - 1).Year - facts.FirstMonth.Value.Value.Year
            : (number - 1) / YearMonth.MonthsOfAYear;
        // A period of eighteen months that begins in July touches three calendar years; the last share goes on.
        return Math.Min(index, terms.Schedule.Value.Count - 1);
    }

    private static Step BaseLine(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms, Ratio paid)
    {
        var inputs = new List<StepInput> { StepInput.Of("渐退前月金额", facts.Base), StepInput.Of("基数", terms.BaseOf) };
        if (facts is { MembersBefore: { } before, MembersNow: { } now })
        {
            inputs.AddRange([StepInput.Of("渐退前人数", before, "人"), StepInput.Of("现有人数", now, "人"), StepInput.Of("成员减少时", terms.Fewer)]);
        }

        return new Step("递减基数", "渐退前最后一次核定的月金额", inputs, $"{Rounding.HalfUpToFen.Apply(paid)}元");
    }

    private static Step MonthLine(GradedExitPaymentFacts facts, GradedExitPaymentTerms terms, Sourced<int> months, Money amount) => new(
        $"第{facts.MonthNumber.Value}个月的金额",
        "基数 × 当年比例；渐退期以外为0",
        [
            StepInput.Of("渐退月数", months, "个月"), Schedule(terms), StepInput.Of("逐年", terms.Year),
            StepInput.Of("期满未评估时", terms.After), new StepInput("取整方式", terms.Rounding.Value.Name, terms.Rounding.Source),
        ],
        $"{amount}元/月")
    {
        Rounding = terms.Rounding.Value.Name,
    };

    private static StepInput Schedule(GradedExitPaymentTerms terms) =>
        new("每年比例", string.Join("、", terms.Schedule.Value.Select(s => s.ToDecimalText())), terms.Schedule.Source);
}
