using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>A proposed standard against the floors and ceilings of the texts above it.</summary>
/// <param name="Ok">Inside all of them.</param>
/// <param name="Lower">The highest floor, rounded up to fen; null where there is none.</param>
/// <param name="Upper">The lowest ceiling, rounded down to fen; null where there is none.</param>
public sealed record StandardBoundsResult(bool Ok, Money? Lower, Money? Upper);

/// <summary>The calculations about standards: what may be set, and the subsidy when prices rise.</summary>
public static class StandardCalculations
{
    /// <summary>Whether a proposed Dibao standard, in the unit of its kind, lies within the texts above it, and between which ends.</summary>
    /// <param name="law">The law of the day.</param>
    /// <param name="proposed">Yuan per person and year (rural) or month (urban).</param>
    /// <param name="kind">Rural or urban.</param>
    /// <param name="previousYearIncome">The income of the previous year when it is known otherwise; else that of the packs is read.</param>
    public static Answer<StandardBoundsResult> Bounds(LawOfTheDay law, Sourced<Money> proposed, StandardKind kind, Sourced<Money>? previousYearIncome)
    {
        if (FieldProblem.OfNegative("proposed", proposed.Value, "拟定标准") is { } problem)
        {
            return problem;
        }

        var key = kind == StandardKind.Urban ? "dibao.urban-standard" : "dibao.rural-standard";
        var here = previousYearIncome is { } income ? law.With(IncomeOf(law, kind, income.Value)) : law;
        var limits = BoundLimits.OfKey(key, here);
        if (here.Blocked)
        {
            return here.Because;
        }

        var figure = StepInput.Of("拟定标准", proposed, kind == StandardKind.Urban ? "元/人·月" : "元/人·年");
        var check = LimitCheck.Explain("standard.bounds", "低保标准上下限", figure, Ratio.Of(proposed.Value), limits);
        return new Explained<StandardBoundsResult>(new StandardBoundsResult(check.Value.Ok, Lower(limits), Upper(limits)), check.Explanation);
    }

    /// <summary>Whether a figure may be set for a parameter here and now.</summary>
    /// <param name="law">The law of the day.</param>
    /// <param name="key">The parameter.</param>
    /// <param name="value">The figure, read as the parameter's unit demands.</param>
    /// <param name="inputs">Figures the bounds are measured by, where they are to replace those of the packs.</param>
    public static Answer<LimitCheckResult> CheckSetting(LawOfTheDay law, string key, PolicyValue value, PolicySettings inputs)
    {
        var here = law.With(inputs);
        var parameter = here.ParameterOf(key)!;
        if (value.Number is not { } number)
        {
            return new FieldProblem("key", key, $"{parameter.Name}没有大小，没有上下限可查。");
        }

        var limits = BoundLimits.OfKey(key, here);
        return here.Blocked
            ? here.Because
            : LimitCheck.Explain("setting.check", "参数上下限核对", new StepInput(parameter.Name, value.Display, new Source.Given()), number, limits);
    }

    /// <summary>What recipients get for a month of rising prices.</summary>
    public static Answer<PriceSubsidyResult> PriceSubsidy(LawOfTheDay law, PriceFacts facts, StandardKind kind)
    {
        var standard = DibaoCalculations.ShortfallTerms(law, kind).Standard
            .As(s => kind == StandardKind.Urban ? s : Domain.Rounding.HalfUpToFen.Apply(s, YearMonth.MonthsOfAYear));
        var terms = new PriceTerms(
            law.Ratio("price-linkage.trigger.cpi"),
            law.Ratio("price-linkage.trigger.food"),
            law.Choice<PriceIndex>("price-linkage.index"),
            law.Choice<PriceSubsidyBasis>("price-linkage.base"),
            standard,
            law.Ratio("price-linkage.multiplier"),
            law.Choice<PriceSubsidyRecipients>("price-linkage.recipients"),
            law.Rounding("benefit.rounding"),
            law.Basis("price-linkage.basis"));
        return law.Blocked ? law.Because : Domain.PriceSubsidy.Explain(facts, terms);
    }

    private static PolicySettings IncomeOf(LawOfTheDay law, StandardKind kind, Money income)
    {
        var key = kind == StandardKind.Urban ? "standard.previous-year-urban-income" : "standard.previous-year-farmers-income";
        return PolicySettings.Of(key, ValueReader.OfAmount(income, law.ParameterOf(key)!));
    }

    private static Money? Lower(IReadOnlyList<FigureLimit> limits) =>
        limits.Where(l => l is { IsFloor: true, OnlyWarns: false }).Select(l => (Money?)Rounding.UpToFen.Apply(l.Value)).Max();

    private static Money? Upper(IReadOnlyList<FigureLimit> limits) =>
        limits.Where(l => l is { IsFloor: false, OnlyWarns: false }).Select(l => (Money?)new Money((long)(l.Value.Numerator / l.Value.Denominator))).Min();
}
