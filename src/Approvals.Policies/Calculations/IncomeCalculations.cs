using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of income beside pensions: who counts, what is left out, deducted, assessed and imputed.</summary>
public static class IncomeCalculations
{
    /// <summary>Who is a member of the household that lives together.</summary>
    public static Answer<MembersResult> Members(LawOfTheDay law, IReadOnlyList<FamilyPerson> family)
    {
        var terms = new MemberTerms(
            law.Choices<MemberClass>("household.members.included"), law.Choices<MemberSituation>("household.members.excluded"), law.Count("household.age-of-majority"));
        return law.Blocked ? law.Because : HouseholdMembers.Explain(family, terms);
    }

    /// <summary>How much of the guaranteed revenue of a poverty project counts in a year.</summary>
    public static Answer<Money> GuaranteedRevenue(LawOfTheDay law, GuaranteedRevenueFacts facts)
    {
        var terms = GuaranteedRevenueTerms(law);
        return law.Blocked ? law.Because : Domain.GuaranteedRevenue.Explain(facts, terms);
    }

    /// <summary>What is taken off a month's wage for the costs of going to work.</summary>
    public static Answer<Money> EmploymentCost(LawOfTheDay law, EmploymentCostFacts facts)
    {
        var terms = EmploymentCostTerms(law);
        return law.Blocked ? law.Because : Domain.EmploymentCost.Explain(facts, terms);
    }

    /// <summary>Income reckoned from quantities by the county's table.</summary>
    public static Answer<AssessedResult> Assessment(LawOfTheDay law, IReadOnlyList<QuantityItem> items)
    {
        var terms = AssessmentTerms(law);
        return law.Blocked ? law.Because : AssessedIncome.Explain(items, terms);
    }

    /// <summary>What is imputed in a year for support by somebody outside the household.</summary>
    public static Answer<Money> Support(LawOfTheDay law, SupporterFacts facts, StandardKind kind)
    {
        var standard = DibaoCalculations.ShortfallTerms(law, kind).AnnualPerPerson;
        var terms = new SupportTerms(standard, law.Ratio("income.support.exempt-multiple"), law.Ratio("income.support.share"), law.Rounding("income.assessment-rounding"), law.Basis("income.support-basis"));
        return law.Blocked ? law.Because : SupportObligation.Explain(facts, terms);
    }

    /// <summary>What the law leaves out of guaranteed revenue; ask <see cref="LawOfTheDay.Blocked"/> before using it.</summary>
    internal static GuaranteedRevenueTerms GuaranteedRevenueTerms(LawOfTheDay law) => new(
        law.Choice<RevenueExclusion>("income.exclude-guaranteed-revenue.mode"),
        law.Ratio("income.exclude-guaranteed-revenue.ratio"),
        law.AmountIfSet("income.exclude-guaranteed-revenue.amount"),
        law.Truth("income.exclude-guaranteed-revenue.partial-loss"),
        law.Truth("income.exclude-guaranteed-revenue.applicants"));

    /// <summary>The deduction's terms; ask <see cref="LawOfTheDay.Blocked"/> before using them.</summary>
    internal static EmploymentCostTerms EmploymentCostTerms(LawOfTheDay law) => new(
        law.Amount("income.job-cost.base"),
        law.Ratio("income.job-cost.ratio"),
        law.CountIfSet("income.job-cost.max-months"),
        law.Choice<EmploymentWindow>("income.job-cost.window"),
        law.Choice<EmploymentCostMethod>("income.job-cost.method"),
        law.Count("income.job-cost.new-window-after"),
        law.Truth("income.job-cost.recipients-only"));

    /// <summary>The county's table; ask <see cref="LawOfTheDay.Blocked"/> before using it.</summary>
    internal static AssessmentTerms AssessmentTerms(LawOfTheDay law)
    {
        var coefficients = law.Table("income.labour-coefficients");
        return new AssessmentTerms(
            law.UnitValues("income.unit-values"),
            coefficients.As(t => t is null ? default : t["full"].Ratio),
            coefficients.As(t => t is null ? default : t["partial"].Ratio),
            coefficients.As(t => t is null ? default : t["none"].Ratio),
            law.Truth("income.documented-first"),
            law.Rounding("income.assessment-rounding"));
    }
}
