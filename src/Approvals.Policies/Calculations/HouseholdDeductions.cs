using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What the law takes off a household's wages for the costs of going to work, worker by worker.</summary>
internal static class HouseholdDeductions
{
    public static Answer<IReadOnlyList<IncomeDeduction>> Of(LawOfTheDay law, HouseholdFacts household, MonthSpan span)
    {
        if (household.EmploymentCosts.Count == 0)
        {
            return Decided([]);
        }

        var terms = IncomeCalculations.EmploymentCostTerms(law);
        return law.Blocked ? law.Because
            : terms.RecipientsOnly.Value && !household.Recipient ? Decided([])
            : Decided([.. household.EmploymentCosts.Select(c => (c.Person, Months: MonthsOf(c, terms, span))).Where(c => c.Months > 0)
                .Select(c => new IncomeDeduction(c.Person, "就业成本扣减", terms.Base.As(_ => terms.Full), c.Months))]);
    }

    /// <summary>The months of the period in which the cost is deducted: by the window of the law where the month of employment is known, else as recorded.</summary>
    private static int MonthsOf(EmploymentCostFact cost, EmploymentCostTerms terms, MonthSpan span) => cost.Since is { } since ? MonthsWithin(since, terms, span)
        : terms.MaxMonths is { } most ? Math.Min(cost.Months, most.Value) : cost.Months;

    /// <summary>The months of the period in the window of a job that began in a month.</summary>
    public static int MonthsWithin(YearMonth since, EmploymentCostTerms terms, MonthSpan span) =>
        Enumerable.Range(0, span.Months).Count(i => EmploymentCost.IsWithin(span.First.AddMonths(i), since, terms.MaxMonths?.Value, terms.Window.Value.Value));

    private static Answer<IReadOnlyList<IncomeDeduction>> Decided(IReadOnlyList<IncomeDeduction> deductions) =>
        new Explained<IReadOnlyList<IncomeDeduction>>(deductions, new Explanation("income.deductions", "收入扣减", [], []));
}
