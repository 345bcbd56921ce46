using System.Globalization;
using Approvals.Domain;
using Approvals.Policies;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

/// <summary>Which value is in force here, on that day, as known then.</summary>
public class ResolverTests
{
    private static readonly PolicySet Toy = ToyPacks.Load().OrThrow();

    [Theory]
    [InlineData("220182", "2022-03-01", "4,000.00元/人·年")] // the county's own
    [InlineData("220182001", "2022-03-01", "4,000.00元/人·年")] // in a township of it
    [InlineData("220183", "2019-03-01", "3,000.00元/人·年")] // the province's
    [InlineData("220182", "2021-12-31", null)] // the county has not begun, the plan of the province is over
    [InlineData("220182", "2020-05-01", "3,500.00元/人·年")] // under the plan
    [InlineData("220182", "2020-12-31", "3,500.00元/人·年")] // its last day
    [InlineData("220182", "2021-01-01", null)] // after it, silence: not the older value of 2018
    [InlineData("220182", "2022-12-31", "4,200.00元/人·年")]
    [InlineData("220182", "2023-01-01", null)] // the last value ended and nobody spoke again
    [InlineData("430626", "2022-03-01", null)]
    public void The_nearest_area_that_speaks_is_heard(string area, string day, string? shown) =>
        Assert.Equal(shown, Toy.On(AreaCode.Parse(area), Days.Of(day)).Find("toy.standard")?.Value.Display);

