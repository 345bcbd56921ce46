using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>临时救助审批表 as it is printed, signed and sealed afterwards.</summary>
public sealed class AidSheetModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseHead Head { get; private set; } = null!;

    public AidPage Aid { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view || await Me.AskAsync(new ViewAid(row)) is not { } aid)
        {
            return NotFound();
        }

        (Head, Aid) = (view.Head, aid);
        return Page();
    }
}
