using Approvals.Domain;
using Approvals.Policies;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class HouseholdTests
{
    private static readonly YearMonth March2022 = new(2022, 3);

    [Fact]
    public void Incomes_lead_to_the_monthly_amount_in_one_tree_with_its_evidence()
    {
        var answer = Assess(Household(3,
            new IncomeFact("王小明", IncomeKind.Wage, Money.Parse("500"), 12, "fact:wage"),
            new IncomeFact("阿卜杜拉·买买提", IncomeKind.Business, Money.Parse("3000"), 1, "fact:farm")));

        Assert.Equal(new HouseholdResult(3, Money.Parse("9000"), true, Money.Parse("250")), answer.Explained!.Value);
        var json = System.Text.Encoding.UTF8.GetString(ExplanationJson.ToUtf8(answer.Explained.Explanation));
        Assert.Contains("\"evidence\":\"fact:wage\"", json, StringComparison.Ordinal);
        Assert.Contains("\"evidence\":\"fact:farm\"", json, StringComparison.Ordinal);
        Assert.Contains("阿卜杜拉·买买提 经营净收入", json, StringComparison.Ordinal);
        Assert.Contains("2021-03至2022-02", json, StringComparison.Ordinal);
        Assert.Equal("O11", answer.Explained.Explanation.Clauses[0]);
        Assert.Equal(
            ["dibao.rural-standard", "benefit.rounding", "benefit.min-payment", "income.period"],
            answer.Explained.Explanation.PolicyValues.Select(p => p.Key).OrderBy(k => Array.IndexOf(["dibao.rural-standard", "benefit.rounding", "benefit.min-payment", "income.period"], k)));
    }

    [Fact]
    public void A_farm_loss_counts_as_zero_and_takes_nothing_from_wages()
    {
        var answer = Assess(Household(3,
            new IncomeFact("甲", IncomeKind.Business, Money.Parse("-800"), 1, "f1"),
            new IncomeFact("乙", IncomeKind.Wage, Money.Parse("9000"), 1, "f2")));
        Assert.Equal(Money.Parse("9000"), answer.Explained!.Value.CountableAnnualIncome);
    }

    [Theory]
    [InlineData(IncomeKind.Wage)]
    [InlineData(IncomeKind.BasicPension)]
    [InlineData(IncomeKind.OtherPension)]
    [InlineData(IncomeKind.Transfer)]
    public void Anything_but_a_business_cannot_be_negative(IncomeKind kind)
    {
        var answer = Assess(Household(3, new IncomeFact("甲", kind, Money.Parse("-0.01"), 1, "f1")));
        Assert.Equal(($"甲 {HouseholdIncome.NameOf(kind)}", "-0.01"), (answer.Problem!.Field, answer.Problem.Value));
    }

    [Theory]
    [InlineData(0, "members")]
    [InlineData(-1, "members")]
    public void Nobody_living_there_is_refused(int members, string field) => Assert.Equal(field, Assess(Household(members)).Problem!.Field);

    [Theory]
    [InlineData(IncomeKind.Wage, 0)]
    [InlineData(IncomeKind.Wage, 13)]
    [InlineData(IncomeKind.BasicPension, 0)]
    [InlineData(IncomeKind.BasicPension, 13)]
    public void A_year_has_one_to_twelve_payments(IncomeKind kind, int times) =>
        Assert.Equal(AnswerKind.Refused, Assess(Household(1, new IncomeFact("甲", kind, Money.Parse("1"), times, "f1"))).Kind);

    [Fact]
    public void Thirty_people_under_one_roof_are_reckoned_like_three()
    {
        var incomes = Enumerable.Range(1, 30).Select(i => new IncomeFact($"成员{i}", IncomeKind.Wage, Money.Parse("250.25"), 12, $"f{i}"));
        var answer = Assess(Household(30, [.. incomes]));
        Assert.Equal(new HouseholdResult(30, Money.Parse("90090"), true, Money.Parse("2492.50")), answer.Explained!.Value);
    }

    [Fact]
    public void Two_records_of_one_income_that_disagree_conflict()
    {
        var answer = Assess(Household(3,
            new IncomeFact("甲", IncomeKind.Wage, Money.Parse("1000"), 12, "declared", "砖厂"),
            new IncomeFact("甲", IncomeKind.Wage, Money.Parse("1500"), 12, "tax", "砖厂")));
        Assert.Equal(AnswerKind.Conflicting, answer.Kind);
        Assert.Contains("12,000.00元、18,000.00元", Assert.Single(answer.Because).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_records_that_agree_count_once()
    {
        var answer = Assess(Household(3,
            new IncomeFact("甲", IncomeKind.Wage, Money.Parse("500"), 12, "declared", "砖厂"),
            new IncomeFact("甲", IncomeKind.Wage, Money.Parse("6000"), 1, "tax", "砖厂")));
        Assert.Equal(Money.Parse("6000"), answer.Explained!.Value.CountableAnnualIncome);
    }

    [Fact]
    public void The_central_pension_is_left_out_month_by_month()
    {
        // Accounted in June 2023: 93 yuan were central until December 2022, 103 from January 2023.
        var answer = HouseholdAssessment.CountableIncome(
            Law.InYushuOn("2023-06-10"),
            Household(1, new IncomeFact("甲", IncomeKind.BasicPension, Money.Parse("120"), 12, "bank")) with { ApplicationMonth = new YearMonth(2023, 6) });
        Assert.Equal(Money.Parse("274"), answer.Explained!.Value);
        Assert.Equal(["N2021-2.8.1", "O09"], answer.Explained.Explanation.Clauses.Intersect(["O09", "N2021-2.8.1"]));
    }

    [Fact]
    public void A_month_whose_central_amount_nobody_entered_cannot_be_decided()
    {
        var answer = HouseholdAssessment.Assess(
            Law.InYushuOn("2024-08-01"),
            Household(1, new IncomeFact("甲", IncomeKind.BasicPension, Money.Parse("143"), 12, "bank")) with { ApplicationMonth = new YearMonth(2024, 8) });
        Assert.Equal(AnswerKind.CannotDecide, answer.Kind);
        Assert.Equal(("income.central-basic-pension", "县级民政部门"), (Assert.Single(answer.Because).Key, answer.Because[0].SetBy));
    }

    [Fact]
    public void Costs_of_work_are_not_deducted_until_the_county_has_set_an_amount()
    {
        var household = Household(3, new IncomeFact("甲", IncomeKind.Wage, Money.Parse("500"), 12, "f1")) with { EmploymentCosts = [new EmploymentCostFact("甲", 6, "job")] };
        Assert.Equal(Money.Parse("6000"), Assess(household).Explained!.Value.CountableAnnualIncome);

        var county = Law.Shipped.With([CountyValues.Of("income.job-cost.base", "200", "N2021-2.1.6")]).OrThrow();
        Assert.Equal(Money.Parse("4800"), HouseholdAssessment.Assess(county.On(Law.Yushu, Days.Of("2022-03-10")), household).Explained!.Value.CountableAnnualIncome);
    }

    [Fact]
    public void A_deduction_never_exceeds_the_wages_it_is_taken_from() =>
        Generated.ForAll(Generated.Fen(5000).Zip(Generated.Fen(5000)), x =>
        {
            var deducted = HouseholdIncome.Deducted(new Money(x.Item1), new Money(x.Item2));
            return deducted.Fen <= x.Item1 && deducted.Fen <= x.Item2 && deducted.Fen >= 0;
        });

    [Fact]
    public void The_lines_of_the_sheet_add_up_to_its_total()
    {
        var item = Gen.Choose(1, 12).Zip(Generated.Fen(500)).Zip(Gen.Elements(IncomeKind.Wage, IncomeKind.Business, IncomeKind.Property, IncomeKind.Transfer));
        Generated.ForAll(item.NonEmptyListOf().Where(items => items.Count <= 20), items =>
        {
            var facts = items.Select((x, i) => new IncomeFact("甲", x.Item2, new Money(x.Item1.Item2), x.Item1.Item1, $"f{i}")).ToArray();
            var income = HouseholdAssessment.CountableIncome(Law.InYushuOn("2022-03-10"), Household(3, facts)).Explained!;
            var lines = income.Explanation.Steps.SkipLast(1).Select(s => Money.Parse(s.Result.TrimEnd('元').Replace(",", "", StringComparison.Ordinal)));
            return lines.Aggregate(Money.Zero, (sum, line) => sum + line) == income.Value;
        });
    }

    [Fact]
    public void An_urban_household_has_the_same_sheet_with_the_urban_standard()
    {
        var answer = Assess(Household(2, new IncomeFact("甲", IncomeKind.Wage, Money.Parse("500"), 12, "f1")) with { Kind = StandardKind.Urban });
        Assert.Equal(Money.Parse("700"), answer.Explained!.Value.Monthly);
    }

    private static Answer<HouseholdResult> Assess(HouseholdFacts household) => HouseholdAssessment.Assess(Law.InYushuOn("2022-03-10"), household);

    private static HouseholdFacts Household(int members, params IncomeFact[] incomes) =>
        new(members, "fact:members", StandardKind.Rural, March2022, incomes, []);
}
