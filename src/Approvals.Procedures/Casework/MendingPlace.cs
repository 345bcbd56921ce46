using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>Where a mending task is done: the correction of the case, the policy desk, or the desk for incidents. Null for every other task.</summary>
public sealed record MendingPlace(RowId Task) : IQuestion<string?>;

internal sealed class MendingPlaceHandler(ActionSession session) : IRequestHandler<MendingPlace, string?>
{
    public async Task<string?> Handle(MendingPlace request, CancellationToken cancellationToken)
    {
        // The policy desk does not see cases, so the task is looked up without the case's scope and answered with an address only.
        var task = await session.Wide("mending").Tasks.AsNoTracking()
            .FirstOrDefaultAsync(t => t.County == request.Task.County && t.Id == request.Task.Id, cancellationToken);
        return task switch
        {
            { Step: Mending.Policy } when session.Acting.Has(Roles.PolicyProposer) || session.Acting.Has(Roles.PolicyConfirmer) => "/Policies",
            { Step: Mending.Facts } => $"/Cases/{new RowId(task.County, task.CaseId)}/Correct",
            { Step: Mending.Incident } when session.Acting.Has(Roles.SystemAdmin) => await IncidentAsync(task, cancellationToken),
            _ => null,
        };
    }

    private async Task<string?> IncidentAsync(CaseTask task, CancellationToken cancel)
    {
        var incident = await session.Wide("mending").Hindrances.AsNoTracking().Where(h => h.County == task.County && h.InstanceId == task.InstanceId && h.Bookmark == task.Bookmark)
            .OrderByDescending(h => h.OpenedAt).Select(h => h.Id).FirstOrDefaultAsync(cancel);
        return incident == Guid.Empty ? null : $"/Incidents/{new RowId(task.County, incident)}";
    }
}
