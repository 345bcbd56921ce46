using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>One change and what the rule then says, by running it.</summary>
/// <param name="Change">The change, in words without names.</param>
/// <param name="Eligible">Whether the household is then below the standard.</param>
/// <param name="Monthly">What it would then be paid.</param>
/// <param name="Flips">The answer turns over; else only the amount differs.</param>
public sealed record WhatIf(string Change, bool Eligible, Money Monthly, bool Flips);

/// <summary>What would change the outcome of a household (什么会改变结果): for staff who look for mistakes, never for letters, where it would tell how much to hide.</summary>
/// <remarks>Every line was reached by running the rule on the changed facts. Clauses: those of the rule itself.</remarks>
public static class WhatWouldChange
{
    /// <summary>The changes that matter, those that turn the answer over first; nothing while the household itself cannot be decided.</summary>
    /// <param name="law">The law, anew for each run.</param>
    /// <param name="household">The household as recorded.</param>
    public static IReadOnlyList<WhatIf> Of(Func<LawOfTheDay> law, HouseholdFacts household)
    {
        if (HouseholdAssessment.Assess(law(), household).Explained?.Value is not { } now)
        {
            return [];
        }

        return
        [
            .. Border(law, household, now),
            .. Variants(household).Select(v => Tried(law, v.Change, v.Household, now)).OfType<WhatIf>().OrderByDescending(w => w.Flips).ThenByDescending(w => w.Monthly),
        ];
    }

    // The income at which the answer turns over, to the fen: the rule is asked on both sides of it.
    private static IEnumerable<WhatIf> Border(Func<LawOfTheDay> law, HouseholdFacts household, HouseholdResult now)
    {
        bool Eligible(long fen) => DibaoCalculations.Shortfall(law(), Sourced.Given(now.Members), Sourced.Given(new Money(fen)), household.Kind).Explained?.Value.Eligible == true;
        var (most, over) = (0L, 1L);
        while (Eligible(over) && over < long.MaxValue / 4)
        {
            (most, over) = (over, over * 2);
        }

        while (over - most > 1)
        {
            var middle = most + ((over - most) / 2);
            (most, over) = Eligible(middle) ? (middle, over) : (most, middle);
        }

        // Whoever is not eligible without any income is not so for want of a standard; the rule has then nothing to turn over.
        if (!Eligible(most))
        {
            yield break;
        }

        var paid = DibaoCalculations.Shortfall(law(), Sourced.Given(now.Members), Sourced.Given(new Money(most)), household.Kind).Explained!.Value.Monthly;
        yield return now.Eligible
            ? new WhatIf($"全年可计算收入从{now.CountableAnnualIncome}元增加到{new Money(over)}元", false, Money.Zero, true)
            : new WhatIf($"全年可计算收入从{now.CountableAnnualIncome}元减少到{new Money(most)}元", true, paid, true);
    }

    private static WhatIf? Tried(Func<LawOfTheDay> law, string change, HouseholdFacts household, HouseholdResult now) =>
        HouseholdAssessment.Assess(law(), household).Explained?.Value is { } then && (then.Eligible != now.Eligible || then.Monthly != now.Monthly)
            ? new WhatIf(change, then.Eligible, then.Monthly, then.Eligible != now.Eligible)
            : null;

    private static IEnumerable<(string Change, HouseholdFacts Household)> Variants(HouseholdFacts household)
    {
        for (var i = 0; i < household.Incomes.Count; i++)
        {
            var left = household.Incomes[i];
            yield return ($"没有{left.Person}的{HouseholdIncome.NameOf(left.Kind)}{(left.Line is null ? "" : $"（{left.Line}）")}", household with { Incomes = [.. household.Incomes.Where((_, at) => at != i)] });
        }

        for (var i = 0; i < household.Quantities.Count; i++)
        {
            yield return ($"没有{household.Quantities[i].Person}的第{i + 1}项数量", household with { Quantities = [.. household.Quantities.Where((_, at) => at != i)] });
        }

        for (var i = 0; i < household.Supporters.Count; i++)
        {
            yield return ($"没有{household.Supporters[i].Supporter}的赡养费", household with { Supporters = [.. household.Supporters.Where((_, at) => at != i)] });
        }

        if (household.Family.Count == 0)
        {
            yield return ("多一名共同生活的家庭成员，收入不变", household with { Members = household.Members + 1 });
            if (household.Members > 1)
            {
                yield return ("少一名共同生活的家庭成员，收入不变", household with { Members = household.Members - 1 });
            }
        }

        yield return household.Kind == StandardKind.Rural
            ? ("按城市低保标准", household with { Kind = StandardKind.Urban })
            : ("按农村低保标准", household with { Kind = StandardKind.Rural });
    }
}
