namespace Approvals.Domain;

/// <summary>For whom medical cost is taken off the income before the test.</summary>
public enum ExpenseDeductionPersons
{
    /// <summary>未脱贫建档立卡贫困家庭 (JL2020).</summary>
    UnliftedRegisteredPoor,

    /// <summary>Every household: the local rule after 2020.</summary>
    AllHouseholds,
}

/// <summary>Which medical cost is taken off (A-F4-2).</summary>
public enum MedicalCostScope
{
    /// <summary>政策范围内个人自负, after every insurance and medical assistance.</summary>
    InPolicy,

    /// <summary>Documented cost outside the policy too.</summary>
    WithOutOfPolicy,
}

/// <summary>Whose medical cost is taken off (A-F4-4).</summary>
public enum MedicalCostPersons
{
    AllMembers,
    Applicant,
}

/// <summary>What is paid after the deduction (A-F4-1).</summary>
public enum ExpenseDeductionBenefit
{
    /// <summary>The gap of the income less the cost.</summary>
    DifferenceAfterDeduction,

    /// <summary>The whole standard.</summary>
    FullStandard,

    /// <summary>The gap of the income as it is.</summary>
    DifferenceBeforeDeduction,
}

/// <summary>How "持续" is shown (A-F4-3).</summary>
public enum ContinuingProof
{
    /// <summary>A proof of ongoing treatment on the day of the application.</summary>
    TreatmentProof,

    /// <summary>A statement of the officer who visited.</summary>
    OfficerStatement,
}

/// <summary>What is recorded of a household with large medical cost.</summary>
/// <param name="CountableAnnualIncome">The household's countable income of a year.</param>
/// <param name="SelfPaidMedical">个人自负医疗费用 of the last twelve months, all members.</param>
/// <param name="Members">Members who live together.</param>
/// <param name="UnliftedRegisteredPoor">未脱贫建档立卡.</param>
/// <param name="ContinuingExpense">持续重大支出.</param>
/// <param name="PropertyOk">家庭财产状况符合当地规定.</param>
public sealed record ExpenseDeductionFacts(
    Sourced<Money> CountableAnnualIncome,
    Sourced<Money> SelfPaidMedical,
    Sourced<int> Members,
    Sourced<bool> UnliftedRegisteredPoor,
    Sourced<bool> ContinuingExpense,
    Sourced<bool> PropertyOk)
{
    /// <summary>Documented cost outside the policy; null when none is recorded.</summary>
    public Sourced<Money>? OutOfPolicyMedical { get; init; }

    /// <summary>The applicant's own part of the cost; null when nobody told it apart.</summary>
    public Sourced<Money>? ApplicantMedical { get; init; }
}

/// <summary>What the law takes off and pays.</summary>
/// <param name="Enabled">Whether the deduction is practised here.</param>
/// <param name="Persons">For whom.</param>
/// <param name="Scope">Which cost.</param>
/// <param name="CostOf">Whose cost.</param>
/// <param name="Proof">How continuing cost is shown.</param>
/// <param name="Benefit">What is paid.</param>
/// <param name="Shortfall">The standard and the gap.</param>
public sealed record ExpenseDeductionTerms(
    Sourced<bool> Enabled,
    Sourced<Choice<ExpenseDeductionPersons>> Persons,
    Sourced<Choice<MedicalCostScope>> Scope,
    Sourced<Choice<MedicalCostPersons>> CostOf,
    Sourced<Choice<ContinuingProof>> Proof,
    Sourced<Choice<ExpenseDeductionBenefit>> Benefit,
    ShortfallTerms Shortfall);

/// <summary>Whether a household is taken into 低保 because of what illness costs it (支出核减纳入), and with how much.</summary>
/// <remarks>Yuan per month, for a term of months; compared exactly. Clauses: JL2020-2.4.4a, JL2020-2.4.4b, JL2020-2.4.4c, JL2020-2.4.4d.</remarks>
public static class ExpenseDeduction
{
    private static readonly Obstacle NoApplicantCost = Obstacle.Missing("applicantSelfPaidMedical", "申请人本人的自负医疗费用", "乡镇经办人", "本地只扣减申请人本人的费用");

    /// <summary>Income less cost, not below zero.</summary>
    public static Money Remaining(Money income, Money cost) => (income.OrZeroIfNegative() - cost).OrZeroIfNegative();

    /// <summary>The decision with its lines.</summary>
    public static Answer<ShortfallResult> Explain(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms)
    {
        var problem = FieldProblem.OfMembers(facts.Members.Value)
            ?? FieldProblem.OfNegative("selfPaidMedical", facts.SelfPaidMedical.Value, "自负医疗费用")
            ?? FieldProblem.OfNegative("outOfPolicyMedical", facts.OutOfPolicyMedical?.Value, "政策范围外医疗费用");
        if (problem is not null)
        {
            return problem;
        }

        var lines = Conditions(facts, terms);
        if (!IsFor(facts, terms))
        {
            return new Explained<ShortfallResult>(new ShortfallResult(false, Money.Zero), Sheet(lines));
        }

        return terms.CostOf.Value.Value == MedicalCostPersons.Applicant && facts.ApplicantMedical is null
            ? NoApplicantCost
            : AfterCost(facts, terms, lines);
    }

