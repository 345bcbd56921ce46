using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Policy;

/// <summary>Work left by a confirmed value: every case of the county that waits for the key looks again, each in an action of its own.</summary>
public sealed class RetryBlocked(Actions actions) : IWork
{
    internal const string KindName = "retry-blocked";
    private const int MostAtOnce = 200;

    public string Kind => KindName;

    /// <summary>The payload is the key.</summary>
    public async Task<int> DoAsync(WorkRow row, CancellationToken cancel)
    {
        var round = new WorkRound(actions);
        for (Guid? after = null; ;)
        {
            var waiting = await actions.AskAsync(WorkLoop.Job, new FindBlocked(row.Id.County, row.Payload, after, MostAtOnce), cancel);
            foreach (var id in waiting)
            {
                await round.DoAsync(new RetryCase(id, row.Payload), cancel);
            }

            if (waiting.Count < MostAtOnce)
            {
                return await round.EndAsync(row, cancel);
            }

            after = waiting[^1].Id;
            await WorkLoop.RenewAsync(actions, row, cancel);
        }
    }
}

/// <summary>Cases of a county that wait for a key, in the order of their ids.</summary>
internal sealed record FindBlocked(int County, string Key, Guid? After, int Most) : IQuestion<List<RowId>>;

internal sealed record RetryCase(RowId Case, string Key) : IAction<bool>;

internal sealed class RetryBlockedHandlers(ActionSession session, Cases cases, Driver driver) :
    IRequestHandler<FindBlocked, List<RowId>>,
    IRequestHandler<RetryCase, Reply<bool>>
{
    private const string BlockedText =
        "SELECT DISTINCT case_id FROM hindrances WHERE county = @1 AND key = @2 AND closed_at IS NULL AND case_id > @3 ORDER BY case_id LIMIT @4";

    public Task<List<RowId>> Handle(FindBlocked request, CancellationToken cancellationToken) => session.Hot.ReadAsync(null, BlockedText,
        [request.County, request.Key, request.After ?? Guid.Empty, (long)request.Most], row => new RowId(request.County, row.Guid(0)), cancellationToken);

    public async Task<Reply<bool>> Handle(RetryCase request, CancellationToken cancellationToken)
    {
        if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
        {
            return false;
        }

        if (!await Waiting.IsBlockedAsync(file, request.Key, cancellationToken))
        {
            return false;
        }

        file.Say("case.resumed", ("key", request.Key));
        return await Waiting.RetryAsync(file, driver, request.Key, cancellationToken) is { } refusal ? refusal : true;
    }
}
