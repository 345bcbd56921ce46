using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of 低保 as the application calls them: facts in, an explained answer under the law of the day out.</summary>
public static class DibaoCalculations
{
    /// <summary>The income test and the monthly amount of a household. Property is tested apart.</summary>
    public static Answer<ShortfallResult> Shortfall(LawOfTheDay law, Sourced<int> members, Sourced<Money> countableAnnualIncome, StandardKind kind)
    {
        var standard = law.Amount(kind == StandardKind.Urban ? "dibao.urban-standard" : "dibao.rural-standard");
        var rounding = law.Rounding("benefit.rounding");
        return law.Blocked ? law.Because : Domain.Shortfall.Explain(new ShortfallInput(
            members,
            countableAnnualIncome,
            kind,
            standard,
            rounding,
            law.AmountIfSet("benefit.min-payment"),
            law.Basis("dibao.shortfall-basis")));
    }
}
