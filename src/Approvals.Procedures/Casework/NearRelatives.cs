using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>近亲属备案 and the household of a case.</summary>
internal static class NearRelatives
{
    /// <summary>Whether any of these officials is, or has registered, a near relative in the household.</summary>
    public static async Task<bool> AnyAmongAsync(ActionSession session, RowId @case, IReadOnlyList<Guid> officials, CancellationToken cancel)
    {
        var (wide, members) = HouseholdOf(session, @case);
        return await wide.Relatives.AnyAsync(r => officials.Contains(r.OfficialId) && r.WithdrawnAt == null && members.Contains(r.PersonHash), cancel)
            || await wide.Officials.AnyAsync(o => officials.Contains(o.Id) && o.PersonHash != null && members.Contains(o.PersonHash), cancel);
    }

    /// <summary>Whether the household has a member or registered relative of any staff or cadre at all.</summary>
    public static async Task<bool> TouchStaffAsync(ActionSession session, RowId @case, CancellationToken cancel)
    {
        var (wide, members) = HouseholdOf(session, @case);
        return await wide.Relatives.AnyAsync(r => r.WithdrawnAt == null && members.Contains(r.PersonHash), cancel)
            || await wide.Officials.AnyAsync(o => o.PersonHash != null && members.Contains(o.PersonHash), cancel);
    }

    private static (ApprovalsDb Wide, IQueryable<byte[]> Members) HouseholdOf(ActionSession session, RowId @case)
    {
        var wide = session.Wide("near-relatives");
        var (county, id) = (@case.County, @case.Id);
        return (wide, wide.CaseMembers.Where(m => m.County == county && m.CaseId == id).Select(m => m.IdHash));
    }
}
