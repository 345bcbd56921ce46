using Approvals.Procedures.Files;
using Approvals.Procedures.Notices;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The village sheet of a posted notice, for printing.</summary>
public sealed class SheetModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public SheetContents Contents { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.DoAsync(new BoardSheet(row)) is not { Done: true } reply)
        {
            return NotFound();
        }

        Contents = reply.Value;
        return Page();
    }
}
