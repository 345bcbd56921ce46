using Approvals.Domain;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class MoneyTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4000", 400000)]
    [InlineData("4000.5", 400050)]
    [InlineData("4000.50", 400050)]
    [InlineData("-12.34", -1234)]
    [InlineData("0.01", 1)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void Reads_amounts_with_at_most_two_decimals(string text, long fen) => Assert.Equal(new Money(fen), Money.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.234")]
    [InlineData("1.000")]
    [InlineData("1e3")]
    [InlineData("1,234")]
    [InlineData("+5")]
    [InlineData("--5")]
    [InlineData("007")]
    [InlineData("NaN")]
    [InlineData("１２")]
    [InlineData("92233720368547758.08")]
    [InlineData(null)]
    public void Refuses_everything_else(string? text) => Assert.False(Money.TryParse(text, out _));

    [Fact]
    public void Prints_with_separators_for_people_and_without_for_files()
    {
        var money = Money.Parse("1234567.80");
        Assert.Equal("1,234,567.80", money.ToString());
        Assert.Equal("1234567.80", money.ToPlainText());
        Assert.Equal("-0.05", Money.Parse("-0.05").ToString());
    }

    [Fact]
    public void Overflow_throws_instead_of_wrapping()
    {
        var most = new Money(long.MaxValue);
        Assert.Throws<OverflowException>(() => most + new Money(1));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
    }

    [Fact]
    public void What_is_printed_reads_back() =>
        Generated.ForAll(Gen.Choose(int.MinValue, int.MaxValue).Select(f => new Money(f)), m => Money.Parse(m.ToPlainText()) == m);
}

public class RatioTests
{
    [Theory]
    [InlineData("0.30", "3/10")]
    [InlineData("1.3", "13/10")]
    [InlineData("2/3", "2/3")]
    [InlineData("4/6", "2/3")]
    [InlineData("7", "7")]
    [InlineData("-0.5", "-1/2")]
    public void Reads_decimals_and_fractions_exactly(string text, string printed)
    {
        Assert.True(Ratio.TryParse(text, out var ratio));
        Assert.Equal(printed, ratio.ToString());
    }

    [Theory]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("0.5/2")]
    [InlineData("x")]
    [InlineData(null)]
    [InlineData("1234567890123456789")]
    public void Refuses_everything_else(string? text) => Assert.False(Ratio.TryParse(text, out _));

    [Fact]
    public void The_default_ratio_is_zero() => Assert.Equal(new Ratio(0, 5), default);

    [Fact]
    public void Arithmetic_is_exact()
    {
        var gen = Gen.Two(Gen.Choose(-9999, 9999).Zip(Gen.Choose(1, 999)).Select(p => new Ratio(p.Item1, p.Item2)));
        Generated.ForAll(gen, pair =>
        {
            var (a, b) = pair;
            return (a + b) - b == a && a * b == b * a && (b == default || a / b * b == a) && (a < b) == (a - b < default(Ratio));
        });
    }
}

public class RoundingTests
{
    [Theory]
    [InlineData("half-up-fen", 20000000, 12, 1666667)]
    [InlineData("half-up-fen", 6, 12, 1)]
    [InlineData("half-up-fen", 5, 12, 0)]
    [InlineData("up-fen", 1, 12, 1)]
    [InlineData("up-jiao", 2501, 1, 2510)]
    [InlineData("half-up-jiao", 2504, 1, 2500)]
    [InlineData("half-up-jiao", 2505, 1, 2510)]
    [InlineData("up-yuan", 25000, 1, 25000)]
    [InlineData("up-yuan", 25001, 1, 25100)]
    [InlineData("half-up-yuan", 25049, 1, 25000)]
    [InlineData("half-up-yuan", 25050, 1, 25100)]
    public void Rounds_to_its_unit(string id, long numerator, long denominator, long fen) =>
        Assert.Equal(new Money(fen), Rounding.Find(id)!.Apply(new Ratio(numerator, denominator)));

    [Fact]
    public void A_negative_payout_is_a_fault() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rounding.HalfUpToFen.Apply(new Ratio(-1, 12)));

    [Fact]
    public void Dividing_whole_fen_rounds_as_the_fraction_does() =>
        Generated.ForAll(Gen.Choose(0, 100_000).Zip(Gen.Choose(1, 24)).Zip(Gen.Elements(Rounding.All.ToArray())), x =>
            x.Item2.Apply(new Money(x.Item1.Item1), x.Item1.Item2) == x.Item2.Apply(new Ratio(x.Item1.Item1, x.Item1.Item2)));

    [Fact]
    public void Rounded_is_near_whole_and_up_is_never_less()
    {
        var gen = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(1, 999)).Zip(Gen.Elements(Rounding.All.ToArray()));
        Generated.ForAll(gen, x =>
        {
            var ((numerator, denominator), rounding) = x;
            var exact = new Ratio(numerator, denominator);
            var error = Ratio.Of(rounding.Apply(exact)) - exact;
            var unit = new Ratio(rounding.UnitFen, 1);
            return rounding.Apply(exact).Fen % rounding.UnitFen == 0
                && (rounding.AlwaysUp ? error >= default(Ratio) && error < unit : error <= unit / new Ratio(2, 1) && error > new Ratio(-rounding.UnitFen, 2));
        });
    }
}
