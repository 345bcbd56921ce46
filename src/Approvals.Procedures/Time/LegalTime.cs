namespace Approvals.Procedures.Time;

/// <summary>The moment of an action on both clocks: law reads <see cref="Now"/> and <see cref="Today"/>, machinery reads <see cref="Wall"/>.</summary>
/// <param name="Now">The business clock. China has kept one offset without daylight saving since 1991, so it is fixed here.</param>
public readonly record struct LegalTime(DateTimeOffset Now, DateTimeOffset Wall)
{
    public static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    public DateOnly Today => DateOf(Now);

    /// <summary>The calendar day an instant falls on in China.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(ChinaOffset).DateTime);

    /// <summary>00:00 of a day in China.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), ChinaOffset);

    /// <summary>24:00 of a day in China, when statutory periods end.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
