using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What a household states about its property.</summary>
public sealed record PropertyStatement(Sourced<int> Members, StandardKind Kind, Sourced<Money> Savings, Sourced<int> Vehicles, Sourced<int> Houses);

/// <summary>The property test under the county's own table; a county without one cannot use it.</summary>
public static class PropertyAssessment
{
    private const int MonthsOfAYear = 12;

    /// <summary>Within the limits or not, explained; undecided while the table or the standard is unset.</summary>
    public static Answer<bool> Test(LawOfTheDay law, PropertyStatement stated)
    {
        var standard = law.Amount(stated.Kind == StandardKind.Urban ? "dibao.urban-standard" : "dibao.rural-standard");
        var limits = law.Table("dibao.property-limits");
        return law.Blocked ? law.Because : PropertyTest.Explain(new PropertyTestInput(
            stated.Members,
            stated.Savings,
            stated.Vehicles,
            stated.Houses,
            standard.As(s => s * (stated.Kind == StandardKind.Urban ? MonthsOfAYear : 1)),
            limits.As(l => l["financialAssetsMultiple"].Ratio),
            limits.As(l => l["vehicles"].Count),
            limits.As(l => l["housing"].Count),
            law.Basis("letter.basis.approval")));
    }
}
