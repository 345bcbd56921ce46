using Approvals.Procedures;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Approvals.Web.Pages;

/// <summary>The public board: masked, only while a notice stands, only where the county has turned it on.</summary>
public sealed class BoardModel(Actions actions, BoardLimit limit) : PageModel
{
    public string Area { get; private set; } = string.Empty;

    public bool Limited { get; private set; }

    /// <summary>What to choose from, while no place is chosen.</summary>
    public IReadOnlyList<BoardPlace> Places { get; private set; } = [];

    public IReadOnlyList<PostedNotice> Rows { get; private set; } = [];

    public async Task OnGetAsync(string? area)
    {
        Area = area?.Trim() ?? string.Empty;
        Limited = !limit.MayRead(HttpContext);
        if (Limited)
        {
            return;
        }

        if (Area.Length > 0)
        {
            Rows = await actions.AskAsync(ActingAs.SystemJob("web-board"), new WebBoard(Area));
        }
        else
        {
            Places = await actions.AskAsync(ActingAs.SystemJob("web-board"), new BoardPlaces());
        }
    }
}
