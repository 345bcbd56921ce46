using Approvals.Domain;
using Approvals.Policies;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class PropertyTests
{
    private static readonly PolicySet WithTable = Law.Shipped
        .With([CountyValues.Of("dibao.property-limits", "{ financialAssetsMultiple: 2, vehicles: 0, housing: 1 }", "SC649-9")]).OrThrow();

    [Theory]
    [InlineData("24000.00", 0, 1, true)] // three people, twice the standard of 4000: at the limit is within
    [InlineData("24000.01", 0, 1, false)]
    [InlineData("0", 1, 1, false)]
    [InlineData("0", 0, 2, false)]
    public void Each_limit_is_compared_as_a_total(string savings, int vehicles, int houses, bool within) =>
        Assert.Equal(within, Test(WithTable, 3, Money.Parse(savings), vehicles, houses).Explained!.Value);

    [Fact]
    public void A_refusal_names_what_was_over_and_the_law_behind_it()
    {
        var explanation = Test(WithTable, 3, Money.Parse("24000.01"), 1, 1).Explained!.Explanation;
        Assert.Equal("家庭财产超出规定：金融资产、机动车", explanation.Steps[^1].Result);
        Assert.Equal("SC649-9", explanation.Clauses[0]);
    }

    [Fact]
    public void Without_a_table_the_reviewer_judges_and_the_law_says_who_may_set_one()
    {
        var answer = Test(Law.Shipped, 3, Money.Zero, 0, 0);
        Assert.Equal((AnswerKind.CannotDecide, "dibao.property-limits"), (answer.Kind, Assert.Single(answer.Because).Key));
    }

    [Fact]
    public void Nobody_living_there_is_refused() => Assert.Equal("members", Test(WithTable, 0, Money.Zero, 0, 0).Problem!.Field);

    [Fact]
    public void More_property_never_helps() => Generated.ForAll(Gen.Choose(1, 10).Zip(Generated.Fen(100_000)).Zip(Gen.Choose(0, 2).Two()), x =>
    {
        var ((members, savings), (vehicles, houses)) = x;
        var now = Test(WithTable, members, new Money(savings), vehicles, houses).Explained!.Value;
        var more = Test(WithTable, members, new Money(savings + 1), vehicles + 1, houses + 1).Explained!.Value;
        return now || !more;
    });

    private static Answer<bool> Test(PolicySet policies, int members, Money savings, int vehicles, int houses) => PropertyAssessment.Test(
        policies.On(Law.Yushu, Days.Of("2022-03-01")),
        new PropertyStatement(Sourced.Given(members), StandardKind.Rural, Sourced.Given(savings), Sourced.Given(vehicles), Sourced.Given(houses)));
}
