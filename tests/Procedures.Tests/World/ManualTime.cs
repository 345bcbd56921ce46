namespace Approvals.Procedures.Tests;

/// <summary>A wall clock that only the test moves.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>Moves it; besides, every reading is later than the one before, as on a real machine.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void SetTo(DateTimeOffset instant) => Interlocked.Exchange(ref _ticks, instant.UtcTicks);
}
