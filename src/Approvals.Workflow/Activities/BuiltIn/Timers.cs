namespace Approvals.Workflow;

/// <summary>Waits for a while.</summary>
internal sealed class DelayActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Delay", "等待一段时间", Words.Time)
    {
        Inputs = [new("TimeSpan", "System.TimeSpan", "时长") { Description = "天.时:分:秒，例如 7.00:00:00" }],
    };

    public override void Execute(ActivityExecution x) => x.SetTimer(x.Now + Spans.Required(x, "TimeSpan"));
}

/// <summary>Waits until an instant; goes on at once when it has passed.</summary>
internal sealed class StartAtActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.StartAt", "等到某个时刻", Words.Time)
    {
        Kind = ActivityKind.Trigger,
        Inputs = [new("DateTime", "System.DateTimeOffset", "时刻") { UiHint = "datetime-picker" }],
    };

    public override void Execute(ActivityExecution x)
    {
        var due = Fitting.Instant(x.Input("DateTime"), x.Now.Offset) ?? throw Fault("BadInstant", $"“{x.Node.Title}”的时刻不是日期：{x.Input("DateTime")}");
        if (x.IsTrigger || due <= x.Now)
        {
            x.Complete();
            return;
        }
        x.SetTimer(due);
    }
}

/// <summary>Waits one interval; as a trigger, the host starts an instance at every interval.</summary>
internal sealed class TimerActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Timer", "定时", Words.Time)
    {
        Kind = ActivityKind.Trigger,
        Inputs = [new("Interval", "System.TimeSpan", "间隔") { DefaultValue = "00:01:00" }],
    };

    public override void Execute(ActivityExecution x)
    {
        if (x.IsTrigger)
        {
            x.Complete();
            return;
        }
        x.SetTimer(x.Now + Spans.Required(x, "Interval"));
    }
}

/// <summary>Waits until the next time a cron expression names.</summary>
internal sealed class CronActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Cron", "按日历定时", Words.Time)
    {
        Kind = ActivityKind.Trigger,
        Inputs = [Words.Text("CronExpression", "Cron 表达式") with { Description = "五段或六段，周日为 0，例如 0 8 * * 1-5" }],
    };

    public override void Execute(ActivityExecution x)
    {
        if (x.IsTrigger)
        {
            x.Complete();
            return;
        }
        if (!CronSchedule.TryParse(Words.Required(x, "CronExpression"), out var schedule, out var problem))
        {
            throw Fault("BadCron", $"“{x.Node.Title}”：{problem}");
        }
        x.SetTimer(schedule.Next(x.Now) ?? throw Fault("BadCron", $"“{x.Node.Title}”的 Cron 表达式不再有下一次"));
    }
}

/// <summary>Reads durations.</summary>
internal static class Spans
{
    internal static TimeSpan Required(ActivityExecution x, string input)
    {
        var span = Fitting.Span(x.Input(input));
        return span is { } value && value >= TimeSpan.Zero
            ? value
            : throw Activity.Fault("BadTimeSpan", $"“{x.Node.Title}”的时长要写成 天.时:分:秒，得到 {x.Input(input)}");
    }
}
