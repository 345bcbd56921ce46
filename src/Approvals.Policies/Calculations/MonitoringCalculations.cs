using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations that open doors and send people out: flags, layers, warnings, services owed. None of them decides a benefit.</summary>
public static class MonitoringCalculations
{
    /// <summary>Whether somebody is flagged for the backstop.</summary>
    public static Answer<bool> Backstop(LawOfTheDay law, BackstopFacts facts)
    {
        var terms = new BackstopTerms(
            law.Choice<BackstopCondition>("backstop.condition"), law.Choice<StableIncomeReading>("backstop.stable-income"), law.Choice<OtherIncomeReading>("backstop.other-income"));
        return law.Blocked ? law.Because : BackstopCategory.Explain(facts, terms);
    }

    /// <summary>The layer of a household.</summary>
    public static Answer<Layer> Layer(LawOfTheDay law, LayerFacts facts, StandardKind kind)
    {
        var shortfall = DibaoCalculations.ShortfallTerms(law, kind);
        var terms = new LayerTerms(
            shortfall.AnnualPerPerson,
            shortfall.EqualIsBelow,
            law.Truth("household-layer.edge"),
            law.Ratio("household-layer.edge-multiple"),
            law.Truth("household-layer.edge-property"),
            law.Basis("household-layer.basis"));
        return law.Blocked ? law.Because : HouseholdLayer.Explain(facts, terms);
    }

    /// <summary>The early warnings of a household.</summary>
    public static Answer<IReadOnlyList<WarningAlert>> Warnings(LawOfTheDay law, WarningFacts facts)
    {
        var terms = new WarningTerms(
            law.Ratio("alert.income-drop"), law.Ratio("alert.expense-rise"), ExpenseFloor(law), law.Choice<WarningEffect>("alert.effect"), law.Basis("alert.basis"));
        return law.Blocked ? law.Because : WarningThresholds.Explain(facts, terms);
    }

    /// <summary>What is still owed to a worker of the employment service in a calendar year.</summary>
    public static Answer<ServiceCounts> ServiceGap(LawOfTheDay law, ServiceFacts facts)
    {
        var terms = new ServiceTerms(
            law.Count("employment.311.jobs"),
            law.Count("employment.311.guidance"),
            law.Count("employment.311.training"),
            law.Choice<LateRegistration>("employment.late-registration"),
            law.Choice<ServiceCounting>("employment.counting"));
        return law.Blocked ? law.Because : EmploymentService.Explain(facts, terms);
    }

    /// <summary>So many months of the standard that an expense below them never warns; none where the county wants none.</summary>
    private static Sourced<Money> ExpenseFloor(LawOfTheDay law)
    {
        var months = law.Count("alert.expense-floor-months");
        return months.Value == 0
            ? months.As(_ => Money.Zero)
            : law.Amount("dibao.rural-standard").As(s => Domain.Rounding.HalfUpToFen.Apply(s * months.Value, YearMonth.MonthsOfAYear));
    }
}
