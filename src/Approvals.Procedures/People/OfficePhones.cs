using Approvals.Domain;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>The telephone numbers a notice or a letter prints: one of the township's window, one of the county's officer.</summary>
public static class OfficePhones
{
    public static async Task<IReadOnlyList<Sealed>> OfAsync(ActionSession session, AreaCode area, CancellationToken cancel)
    {
        var township = area.Level == AreaLevel.Village ? area.Parent : area;
        var wide = session.Wide("office-phones");
        var today = session.Time.Today;
        var holders = await wide.Grants
            .Where(g => (g.Area == township && g.Role == Roles.Window) || (g.Area == area.County && g.Role == Roles.CountyOfficer))
            .Where(g => g.From <= today && (g.To == null || g.To >= today))
            .Join(wide.Officials.Where(o => o.Active && o.Phone != null), g => g.OfficialId, o => o.Id, (g, o) => new { g.Role, o.Id, o.Phone })
            .OrderBy(x => x.Id).ToListAsync(cancel);
        return [.. holders.GroupBy(h => h.Role).OrderByDescending(g => g.Key).Select(g => g.First().Phone!.Value)];
    }
}
