namespace Approvals.Domain;

/// <summary>What is recorded of somebody in an emergency.</summary>
/// <param name="Kind">急难型 or 支出型.</param>
/// <param name="Persons">Persons in need.</param>
/// <param name="Months">Months the need lasts.</param>
/// <param name="Loss">What was lost or has to be paid; null when it is no matter of a sum.</param>
/// <param name="OtherAid">Insurance, other aid and donations received.</param>
public sealed record AidFacts(Sourced<AidKind> Kind, Sourced<int> Persons, Sourced<int> Months, Sourced<Money>? Loss, Sourced<Money> OtherAid)
{
    /// <summary>The family's income per head in a year; needed for 支出型.</summary>
    public Sourced<Money>? IncomePerHead { get; init; }

    /// <summary>Property within the rules; needed for 支出型.</summary>
    public Sourced<bool>? PropertyOk { get; init; }
}

/// <summary>The county's table.</summary>
/// <param name="MonthlyStandard">Yuan per person and month.</param>
/// <param name="Factor">The factor of the kind.</param>
/// <param name="CeilingMultiple">So many monthly standards are the ceiling.</param>
/// <param name="IncomeLimit">支出型: income per head has to be below it; null while nobody has set it.</param>
/// <param name="Rounding">How the amount is rounded.</param>
public sealed record AidTerms(Sourced<Money> MonthlyStandard, Sourced<Ratio> Factor, Sourced<Ratio> CeilingMultiple, Sourced<Money>? IncomeLimit, Sourced<Rounding> Rounding);

/// <summary>What is given, and the ceiling.</summary>
public readonly record struct AidResult(Money Amount, Money Cap);

/// <summary>How much 临时救助 a case is given: the monthly standard for so many persons and months by the factor of its kind, within the ceiling and what other aid left open.</summary>
/// <remarks>Yuan. Until the county's table is set a person decides and says why. Clauses: N2021-2.6.1, YC2017-3.4.1, O07.</remarks>
public static class AidAmount
{
    private static readonly Obstacle NoLimit = Obstacle.Unset("temporary-assistance.expense-income-limit", "支出型临时救助的收入上限", "县级民政部门", "支出型须家庭人均收入低于当地上年度人均可支配收入");
    private static readonly Obstacle NoIncome = Obstacle.Missing("incomePerHead", "家庭人均年收入", "乡镇经办人", "支出型须核实家庭人均收入");
    private static readonly Obstacle NoProperty = Obstacle.Missing("propertyOk", "家庭财产是否符合规定", "乡镇经办人", "支出型须核实家庭财产");

    /// <summary>The bare amount before other aid.</summary>
    public static Money Of(Money monthlyStandard, int persons, int months, Ratio factor, Rounding rounding) =>
        rounding.Apply(factor * Ratio.Of(monthlyStandard * persons * months));

    /// <summary>The amount with its lines.</summary>
    public static Answer<AidResult> Explain(AidFacts facts, AidTerms terms)
    {
        var problem = FieldProblem.OfLess("persons", facts.Persons.Value, 1, "救助人数") ?? FieldProblem.OfLess("months", facts.Months.Value, 1, "救助月数")
            ?? FieldProblem.OfNegative("loss", facts.Loss?.Value, "损失或支出") ?? FieldProblem.OfNegative("otherAid", facts.OtherAid.Value, "其他救助");
        if (problem is not null)
        {
            return problem;
        }

        if (facts.Kind.Value == AidKind.Emergency)
        {
            return Decided(facts, terms, []);
        }

        return facts.IncomePerHead is not { } income ? NoIncome
            : facts.PropertyOk is not { } property ? NoProperty
            : terms.IncomeLimit is not { } limit ? NoLimit
            : ByExpense(facts, terms, income, property, limit);
    }

    private static Explained<AidResult> ByExpense(AidFacts facts, AidTerms terms, Sourced<Money> income, Sourced<bool> property, Sourced<Money> limit)
    {
        var met = income.Value < limit.Value && property.Value;
        var gate = Step.Condition("支出型条件", "家庭人均收入 低于 上年度当地人均可支配收入，且家庭财产符合规定", met, StepInput.Of("家庭人均年收入", income), StepInput.Of("收入上限", limit, "元/人·年"), StepInput.Of("家庭财产符合规定", property));
        return met ? Decided(facts, terms, [gate]) : new Explained<AidResult>(new AidResult(Money.Zero, Ceiling(terms)), Sheet([gate]));
    }

    private static Money Ceiling(AidTerms terms) => terms.Rounding.Value.Apply(terms.CeilingMultiple.Value * Ratio.Of(terms.MonthlyStandard.Value));

    private static Explained<AidResult> Decided(AidFacts facts, AidTerms terms, List<Step> lines)
    {
        var (full, cap) = (Of(terms.MonthlyStandard.Value, facts.Persons.Value, facts.Months.Value, terms.Factor.Value, terms.Rounding.Value), Ceiling(terms));
        var open = facts.Loss is { } loss ? (loss.Value - facts.OtherAid.Value).OrZeroIfNegative() : full;
        var amount = Money.Min(Money.Min(full, cap), open);
        return new Explained<AidResult>(new AidResult(amount, cap), Sheet([.. lines, FullLine(facts, terms, full), LimitLine(facts, terms, cap, amount)]));
    }

    private static Step FullLine(AidFacts facts, AidTerms terms, Money full) => new(
        "按标准计算",
        "月标准 × 人数 × 月数 × 类型系数",
        [StepInput.Of("月标准", terms.MonthlyStandard, "元/人·月"), StepInput.Of("人数", facts.Persons, "人"), StepInput.Of("月数", facts.Months, "个月"), StepInput.Of("类型系数", terms.Factor)],
        $"{full}元")
    {
        Rounding = terms.Rounding.Value.Name,
    };

    private static Step LimitLine(AidFacts facts, AidTerms terms, Money cap, Money amount)
    {
        var inputs = new List<StepInput> { StepInput.Of("封顶倍数", terms.CeilingMultiple), StepInput.Of("其他救助", facts.OtherAid) };
        if (facts.Loss is { } loss)
        {
            inputs.Add(StepInput.Of("损失或支出", loss));
        }

        return new Step("救助金额", $"不超过封顶额{cap}元，也不超过损失减其他救助", inputs, $"{amount}元");
    }

    private static Explanation Sheet(IReadOnlyList<Step> lines) => new("temporary-assistance.amount", "临时救助金额", [], lines);
}
