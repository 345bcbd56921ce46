using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>What would change a household's outcome: every line is what the rule says when it is asked.</summary>
public class WhatWouldChangeTests
{
    [Theory]
    [InlineData(9000_00)]
    [InlineData(20000_00)]
    [InlineData(12000_00)]
    [InlineData(0)]
    public void The_border_is_the_fen_at_which_the_rule_turns_over(long fen)
    {
        var household = Household(3, Wage(new Money(fen)));
        var border = WhatWouldChange.Of(LawToday, household)[0];
        var eligible = fen < 12000_00;
        Assert.Equal((!eligible, true), (border.Eligible, border.Flips));
        Assert.Contains(eligible ? "增加到12,000.00元" : "减少到11,999.99元", border.Change, StringComparison.Ordinal);
        Assert.False(Assess(Household(3, Wage(Money.Parse("12000")))).Eligible);
        Assert.True(Assess(Household(3, Wage(Money.Parse("11999.99")))).Eligible);
    }

    [Fact]
    public void Every_line_left_out_is_what_the_rule_says_without_it()
    {
        IncomeFact[] incomes = [Wage(Money.Parse("4000")), new("乙", IncomeKind.Business, Money.Parse("2000"), 1, "f2", "小卖部")];
        var household = Household(3, incomes) with { Supporters = [new SupporterFacts("儿子", Sourced.Given(Money.Parse("60000")), Sourced.Given(4), Sourced.Given(2), Sourced.Given(false))] };
        var lines = WhatWouldChange.Of(LawToday, household);
        foreach (var (without, words) in new[]
        {
            (household with { Incomes = [incomes[1]] }, "没有甲的工资性收入（厂）"),
            (household with { Incomes = [incomes[0]] }, "没有乙的经营净收入（小卖部）"),
            (household with { Supporters = [] }, "没有儿子的赡养费"),
            (household with { Members = 4 }, "多一名共同生活的家庭成员，收入不变"),
            (household with { Kind = StandardKind.Urban }, "按城市低保标准"),
        })
        {
            var line = Assert.Single(lines, l => l.Change == words);
            var asked = Assess(without);
            Assert.Equal((asked.Eligible, asked.Monthly), (line.Eligible, line.Monthly));
        }

        Assert.Equal(lines.OrderByDescending(l => l.Flips).Select(l => l.Change).First(), lines[0].Change);
    }

    [Fact]
    public void What_changes_nothing_is_no_line() =>
        Assert.DoesNotContain(WhatWouldChange.Of(LawToday, Household(3, Wage(Money.Zero))), l => l.Change.Contains("工资", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_said_of_a_household_that_cannot_be_decided() =>
        Assert.Empty(WhatWouldChange.Of(LawToday, Household(3, Wage(Money.Parse("1000")), new IncomeFact("甲", IncomeKind.Wage, Money.Parse("1500"), 1, "tax", "厂"))));

    private static LawOfTheDay LawToday() => Law.InYushuOn("2022-03-10");

    private static HouseholdResult Assess(HouseholdFacts household) => HouseholdAssessment.Assess(LawToday(), household).Explained!.Value;

    private static IncomeFact Wage(Money amount) => new("甲", IncomeKind.Wage, amount, 1, "f1", "厂");

    private static HouseholdFacts Household(int members, params IncomeFact[] incomes) =>
        new(members, "fact:members", StandardKind.Rural, new YearMonth(2022, 3), incomes, []);
}
