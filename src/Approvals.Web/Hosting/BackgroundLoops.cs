using Approvals.Procedures;
using Approvals.Procedures.Audit;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.People;

namespace Approvals.Web.Hosting;

/// <summary>What runs beside the requests: due timers and left-over work every second, anchors every hour, unnamed files every day. Any node may do it.</summary>
internal sealed class BackgroundLoops(TimerLoop timers, WorkLoop work, Actions actions, TimeProvider clock, ILogger<BackgroundLoops> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenAnchors = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        var (anchored, swept) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        while (await NextAsync(beat, stoppingToken))
        {
            try
            {
                await timers.DrainAsync(stoppingToken);
                await work.DrainAsync(stoppingToken);
                if (clock.GetUtcNow() - anchored > BetweenAnchors)
                {
                    anchored = clock.GetUtcNow();
                    await actions.DoAsync(ActingAs.SystemJob("anchors"), new AnchorChains(), stoppingToken);
                }

                if (clock.GetUtcNow() - swept > BetweenSweeps)
                {
                    swept = clock.GetUtcNow();
                    await actions.AskAsync(ActingAs.SystemJob("sweep-files"), new SweepFiles(), stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "A background round failed; the next one tries again");
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer beat, CancellationToken stopping)
    {
        try
        {
            return await beat.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
