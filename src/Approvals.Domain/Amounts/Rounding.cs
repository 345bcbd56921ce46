namespace Approvals.Domain;

/// <summary>How an exact amount becomes payable money, once, at the end: the unit in fen and whether a remainder counts up or to the nearer.</summary>
/// <remarks>Which one applies is a local choice (pack key benefit.rounding); the documents are silent.</remarks>
public sealed record Rounding(string Id, string Name, long UnitFen, bool AlwaysUp)
{
    public static readonly Rounding HalfUpToFen = new("half-up-fen", "四舍五入到分", 1, AlwaysUp: false);
    public static readonly Rounding HalfUpToJiao = new("half-up-jiao", "四舍五入到角", 10, AlwaysUp: false);
    public static readonly Rounding HalfUpToYuan = new("half-up-yuan", "四舍五入到元", 100, AlwaysUp: false);
    public static readonly Rounding UpToFen = new("up-fen", "见厘进分", 1, AlwaysUp: true);
    public static readonly Rounding UpToJiao = new("up-jiao", "见分进角", 10, AlwaysUp: true);
    public static readonly Rounding UpToYuan = new("up-yuan", "见角分进元", 100, AlwaysUp: true);

    /// <summary>Every rounding a pack may name.</summary>
    public static IReadOnlyList<Rounding> All { get; } = [HalfUpToFen, HalfUpToJiao, HalfUpToYuan, UpToFen, UpToJiao, UpToYuan];

    /// <summary>The rounding with this id, or null.</summary>
    public static Rounding? Find(string id) => All.FirstOrDefault(r => r.Id == id);

    /// <summary>Rounds a sum of whole fen divided by a small number, the common case, without the cost of reducing a fraction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The sum is negative: payouts are never negative.</exception>
    public Money Apply(Money sum, int divisor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sum.Fen, nameof(sum));
        var denominator = divisor * UnitFen;
        var added = AlwaysUp ? denominator - 1 : denominator / 2;
        return new Money(checked((sum.Fen + added) / denominator * UnitFen));
    }

    /// <summary>Rounds an exact amount in fen to a payable one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative: payouts are never negative.</exception>
    public Money Apply(Ratio fen)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fen.Numerator, Int128.Zero);
        var denominator = checked(fen.Denominator * UnitFen);
        var added = AlwaysUp ? denominator - 1 : denominator / 2;
        // Half-up on an odd denominator has no exact half, so adding the floored half still rounds to the nearer.
        var units = checked(fen.Numerator + added) / denominator;
        return new Money(checked((long)(units * UnitFen)));
    }
}
