using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Incidents;

/// <summary>What an action on an incident led to.</summary>
/// <param name="Stage">What the case waits for now; empty when it is finished.</param>
public sealed record Mended(string CaseId, string IncidentId, string Summary, string Stage);

/// <summary>An incident held open in one action, with its case under lock.</summary>
internal sealed record OpenedIncident(CaseFile File, IRun Run, StandingRow Row);

/// <summary>Opens incidents for actions: locked, in scope, still standing, or a refusal.</summary>
public sealed class IncidentDesk(ActionSession session, Cases cases)
{
    internal async Task<Reply<OpenedIncident>> OpenAsync(RowId id, string[] roles, CancellationToken cancel)
    {
        // The flow runs on with the system's eyes, as it does when a timer wakes it: a system admin tries again without seeing the case. The journal names the person.
        session.SeeAsSystem("incidents");
        if (await HotIncidents.FindAsync(session.Hot, id, cancel) is not { } found
            || !session.Acting.RangesFor(IncidentRights.Seeing).Any(r => r.Contains(found.Area))
            || await cases.OpenAsync(found.Case, cancel, Roles.SystemAdmin) is not { } file)
        {
            return Refusals.NoSuchIncident;
        }

        if (IncidentRights.Refuse(file, roles) is { } refusal)
        {
            return refusal;
        }

        // Read again now that the case is locked: somebody may have been faster.
        var row = await HotIncidents.FindAsync(session.Hot, id, cancel);
        return row is not { ClosedAt: null } || await file.Flows.FindAsync(row.InstanceId, cancel) is not { } run ? Refusals.Over : new OpenedIncident(file, run, row);
    }
}
