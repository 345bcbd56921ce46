using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The households of a county side by side, for one calculation of them all.</summary>
/// <param name="application">The month of application of all of them.</param>
/// <param name="items">The items of the county's table they use, at most 85.</param>
public sealed class HouseholdColumns(YearMonth application, IReadOnlyList<string> items)
{
    /// <summary>Quantities are kept in hundredths.</summary>
    public const int QuantityScale = 100;

    private const int LossesOfLabour = 3;
    private readonly Dictionary<string, int> _items = items.Select((item, at) => (item, at)).ToDictionary(x => x.item, x => x.at);
    private readonly List<(int End, byte Members, StandardKind Kind)> _households = [];
    private readonly List<MassIncome> _incomes = [];

    /// <summary>The month of application.</summary>
    public YearMonth Application => application;

    /// <summary>The items in the order the incomes refer to.</summary>
    public IReadOnlyList<string> Items => items;

    /// <summary>How many households there are.</summary>
    public int Count => _households.Count;

    /// <summary>Adds a household; false for one that has to be assessed by itself: contradicting records, papers of assessed incomes, support fixed by a court, amounts that cannot be right.</summary>
    /// <param name="household">The household as recorded; its family book is not read.</param>
    public bool TryAdd(HouseholdFacts household)
    {
        var persons = household.Incomes.Select(i => i.Person).Concat(household.Quantities.Select(q => q.Person)).Concat(household.Supporters.Select(s => s.Supporter)).Distinct().ToList();
        MassIncome?[] rows =
        [
            .. household.Incomes.Select(i => RowOf(household, i, persons.IndexOf(i.Person))),
            .. household.Quantities.Select(q => RowOf(q, persons.IndexOf(q.Person))),
            .. household.Supporters.Select(s => RowOf(s, persons.IndexOf(s.Supporter))),
        ];
        if (household.ApplicationMonth != application || household.Members is < 1 or > byte.MaxValue || persons.Count > byte.MaxValue || Repeats(household) || HasCostsWithoutWage(household) || Array.Exists(rows, r => r is null))
        {
            return false;
        }

        _incomes.AddRange(rows.Select(r => r!.Value).OrderBy(r => r.Person));
        _households.Add((_incomes.Count, (byte)household.Members, household.Kind));
        return true;
    }

    /// <summary>The columns themselves: where each household's incomes end, its members, its standard, and the incomes.</summary>
    public (int[] Ends, byte[] Members, bool[] Urban, MassIncome[] Incomes) Arrays() =>
        ([.. _households.Select(h => h.End)], [.. _households.Select(h => h.Members)], [.. _households.Select(h => h.Kind == StandardKind.Urban)], [.. _incomes]);

    /// <summary>Calculates every household in turn.</summary>
    /// <param name="assessment">The law of the day.</param>
    /// <param name="each">What is done with each result.</param>
    public void Run(MassAssessment assessment, Action<int, MassResult> each)
    {
        for (var i = 0; i < Count; i++)
        {
            each(i, Of(assessment, i));
        }
    }

