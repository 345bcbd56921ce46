using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>From recorded incomes and quantities to the monthly amount, explained in one tree (家庭收入核算与救助金核定表).</summary>
public static class HouseholdAssessment
{
    /// <summary>The whole assessment: the explanation is that of the shortfall, whose income is explained below it.</summary>
    public static Answer<HouseholdResult> Assess(LawOfTheDay law, HouseholdFacts household) => Members(law, household)
        .Then(members => CountableIncome(law, household, Counted(household, members))
            .Then(income => DibaoCalculations.Shortfall(law, Counted(household, members), Sourced.Result(income), household.Kind)
                .Select(s => new HouseholdResult(members.Value.Members, income.Value, s.Eligible, s.Monthly))));

    /// <summary>The household's countable income of the year before the application.</summary>
    public static Answer<Money> CountableIncome(LawOfTheDay law, HouseholdFacts household) =>
        Members(law, household).Then(members => CountableIncome(law, household, Counted(household, members)));

    private static Answer<Money> CountableIncome(LawOfTheDay law, HouseholdFacts household, Sourced<int> members)
    {
        var period = law.Text(household.Kind == StandardKind.Urban ? "income.period-urban" : "income.period");
        var offsets = law.Truth("income.loss-offsets");
        if (law.Blocked)
        {
            return law.Because;
        }

        var span = IncomePeriod.Of(period.Value, household.ApplicationMonth);
        return HouseholdItems.Of(law, household, span).Then(items => HouseholdDeductions.Of(law, household, span)
            .Then(deductions => HouseholdIncome.Explain(new HouseholdIncomeInput(members, period.As(_ => $"{span.First}至{span.Last}"), items.Value, deductions.Value)
            {
                LossOffsets = offsets,
                PeriodsOfAYear = period.As(_ => YearMonth.MonthsOfAYear / span.Months),
            })));
    }

    /// <summary>Who counts: by the family book where there is one, else as recorded.</summary>
    private static Answer<MembersResult> Members(LawOfTheDay law, HouseholdFacts household) => household.Family.Count > 0
        ? IncomeCalculations.Members(law, household.Family)
        : new Explained<MembersResult>(new MembersResult(household.Members, []), new Explanation("household.members", "共同生活家庭成员", [], []));

    private static Sourced<int> Counted(HouseholdFacts household, Explained<MembersResult> members) => household.Family.Count > 0
        ? Sourced.Result(new Explained<int>(members.Value.Members, members.Explanation))
        : Sourced.Fact(household.Members, household.MembersReference);
}

/// <summary>The months whose income counts (A-F2-4).</summary>
internal static class IncomePeriod
{
    private const int MonthsOfHalfAYear = 6;

    /// <summary>The months of a choice of the packs.</summary>
    public static MonthSpan Of(string choice, YearMonth application) => choice switch
    {
        "previous-calendar-year" => MonthSpan.Of(new YearMonth(application.Year - 1, 1), YearMonth.MonthsOfAYear),
        "last-6-months" => MonthSpan.Of(application.AddMonths(-MonthsOfHalfAYear), MonthsOfHalfAYear),
        _ => MonthSpan.Of(application.AddMonths(-YearMonth.MonthsOfAYear), YearMonth.MonthsOfAYear),
    };
}
