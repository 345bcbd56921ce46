using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>An event that a flow published: brought to every flow of the county that waited for it, each in an action of its own.</summary>
public sealed class Publishing(Actions actions) : IWork
{
    internal const string KindName = "publish";
    private const int MostAtOnce = 200;

    public string Kind => KindName;

    public async Task<int> DoAsync(WorkRow row, CancellationToken cancel)
    {
        var round = new WorkRound(actions);
        var read = ValueJson.Parse(row.Payload);
        var (name, correlation) = (read["name"].AsText()!, read["correlation"].AsText());
        for (Guid? after = null; ;)
        {
            var waiting = await actions.AskAsync(WorkLoop.Job, new FindWaiting(row.Id.County, name, correlation, row.CreatedAt, after, MostAtOnce), cancel);
            foreach (var (id, run) in waiting)
            {
                await round.DoAsync(new DeliverEvent(id, run, name, correlation, read["payload"]), cancel);
            }

            if (waiting.Count < MostAtOnce)
            {
                return await round.EndAsync(row, cancel);
            }

            after = waiting[^1].Run;
            await WorkLoop.RenewAsync(actions, row, cancel);
        }
    }

    /// <summary>Leaves an event to be delivered after the commit.</summary>
    internal static void Leave(CaseFile file, Output.Publish publish) => HotWork.Leave(file.Session, file.Case.County, KindName, file.Case.Id,
        Value.Record(("name", publish.Name), ("correlation", (Value)publish.CorrelationId), ("payload", publish.Payload)).ToString());
}

/// <summary>The flows that wait for an event since before it was published.</summary>
internal sealed record FindWaiting(int County, string Name, string? Correlation, DateTimeOffset Published, Guid? After, int Most) : IQuestion<List<(RowId Case, Guid Run)>>;

/// <summary>Brings an event to one flow.</summary>
internal sealed record DeliverEvent(RowId Case, Guid Run, string Name, string? Correlation, Value Payload) : IAction<bool>;

internal sealed class PublishingHandlers(ActionSession session, Cases cases, Driver driver) :
    IRequestHandler<FindWaiting, List<(RowId Case, Guid Run)>>,
    IRequestHandler<DeliverEvent, Reply<bool>>
{
    private const string WaitingText =
        """
        SELECT DISTINCT county, case_id, instance_id FROM event_waits
        WHERE name = @1 AND county = @2 AND since <= @3 AND instance_id > @4 AND (correlation_id = @5 OR @6)
        ORDER BY instance_id LIMIT @7
        """;

    public Task<List<(RowId Case, Guid Run)>> Handle(FindWaiting request, CancellationToken cancellationToken) => session.Hot.ReadAsync(null, WaitingText,
        [request.Name, request.County, request.Published, request.After ?? Guid.Empty, request.Correlation ?? string.Empty, request.Correlation is null, (long)request.Most],
        row => (new RowId(row.Int(0), row.Guid(1)), row.Guid(2)), cancellationToken);

    public async Task<Reply<bool>> Handle(DeliverEvent request, CancellationToken cancellationToken)
    {
        if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file || await file.Flows.FindAsync(request.Run, cancellationToken) is not { State.Length: > 0 } run)
        {
            return false;
        }

        file.Say("event.received", ("event", request.Name));
        return await driver.AdvanceAsync(file, run, new Stimulus.EventReceived(request.Name, request.Correlation, request.Payload), cancellationToken) is { } refusal ? refusal : true;
    }
}
