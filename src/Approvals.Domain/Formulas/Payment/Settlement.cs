namespace Approvals.Domain;

/// <summary>What a late report of more need leads to.</summary>
public enum LateIncrease
{
    NotPaidBack,
    PaidBack,
}

/// <summary>One month: what was due and what was paid.</summary>
/// <param name="Month">The month.</param>
/// <param name="Due">What the awards known now say.</param>
/// <param name="Paid">What was paid.</param>
/// <param name="ReportedLate">The household reported the change later than it had to.</param>
public sealed record SettlementMonth(YearMonth Month, Sourced<Money> Due, Sourced<Money> Paid, Sourced<bool> ReportedLate);

/// <summary>How arrears and recovery are settled.</summary>
/// <param name="LateIncrease">Whether more is paid back when it was reported late.</param>
/// <param name="OffsetConsent">The person agreed in writing that arrears are set off against recovery.</param>
/// <param name="Basis">The clauses that make more or less be paid.</param>
public sealed record SettlementTerms(Sourced<Choice<LateIncrease>> LateIncrease, Sourced<bool> OffsetConsent, IReadOnlyList<string> Basis);

/// <summary>The difference of one month: above zero 补发, below zero 追缴.</summary>
public sealed record SettlementLine(YearMonth Month, Money Difference);

/// <summary>What is owed either way.</summary>
/// <param name="Arrears">补发.</param>
/// <param name="Recovery">追缴.</param>
/// <param name="Offset">抵扣: the part of both that cancels out, with consent only.</param>
/// <param name="Lines">Month by month.</param>
public sealed record SettlementResult(Money Arrears, Money Recovery, Money Offset, IReadOnlyList<SettlementLine> Lines);

/// <summary>What is still owed to a household or by it for months already paid (补发与追缴).</summary>
/// <remarks>Yuan. Arrears less recovery is always due less paid, except for months reported late. Clauses: SC649-13, O01.</remarks>
public static class Settlement
{
    /// <summary>The bare difference of a month.</summary>
    public static Money Of(Money due, Money paid, bool reportedLate, LateIncrease late) =>
        due > paid && reportedLate && late == LateIncrease.NotPaidBack ? Money.Zero : due - paid;

    /// <summary>The differences with a line for each month. The same month twice cannot be decided.</summary>
    public static Answer<SettlementResult> Explain(IReadOnlyList<SettlementMonth> months, SettlementTerms terms)
    {
        var problem = months.Select(m => FieldProblem.OfNegative($"{m.Month} due", m.Due.Value, "应发金额") ?? FieldProblem.OfNegative($"{m.Month} paid", m.Paid.Value, "已发金额")).FirstOrDefault(p => p is not null);
        if (problem is not null || months.Count == 0)
        {
            return problem ?? new FieldProblem("months", "0", "至少填写一个月的应发和已发，请补上。");
        }

        var twice = months.GroupBy(m => m.Month).FirstOrDefault(g => g.Count() > 1);
        return twice is not null ? Obstacle.Conflicting($"{twice.Key}", $"{twice.Key}的发放记录", "县级民政部门", "同一个月写了两次") : Decided(months, terms);
    }

    /// <summary>How much of a monthly amount may be kept back, with consent: what lies above the local floor.</summary>
    public static Money MostInstalment(Money monthly, Money floor) => (monthly - floor).OrZeroIfNegative();

    /// <summary>The same with its line.</summary>
    public static Answer<Money> ExplainInstalment(Sourced<Money> monthly, Sourced<Money> floor, IReadOnlyList<string> basis)
    {
        if (FieldProblem.OfNegative("monthly", monthly.Value, "月金额") is { } problem)
        {
            return problem;
        }

        var most = MostInstalment(monthly.Value, floor.Value);
        return new Explained<Money>(most, new Explanation("payment.instalment", "每月最多抵扣额", basis,
            [new Step("每月最多抵扣额", "月金额 − 抵扣后保留的最低额，不低于0；须本人书面同意", [StepInput.Of("月金额", monthly), StepInput.Of("保留的最低额", floor)], $"{most}元/月")]));
    }

    private static Explained<SettlementResult> Decided(IReadOnlyList<SettlementMonth> months, SettlementTerms terms)
    {
        var lines = months.Select(m => new SettlementLine(m.Month, Of(m.Due.Value, m.Paid.Value, m.ReportedLate.Value, terms.LateIncrease.Value.Value))).ToList();
        var arrears = lines.Aggregate(Money.Zero, (sum, l) => sum + l.Difference.OrZeroIfNegative());
        var recovery = lines.Aggregate(Money.Zero, (sum, l) => sum + (-l.Difference).OrZeroIfNegative());
        var offset = terms.OffsetConsent.Value ? Money.Min(arrears, recovery) : Money.Zero;
        return new Explained<SettlementResult>(new SettlementResult(arrears, recovery, offset, lines), new Explanation("payment.settlement", "补发与追缴", terms.Basis,
            [.. months.Zip(lines, (m, l) => StepOf(m, l, terms)), SumLine(arrears, recovery, offset, terms)]));
    }

    private static Step StepOf(SettlementMonth month, SettlementLine line, SettlementTerms terms)
    {
        var inputs = new List<StepInput> { StepInput.Of("应发", month.Due), StepInput.Of("已发", month.Paid) };
        if (month.ReportedLate.Value)
        {
            inputs.AddRange([StepInput.Of("迟报", month.ReportedLate), StepInput.Of("迟报应增加的", terms.LateIncrease)]);
        }

        var (difference, kind) = (line.Difference, line.Difference.IsNegative ? "追缴" : "补发");
        return new Step($"{month.Month}", "应发 − 已发", inputs, difference == Money.Zero ? "已结清" : $"{kind}{(difference.IsNegative ? -difference : difference)}元");
    }

    private static Step SumLine(Money arrears, Money recovery, Money offset, SettlementTerms terms) => new(
        "合计", "补发与追缴分别列出；本人书面同意的才能抵扣", [StepInput.Of("同意抵扣", terms.OffsetConsent)], $"补发{arrears}元，追缴{recovery}元，抵扣{offset}元");
}