    /// <summary>The months of the term: from the month after the decision.</summary>
    public static Explained<MonthSpan> ExplainPeriod(Sourced<DateOnly> decision, Sourced<int> term)
    {
        var span = MonthSpan.After(decision.Value, term.Value);
        return new Explained<MonthSpan>(span, new Explanation("expense-deduction.period", "支出核减待遇期限", [],
            [new Step("待遇期限", "自决定之月下月起，到期前复核", [StepInput.Of("决定日期", decision), StepInput.Of("期限", term, "个月")], span.ToString())]));
    }

    private static bool IsFor(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms) =>
        terms.Enabled.Value && IsOfTheGroup(facts, terms) && facts.ContinuingExpense.Value && facts.PropertyOk.Value;

    private static bool IsOfTheGroup(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms) =>
        terms.Persons.Value.Value == ExpenseDeductionPersons.AllHouseholds || facts.UnliftedRegisteredPoor.Value;

    private static Answer<ShortfallResult> AfterCost(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms, List<Step> lines)
    {
        var cost = Cost(facts, terms);
        var remaining = Remaining(facts.CountableAnnualIncome.Value, cost);
        lines.Add(CostLine(facts, terms, cost, remaining));
        var after = new Explained<Money>(remaining, new Explanation("expense-deduction.income", "扣减自负医疗费用后的收入", [], [lines[^1]]));
        return Shortfall.Explain(terms.Shortfall.For(facts.Members, Sourced.Result(after))).Then(gap => Paid(gap, facts, terms, lines));
    }

    private static Money Cost(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms)
    {
        var inPolicy = terms.CostOf.Value.Value == MedicalCostPersons.Applicant ? facts.ApplicantMedical!.Value.Value : facts.SelfPaidMedical.Value;
        return terms.Scope.Value.Value == MedicalCostScope.WithOutOfPolicy ? inPolicy + (facts.OutOfPolicyMedical?.Value ?? Money.Zero) : inPolicy;
    }

    private static Answer<ShortfallResult> Paid(Explained<ShortfallResult> gap, ExpenseDeductionFacts facts, ExpenseDeductionTerms terms, List<Step> lines)
    {
        var monthly = !gap.Value.Eligible ? Money.Zero : terms.Benefit.Value.Value switch
        {
            ExpenseDeductionBenefit.FullStandard => Whole(facts, terms),
            ExpenseDeductionBenefit.DifferenceBeforeDeduction => Shortfall.Of(facts.CountableAnnualIncome.Value, terms.Shortfall.AnnualPerPerson.Value * facts.Members.Value, terms.Shortfall.Rounding.Value).Monthly,
            _ => gap.Value.Monthly,
        };
        var line = new Step(
            "月金额",
            "扣减后人均低于保障标准的纳入",
            [StepInput.Of("按扣减后收入的补差", Sourced.Result(new Explained<Money>(gap.Value.Monthly, gap.Explanation)), "元/月"), StepInput.Of("发放方法", terms.Benefit)],
            gap.Value.Eligible ? $"{monthly}元/月{OrdinaryDoor(facts, terms)}" : "扣减后仍不低于保障标准，不符合");
        return new Explained<ShortfallResult>(gap.Value with { Monthly = monthly }, Sheet([.. lines, line]));
    }

    private static Money Whole(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms) =>
        terms.Shortfall.Rounding.Value.Apply(terms.Shortfall.AnnualPerPerson.Value * facts.Members.Value, YearMonth.MonthsOfAYear);

    // A household below the standard anyway needs no deduction and has no term.
    private static string OrdinaryDoor(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms) =>
        facts.CountableAnnualIncome.Value < terms.Shortfall.AnnualPerPerson.Value * facts.Members.Value ? "；不扣减也低于标准，请按普通低保办理" : "";

    private static List<Step> Conditions(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms) =>
    [
        Step.Condition("支出核减政策", "本地实行支出核减", terms.Enabled.Value, StepInput.Of("实行支出核减", terms.Enabled)),
        Step.Condition("适用家庭", "文件列明的家庭", IsOfTheGroup(facts, terms), StepInput.Of("未脱贫建档立卡", facts.UnliftedRegisteredPoor), StepInput.Of("适用范围", terms.Persons)),
        Step.Condition("持续重大支出", "因病支出型且有持续重大支出", facts.ContinuingExpense.Value, StepInput.Of("持续重大支出", facts.ContinuingExpense), StepInput.Of("证明方法", terms.Proof)),
        Step.Condition("家庭财产", "符合当地规定", facts.PropertyOk.Value, StepInput.Of("家庭财产符合规定", facts.PropertyOk)),
    ];

    private static Step CostLine(ExpenseDeductionFacts facts, ExpenseDeductionTerms terms, Money cost, Money remaining)
    {
        var inputs = new List<StepInput> { StepInput.Of("家庭全年可计算收入", facts.CountableAnnualIncome), StepInput.Of("自负医疗费用", facts.SelfPaidMedical), StepInput.Of("费用范围", terms.Scope), StepInput.Of("费用人员", terms.CostOf) };
        if (facts.OutOfPolicyMedical is { } outside)
        {
            inputs.Add(StepInput.Of("政策范围外费用", outside));
        }

        return new Step("扣减后的年收入", "全年可计算收入 − 自负医疗费用，不低于0", inputs, $"{facts.CountableAnnualIncome.Value.OrZeroIfNegative()} − {cost} → {remaining}元");
    }

    private static Explanation Sheet(IReadOnlyList<Step> lines) => new("dibao.expense-deduction", "支出核减纳入", [], lines);
}
