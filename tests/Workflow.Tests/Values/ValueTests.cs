namespace Approvals.Workflow.Tests.Values;

/// <summary>Exact numbers and the values that hold them.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("1e-3", "0.001")]
    [InlineData("+7", "7")]
    [InlineData("12.300", "12.3")]
    [InlineData("100000000000000000000000000001", "100000000000000000000000000001")]
    public void A_number_is_read_and_written_exactly(string text, string written)
    {
        Assert.True(Number.TryParse(text, out var number));
        Assert.Equal(written, number.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("1e99")]
    [InlineData("0x10")]
    [InlineData("１")]
    [InlineData("1 000")]
    public void What_is_no_number_is_not_read(string text) => Assert.False(Number.TryParse(text, out _));

    [Fact]
    public void Fractions_are_reduced_compared_and_never_rounded()
    {
        Number third = (Number)1 / 3;
        Assert.Equal("1/3", third.ToString());
        Assert.Equal((Number)1, third * 3);
        Assert.True(third > 0.333m && third < 0.334m && third != 0.333m);
        Assert.Equal((Number)2 / 6, third);
        Assert.Equal(((Number)2 / 6).GetHashCode(), third.GetHashCode());
        Assert.Equal("-0.33", (-third).ToFixed(2));
        Assert.Equal((Number)(-1), (-third).Floor());
        Assert.Equal(default, Number.Zero);
        Assert.True(default(Number).IsZero);
    }

    [Fact]
    public void Decimals_and_ints_come_and_go_unchanged()
    {
        foreach (var value in new[] { 0m, 1.5m, -79228162514264337593543950335m, 0.0000000000000000000000000001m, 123456.789m })
        {
            Assert.Equal(value.ToString(System.Globalization.CultureInfo.InvariantCulture), ((Number)value).ToString());
        }
        Assert.True(((Number)int.MinValue).TryToInt32(out var whole) && whole == int.MinValue);
        Assert.False(((Number)long.MaxValue).TryToInt32(out _));
        Assert.False(((Number)0.5m).TryToInt32(out _));
    }

    [Fact]
    public void Arithmetic_beyond_its_digits_is_an_error_not_a_rounding()
    {
        Assert.True(Number.TryParse(new string('9', Number.MaximumDigits), out var large));
        Assert.Throws<NumberLimitException>(() => large + 1);
        Assert.Throws<NumberLimitException>(() => large * large);
        Assert.Throws<NumberLimitException>(() => ((Number)2).Power(100_000));
        Assert.Throws<DivideByZeroException>(() => large / Number.Zero);
    }

    [Fact]
    public void Values_are_equal_by_content_whatever_the_order_of_members()
    {
        Assert.Equal(ValueJson.Parse("""{"a":[1,"x",null,true],"b":{"c":1.0}}"""), ValueJson.Parse("""{"b":{"c":1},"a":[1,"x",null,true]}"""));
        Assert.Equal(ValueJson.Parse("""{"b":1,"a":2}""").GetHashCode(), ValueJson.Parse("""{"a":2,"b":1}""").GetHashCode());
        Assert.NotEqual(ValueJson.Parse("[1,2]"), ValueJson.Parse("[2,1]"));
        Assert.NotEqual(ValueJson.Parse("""{"a":1}"""), ValueJson.Parse("""{"a":1,"b":2}"""));
        Assert.Equal(ValueJson.Parse("""{"a":1,"a":2}"""), Value.Record(("a", 2)));
    }

    [Fact]
    public void Objects_are_changed_by_copying()
    {
        var one = Value.Record(("a", 1), ("b", 2));
        var two = one.With("a", 3).Without("b").With("c", "x");
        Assert.Equal("""{"a":1,"b":2}""", one.ToString());
        Assert.Equal("""{"a":3,"c":"x"}""", two.ToString());
        var large = Enumerable.Range(0, 50).Aggregate(ObjectValue.Empty, (o, i) => o.With($"k{i}", i));
        Assert.Equal(49, large["k49"].AsInt32());
        Assert.IsType<UndefinedValue>(large["k50"]);
        Assert.Equal(large, large.Without("k7").With("k7", 7));
    }
}
