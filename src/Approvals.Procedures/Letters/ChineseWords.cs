using System.Text;
using Approvals.Domain;

namespace Approvals.Procedures.Letters;

/// <summary>Dates and amounts as official letters write them.</summary>
public static class ChineseWords
{
    private const string DateDigits = "〇一二三四五六七八九";
    private const string AmountDigits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万亿"];

    /// <summary>二〇二二年三月十五日.</summary>
    public static string Date(DateOnly day) =>
        string.Concat(day.Year.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => DateDigits[c - '0']))
        + $"年{Ordinal(day.Month)}月{Ordinal(day.Day)}日";

    /// <summary>贰佰伍拾元整, 壹仟零伍元陆角整, 叁角伍分. A negative amount has no place in a letter.</summary>
    public static string Amount(Money money)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(money.Fen);
        var (yuan, fen) = Math.DivRem(money.Fen, 100);
        var whole = Whole(yuan);
        var (jiao, rest) = Math.DivRem(fen, 10);
        if (fen == 0)
        {
            return whole.Length == 0 ? "零元整" : whole + "元整";
        }

        var cents = (jiao > 0 ? $"{AmountDigits[(int)jiao]}角" : yuan > 0 ? "零" : "") + (rest > 0 ? $"{AmountDigits[(int)rest]}分" : "整");
        return (whole.Length > 0 ? whole + "元" : "") + cents;
    }

    private static string Ordinal(int number) => number switch
    {
        < 10 => DateDigits[number].ToString(),
        10 => "十",
        < 20 => $"十{DateDigits[number - 10]}",
        _ => $"{DateDigits[number / 10]}十{(number % 10 > 0 ? DateDigits[number % 10].ToString() : "")}",
    };

    private static string Whole(long yuan)
    {
        var text = new StringBuilder();
        var gap = false;
        for (var group = Groups.Length - 1; group >= 0; group--)
        {
            var four = (int)(yuan / Power(group * 4) % 10_000);
            if (four == 0)
            {
                gap = text.Length > 0;
                continue;
            }

            if (text.Length > 0 && (gap || four < 1000))
            {
                text.Append('零');
            }

            text.Append(Four(four)).Append(Groups[group]);
            gap = false;
        }

        return text.ToString();
    }

    // Exact powers; a floating one would be at home nowhere near an amount.
    private static long Power(int exponent) => Enumerable.Repeat(10L, exponent).Aggregate(1L, (a, b) => a * b);

    private static string Four(int number)
    {
        var text = new StringBuilder();
        var zero = false;
        foreach (var place in new[] { 3, 2, 1, 0 })
        {
            var digit = number / (int)Power(place) % 10;
            if (digit == 0)
            {
                zero = text.Length > 0;
                continue;
            }

            text.Append(zero ? "零" : "").Append(AmountDigits[digit]).Append(Places[place]);
            zero = false;
        }

        return text.ToString();
    }
}
