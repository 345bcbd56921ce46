namespace Approvals.Domain;

/// <summary>How the monthly amount is found.</summary>
public enum BenefitMethod
{
    /// <summary>补差: the gap itself.</summary>
    Shortfall,

    /// <summary>分档: the step the gap falls into.</summary>
    Tiers,
}

/// <summary>The monthly amount in steps (分档): the gap per person lifted to the step that covers it.</summary>
/// <remarks>Yuan per household and month; never below the gap, so above the highest step the gap itself is paid. Clauses: O11; steps are local.</remarks>
public static class BenefitTiers
{
    /// <summary>The bare amount for so many members.</summary>
    public static Money Of(Money monthlyGap, int members, IReadOnlyList<Money> tiers)
    {
        var covering = tiers.FirstOrDefault(t => t * members >= monthlyGap);
        return covering > Money.Zero ? covering * members : monthlyGap;
    }

    /// <summary>The gap's explanation with the step as a further line.</summary>
    public static Explained<ShortfallResult> Explain(Explained<ShortfallResult> gap, Sourced<int> members, Sourced<Choice<BenefitMethod>> method, Sourced<IReadOnlyList<Money>> tiers)
    {
        if (!gap.Value.Eligible)
        {
            return gap;
        }

        var monthly = Of(gap.Value.Monthly, members.Value, tiers.Value);
        var step = new Step(
            "分档",
            "人均补差额归入不低于它的一档；高于最高一档的按补差额",
            [StepInput.Of("共同生活家庭成员", members, "人"), StepInput.Of("计算方法", method), new StepInput("各档金额", string.Join("、", tiers.Value.Select(t => $"{t}元/人·月")), tiers.Source)],
            $"{monthly}元/月");
        return new Explained<ShortfallResult>(gap.Value with { Monthly = monthly }, gap.Explanation with { Steps = [.. gap.Explanation.Steps, step] });
    }
}