    /// <summary>The sums over all households.</summary>
    public MassTotals Total(MassAssessment assessment)
    {
        var incomes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_incomes);
        var (members, eligible, undecided, monthly, from) = (0L, 0, 0, Money.Zero, 0);
        foreach (ref readonly var household in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_households))
        {
            var result = assessment.Of(household.Members, household.Kind, incomes[from..household.End]);
            from = household.End;
            members += household.Members;
            monthly += result.Monthly;
            eligible += result.Eligible ? 1 : 0;
            undecided += result.Decided ? 0 : 1;
        }

        return new MassTotals(Count, members, eligible, undecided, monthly);
    }

    private MassResult Of(MassAssessment assessment, int at)
    {
        var (end, members, kind) = _households[at];
        var from = at == 0 ? 0 : _households[at - 1].End;
        return assessment.Of(members, kind, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_incomes)[from..end]);
    }

    private static bool Repeats(HouseholdFacts household) =>
        household.Incomes.Where(i => i.Line is not null).GroupBy(i => (i.Person, i.Kind, i.Line)).Any(g => g.Count() > 1)
        || household.Incomes.Any(i => household.Quantities.Any(q => q.Person == i.Person && q.Item == i.Line))
        || household.Quantities.GroupBy(q => (q.Person, q.Item)).Any(g => g.Count() > 1)
        || household.Supporters.GroupBy(s => s.Supporter).Any(g => g.Count() > 1)
        || household.EmploymentCosts.GroupBy(c => c.Person).Any(g => g.Count() > 1);

    private static bool HasCostsWithoutWage(HouseholdFacts household) =>
        household.EmploymentCosts.Any(c => household.Incomes.Count(i => i.Person == c.Person && i.Kind == IncomeKind.Wage) != 1);

    private MassIncome? RowOf(HouseholdFacts household, IncomeFact fact, int person)
    {
        if (HouseholdIncome.ProblemOf(new IncomeItem(fact.Person, fact.Kind, Sourced.Given(fact.Amount), fact.Times)) is not null)
        {
            return null;
        }

        var kind = fact.Kind switch
        {
            IncomeKind.Wage => MassIncomeKind.Wage,
            IncomeKind.Business => MassIncomeKind.Business,
            IncomeKind.BasicPension => MassIncomeKind.BasicPension,
            IncomeKind.GuaranteedRevenue => MassIncomeKind.GuaranteedRevenue,
            _ => MassIncomeKind.Plain,
        };
        return DetailOf(household, fact) is { } detail ? new MassIncome(fact.Amount.Fen, kind, (byte)person, (byte)fact.Times, detail) : null;
    }

    // Null: the household has to be assessed by itself.
    private byte? DetailOf(HouseholdFacts household, IncomeFact fact)
    {
        if (fact.Kind == IncomeKind.GuaranteedRevenue)
        {
            return household.Labour.TryGetValue(fact.Person, out var loss) ? (byte)loss.Value : null;
        }

        if (fact.Kind != IncomeKind.Wage || household.EmploymentCosts.FirstOrDefault(c => c.Person == fact.Person) is not { } cost)
        {
            return 0;
        }

        return cost.Since is not { } since || application.MonthsSince(since) is not (>= 0 and < byte.MaxValue) ? null : (byte)(application.MonthsSince(since) + 1);
    }

    private MassIncome? RowOf(QuantityItem item, int person)
    {
        var hundredths = item.Quantity.Value * new Ratio(QuantityScale, 1);
        return item.Documented is not null || item.Labour is null || hundredths.Denominator != 1 || hundredths.Numerator < 0 || hundredths.Numerator > int.MaxValue || !_items.TryGetValue(item.Item, out var row) || row * LossesOfLabour > byte.MaxValue - LossesOfLabour
            ? null
            : new MassIncome((long)hundredths.Numerator, MassIncomeKind.Assessed, (byte)person, 1, (byte)((row * LossesOfLabour) + (int)item.Labour.Value.Value));
    }

    private static MassIncome? RowOf(SupporterFacts supporter, int person) => supporter switch
    {
        { Members.Value: < 1 or > byte.MaxValue } or { Supported.Value: < 1 or > byte.MaxValue } or { AnnualIncome.Value.IsNegative: true } or { Fixed: not null } => null,
        _ => new MassIncome(supporter.InAid.Value ? 0 : supporter.AnnualIncome.Value.Fen, MassIncomeKind.Support, (byte)person, (byte)supporter.Members.Value, (byte)supporter.Supported.Value),
    };
}

/// <summary>What a calculation of all households comes to.</summary>
/// <param name="Households">How many.</param>
/// <param name="Members">How many people.</param>
/// <param name="Eligible">Households below the standard.</param>
/// <param name="Undecided">Households the law lacks something for.</param>
/// <param name="Monthly">What is paid to all of them in a month.</param>
public sealed record MassTotals(int Households, long Members, int Eligible, int Undecided, Money Monthly);
