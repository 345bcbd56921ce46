namespace Approvals.Domain;

/// <summary>What "审核之月" means (A-F8-1).</summary>
public enum ReviewMonth
{
    /// <summary>The month of the review's conclusion.</summary>
    Conclusion,

    /// <summary>The month of the confirmation; the difference is not paid back.</summary>
    Confirmation,
}

/// <summary>From when the ordinary benefit is paid again.</summary>
public enum RequalifyEffect
{
    MonthAfterReview,
    MonthOfReview,
}

/// <summary>What a review during the months found.</summary>
public sealed record RequalificationFacts(Sourced<DateOnly> ReviewDate, Sourced<Money> CountableAnnualIncome, Sourced<int> Members)
{
    /// <summary>The day of the confirmation; needed where its month counts.</summary>
    public Sourced<DateOnly>? ConfirmedOn { get; init; }
}

/// <summary>What the law says then.</summary>
/// <param name="Effective">From when it takes effect.</param>
/// <param name="MonthOf">Which month is the month of the review.</param>
/// <param name="Shortfall">The standard and the gap.</param>
public sealed record RequalificationTerms(Sourced<Choice<RequalifyEffect>> Effective, Sourced<Choice<ReviewMonth>> MonthOf, ShortfallTerms Shortfall);

/// <summary>Whether a household below the standard again returns to the ordinary benefit, from when and with how much.</summary>
/// <param name="Requalified">Income below the standard.</param>
/// <param name="EffectiveMonth">The first month of the gap; null where leaving by degrees goes on.</param>
/// <param name="Monthly">The gap.</param>
public readonly record struct RequalificationResult(bool Requalified, YearMonth? EffectiveMonth, Money Monthly);

/// <summary>The return to the ordinary benefit during the months of leaving by degrees.</summary>
/// <remarks>Yuan per month. The month of the review is still paid at its share. Clauses: JL2020-2.4.2f.</remarks>
public static class GradedExitRequalification
{
    private static readonly Obstacle NotConfirmed = Obstacle.Missing("confirmedOn", "确认日期", "审核确认人", "本地以确认之月为审核之月");

    public static Answer<RequalificationResult> Explain(RequalificationFacts facts, RequalificationTerms terms)
    {
        if (terms.MonthOf.Value.Value == ReviewMonth.Confirmation && facts.ConfirmedOn is null)
        {
            return NotConfirmed;
        }

        var reviewed = terms.MonthOf.Value.Value == ReviewMonth.Confirmation ? facts.ConfirmedOn!.Value : facts.ReviewDate;
        return Shortfall.Explain(terms.Shortfall.For(facts.Members, facts.CountableAnnualIncome)).Then<RequalificationResult>(gap => Decided(gap, reviewed, terms));
    }

    private static Explained<RequalificationResult> Decided(Explained<ShortfallResult> gap, Sourced<DateOnly> reviewed, RequalificationTerms terms)
    {
        var month = terms.Effective.Value.Value == RequalifyEffect.MonthOfReview ? YearMonth.Of(reviewed.Value) : DueDates.MonthAfter(reviewed.Value);
        var eligible = gap.Value.Eligible;
        var words = !eligible ? "收入不低于标准，渐退按原定期限和比例继续"
            : gap.Value.Monthly == Money.Zero ? $"自{month}起改按补差，金额为0元，低于渐退金额，须由经办人确认后再改"
            : $"自{month}起终止渐退，改按补差{gap.Value.Monthly}元/月";
        return new Explained<RequalificationResult>(
            new RequalificationResult(eligible, eligible ? month : null, gap.Value.Monthly),
            new Explanation("graded-exit.requalification", "渐退期内重新符合条件", [],
            [
                new Step("重新核定补差", "渐退期内收入低于标准的，按补差发放", [StepInput.Of("补差额", Sourced.Result(new Explained<Money>(gap.Value.Monthly, gap.Explanation)), "元/月")], eligible ? "符合收入条件" : "不符合收入条件"),
                new Step("改发月份", "审核之月的下月起", [StepInput.Of("审核日期", reviewed), StepInput.Of("审核之月", terms.MonthOf), StepInput.Of("生效规则", terms.Effective)], words),
            ]));
    }
}
