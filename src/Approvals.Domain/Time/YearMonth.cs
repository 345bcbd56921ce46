using System.Globalization;

namespace Approvals.Domain;

/// <summary>A calendar month. Benefits, rosters and awards are counted in these, never in days.</summary>
public readonly record struct YearMonth : IComparable<YearMonth>
{
    public const int MonthsOfAYear = 12;

    private readonly int _index;

    /// <exception cref="ArgumentOutOfRangeException">Not a month of the years 1 to 9999.</exception>
    public YearMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(year is >= 1 and <= 9999, true, nameof(year));
        ArgumentOutOfRangeException.ThrowIfNotEqual(month is >= 1 and <= 12, true, nameof(month));
        _index = (year * 12) + month - 1;
    }

    public int Year => _index / 12;

    public int Month => (_index % 12) + 1;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    /// <summary>A day of this month by its number; the last day where the month is shorter.</summary>
    public DateOnly Day(int number) => new(Year, Month, Math.Min(number, LastDay.Day));

    /// <summary>The month after this one.</summary>
    public YearMonth Next => AddMonths(1);

    public static YearMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Reads "2022-03".</summary>
    public static bool TryParse(string? text, out YearMonth month)
    {
        var read = DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = read ? Of(first) : default;
        return read;
    }

    public static bool operator <(YearMonth a, YearMonth b) => a._index < b._index;

    public static bool operator >(YearMonth a, YearMonth b) => a._index > b._index;

    public static bool operator <=(YearMonth a, YearMonth b) => a._index <= b._index;

    public static bool operator >=(YearMonth a, YearMonth b) => a._index >= b._index;

    /// <summary>How many months this one lies after another (negative: before).</summary>
    public int MonthsSince(YearMonth earlier) => _index - earlier._index;

    public YearMonth AddMonths(int months) => new((_index + months) / 12, ((_index + months) % 12) + 1);

    public int CompareTo(YearMonth other) => _index.CompareTo(other._index);

    /// <summary>"2022-03".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
