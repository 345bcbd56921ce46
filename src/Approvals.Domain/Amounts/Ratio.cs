using System.Globalization;

namespace Approvals.Domain;

/// <summary>An exact fraction: ratios of the law (0.30, 2/3) and every intermediate that is not yet whole fen.</summary>
/// <remarks>Always reduced, denominator positive. Checked: an overflow throws.</remarks>
public readonly struct Ratio : IEquatable<Ratio>, IComparable<Ratio>
{
    public static readonly Ratio One = new(1, 1);

    private const int MostDecimals = 9;

    private readonly Int128 _numerator;
    private readonly Int128 _denominatorLessOne;

    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Ratio(Int128 numerator, Int128 denominator)
    {
        if (denominator == 0)
        {
            throw new DivideByZeroException();
        }

        var divisor = GreatestCommonDivisor(Int128.Abs(numerator), Int128.Abs(denominator)) * Int128.Sign(denominator);
        _numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    public Int128 Numerator => _numerator;

    // Stored less one so that default(Ratio) is the number zero and not an invalid fraction.
    public Int128 Denominator => _denominatorLessOne + 1;

    public static Ratio Of(Money amount) => new(amount.Fen, 1);

    /// <summary>Reads "0.30", "1.3" or "2/3".</summary>
    public static bool TryParse(string? text, out Ratio ratio)
    {
        ratio = default;
        if (text is null)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? TryParseDecimal(text, out ratio) : TryParseFraction(text[..slash], text[(slash + 1)..], out ratio);
    }

    public static Ratio operator +(Ratio a, Ratio b) =>
        new(checked((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator)), checked(a.Denominator * b.Denominator));

    public static Ratio operator -(Ratio a, Ratio b) => a + new Ratio(-b.Numerator, b.Denominator);

    public static Ratio operator *(Ratio a, Ratio b) =>
        new(checked(a.Numerator * b.Numerator), checked(a.Denominator * b.Denominator));

    public static Ratio operator /(Ratio a, Ratio b) =>
        new(checked(a.Numerator * b.Denominator), checked(a.Denominator * b.Numerator));

    public static bool operator ==(Ratio a, Ratio b) => a.Equals(b);

    public static bool operator !=(Ratio a, Ratio b) => !a.Equals(b);

    public static bool operator <(Ratio a, Ratio b) => a.CompareTo(b) < 0;

    public static bool operator >(Ratio a, Ratio b) => a.CompareTo(b) > 0;

    public static bool operator <=(Ratio a, Ratio b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Ratio a, Ratio b) => a.CompareTo(b) >= 0;

    public int CompareTo(Ratio other) =>
        checked(Numerator * other.Denominator).CompareTo(checked(other.Numerator * Denominator));

    public bool Equals(Ratio other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Ratio other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    /// <summary>For reading: "0.3" where the fraction ends within nine decimals, else "2/3".</summary>
    public string ToDecimalText()
    {
        var scale = (Int128)1;
        var digits = 0;
        while (scale % Denominator != 0 && digits < MostDecimals)
        {
            (scale, digits) = (scale * 10, digits + 1);
        }

        if (scale % Denominator != 0 || digits == 0)
        {
            return ToString();
        }

        var (whole, rest) = Int128.DivRem(Int128.Abs(Numerator) * (scale / Denominator), scale);
        return string.Create(CultureInfo.InvariantCulture, $"{(Numerator < 0 ? "-" : "")}{whole}.{rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}");
    }

    /// <summary>"3/10"; a whole number without its denominator.</summary>
    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool TryParseDecimal(string text, out Ratio ratio)
    {
        ratio = default;
        // Eighteen digits keep every product of two ratios inside 128 bits.
        if (!DecimalText.TryRead(text, out var negative, out var whole, out var decimals) || whole.Length + decimals.Length > 18)
        {
            return false;
        }

        var digits = long.Parse(string.Concat(whole, decimals), NumberStyles.None, CultureInfo.InvariantCulture);
        var scale = decimals.Aggregate((Int128)1, (s, _) => s * 10);
        ratio = new Ratio(negative ? -digits : digits, scale);
        return true;
    }

    private static bool TryParseFraction(string above, string below, out Ratio ratio)
    {
        ratio = default;
        if (!TryParseDecimal(above, out var a) || !TryParseDecimal(below, out var b)
            || a.Denominator != 1 || b.Denominator != 1 || b.Numerator <= 0)
        {
            return false;
        }

        ratio = a / b;
        return true;
    }

    private static Int128 GreatestCommonDivisor(Int128 a, Int128 b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a == 0 ? 1 : a;
    }
}
