using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Approvals.Procedures.Policy;

/// <summary>Work left by a confirmed value: every case of the county that waits for the key looks again, each in an action of its own.</summary>
public static class RetryBlocked
{
    /// <summary>The kind of its outbox rows; the payload is the key.</summary>
    public const string Kind = "retry-blocked";
}

/// <summary>The cases to look at, and the rows that asked for it.</summary>
internal sealed record BlockedWork(IReadOnlyList<RowId> Rows, IReadOnlyList<(RowId Case, string Key)> Cases);

internal sealed record FindBlockedWork : IQuestion<BlockedWork>;

internal sealed record RetryCase(RowId Case, string Key) : IAction<bool>;

internal sealed record DropOutbox(IReadOnlyList<RowId> Rows) : IAction<bool>;

internal sealed class RetryBlockedHandlers(ActionSession session, Cases cases, Driver driver) :
    IRequestHandler<FindBlockedWork, BlockedWork>,
    IRequestHandler<RetryCase, Reply<bool>>,
    IRequestHandler<DropOutbox, Reply<bool>>
{
    private const int Most = 500;

    public async Task<BlockedWork> Handle(FindBlockedWork request, CancellationToken cancellationToken)
    {
        var rows = await session.Db.Outbox.AsNoTracking().Where(o => o.Kind == RetryBlocked.Kind).OrderBy(o => o.Id).Take(20).ToListAsync(cancellationToken);
        var found = new List<(RowId, string)>();
        foreach (var row in rows)
        {
            var waiting = await session.Db.Hindrances.AsNoTracking()
                .Where(h => h.County == row.County && h.Key == row.Payload && h.ClosedAt == null).Take(Most).ToListAsync(cancellationToken);
            found.AddRange(waiting.Select(h => (new RowId(h.County, h.CaseId), row.Payload)));
        }

        return new BlockedWork([.. rows.Select(r => new RowId(r.County, r.Id))], found);
    }

    public async Task<Reply<bool>> Handle(RetryCase request, CancellationToken cancellationToken)
    {
        if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
        {
            return false;
        }

        if (!Waiting.IsBlockedBy(file, request.Key))
        {
            return false;
        }

        file.Say("case.resumed", ("key", request.Key));
        return await Waiting.RetryAsync(file, driver, request.Key, cancellationToken) is { } refusal ? refusal : true;
    }

    public async Task<Reply<bool>> Handle(DropOutbox request, CancellationToken cancellationToken)
    {
        foreach (var id in request.Rows)
        {
            await session.Db.Outbox.Where(o => o.County == id.County && o.Id == id.Id).ExecuteDeleteAsync(cancellationToken);
        }

        return true;
    }
}

/// <summary>Does what committed actions left to be done: today, waking the cases that waited for a value.</summary>
public sealed class WorkLoop(Actions actions, ILogger<WorkLoop> log)
{
    private static readonly ActingAs Job = ActingAs.SystemJob("work");

    /// <summary>Answers how many cases were woken.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        var work = await actions.AskAsync(Job, new FindBlockedWork(), cancel);
        var woken = 0;
        foreach (var (id, key) in work.Cases)
        {
            woken += await WakeAsync(id, key, cancel) ? 1 : 0;
        }

        if (work.Rows.Count > 0)
        {
            await actions.DoAsync(Job, new DropOutbox(work.Rows), cancel);
        }

        return woken;
    }

    private async Task<bool> WakeAsync(RowId id, string key, CancellationToken cancel)
    {
        try
        {
            return await actions.DoAsync(Job, new RetryCase(id, key), cancel) is { Done: true };
        }
        catch (StepFaultException fault)
        {
            log.LogError(fault, "Case {Case} failed at {Activity} when it was woken", id, fault.ActivityId);
            return false;
        }
    }
}
