using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The lines of income of a household as the law counts each: pensions, guaranteed revenue, quantities, support, everything else as recorded.</summary>
internal static class HouseholdItems
{
    public static Answer<IReadOnlyList<IncomeItem>> Of(LawOfTheDay law, HouseholdFacts household, MonthSpan span)
    {
        var documents = household.Incomes.Where(i => household.Quantities.Any(q => IsDocumentOf(i, q))).ToList();
        var answers = household.Incomes.Except(documents).Select(fact => Recorded(law, household, fact, span))
            .Concat(household.Quantities.Select(q => Quantity(law, q, documents)))
            .Concat(household.Supporters.Select(s => Support(law, s, household.Kind)));
        var items = new List<IncomeItem>();
        foreach (var answer in answers)
        {
            if (!answer.IsDecided)
            {
                return answer;
            }

            items.AddRange(answer.Explained.Value);
        }

        return Decided(items);
    }

    /// <summary>The programme whose households are measured by a standard.</summary>
    public static string ProgrammeOf(StandardKind kind) => kind == StandardKind.Urban ? "dibao-urban" : "dibao-rural";

    private static Answer<IReadOnlyList<IncomeItem>> Recorded(LawOfTheDay law, HouseholdFacts household, IncomeFact fact, MonthSpan span) => fact.Kind switch
    {
        IncomeKind.BasicPension => Pension(law, fact, household.Kind, span.First),
        IncomeKind.GuaranteedRevenue => Revenue(law, fact, household),
        _ => Decided([Item(fact)]),
    };

    /// <summary>A basic pension month by month: the central amount may change within the year, so months with the same outcome are one item.</summary>
    private static Answer<IReadOnlyList<IncomeItem>> Pension(LawOfTheDay law, IncomeFact fact, StandardKind kind, YearMonth first)
    {
        var stated = Item(fact);
        if (HouseholdIncome.ProblemOf(stated) is { } problem)
        {
            return problem;
        }

        var months = Enumerable.Range(0, fact.Times).Select(first.AddMonths)
            .Select(m => (Month: m, Answer: DibaoCalculations.Pension(law, stated.Amount, Sourced.Given(Money.Zero), null, ProgrammeOf(kind), m))).ToList();
        return months.Find(m => !m.Answer.IsDecided).Answer is { } undecided
            ? undecided.Select<IReadOnlyList<IncomeItem>>(_ => [])
            : Decided([.. months.GroupBy(m => m.Answer.Explained!.Value).Select(same => stated with
            {
                Amount = Sourced.Result(same.First().Answer.Explained!),
                Times = same.Count(),
                Line = $"{fact.Line ?? fact.Reference}（{same.First().Month}至{same.Last().Month}）",
            })]);
    }

    private static Answer<IReadOnlyList<IncomeItem>> Revenue(LawOfTheDay law, IncomeFact fact, HouseholdFacts household)
    {
        var stated = Item(fact);
        if (HouseholdIncome.ProblemOf(stated) is { } problem)
        {
            return problem;
        }

        return !household.Labour.TryGetValue(fact.Person, out var labour)
            ? Obstacle.Missing($"{fact.Person} labour", $"{fact.Person}的劳动能力", "乡镇经办人", "扶贫项目保底收益是否计入要看是否丧失劳动能力")
            : IncomeCalculations.GuaranteedRevenue(law, new GuaranteedRevenueFacts(Sourced.Fact(stated.Annual, fact.Reference), labour, Sourced.Given(household.Recipient)))
                .Then(counted => Decided([stated with { Amount = Sourced.Result(counted), Times = 1 }]));
    }

    /// <summary>A quantity with the paper of the same income, where there is one.</summary>
    private static Answer<IReadOnlyList<IncomeItem>> Quantity(LawOfTheDay law, QuantityItem item, List<IncomeFact> documents)
    {
        var terms = IncomeCalculations.AssessmentTerms(law);
        if (law.Blocked)
        {
            return law.Because;
        }

        var paper = documents.Find(d => IsDocumentOf(d, item));
        var documented = paper is null ? item : item with { Documented = Sourced.Fact(paper.Amount * paper.Times, paper.Reference) };
        return AssessedIncome.ExplainLine(documented, terms).Then(line => Decided(
            [new IncomeItem(item.Person, line.Value.Value.Kind, Sourced.Result(new Explained<Money>(line.Value.Counted, line.Explanation)), 1, $"{line.Value.Value.Name}（{item.Quantity.Value.ToDecimalText()}{line.Value.Value.Per}）")]));
    }

    private static Answer<IReadOnlyList<IncomeItem>> Support(LawOfTheDay law, SupporterFacts supporter, StandardKind kind) => IncomeCalculations.Support(law, supporter, kind)
        .Then(fee => Decided([new IncomeItem(supporter.Supporter, IncomeKind.Support, Sourced.Result(fee), 1, $"{supporter.Supporter}的赡养费")]));

    private static bool IsDocumentOf(IncomeFact fact, QuantityItem item) => fact.Person == item.Person && fact.Line == item.Item;

    private static IncomeItem Item(IncomeFact fact) => new(fact.Person, fact.Kind, Sourced.Fact(fact.Amount, fact.Reference), fact.Times, fact.Line);

    private static Answer<IReadOnlyList<IncomeItem>> Decided(IReadOnlyList<IncomeItem> items) =>
        new Explained<IReadOnlyList<IncomeItem>>(items, new Explanation("income.items", "收入项目", [], []));
}
