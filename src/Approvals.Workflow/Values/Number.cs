using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Approvals.Workflow;

/// <summary>An exact number: a fraction of two whole numbers, never rounded unless a script asks for it.</summary>
/// <remarks>Numerator and denominator stay below 10^<see cref="MaximumDigits"/>; beyond it <see cref="NumberLimitException"/> is thrown, so arithmetic is bounded and never silently inexact.</remarks>
public readonly struct Number : IEquatable<Number>, IComparable<Number>
{
    /// <summary>The most decimal digits a numerator or a denominator may have.</summary>
    public const int MaximumDigits = 60;

    private static readonly BigInteger Limit = BigInteger.Pow(10, MaximumDigits);
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorLessOne; // so that default(Number) is zero

    private Number(BigInteger numerator, BigInteger denominator)
    {
        _numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    public static Number Zero => default;

    public static Number One { get; } = new(BigInteger.One, BigInteger.One);

    public bool IsInteger => _denominatorLessOne.IsZero;

    public bool IsZero => _numerator.IsZero;

    public int Sign => _numerator.Sign;

    private BigInteger Denominator => _denominatorLessOne + 1;

    public static implicit operator Number(long value) => new(value, BigInteger.One);

    /// <summary>Exact: every decimal is a fraction.</summary>
    public static implicit operator Number(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        var scale = (bits[3] >> 16) & 0xFF;
        return Fraction(bits[3] < 0 ? -magnitude : magnitude, BigInteger.Pow(10, scale));
    }

    public static Number operator +(Number a, Number b) =>
        a.IsInteger && b.IsInteger
            ? Whole(a._numerator + b._numerator)
            : Fraction(a._numerator * b.Denominator + b._numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Number operator -(Number a, Number b) => a + -b;

    public static Number operator -(Number a) => new(-a._numerator, a.Denominator);

    public static Number operator *(Number a, Number b) =>
        a.IsInteger && b.IsInteger
            ? Whole(a._numerator * b._numerator)
            : Fraction(a._numerator * b._numerator, a.Denominator * b.Denominator);

    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Number operator /(Number a, Number b) =>
        b.IsZero ? throw new DivideByZeroException() : Fraction(a._numerator * b.Denominator, a.Denominator * b._numerator);

    /// <summary>The remainder with the sign of the dividend, as in JavaScript.</summary>
    public static Number operator %(Number a, Number b) => a - b * (a / b).Truncate();

    public static bool operator ==(Number a, Number b) => a.Equals(b);

    public static bool operator !=(Number a, Number b) => !a.Equals(b);

    public static bool operator <(Number a, Number b) => a.CompareTo(b) < 0;

    public static bool operator >(Number a, Number b) => a.CompareTo(b) > 0;

    public static bool operator <=(Number a, Number b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Number a, Number b) => a.CompareTo(b) >= 0;

    /// <summary>A whole power; the exponent is at most ±200.</summary>
    public Number Power(int exponent)
    {
        if (Math.Abs(exponent) > 200)
        {
            throw new NumberLimitException();
        }
        var power = One;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            power *= this;
        }
        return exponent < 0 ? One / power : power;
    }

    public Number Floor()
    {
        var quotient = BigInteger.DivRem(_numerator, Denominator, out var remainder);
        return Whole(remainder.Sign < 0 ? quotient - 1 : quotient);
    }

    public Number Ceiling() => -(-this).Floor();

    public Number Truncate() => Sign < 0 ? Ceiling() : Floor();

    public Number Absolute() => Sign < 0 ? -this : this;

    /// <summary>To the nearest whole number, halves upwards, as Math.round of JavaScript.</summary>
    public Number Round() => (this + Fraction(1, 2)).Floor();

    /// <summary>Fixed decimals, halves away from zero, as toFixed of JavaScript.</summary>
    public string ToFixed(int decimals)
    {
        var scaled = (Absolute() * Whole(BigInteger.Pow(10, decimals))).Round();
        var sign = Sign < 0 && !scaled.IsZero ? "-" : "";
        return sign + PlaceDecimalPoint(scaled._numerator, decimals);
    }

    /// <summary>The exact decimal text; false for a number such as 1/3 that has none.</summary>
    public bool TryFormat(out string text)
    {
        if (IsInteger)
        {
            text = _numerator.ToString(CultureInfo.InvariantCulture);
            return true;
        }
        var twos = FactorsOf(Denominator, 2, out var rest);
        var fives = FactorsOf(rest, 5, out rest);
        var scale = Math.Max(twos, fives);
        text = rest.IsOne ? DecimalText(scale) : "";
        return rest.IsOne;
    }

    /// <summary>The whole number as an int; false when it is a fraction or too large.</summary>
    public bool TryToInt32(out int value)
    {
        var fits = IsInteger && _numerator >= int.MinValue && _numerator <= int.MaxValue;
        value = fits ? (int)_numerator : 0;
        return fits;
    }

    /// <summary>Reads digits, an optional fraction and an optional exponent, exactly.</summary>
    /// <returns>False when the text is no number or goes beyond the digits kept.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Number value)
    {
        value = Zero;
        var exponent = 0;
        var mantissa = text;
        var mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            mantissa = text[..mark];
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }
        }
        return TryParseMantissa(mantissa, out var digits, out var scale) && TryScale(digits, exponent - scale, out value);
    }

    public bool Equals(Number other) => _numerator == other._numerator && _denominatorLessOne == other._denominatorLessOne;

    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_numerator, _denominatorLessOne);

    public int CompareTo(Number other) =>
        IsInteger && other.IsInteger
            ? _numerator.CompareTo(other._numerator)
            : (_numerator * other.Denominator).CompareTo(other._numerator * Denominator);

    /// <summary>The decimal text, or numerator/denominator where there is none.</summary>
    public override string ToString() => TryFormat(out var text) ? text : $"{_numerator}/{Denominator}";

    private static bool TryParseMantissa(ReadOnlySpan<char> text, out BigInteger digits, out int scale)
    {
        digits = BigInteger.Zero;
        scale = 0;
        var point = text.IndexOf('.');
        var unsigned = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        if (unsigned.Length == 0 || unsigned.Length > MaximumDigits + 2 || unsigned.ContainsAnyExcept(Digits))
        {
            return false;
        }
        scale = point < 0 ? 0 : text.Length - point - 1;
        var plain = text.ToString().Replace(".", "", StringComparison.Ordinal);
        return text.Length - plain.Length <= 1
            && BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out digits);
    }

    private static bool TryScale(BigInteger digits, int power, out Number value)
    {
        value = Zero;
        if (Math.Abs((long)power) > MaximumDigits)
        {
            return digits.IsZero;
        }
        var factor = BigInteger.Pow(10, Math.Abs(power));
        var (numerator, denominator) = power >= 0 ? (digits * factor, BigInteger.One) : (digits, factor);
        if (BigInteger.Abs(numerator) >= Limit)
        {
            return false;
        }
        value = Fraction(numerator, denominator);
        return true;
    }

    private string DecimalText(int scale)
    {
        var scaled = BigInteger.Abs(_numerator) * BigInteger.Pow(10, scale) / Denominator;
        return (Sign < 0 ? "-" : "") + PlaceDecimalPoint(scaled, scale);
    }

    private static string PlaceDecimalPoint(BigInteger digits, int scale)
    {
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return scale == 0 ? text : $"{text[..^scale]}.{text[^scale..]}";
    }

    private static int FactorsOf(BigInteger number, int prime, out BigInteger rest)
    {
        var count = 0;
        rest = number;
        while (BigInteger.DivRem(rest, prime, out var remainder) is var quotient && remainder.IsZero)
        {
            rest = quotient;
            count++;
        }
        return count;
    }

    private static Number Whole(BigInteger value) =>
        BigInteger.Abs(value) < Limit ? new(value, BigInteger.One) : throw new NumberLimitException();

    private static Number Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0)
        {
            (numerator, denominator) = (-numerator, -denominator);
        }
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        var (top, bottom) = divisor.IsOne ? (numerator, denominator) : (numerator / divisor, denominator / divisor);
        return BigInteger.Abs(top) < Limit && bottom < Limit ? new(top, bottom) : throw new NumberLimitException();
    }
}

/// <summary>A number grew beyond <see cref="Number.MaximumDigits"/> digits.</summary>
public sealed class NumberLimitException()
    : Exception($"数值超过 {Number.MaximumDigits} 位，无法精确计算");
