namespace Approvals.Domain;

/// <summary>What a clock counts in.</summary>
public enum ClockUnit
{
    /// <summary>日历日: holidays included.</summary>
    CalendarDays,

    /// <summary>工作日.</summary>
    WorkingDays,
}

/// <summary>Days that a clause takes out of a clock, first and last included. An unfinished pause has no due date yet, so both days are needed.</summary>
public sealed record ClockPause(DateOnly First, DateOnly Last, string Clause);

/// <summary>A deadline of the law: n days after an event, the day of the event not counted, ending at 24:00 of the last day.</summary>
/// <param name="RuleId">The pack key that says n, for example clock.case.</param>
/// <param name="StartEvent">The event that starts it, for example acceptance.</param>
/// <param name="EndEvent">The event that must happen in time, for example approval.</param>
/// <param name="Length">n, at least 1.</param>
/// <param name="Unit">Calendar or working days.</param>
/// <param name="Clauses">Why n is n.</param>
public sealed record StatutoryClock(string RuleId, string StartEvent, string EndEvent, int Length, ClockUnit Unit, IReadOnlyList<string> Clauses)
{
    /// <summary>When a clock started on a day runs out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below one day.</exception>
    public ClockDue DueAfter(DateOnly started, WorkCalendar calendar, IReadOnlyList<ClockPause>? pauses = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Length, 1);
        var day = started;
        var estimated = false;
        for (var left = Length; left > 0;)
        {
            day = day.AddDays(1);
            estimated |= Unit == ClockUnit.WorkingDays && calendar.IsEstimated(day);
            left -= Counts(day, calendar, pauses) ? 1 : 0;
        }

        return new ClockDue(this, started, day, estimated);
    }

    private bool Counts(DateOnly day, WorkCalendar calendar, IReadOnlyList<ClockPause>? pauses) =>
        (Unit == ClockUnit.CalendarDays || calendar.IsWorkingDay(day)) && pauses?.Any(p => day >= p.First && day <= p.Last) != true;
}

/// <summary>The last day of a running clock. <paramref name="Estimated"/> (预计): reckoned on Monday to Friday because the year's holidays are not published.</summary>
public sealed record ClockDue(StatutoryClock Clock, DateOnly Started, DateOnly LastDay, bool Estimated)
{
    /// <summary>24:00 of the last day.</summary>
    public DateTimeOffset EndsAt => LegalDay.EndOf(LastDay);

    public bool IsOver(DateTimeOffset now) => now >= EndsAt;

    /// <summary>Days left after today, in the clock's unit: 0 on the last day, negative when overdue.</summary>
    public int DaysLeft(DateOnly today, WorkCalendar calendar) => Clock.Unit == ClockUnit.WorkingDays
        ? calendar.WorkingDaysBetween(today, LastDay)
        : LastDay.DayNumber - today.DayNumber;
}
