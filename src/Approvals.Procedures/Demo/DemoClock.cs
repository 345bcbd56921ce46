using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Demo;

/// <summary>Where the demo's clock may be moved to.</summary>
public enum ClockMove
{
    NextDay,

    /// <summary>09:00 of the next day.</summary>
    NextMorning,

    /// <summary>23:50 of the same day, when telephones ring that nobody expects.</summary>
    LateEvening,

    NextTimer,
    NextMonth,
}

/// <summary>The demo's business clock: starts on 2022-03-01, moves forward only, survives a restart. Production has none of it.</summary>
public sealed class DemoClock(Actions actions, BusinessClock clock, TimeProvider wall, TimerLoop timers)
{
    private const string Key = "demo-clock-offset";
    private const int OpeningHour = 9;
    private static readonly ActingAs Job = ActingAs.SystemJob("demo");

    /// <summary>The first day of the demo.</summary>
    public static readonly DateOnly FirstDay = new(2022, 3, 1);

    /// <summary>Takes up the clock where it was.</summary>
    public async Task ResumeAsync(CancellationToken cancel)
    {
        var stored = await actions.AskAsync(Job, new ReadSetting(Key), cancel);
        clock.SetOffset(stored is null ? LegalTime.StartOf(FirstDay).AddHours(OpeningHour) - wall.GetUtcNow() : new TimeSpan(long.Parse(stored, System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Moves the clock and lets everything that became due happen.</summary>
    public async Task<LegalTime> MoveAsync(ClockMove move, CancellationToken cancel)
    {
        var now = clock.Read().Now;
        var target = move switch
        {
            ClockMove.NextDay => now.AddDays(1),
            ClockMove.NextMorning => LegalTime.StartOf(LegalTime.DateOf(now).AddDays(1)).AddHours(OpeningHour),
            ClockMove.LateEvening => LateEvening(now),
            ClockMove.NextMonth => LegalTime.StartOf(new DateOnly(now.Year, now.Month, 1).AddMonths(1)).AddHours(OpeningHour),
            _ => await actions.AskAsync(Job, new NextTimer(), cancel) is { } due && due > now ? due : now.AddDays(1),
        };
        await GoToAsync(target, cancel);
        return clock.Read();
    }

    private static DateTimeOffset LateEvening(DateTimeOffset now) =>
        LegalTime.EndOf(LegalTime.DateOf(now)).AddMinutes(-10) is var tonight && tonight > now ? tonight : tonight.AddDays(1);

    internal async Task GoToAsync(DateTimeOffset target, CancellationToken cancel)
    {
        var offset = target - wall.GetUtcNow();
        await actions.DoAsync(Job, new WriteSetting(Key, offset.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancel);
        clock.SetOffset(offset);
        await timers.DrainAsync(cancel);
    }
}

internal sealed record ReadSetting(string Key) : IQuestion<string?>;

internal sealed record WriteSetting(string Key, string Value) : IAction<bool>;

internal sealed class SettingHandlers(ActionSession session) : IRequestHandler<ReadSetting, string?>, IRequestHandler<WriteSetting, Reply<bool>>
{
    public Task<string?> Handle(ReadSetting request, CancellationToken cancellationToken) =>
        session.Db.Settings.Where(s => s.Key == request.Key).Select(s => s.Value).FirstOrDefaultAsync(cancellationToken)!;

    public async Task<Reply<bool>> Handle(WriteSetting request, CancellationToken cancellationToken)
    {
        var setting = await session.Db.Settings.FirstOrDefaultAsync(s => s.Key == request.Key, cancellationToken);
        if (setting is null)
        {
            session.Db.Settings.Add(new Setting { Key = request.Key, Value = request.Value });
            return true;
        }

        setting.Value = request.Value;
        return true;
    }
}
