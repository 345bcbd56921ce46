using Approvals.Procedures.Files;
using Approvals.Procedures.Policy;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>One clause: its words, its document, and everything it reaches.</summary>
public sealed class ClauseModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public ClausePage Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await Me.AskAsync(new ViewClause(id)) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
