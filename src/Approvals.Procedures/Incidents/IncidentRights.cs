using Approvals.Procedures.Casework;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Incidents;

/// <summary>Who may look at incidents, try them again, and decide about them. A system admin sees ids and kinds of faults, never the family.</summary>
internal static class IncidentRights
{
    /// <summary>May see the list.</summary>
    public static readonly string[] Seeing = [Roles.SystemAdmin, Roles.Auditor, Roles.Reviewer, Roles.TownshipLeader, Roles.CountyOfficer, Roles.CountyLeader];

    /// <summary>May try again: nothing is decided by it.</summary>
    public static readonly string[] Retrying = [Roles.SystemAdmin, Roles.Reviewer, Roles.TownshipLeader, Roles.CountyOfficer, Roles.CountyLeader];

    /// <summary>May propose what the system shall take as the result, or where the case goes.</summary>
    public static readonly string[] Proposing = [Roles.Reviewer, Roles.TownshipLeader, Roles.CountyOfficer, Roles.CountyLeader];

    /// <summary>May confirm what somebody else proposed.</summary>
    public static readonly string[] Confirming = [Roles.TownshipLeader, Roles.CountyOfficer, Roles.CountyLeader];

    /// <summary>Whether one of the roles covers the case; remembers the mandate.</summary>
    public static Refusal? Refuse(CaseFile file, string[] roles)
    {
        var mandates = roles.Select(r => file.Session.Acting.MandateFor(r, file.Case.HandlingArea, file.Case.Programme));
        file.Session.Mandate = mandates.FirstOrDefault(m => m is not null);
        return file.Session.Mandate is null ? Casework.Refusals.RoleNeeded(roles)
            : file.TouchesActor ? Casework.Refusals.OwnFamily
            : null;
    }
}
