using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Approvals.Procedures.Casework;

/// <summary>One timer that is due.</summary>
public sealed record DueTimer(RowId Case, Guid Instance, int Bookmark);

/// <summary>Leases timers that are due on the business clock, for this node and a minute of database time.</summary>
public sealed record LeaseTimers(int Most) : IAction<IReadOnlyList<DueTimer>>;

/// <summary>Lets a case look again at what it waited for. The timer is only a hint: the step re-checks under lock.</summary>
public sealed record FireTimer(DueTimer Timer) : IAction<bool>;

/// <summary>Lets a timer whose case failed rest for a while, longer after every fault.</summary>
public sealed record PostponeTimer(DueTimer Timer, FaultPlace Place) : IAction<bool>;

/// <summary>When the next timer is due, for the demo's button; null when none is set.</summary>
public sealed record NextTimer : IQuestion<DateTimeOffset?>;

internal sealed class TimerHandlers(ActionSession session, Cases cases, Driver driver) :
    IRequestHandler<LeaseTimers, Reply<IReadOnlyList<DueTimer>>>,
    IRequestHandler<FireTimer, Reply<bool>>,
    IRequestHandler<PostponeTimer, Reply<bool>>,
    IRequestHandler<NextTimer, DateTimeOffset?>
{
    public async Task<Reply<IReadOnlyList<DueTimer>>> Handle(LeaseTimers request, CancellationToken cancellationToken) =>
        new(await HotTimers.LeaseAsync(session.Hot, session.Time.Now, request.Most, cancellationToken));

    public async Task<Reply<bool>> Handle(FireTimer request, CancellationToken cancellationToken)
    {
        if (await cases.OpenAsync(request.Timer.Case, cancellationToken) is not { } file)
        {
            return false;
        }

        var run = await file.Flows.FindAsync(request.Timer.Instance, cancellationToken);
        if (run is null || run.State.Length == 0 || InstanceState.Parse(run.State).Find(request.Timer.Bookmark) is null)
        {
            // Another node, or an action, has moved the case since; the row is only left over.
            HotTimers.Forget(session.Hot, request.Timer);
            return false;
        }

        file.Say("timer.fired", ("bookmark", request.Timer.Bookmark.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var refusal = await driver.AdvanceAsync(file, run, new Stimulus.TimerFired(request.Timer.Bookmark), cancellationToken);
        return refusal is null ? true : refusal;
    }

    public async Task<Reply<bool>> Handle(PostponeTimer request, CancellationToken cancellationToken)
    {
        HotTimers.Postpone(session.Hot, request.Timer, await FaultPolicy.PauseAsync(session.Hot, request.Place, cancellationToken));
        return true;
    }

    public async Task<DateTimeOffset?> Handle(NextTimer request, CancellationToken cancellationToken) => await HotTimers.NextAsync(session.Hot, cancellationToken);
}

/// <summary>Drains due timers: leases a few, fires each in an action of its own. Any node may run it, none needs to.</summary>
public sealed class TimerLoop(Actions actions, ILogger<TimerLoop> log)
{
    private const int MostAtOnce = 50;
    private static readonly ActingAs Job = ActingAs.SystemJob("timers");

    /// <summary>Fires what is due; answers how many cases moved.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        var moved = 0;
        while (!cancel.IsCancellationRequested)
        {
            var due = await actions.DoAsync(Job, new LeaseTimers(MostAtOnce), cancel);
            foreach (var timer in due.Value)
            {
                moved += await FireAsync(timer, cancel) ? 1 : 0;
            }

            if (due.Value.Count < MostAtOnce)
            {
                break;
            }
        }

        return moved;
    }

    // A fault of one case is remembered there and must not keep the others waiting; after a pause it is tried again, and in the end parked.
    private async Task<bool> FireAsync(DueTimer timer, CancellationToken cancel)
    {
        try
        {
            return await actions.DoAsync(Job, new FireTimer(timer), cancel) is { Done: true, Value: true };
        }
        catch (StepFaultException fault)
        {
            log.LogError(fault, "A timer of case {Case} failed at {Activity}", timer.Case, fault.ActivityId);
            await actions.DoAsync(Job, new PostponeTimer(timer, fault.Place), cancel);
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // No step's fault, so there is no place to count it at: its lease lets it rest.
            log.LogError(fault, "A timer of case {Case} could not be fired", timer.Case);
            return false;
        }
    }
}
