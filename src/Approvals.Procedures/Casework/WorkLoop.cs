using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Approvals.Procedures.Casework;

/// <summary>Something a committed action left to be done, as leased.</summary>
public sealed record WorkRow(RowId Id, string Kind, Guid? CaseId, string Payload, int Attempts, DateTimeOffset CreatedAt);

/// <summary>Knows what to do with one kind of work row. Each step it takes is an action of its own, and taking a step twice does no harm.</summary>
public interface IWork
{
    string Kind { get; }

    /// <summary>Does it all; answers how many cases moved. A fault lets the row rest and come again.</summary>
    Task<int> DoAsync(WorkRow row, CancellationToken cancel);
}

internal sealed record LeaseWork(string[] Kinds, int Most) : IAction<IReadOnlyList<WorkRow>>;

internal sealed record RestWork(RowId Row, TimeSpan Pause) : IAction<bool>;

internal sealed record DropWork(RowId Row) : IAction<bool>;

internal sealed class WorkHandlers(ActionSession session) :
    IRequestHandler<LeaseWork, Reply<IReadOnlyList<WorkRow>>>,
    IRequestHandler<RestWork, Reply<bool>>,
    IRequestHandler<DropWork, Reply<bool>>
{
    public async Task<Reply<IReadOnlyList<WorkRow>>> Handle(LeaseWork request, CancellationToken cancellationToken) =>
        new(await HotWork.LeaseAsync(session.Hot, request.Kinds, request.Most, cancellationToken));

    public Task<Reply<bool>> Handle(RestWork request, CancellationToken cancellationToken)
    {
        HotWork.Rest(session.Hot, request.Row, request.Pause);
        return Task.FromResult<Reply<bool>>(true);
    }

    public Task<Reply<bool>> Handle(DropWork request, CancellationToken cancellationToken)
    {
        HotWork.Drop(session.Hot, request.Row);
        return Task.FromResult<Reply<bool>>(true);
    }
}

/// <summary>Does what committed actions left to be done: wakes cases that waited for a value, starts children, delivers events. Any node may run it.</summary>
public sealed class WorkLoop(Actions actions, IEnumerable<IWork> works, ILogger<WorkLoop> log)
{
    /// <summary>How long one node has a row for itself; longer work renews it (<see cref="RenewAsync"/>).</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    internal static readonly ActingAs Job = ActingAs.SystemJob("work");

    private const int MostAtOnce = 20;
    private const int LongestPauseMinutes = 16;
    private readonly Dictionary<string, IWork> _works = works.ToDictionary(w => w.Kind);

    /// <summary>Answers how many cases moved.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        var moved = 0;
        if (await actions.AskAsync(Job, new FindNewDay(), cancel) is not null)
        {
            await actions.DoAsync(Job, new WakeForValuesInForce(), cancel);
        }

        while (!cancel.IsCancellationRequested)
        {
            var rows = (await actions.DoAsync(Job, new LeaseWork([.. _works.Keys], MostAtOnce), cancel)).Value;
            foreach (var row in rows)
            {
                moved += await DoAsync(row, cancel);
            }

            if (rows.Count == 0)
            {
                break;
            }
        }

        return moved;
    }

    /// <summary>Keeps a row for this node while it works on it.</summary>
    internal static Task RenewAsync(Actions actions, WorkRow row, CancellationToken cancel) => actions.DoAsync(Job, new RestWork(row.Id, Lease), cancel);

    private async Task<int> DoAsync(WorkRow row, CancellationToken cancel)
    {
        try
        {
            return await _works[row.Kind].DoAsync(row, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Work {Kind} {Row} failed; it rests and comes again", row.Kind, row.Id);
            await actions.DoAsync(Job, new RestWork(row.Id, TimeSpan.FromMinutes(Math.Min(LongestPauseMinutes, 1 << Math.Min(row.Attempts - 1, 4)))), cancel);
            return 0;
        }
    }
}
