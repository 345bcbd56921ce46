using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>核算表 on one A4 page.</summary>
public sealed class CaseSheetModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseHead Head { get; private set; } = null!;

    public Sheet Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { Sheet: { } sheet } view)
        {
            return NotFound();
        }

        (Head, Sheet) = (view.Head, sheet);
        return Page();
    }
}
