using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of 特困人员救助供养: floors, care tiers, the indicator of institutional care.</summary>
public static class TekunCalculations
{
    /// <summary>The least basic living standard: per month from the Dibao standard, per year from income.</summary>
    /// <param name="law">The law of the day.</param>
    /// <param name="ruralStandard">The rural standard of the previous year when it is known otherwise; else that of the packs is read.</param>
    /// <param name="ruralIncome">The rural income of the previous year when it is known otherwise.</param>
    /// <param name="kind">A rural or an urban person.</param>
    public static Answer<Money> BasicFloor(LawOfTheDay law, Sourced<Money>? ruralStandard, Sourced<Money>? ruralIncome, StandardKind kind)
    {
        var floorBase = law.Choice<TekunFloorBasis>("tekun.basic-base");
        var multiple = law.Ratio("tekun.basic-ratio");
        if (law.Blocked)
        {
            return law.Because;
        }

        var previous = floorBase.Value.Value == TekunFloorBasis.RuralStandard ? ruralStandard ?? PreviousStandard(law) : ruralIncome ?? law.AmountIfSet("standard.previous-year-rural-income");
        if (previous is not { } amount)
        {
            return floorBase.Value.Value == TekunFloorBasis.RuralStandard
                ? Obstacle.Missing("previousYearRuralStandard", "上年度农村低保标准", "县级民政部门", "下限按上年度农村低保标准计算")
                : Obstacle.Missing("previousYearRuralIncome", "上年度农村常住居民人均可支配收入", "县级民政部门", "下限按上年度收入计算");
        }

        var input = new TekunFloorInput(floorBase, multiple, amount, law.Rounding("standard.floor-rounding"), law.Choices<StandardKind>("tekun.basic-floor.applies-to"), kind);
        return law.Blocked ? law.Because : TekunBasicFloor.Explain(input);
    }

    /// <summary>The care tier and the least care standard.</summary>
    public static Answer<TekunCareResult> Care(LawOfTheDay law, TekunCareFacts facts)
    {
        var terms = new TekunCareTerms(
            law.Count("tekun.care.items"),
            law.Count("tekun.care.half-from"),
            law.Count("tekun.care.full-from"),
            law.Ratio("tekun.care.full"),
            law.Ratio("tekun.care.half"),
            law.Ratio("tekun.care.self"),
            law.Choice<ThirdPartyResult>("tekun.third-party-result"),
            law.Choice<TierChange>("tekun.care.change-month"),
            law.Rounding("standard.floor-rounding"));
        return law.Blocked ? law.Because : TekunCare.Explain(facts, terms);
    }

    /// <summary>The minimum wage of the previous year as the packs have it; null when nobody entered it.</summary>
    public static Sourced<Money>? PreviousYearMinimumWage(LawOfTheDay law) => PreviousYear(law, "tekun.minimum-wage", law.Text("tekun.care.wage-of").Value);

    /// <summary>The share of those who cannot care for themselves that lives in institutions.</summary>
    public static Answer<CentralisedResult> Centralised(LawOfTheDay law, CentralisedFacts facts)
    {
        var tiers = law.Choice<NotSelfCaring>("tekun.not-self-caring");
        return law.Blocked ? law.Because : CentralisedRate.Explain(facts, tiers, law.Basis("tekun.centralised-rate-basis"));
    }

    private static Sourced<Money>? PreviousStandard(LawOfTheDay law) => PreviousYear(law, "dibao.rural-standard", law.Text("tekun.previous-year-standard").Value);

    /// <summary>An amount of the previous year: of its last day, or the mean of its months (A-F10-1).</summary>
    private static Sourced<Money>? PreviousYear(LawOfTheDay law, string key, string reading)
    {
        if (reading != "time-average")
        {
            return law.AtPreviousYearEnd().AmountIfSet(key);
        }

        var months = Enumerable.Range(1, YearMonth.MonthsOfAYear).Select(m => law.OnDay(new DateOnly(law.Day.Year - 1, m, 1)).AmountIfSet(key)).ToList();
        return months.TrueForAll(m => m is not null)
            ? months[0]!.Value.As(_ => Domain.Rounding.HalfUpToFen.Apply(months.Aggregate(Money.Zero, (sum, m) => sum + m!.Value.Value), YearMonth.MonthsOfAYear))
            : null;
    }
}
