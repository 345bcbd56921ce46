using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Approvals.Domain;

public enum Sex
{
    Female,
    Male,
}

/// <summary>A resident identity number (公民身份号码, GB 11643): 18 characters with check digit; an old 15-digit number is converted and kept beside it.</summary>
public sealed record IdNumber
{
    private const string Weights = "7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2";
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] WeightOf = [.. Weights.Split(' ').Select(w => int.Parse(w, CultureInfo.InvariantCulture))];

    private IdNumber(string number, string? fifteenDigits, DateOnly birthDate)
    {
        Number = number;
        FifteenDigits = fifteenDigits;
        BirthDate = birthDate;
    }

    /// <summary>The 18 characters.</summary>
    public string Number { get; }

    /// <summary>The 15 digits it was entered with, if it was.</summary>
    public string? FifteenDigits { get; }

    public DateOnly BirthDate { get; }

    /// <summary>Odd sequence numbers are male, even ones female.</summary>
    public Sex Sex => (Number[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    public string LastFour => Number[^4..];

    /// <summary>For lists: 220***********123X.</summary>
    public string Masked => $"{Number[..3]}{new string('*', 11)}{LastFour}";

    /// <summary>Reads 18 or 15 characters; spaces around them and a small x are forgiven.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IdNumber? id, [NotNullWhen(false)] out FieldProblem? problem)
    {
        var typed = text ?? "";
        var tidy = typed.Trim().ToUpperInvariant();
        var number = tidy.Length == 15 ? $"{tidy[..6]}19{tidy[6..]}" : tidy;
        var wrong = ProblemOfDigits(tidy, number) ?? ProblemOfBirthDate(number, out _) ?? ProblemOfCheckCharacter(tidy, number);
        if (wrong is not null)
        {
            (id, problem) = (null, new FieldProblem("身份证号", typed, wrong));
            return false;
        }

        ProblemOfBirthDate(number, out var birthDate);
        var fifteen = tidy.Length == 15 ? tidy : null;
        (id, problem) = (new IdNumber(number[..17] + CheckCharacter(number), fifteen, birthDate), null);
        return true;
    }

    /// <summary>Age in whole years on a day. Born on February 29: a year older on March 1 of common years (the day after the last day of the year of age).</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return (day.Month, day.Day).CompareTo((BirthDate.Month, BirthDate.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>Never the digits: records print themselves into logs.</summary>
    public override string ToString() => Masked;

    private static string? ProblemOfDigits(string tidy, string number)
    {
        if (tidy.Length is not (15 or 18))
        {
            return $"应为18位（旧证15位），现在是{tidy.Length}位，请对照证件重填。";
        }

        return number[0] != '0' && number.Take(17).All(char.IsAsciiDigit)
            ? null
            : "除最后一位可以是X外都应是数字，请对照证件重填。";
    }

    private static string? ProblemOfBirthDate(string number, out DateOnly birthDate)
    {
        var read = DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birthDate);
        return read && birthDate.Year >= 1800 ? null : $"第7至14位“{number[6..14]}”不是真实的出生日期，请对照证件重填。";
    }

    private static string? ProblemOfCheckCharacter(string tidy, string number) =>
        tidy.Length == 15 || tidy[17] == CheckCharacter(number)
            ? null
            : "最后一位校验码对不上，多半有一位数字抄错，请对照证件逐位核对。";

    private static char CheckCharacter(string number)
    {
        var sum = 0;
        for (var i = 0; i < WeightOf.Length; i++)
        {
            sum += (number[i] - '0') * WeightOf[i];
        }

        return CheckCharacters[sum % 11];
    }
}
