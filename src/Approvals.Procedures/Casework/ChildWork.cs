using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>Children that did not fit into one transaction: started, or ended, so many at a time.</summary>
public sealed class ChildWork(Actions actions) : IWork
{
    internal const string NoLongerWaited = "父流程不再等待";
    internal const string KindName = "children";

    public string Kind => KindName;

    public async Task<int> DoAsync(WorkRow row, CancellationToken cancel) =>
        (await actions.DoAsync(WorkLoop.Job, new MoveChildren(row), cancel)).Value;

    /// <summary>Leaves children to be started, as many to a row as one transaction takes.</summary>
    internal static void Leave(CaseFile file, IRun run, IEnumerable<Output.StartChild> starts)
    {
        foreach (var some in starts.Chunk(Flows.MostChildren))
        {
            var written = Value.Record(("run", run.Id.ToString()), ("starts", Value.List([.. some.Select(Written)])));
            HotWork.Leave(file.Session, file.Case.County, KindName, file.Case.Id, written.ToString());
        }
    }

    /// <summary>Leaves the children that a flow no longer waits for to be ended.</summary>
    internal static void LeaveEnding(CaseFile file, IRun run) =>
        HotWork.Leave(file.Session, file.Case.County, KindName, file.Case.Id, Value.Record(("run", run.Id.ToString())).ToString());

    internal static (Guid Run, IReadOnlyList<Output.StartChild>? Starts) Read(string payload)
    {
        var read = ValueJson.Parse(payload);
        return (Guid.Parse(read["run"].AsText()!), read["starts"] is ListValue starts ? [.. starts.Items.Select(Read)] : null);
    }

    private static ListValue Written(Output.StartChild start) =>
        Value.List(start.Bookmark, start.ActivityId, start.DefinitionId, start.Input, (Value)start.CorrelationId);

    private static Output.StartChild Read(Value value)
    {
        var parts = ((ListValue)value).Items;
        return new(parts[0].AsInt32()!.Value, parts[1].AsText()!, parts[2].AsText()!, (ObjectValue)parts[3], parts[4].AsText(), false);
    }
}

/// <summary>Starts the children a work row names, or ends those nobody waits for; the row goes with it.</summary>
internal sealed record MoveChildren(WorkRow Row) : IAction<int>;

internal sealed class MoveChildrenHandler(ActionSession session, Cases cases, Driver driver) : IRequestHandler<MoveChildren, Reply<int>>
{
    public async Task<Reply<int>> Handle(MoveChildren request, CancellationToken cancellationToken)
    {
        var (id, starts) = ChildWork.Read(request.Row.Payload);
        if (await cases.OpenAsync(new RowId(request.Row.Id.County, request.Row.CaseId!.Value), cancellationToken) is not { } file
            || await file.Flows.FindAsync(id, cancellationToken) is not { } run)
        {
            HotWork.Drop(session.Hot, request.Row.Id);
            return 0;
        }

        var waiting = run.State.Length == 0 ? [] : InstanceState.Parse(run.State).Bookmarks.Select(b => b.Id).ToHashSet();
        return starts is null
            ? await EndAsync(request.Row, file, run, waiting, cancellationToken)
            : await StartAsync(request.Row, file, run, [.. starts.Where(s => s.Bookmark == 0 || waiting.Contains(s.Bookmark))], cancellationToken);
    }

    private async Task<int> StartAsync(WorkRow row, CaseFile file, IRun run, List<Output.StartChild> starts, CancellationToken cancel)
    {
        HotWork.Drop(session.Hot, row.Id);
        // A cancelled case starts nothing more, not even what nobody waits for.
        if (starts.Count == 0 || run.SubStatus == nameof(WorkflowSubStatus.Cancelled))
        {
            return 0;
        }

        Say(file, "children.started", starts.Count);
        await driver.StartAsync(file, run, starts, cancel);
        return 1;
    }

    private async Task<int> EndAsync(WorkRow row, CaseFile file, IRun run, HashSet<int> waiting, CancellationToken cancel)
    {
        var ended = run.SubStatus == nameof(WorkflowSubStatus.Cancelled)
            ? await file.Flows.RunningBelowAsync(run, cancel)
            : await file.Flows.RunningAsync(run, bookmark => bookmark > 0 && !waiting.Contains(bookmark), cancel);
        if (ended.Count <= Flows.MostChildren)
        {
            HotWork.Drop(session.Hot, row.Id);
        }
        else
        {
            HotWork.Rest(session.Hot, row.Id, TimeSpan.Zero);
        }

        if (ended.Count > 0)
        {
            Say(file, "children.ended", Math.Min(ended.Count, Flows.MostChildren));
            await driver.EndAsync(file, ended.Take(Flows.MostChildren), cancel);
        }

        return ended.Count > 0 ? 1 : 0;
    }

    private static void Say(CaseFile file, string kind, int count) =>
        file.Say(kind, ("count", count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
