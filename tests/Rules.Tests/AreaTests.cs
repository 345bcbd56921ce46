using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Rules.Tests;

public class AreaTests
{
    private static readonly Divisions Country = Divisions.Shipped();

    [Theory]
    [InlineData("000000", AreaLevel.Nation, "000000")]
    [InlineData("220000", AreaLevel.Province, "000000")]
    [InlineData("220100", AreaLevel.City, "220000")]
    [InlineData("220182", AreaLevel.County, "220100")]
    [InlineData("220182100", AreaLevel.Township, "220182")]
    [InlineData("220182100201", AreaLevel.Village, "220182100")]
    public void A_code_knows_its_level_and_what_is_above(string text, AreaLevel level, string parent)
    {
        var area = AreaCode.Parse(text);
        Assert.Equal((level, parent), (area.Level, area.Parent.ToString()));
    }

    [Theory]
    [InlineData("22018")]
    [InlineData("22018x")]
    [InlineData("2201821")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_but_6_9_or_12_digits_is_no_code(string? text) => Assert.False(AreaCode.TryParse(text, out _));

    [Fact]
    public void What_lies_within_is_a_range_of_codes()
    {
        var county = AreaCode.Parse("220182");
        foreach (var division in Country.All)
        {
            var inRange = division.Code >= county && division.Code < AreaCode.Parse("220183");
            Assert.Equal(inRange, division.Code.IsWithin(county));
        }
    }

    [Fact]
    public void Names_are_real_down_to_the_village_of_Yushu()
    {
        var day = Days.Of("2022-03-01");
        Assert.Equal("吉林省长春市榆树市五棵树镇", Country.FullName(AreaCode.Parse("220182100")));
        Assert.Equal("北京市东城区", Country.FullName(AreaCode.Parse("110101")));
        Assert.Equal(28, Country.Below(AreaCode.Parse("220182"), day).Count());
        Assert.Equal(410, Country.All.Count(d => d.Code.Level == AreaLevel.Village));
        Assert.All(Country.All, d => Assert.False(string.IsNullOrWhiteSpace(d.Name)));
    }

    [Fact]
    public void Every_division_hangs_below_one_that_exists() =>
        Assert.All(Country.All, d => Assert.True(d.Code.Level == AreaLevel.Province || Country.Find(d.Code.Parent) is not null, d.Code.ToString()));

    [Fact]
    public void A_merged_township_leads_to_its_successor_from_that_day_on()
    {
        var merged = Divisions.Parse(["code,name,from,to,successor\n220182208,环城乡,,2024-06-30,220182004\n220182004,城郊街道,,,\n"]);
        var old = AreaCode.Parse("220182208");
        Assert.Equal(old, merged.CodeOn(old, Days.Of("2024-06-30")));
        Assert.Equal(AreaCode.Parse("220182004"), merged.CodeOn(old, Days.Of("2024-07-01")));
        Assert.Single(merged.Below(AreaCode.Parse("220182"), Days.Of("2024-07-01")));
    }

    [Fact]
    public void Successors_in_a_circle_do_not_hang()
    {
        var circle = Divisions.Parse(["code,name,from,to,successor\n220182208,甲,,2020-01-01,220182004\n220182004,乙,,2020-01-01,220182208\n"]);
        Assert.NotNull(circle.Find(circle.CodeOn(AreaCode.Parse("220182208"), Days.Of("2022-01-01"))));
    }

    [Theory]
    [InlineData("code,name,from,to,successor\n220182,榆树市,,,\n220182,榆树市,,,\n", "220182")]
    [InlineData("code,name,from,to,successor\n22018,榆树市,,,\n", "第2行")]
    [InlineData("code,name,from,to,successor\n220182,榆树市,昨天,,\n", "第2行")]
    [InlineData("code,name,from,to,successor\n220182,榆树市,,,x\n", "第2行")]
    public void A_broken_table_is_refused_by_line(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<FormatException>(() => Divisions.Parse([csv])).Message, StringComparison.Ordinal);
}
