using System.Globalization;

namespace Approvals.Domain;

/// <summary>The day the law means: a calendar day of China Standard Time (UTC+8, no daylight saving since 1992).</summary>
public static class LegalDay
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day an instant falls on in China.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>24:00 of a day: the instant at which a period ending on that day is over.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>Reads "2022-03-01" and nothing else.</summary>
    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>"2022-03-01".</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
