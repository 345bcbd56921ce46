using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>One recorded income of a household.</summary>
/// <param name="Person">The member as printed.</param>
/// <param name="Kind">What kind of income.</param>
/// <param name="Amount">Each payment, or the year's sum with <paramref name="Times"/> 1; a pension is stated by month.</param>
/// <param name="Times">Payments in the year, 1 to 12; for a pension the months from the beginning of the period.</param>
/// <param name="Reference">The fact's id.</param>
/// <param name="Line">Tells incomes of the same kind apart; two records of one line must agree.</param>
public sealed record IncomeFact(string Person, IncomeKind Kind, Money Amount, int Times, string Reference, string? Line = null);

/// <summary>Months in which a member had costs of going to work (就业成本).</summary>
public sealed record EmploymentCostFact(string Person, int Months, string Reference);

/// <summary>What is recorded of a household that asks for 低保.</summary>
/// <param name="Members">Members who live together.</param>
/// <param name="MembersReference">The fact that says so.</param>
/// <param name="Kind">Rural or urban standard, by 户籍.</param>
/// <param name="ApplicationMonth">The month of the application: the income period is reckoned from it.</param>
/// <param name="Incomes">Every income.</param>
/// <param name="EmploymentCosts">Costs of going to work.</param>
public sealed record HouseholdFacts(
    int Members,
    string MembersReference,
    StandardKind Kind,
    YearMonth ApplicationMonth,
    IReadOnlyList<IncomeFact> Incomes,
    IReadOnlyList<EmploymentCostFact> EmploymentCosts);

/// <summary>Income and benefit of a household, one following from the other.</summary>
public sealed record HouseholdResult(Money CountableAnnualIncome, bool Eligible, Money Monthly);

/// <summary>From recorded incomes to the monthly amount, explained in one tree (家庭收入核算与救助金核定表).</summary>
public static class HouseholdAssessment
{
    private const int MonthsOfAYear = 12;

    /// <summary>The whole assessment: the explanation is that of the shortfall, whose income is explained below it.</summary>
    public static Answer<HouseholdResult> Assess(LawOfTheDay law, HouseholdFacts household) => CountableIncome(law, household)
        .Then(income => DibaoCalculations.Shortfall(law, Members(household), Sourced.Result(income), household.Kind)
            .Select(s => new HouseholdResult(income.Value, s.Eligible, s.Monthly)));

    /// <summary>The household's countable income of the year before the application.</summary>
    public static Answer<Money> CountableIncome(LawOfTheDay law, HouseholdFacts household)
    {
        var period = law.Text("income.period");
        var jobCost = law.Amount("income.job-cost.base");
        if (law.Blocked)
        {
            return law.Because;
        }

        var first = FirstMonth(period.Value, household.ApplicationMonth);
        var months = period.As(_ => $"{first}至{first.AddMonths(MonthsOfAYear - 1)}");
        var deductions = household.EmploymentCosts.Select(c => new IncomeDeduction(c.Person, "就业成本扣减", jobCost, c.Months)).ToList();
        return Items(law, household, first).Then(items => HouseholdIncome.Explain(new HouseholdIncomeInput(Members(household), months, items.Value, deductions)));
    }

    private static Answer<IReadOnlyList<IncomeItem>> Items(LawOfTheDay law, HouseholdFacts household, YearMonth first)
    {
        var items = new List<IncomeItem>();
        foreach (var fact in household.Incomes)
        {
            var counted = fact.Kind == IncomeKind.BasicPension ? Pension(law, fact, household.Kind, first) : Decided([Item(fact)]);
            if (!counted.IsDecided)
            {
                return counted;
            }

            items.AddRange(counted.Explained.Value);
        }

        return Decided(items);
    }

    private static YearMonth FirstMonth(string period, YearMonth application) =>
        period == "previous-calendar-year" ? new YearMonth(application.Year - 1, 1) : application.AddMonths(-MonthsOfAYear);

    private static Sourced<int> Members(HouseholdFacts household) => Sourced.Fact(household.Members, household.MembersReference);

    /// <summary>A basic pension month by month: the central amount may change within the year, so months with the same outcome are one item.</summary>
    private static Answer<IReadOnlyList<IncomeItem>> Pension(LawOfTheDay law, IncomeFact fact, StandardKind kind, YearMonth first)
    {
        var stated = Item(fact);
        if (HouseholdIncome.ProblemOf(stated) is { } problem)
        {
            return problem;
        }

        var programme = kind == StandardKind.Urban ? "dibao-urban" : "dibao-rural";
        var months = Enumerable.Range(0, fact.Times).Select(first.AddMonths)
            .Select(m => (Month: m, Answer: DibaoCalculations.Pension(law, stated.Amount, Sourced.Given(Money.Zero), null, programme, m))).ToList();
        return months.Find(m => !m.Answer.IsDecided).Answer is { } undecided
            ? undecided.Select<IReadOnlyList<IncomeItem>>(_ => [])
            : Decided([.. months.GroupBy(m => m.Answer.Explained!.Value).Select(same => stated with
            {
                Amount = Sourced.Result(same.First().Answer.Explained!),
                Times = same.Count(),
                Line = $"{fact.Line ?? fact.Reference}（{same.First().Month}至{same.Last().Month}）",
            })]);
    }

    private static IncomeItem Item(IncomeFact fact) => new(fact.Person, fact.Kind, Sourced.Fact(fact.Amount, fact.Reference), fact.Times, fact.Line);

    private static Answer<IReadOnlyList<IncomeItem>> Decided(IReadOnlyList<IncomeItem> items) =>
        new Explained<IReadOnlyList<IncomeItem>>(items, new Explanation("income.items", "收入项目", [], []));
}
