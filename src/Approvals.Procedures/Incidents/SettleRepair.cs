using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Incidents;

/// <summary>确认处理: the second person agrees, and it is done at once.</summary>
public sealed record ConfirmRepair(RowId Repair, Guid CommandId) : ICommand<Mended>;

/// <summary>退回处理: the second person does not agree; the proposal stays on file.</summary>
public sealed record RejectRepair(RowId Repair, Guid CommandId) : ICommand<Mended>;

internal sealed class SettleRepairHandlers(ActionSession session, IncidentDesk desk, RepairWays ways, Driver driver) :
    IRequestHandler<ConfirmRepair, Reply<Mended>>,
    IRequestHandler<RejectRepair, Reply<Mended>>
{
    /// <summary>The result of a case that was ended here.</summary>
    private const string Cancelled = "cancelled";

    public async Task<Reply<Mended>> Handle(ConfirmRepair request, CancellationToken cancellationToken)
    {
        var (reply, repair) = await OpenAsync(request.Repair, cancellationToken);
        if (!reply.Done)
        {
            return reply.Refusal!;
        }

        var (file, run, row) = reply.Value;
        if (await NaturalPersons.ActsAsOneOfAsync(session, [repair!.ProposedBy], cancellationToken))
        {
            return Refusals.SamePerson;
        }

        var events = await session.Db.Events.AsNoTracking().Where(e => e.County == row.County && e.CaseId == row.CaseId).Select(e => e.Text).ToListAsync(cancellationToken);
        var offered = await ways.OfferedAsync(row, events, cancellationToken);
        if (RepairCheck.Refuse(repair!.Kind, repair.Target, row, offered) is { } refusal)
        {
            return refusal;
        }

        var what = offered.Said(repair.Kind, repair.Target);
        Settle(file, row, repair, RepairState.Confirmed, what);
        // A child may outlive its case: then it alone is ended, and the case keeps its result.
        var endsCase = repair.Kind == RepairKind.Cancel && file.Instance.State.Length > 0;
        file.Instance.Result = endsCase ? Cancelled : file.Instance.Result;
        return await driver.AdvanceAsync(file, endsCase ? file.Instance : run, StimulusOf(repair, row), cancellationToken) is { } stale
            ? stale
            : new Mended(row.Case.ToString(), row.Address.ToString(), $"已{what}", file.Instance.Stage);
    }

    public async Task<Reply<Mended>> Handle(RejectRepair request, CancellationToken cancellationToken)
    {
        var (reply, repair) = await OpenAsync(request.Repair, cancellationToken);
        if (!reply.Done)
        {
            return reply.Refusal!;
        }

        var (file, _, row) = reply.Value;
        var offered = await ways.OfferedAsync(row, [], cancellationToken);
        Settle(file, row, repair!, RepairState.Rejected, offered.Said(repair!.Kind, repair.Target));
        return new Mended(row.Case.ToString(), row.Address.ToString(), "已退回提议", file.Instance.Stage);
    }

    private async Task<(Reply<OpenedIncident> Reply, Repair? Repair)> OpenAsync(RowId id, CancellationToken cancel)
    {
        if (await session.Wide("incidents").Repairs.AsNoTracking().FirstOrDefaultAsync(r => r.County == id.County && r.Id == id.Id, cancel) is not { } found)
        {
            return (Refusals.NoSuchRepair, null);
        }

        var reply = await desk.OpenAsync(new RowId(found.County, found.IncidentId), IncidentRights.Confirming, cancel);
        if (!reply.Done)
        {
            return (reply.Refusal!.Code == Refusals.NoSuchIncident.Code ? Refusals.NoSuchRepair : reply.Refusal, null);
        }

        // Read again now that the case is locked.
        var repair = await session.Db.Repairs.FirstAsync(r => r.County == id.County && r.Id == id.Id, cancel);
        return repair.State == RepairState.Proposed ? (reply, repair) : (Refusals.Settled, null);
    }

    private void Settle(CaseFile file, StandingRow row, Repair repair, RepairState state, string what)
    {
        repair.State = state;
        repair.SettledBy = session.Acting.Id;
        repair.SettledAt = session.Time.Now;
        file.Say(state == RepairState.Confirmed ? "incident.confirmed" : "incident.rejected",
            ("incident", row.Id.ToString()), ("repair", repair.Id.ToString()), ("activity", row.ActivityId), ("what", what), ("reason", repair.Reason));
    }

    private static Stimulus StimulusOf(Repair repair, StandingRow row) => repair.Kind switch
    {
        RepairKind.Answer => new Stimulus.AnswerIncident(row.Bookmark, repair.Target!, Value.Null),
        RepairKind.Move => new Stimulus.MoveTo(row.Bookmark, repair.Target!, repair.Reason),
        _ => new Stimulus.Cancel(repair.Reason),
    };
}
