using System.Collections.Frozen;

namespace Approvals.Domain;

/// <summary>Which days are working days: Monday to Friday, corrected by the published holidays and adjusted working days (调休).</summary>
/// <remarks>
/// Outside the published years the answer is Monday to Friday and <see cref="IsEstimated"/> says so (预计):
/// due dates reckoned on it are reckoned again when the list of that year is imported.
/// </remarks>
public sealed class WorkCalendar
{
    private readonly FrozenSet<DateOnly> _holidays;
    private readonly FrozenSet<DateOnly> _adjustedWorkingDays;

    public WorkCalendar(int firstYear, int lastYear, IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> adjustedWorkingDays)
    {
        FirstYear = firstYear;
        LastYear = lastYear;
        _holidays = holidays.ToFrozenSet();
        _adjustedWorkingDays = adjustedWorkingDays.ToFrozenSet();
    }

    public int FirstYear { get; }

    public int LastYear { get; }

    public bool IsEstimated(DateOnly day) => day.Year < FirstYear || day.Year > LastYear;

    public bool IsWorkingDay(DateOnly day) =>
        _adjustedWorkingDays.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>The n-th working day after a day that is itself not counted. n = 0 gives the day itself.</summary>
    public DateOnly WorkingDaysAfter(DateOnly day, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        for (var left = n; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Working days after the first day up to and including the last; negative when the last lies before the first.</summary>
    public int WorkingDaysBetween(DateOnly first, DateOnly last)
    {
        if (last < first)
        {
            return -WorkingDaysBetween(last, first);
        }

        var count = 0;
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }
}
