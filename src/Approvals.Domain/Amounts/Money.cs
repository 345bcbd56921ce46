using System.Globalization;

namespace Approvals.Domain;

/// <summary>An amount of money in whole fen (分). Never a fraction of a fen, never a floating number.</summary>
/// <remarks>Arithmetic is checked: an overflow throws instead of wrapping. See docs/decisions/0006-money.md.</remarks>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    private const long FenPerYuan = 100;

    public static readonly Money Zero;

    public bool IsNegative => Fen < 0;

    /// <summary>Whole yuan as money.</summary>
    public static Money FromYuan(long yuan) => new(checked(yuan * FenPerYuan));

    /// <summary>Reads "4000", "4000.5" or "-12.34"; refuses separators, exponents, leading zeros and a third decimal.</summary>
    public static bool TryParse(string? text, out Money money)
    {
        money = default;
        if (text is null || !DecimalText.TryRead(text, out var negative, out var whole, out var decimals) || decimals.Length > 2)
        {
            return false;
        }

        var digits = string.Concat(whole, decimals.PadRight(2, '0'));
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var fen))
        {
            return false;
        }

        money = new Money(negative ? -fen : fen);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not an amount with at most two decimals.</exception>
    public static Money Parse(string text) =>
        TryParse(text, out var money) ? money : throw new FormatException($"“{text}”不是最多两位小数的金额。");

    /// <summary>The larger of an amount and zero.</summary>
    public Money OrZeroIfNegative() => IsNegative ? Zero : this;

    public static Money Min(Money a, Money b) => a < b ? a : b;

    public static Money Max(Money a, Money b) => a > b ? a : b;

    public static Money operator +(Money a, Money b) => new(checked(a.Fen + b.Fen));

    public static Money operator -(Money a, Money b) => new(checked(a.Fen - b.Fen));

    public static Money operator -(Money a) => new(checked(-a.Fen));

    public static Money operator *(Money a, int times) => new(checked(a.Fen * times));

    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;

    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;

    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;

    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>For reading: 1,234.50.</summary>
    public override string ToString() => Text("#,0");

    /// <summary>For files and JSON: 1234.50.</summary>
    public string ToPlainText() => Text("0");

    private string Text(string format)
    {
        var (yuan, fen) = Int128.DivRem(Int128.Abs(Fen), FenPerYuan);
        var sign = IsNegative ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{((UInt128)yuan).ToString(format, CultureInfo.InvariantCulture)}.{(int)fen:00}");
    }
}
