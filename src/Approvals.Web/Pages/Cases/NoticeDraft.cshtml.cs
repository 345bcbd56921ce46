using Approvals.Procedures;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Notices;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The village sheet before posting: printed first, put up, then registered with a photo.</summary>
public sealed class NoticeDraftModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public SheetContents Contents { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(new NoticePreview(row));
        if (!reply.Done)
        {
            return reply.Refusal!.Kind == RefusalKind.NotFound ? NotFound() : Refuse(reply.Refusal);
        }

        Contents = reply.Value;
        return Page();
    }
}
