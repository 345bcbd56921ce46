namespace Approvals.Procedures.Time;

/// <summary>The clock law reads. In production it is the wall clock; the demo adds a stored offset that its buttons move forward.</summary>
public sealed class BusinessClock(TimeProvider wall)
{
    private long _offsetTicks;

    /// <summary>How far the demo has moved ahead of (or behind) the wall clock; zero in production.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    public LegalTime Read()
    {
        // Whole microseconds, as everything is stored: what is played again later must see the same instant.
        var now = wall.GetUtcNow();
        return new LegalTime(Whole(now.Add(Offset).InChina()), Whole(now));
    }

    private static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerMicrosecond));

    internal void SetOffset(TimeSpan offset) => Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
}
