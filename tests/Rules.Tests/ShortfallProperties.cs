using Approvals.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class ShortfallProperties
{
    private static readonly Gen<Household> Households =
        Gen.Choose(1, 30).Zip(Generated.Fen(200_000)).Zip(Gen.Choose(1, 2_000_000)).Zip(Gen.Elements(Rounding.All.ToArray()))
            .Select(x => new Household(x.Item1.Item1.Item1, new Money(x.Item1.Item1.Item2), new Money(x.Item1.Item2), x.Item2))
            .Zip(Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(-13, 13).Select(fen => (int?)fen))))
            // Every fourth household lies within a few fen of the standard, where the law decides.
            .Select(x => x.Item2 is { } near ? x.Item1 with { Income = (x.Item1.Annual + new Money(near)).OrZeroIfNegative() } : x.Item1);

    [Fact]
    public void Eligible_exactly_when_income_is_below_the_standard_of_all_members() =>
        Generated.ForAll(Households, h => h.Result.Eligible == ((decimal)h.Income.Fen / h.Members < h.Standard.Fen));

    [Fact]
    public void The_payment_lies_between_nothing_and_the_whole_standard() =>
        Generated.ForAll(Households, h => h.Result.Monthly >= Money.Zero
            && h.Result.Monthly <= h.Rounding.Apply(new Ratio(h.Annual.Fen, 12)) && (h.Result.Eligible || h.Result.Monthly == Money.Zero));

    [Fact]
    public void More_income_never_pays_more() =>
        Generated.ForAll(Households.Zip(Generated.Fen(1000)), x =>
        {
            var richer = x.Item1 with { Income = x.Item1.Income + new Money(x.Item2) };
            return richer.Result.Monthly <= x.Item1.Result.Monthly && (!richer.Result.Eligible || x.Item1.Result.Eligible);
        });

    [Fact]
    public void Another_member_or_a_higher_standard_never_pays_less() =>
        Generated.ForAll(Households, h =>
            (h with { Members = h.Members + 1 }).Result.Monthly >= h.Result.Monthly
            && (h with { Standard = h.Standard + new Money(1) }).Result.Monthly >= h.Result.Monthly);

    [Fact]
    public void Twelve_payments_and_the_income_make_up_the_standard() =>
        Generated.ForAll(Households.Where(h => h.Result.Eligible), h =>
        {
            var over = h.Income + (h.Result.Monthly * 12) - h.Annual;
            var unit = new Money(h.Rounding.UnitFen * 12);
            // Rounding to the nearer loses at most half a unit a month: six fen a year when the unit is the fen.
            return h.Rounding.AlwaysUp
                ? over >= Money.Zero && over < unit
                : over <= new Money(unit.Fen / 2) && over >= -new Money(unit.Fen / 2);
        });

    [Fact]
    public void The_poverty_line_alert_is_silent_where_only_rounding_is_lost() =>
        Generated.ForAll(Households.Where(h => h.Rounding == Rounding.HalfUpToFen), h =>
            !PovertyLine.Alerts(h.Income, h.Result.Monthly, h.Members, h.Standard, new Money(6)));

    [Fact]
    public void Rounding_up_never_misses_the_line_at_all() =>
        Generated.ForAll(Households.Where(h => h.Rounding.AlwaysUp), h => PovertyLine.Of(h.Income, h.Result.Monthly, h.Members, h.Standard).Ok);

    [Fact]
    public void An_alert_needs_more_than_the_tolerance()
    {
        Assert.False(PovertyLine.Alerts(Money.Parse("0"), Money.Parse("333.33"), 1, Money.Parse("4000"), Money.Parse("0.06")));
        Assert.False(PovertyLine.Alerts(Money.Parse("0"), Money.Parse("333.33"), 1, Money.Parse("4000.02"), Money.Parse("0.06")));
        Assert.True(PovertyLine.Alerts(Money.Parse("0"), Money.Parse("333.33"), 1, Money.Parse("4000.03"), Money.Parse("0.06")));
    }

    private sealed record Household(int Members, Money Income, Money Standard, Rounding Rounding)
    {
        public Money Annual => Shortfall.AnnualStandard(StandardKind.Rural, Standard, Members);

        public ShortfallResult Result => Shortfall.Of(Income, Annual, Rounding);
    }
}

public class BasicPensionProperties
{
    private static readonly Gen<(Money Basic, Money Other, Money Central)> Pensions =
        Generated.Fen(3000).Zip(Generated.Fen(3000)).Zip(Generated.Fen(300)).Select(x => (new Money(x.Item1.Item1), new Money(x.Item1.Item2), new Money(x.Item2)));

    [Fact]
    public void The_wider_the_exclusion_the_less_counts_and_other_parts_always_count() =>
        Generated.ForAll(Pensions, p =>
        {
            var none = BasicPension.Countable(p.Basic, p.Other, PensionExclusion.None, p.Central);
            var central = BasicPension.Countable(p.Basic, p.Other, PensionExclusion.Central, p.Central);
            var all = BasicPension.Countable(p.Basic, p.Other, PensionExclusion.All, p.Central);
            return none == p.Basic + p.Other && none >= central && central >= all && all == p.Other;
        });

    [Fact]
    public void A_higher_central_amount_never_counts_more() =>
        Generated.ForAll(Pensions, p => BasicPension.Countable(p.Basic, p.Other, PensionExclusion.Central, p.Central + new Money(1))
            <= BasicPension.Countable(p.Basic, p.Other, PensionExclusion.Central, p.Central));
}
