using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>The calculation of many households at once gives each what its own sheet gives it.</summary>
public class MassAssessmentTests(ITestOutputHelper output)
{
    private static readonly string[][] NoValues = [];

    public static TheoryData<string, string, string[][]> Laws() => new()
    {
        { "220182", "2022-03-10", NoValues },
        { "220182", "2023-06-10", NoValues },
        { "220182", "2022-03-10", [["income.job-cost.base", "200", "N2021-2.1.6"], ["income.loss-offsets", "true", "N2021-2.8.2"], ["benefit.rounding", "up-yuan", "O11"]] },
        { "220182", "2022-03-10", [["benefit.method", "tiers", "O11"], ["benefit.tiers", "[100.00, 200.00, 300.00]", "O11"], ["dibao.poverty-line-effect", "raise", "N2021-2.3.4"]] },
        { "220182", "2020-08-10", [["dibao.rural-standard", "4100", "JL2020-2.1.2"], ["dibao.urban-standard", "500", "JL2020-2.1.2"], ["benefit.rounding", "half-up-jiao", "O11"], ["benefit.min-payment", "20", "O11"]] },
        { "320921", "2018-06-01", NoValues },
        { "320921", "2022-06-01", NoValues },
        { "430626", "2022-03-10", NoValues },
    };

    [Theory, MemberData(nameof(Laws))]
    public void Every_household_gets_what_its_own_sheet_says(string area, string on, string[][] values)
    {
        var (county, day) = (AreaCode.Parse(area), Days.Of(on));
        var policies = values.Length == 0 ? Law.Shipped : Law.Shipped.With([.. values.Select((v, i) => CountyValues.Of(v[0], v[1], v[2]) with { Id = $"row-{i}", From = day, Published = day })]).OrThrow();
        LawOfTheDay Today() => policies.On(county, day);
        var columns = Columns(Today, YearMonth.Of(day), 1500, out var households);
        var terms = MassLaw.Terms(Today, columns.Application, columns.Items);
        Assert.True(terms.IsDecided, string.Join("；", terms.Because.Select(b => b.Key)));

        var (decided, eligible) = (0, 0);
        columns.Run(new MassAssessment(terms.Explained.Value), (at, mass) =>
        {
            var sheet = HouseholdAssessment.Assess(Today(), households[at]);
            Assert.Equal((at, sheet.IsDecided), (at, mass.Decided));
            if (sheet.Explained?.Value is { } r)
            {
                Assert.Equal((at, r.Eligible, r.CountableAnnualIncome, r.Monthly), (at, mass.Eligible, mass.CountableAnnualIncome, mass.Monthly));
                (decided, eligible) = (decided + 1, eligible + (r.Eligible ? 1 : 0));
            }
        });
        output.WriteLine($"{decided} of {columns.Count} decided, {eligible} eligible");
        Assert.True(decided > 500 && eligible > 50 && eligible < decided);
    }

    [Fact]
    public void What_the_law_lacks_for_some_households_leaves_those_and_only_those_undecided()
    {
        LawOfTheDay Later() => Law.InYushuOn("2024-08-01");
        var columns = Columns(Later, new YearMonth(2024, 8), 400, out var households);
        var totals = columns.Total(new MassAssessment(MassLaw.Terms(Later, columns.Application, columns.Items).Explained!.Value));
        var pensioners = households.Count(h => h.Incomes.Any(i => i.Kind == IncomeKind.BasicPension));
        Assert.True(pensioners > 50);
        Assert.Equal(pensioners, totals.Undecided);
    }

    [Fact]
    public void Without_a_standard_there_are_no_terms()
    {
        LawOfTheDay Nowhere() => Law.Shipped.On(AreaCode.Parse("110101"), Days.Of("2022-03-10"));
        Assert.Contains("dibao.rural-standard", MassLaw.Terms(Nowhere, new YearMonth(2022, 3), []).Because.Select(b => b.Key));
    }

    [Fact]
    public void A_household_that_contradicts_itself_has_to_be_looked_at_by_itself()
    {
        var columns = new HouseholdColumns(new YearMonth(2022, 3), ["maize"]);
        var sound = new HouseholdFacts(2, "members", StandardKind.Rural, new YearMonth(2022, 3), [new IncomeFact("甲", IncomeKind.Wage, Money.Parse("1000"), 12, "f1", "厂")], []);
        Assert.True(columns.TryAdd(sound));
        HouseholdFacts[] odd =
        [
            sound with { Members = 0 },
            sound with { ApplicationMonth = new YearMonth(2022, 4) },
            sound with { Incomes = [.. sound.Incomes, sound.Incomes[0] with { Amount = Money.Parse("1500") }] },
            sound with { Incomes = [sound.Incomes[0] with { Amount = Money.Parse("-1") }] },
            sound with { Incomes = [sound.Incomes[0] with { Times = 13 }] },
            sound with { Incomes = [sound.Incomes[0] with { Kind = IncomeKind.GuaranteedRevenue }] },
            sound with { EmploymentCosts = [new EmploymentCostFact("乙", 3, "f2")] },
            sound with { EmploymentCosts = [new EmploymentCostFact("甲", 3, "f2")] },
            sound with { Quantities = [new QuantityItem("甲", "rice", Sourced.Given(Ratio.One)) { Labour = Sourced.Given(LabourLoss.None) }] },
            sound with { Quantities = [new QuantityItem("甲", "maize", Sourced.Given(new Ratio(1, 3))) { Labour = Sourced.Given(LabourLoss.None) }] },
            sound with { Quantities = [new QuantityItem("甲", "maize", Sourced.Given(Ratio.One))] },
            sound with { Supporters = [new SupporterFacts("子", Sourced.Given(Money.Parse("1")), Sourced.Given(0), Sourced.Given(1), Sourced.Given(false))] },
        ];
        Assert.All(odd, h => Assert.False(columns.TryAdd(h)));
        Assert.Equal(1, columns.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_people_three_to_a_household()
    {
        LawOfTheDay Today() => Law.InYushuOn("2022-03-10");
        var (one, two, other) = (Sum(7), Sum(7), Sum(8));
        Assert.Equal(one, two);
        Assert.NotEqual(one, other);
        Assert.InRange(one.Members / (double)one.Households, 2.9, 3.1);

        MassTotals Sum(ulong seed)
        {
            var columns = Columns(Today, new YearMonth(2022, 3), 3000, out _, seed);
            return columns.Total(new MassAssessment(MassLaw.Terms(Today, columns.Application, columns.Items).Explained!.Value));
        }
    }

    private static HouseholdColumns Columns(Func<LawOfTheDay> law, YearMonth month, int count, out List<HouseholdFacts> households, ulong seed = 20220301)
    {
        var table = law().UnitValues("income.unit-values").Value ?? new Dictionary<string, UnitValue>();
        var generated = new GeneratedHouseholds(seed, month, table);
        var columns = new HouseholdColumns(month, [.. table.Keys.Order(StringComparer.Ordinal)]);
        households = [.. Enumerable.Range(0, count).Select(_ => generated.Next().Facts)];
        Assert.All(households, h => Assert.True(columns.TryAdd(h)));
        return columns;
    }
}