    [Theory]
    [InlineData("2022-02-09T23:59:59+08:00", null)]
    [InlineData("2022-02-10T00:00:00+08:00", "4000.00")]
    [InlineData("2022-02-09T16:00:00+00:00", "4000.00")]
    public void A_value_published_late_is_unknown_before(string knownAt, string? value) =>
        Assert.Equal(value, At("2022-01-15", Toy, DateTimeOffset.Parse(knownAt, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_default_is_used_and_not_confirmed()
    {
        var law = Toy.On(Law.Yushu, Days.Of("2022-03-01"));
        Assert.Equal(7, law.Count("toy.days").Value);
        Assert.False(Assert.Single(law.Reads).Confirmed);
        Assert.False(law.Blocked);
    }

    [Fact]
    public void A_dated_default_ends()
    {
        Assert.Equal("none", Toy.On(Law.Yushu, Days.Of("2015-12-31")).Text("toy.scope").Value);
        Assert.False(Toy.On(Law.Yushu, Days.Of("2016-01-01")).IsSet("toy.scope"));
    }

    [Fact]
    public void What_nobody_set_blocks_and_names_who_may_set_it()
    {
        var law = Toy.On(Law.Yushu, Days.Of("2023-03-01"));
        law.Amount("toy.standard");
        law.Amount("toy.standard");
        var obstacle = Assert.Single(law.Because);
        Assert.Equal((ObstacleKind.UnsetValue, "toy.standard", "标准", "县民政局"), (obstacle.Kind, obstacle.Key, obstacle.Name, obstacle.SetBy));
        Assert.Contains("请县民政局", obstacle.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_value_recorded_later_replaces_without_editing()
    {
        var first = CountyValues.Of("toy.standard", "4100", "BASE-1") with { Id = "first", To = Days.Of("2022-12-31") };
        var second = first with { Id = "second", Value = "4150", RecordedAt = first.RecordedAt.AddDays(30) };
        var policies = Toy.With([first, second]).OrThrow();
        Assert.Equal("4150.00", At("2022-03-01", policies, null));
        Assert.Equal("4100.00", At("2022-03-01", policies, first.RecordedAt.AddDays(1)));
        Assert.Null(At("2022-03-01", policies, first.RecordedAt.AddDays(-1)));
    }

    [Fact]
    public void Two_county_values_recorded_at_once_overlap()
    {
        var first = CountyValues.Of("toy.standard", "4100", "BASE-1") with { Id = "first" };
        Assert.Contains("重叠", Assert.Single(Toy.With([first, first with { Id = "second" }]).Errors).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_campaign_goes_on_where_the_county_confirms_it_by_document()
    {
        var day = Days.Of("2021-06-01");
        var continued = Toy.With([CountyValues.Of("continued.plan", "true", "BASE-1") with { From = Days.Of("2021-01-01"), Published = Days.Of("2020-12-20") }]).OrThrow();
        Assert.False(Toy.On(Law.Yushu, day).IsInForce("PLAN"));
        Assert.True(continued.On(Law.Yushu, day).IsInForce("PLAN"));
        Assert.Equal("3500.00", At("2021-06-01", continued, null));
        Assert.False(continued.On(AreaCode.Parse("220183"), day).IsInForce("PLAN"));
    }

    [Fact]
    public void What_a_higher_text_fixes_stands_even_where_a_county_once_said_otherwise()
    {
        // Lawful when it was published, a year before the higher text came.
        var county = CountyValues.Of("toy.scope", "none", "BASE-1") with { From = Days.Of("2019-01-01"), Published = Days.Of("2019-01-01") };
        var policies = Toy.With([county]).OrThrow();
        Assert.Equal("none", policies.On(Law.Yushu, Days.Of("2019-06-01")).Text("toy.scope").Value);
        Assert.Equal("all", policies.On(Law.Yushu, Days.Of("2020-06-01")).Text("toy.scope").Value);
        Assert.Equal("none", policies.On(Law.Yushu, Days.Of("2021-01-01")).Text("toy.scope").Value);
        Assert.Contains("已经固定", Assert.Single(Toy.With([county with { Published = Days.Of("2020-01-01") }]).Errors).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_confirmed_when_seen_or_when_the_county_says_so()
    {
        var day = Days.Of("2022-03-01");
        Assert.True(Toy.IsConfirmed(Toy.Documents["BASE"], Law.Yushu, day, null));
        Assert.False(Toy.IsConfirmed(Toy.Documents["UNSEEN"], Law.Yushu, day, null));
        var confirmed = Toy.With([CountyValues.Of("source.unseen.confirmed", "true", "BASE-1")]).OrThrow();
        Assert.True(confirmed.IsConfirmed(Toy.Documents["UNSEEN"], Law.Yushu, day, null));
    }

    [Fact]
    public void A_missing_text_is_never_in_force_and_says_why()
    {
        var law = Toy.On(Law.Yushu, Days.Of("2022-03-01"));
        Assert.False(law.IsInForce("SLOT"));
        Assert.Equal(AnswerKind.CannotDecide, law.ExplainInForce("SLOT").Kind);
    }

    [Fact]
    public void Every_value_read_is_remembered_once_with_its_hash()
    {
        var law = Toy.On(Law.Yushu, Days.Of("2022-03-01"));
        law.Amount("toy.standard");
        law.Amount("toy.standard");
        law.OnDay(Days.Of("2022-08-01")).Amount("toy.standard");
        Assert.Equal(["220182-county/toy.standard@2022-01-01", "220182-county/toy.standard@2022-07-01"], law.Reads.Select(r => r.Row));
        Assert.All(law.Reads, r => Assert.Matches("^[0-9a-f]{64}$", r.Hash));
    }

    [Fact]
    public void The_hash_changes_with_the_content_and_with_nothing_else()
    {
        string Hash(string county) => ToyPacks.Load(county: county).OrThrow().On(Law.Yushu, Days.Of("2022-03-01")) is var law && law.Amount("toy.standard").Value > Money.Zero ? law.Reads[0].Hash : "";
        Assert.Equal(Hash(ToyPacks.County), Hash($"# moved down a line\n{ToyPacks.County}"));
        Assert.NotEqual(Hash(ToyPacks.County), Hash(ToyPacks.County.Replace("4000.00", "4000.01", StringComparison.Ordinal)));
        Assert.NotEqual(Hash(ToyPacks.County), Hash(ToyPacks.County.Replace("榆发1号", "榆发2号", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_deadline_takes_its_length_from_the_law_and_its_events_from_the_definition()
    {
        var clock = Toy.On(Law.Yushu, Days.Of("2022-03-01")).Clock("toy.days")!;
        Assert.Equal(("toy.days", "posted", "registered", 7, ClockUnit.CalendarDays), (clock.RuleId, clock.StartEvent, clock.EndEvent, clock.Length, clock.Unit));
        Assert.Throws<ArgumentException>(() => Toy.On(Law.Yushu, Days.Of("2022-03-01")).Clock("toy.standard"));
    }

    private static string? At(string day, PolicySet policies, DateTimeOffset? knownAt) =>
        policies.On(Law.Yushu, Days.Of(day), knownAt).Find("toy.standard")?.Value.Canonical;

    [Fact]
    public void A_value_found_before_is_the_value_found_anew()
    {
        // Whoever knows everything is asked anew each time; without a moment the packs remember.
        var places = Law.Shipped.AreaNames.Keys.ToArray();
        var keys = Law.Shipped.Parameters.Keys.ToArray();
        var days = Gen.Choose(0, 4000).Select(Days.Of("2016-12-30").AddDays);
        Generated.ForAll(Gen.Elements(places).Zip(days).Zip(Gen.ArrayOf(Gen.Elements(keys), 12)), x =>
        {
            var ((area, day), asked) = x;
            var (remembered, anew) = (Law.Shipped.On(area, day), Law.Shipped.On(area, day, LegalDay.EndOf(Days.Of("2100-12-31"))));
            return asked.All(key => Same(remembered.Find(key), anew.Find(key)));
        });
    }

    private static bool Same(Sourced<PolicyValue>? one, Sourced<PolicyValue>? other) => (one is null && other is null)
        || (one is { } a && other is { } b && a.Value.Equals(b.Value) && a.Source is Source.Policy { Citation: var c } && b.Source is Source.Policy { Citation: var d }
        && (c.Row, c.Hash, c.Confirmed) == (d.Row, d.Hash, d.Confirmed) && c.Clauses.SequenceEqual(d.Clauses));
}
