using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What a household states about its property.</summary>
public sealed record PropertyStatement(Sourced<int> Members, StandardKind Kind, Sourced<Money> Savings, Sourced<int> Vehicles, Sourced<int> Houses)
{
    /// <summary>Vehicles that the county's exceptions name (a disabled person's own, one needed for work); null: none stated.</summary>
    public Sourced<int>? ExemptVehicles { get; init; }

    /// <summary>Businesses a member owns or has a share in; null: none stated.</summary>
    public Sourced<int>? Businesses { get; init; }
}

/// <summary>The property test under the county's own table; a county without one cannot use it.</summary>
public static class PropertyAssessment
{
    /// <summary>Within the limits or not, explained; undecided while the table or the standard is unset.</summary>
    public static Answer<bool> Test(LawOfTheDay law, PropertyStatement stated)
    {
        var input = Input(law, stated);
        return law.Blocked ? law.Because : PropertyTest.Explain(input);
    }

    /// <summary>The kinds of property above their limits, by their Chinese names, explained.</summary>
    public static Answer<IReadOnlyList<string>> Over(LawOfTheDay law, PropertyStatement stated)
    {
        var input = Input(law, stated);
        return law.Blocked ? law.Because : PropertyTest.Explain(input).Select(_ => PropertyTest.Over(input));
    }

    private static PropertyTestInput Input(LawOfTheDay law, PropertyStatement stated)
    {
        var standard = law.Amount(stated.Kind == StandardKind.Urban ? "dibao.urban-standard" : "dibao.rural-standard");
        var limits = law.Table("dibao.property-limits");
        return new PropertyTestInput(
            stated.Members,
            stated.Savings,
            stated.Vehicles,
            stated.Houses,
            standard.As(s => Shortfall.AnnualStandard(stated.Kind, s, 1)),
            limits.As(l => l is null ? default : l["financialAssetsMultiple"].Ratio),
            limits.As(l => l is null ? 0 : l["vehicles"].Count),
            limits.As(l => l is null ? 0 : l["housing"].Count),
            law.Basis("letter.basis.approval"))
        {
            ExemptVehicles = Exempt(law, stated),
            Businesses = stated.Businesses,
            MostBusinesses = stated.Businesses is null ? null : law.Count("dibao.property-limits.businesses"),
        };
    }

    // A county may grant no exceptions at all; then none is taken off.
    private static Sourced<int>? Exempt(LawOfTheDay law, PropertyStatement stated) =>
        stated.ExemptVehicles is { } exempt && law.List("dibao.property-exceptions") is { Value.Count: > 0 } ? exempt : null;
}
