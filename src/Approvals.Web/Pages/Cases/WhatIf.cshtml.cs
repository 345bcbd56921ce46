using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>What would change the outcome, for staff alone; each line proved by running the rule.</summary>
public sealed class CaseWhatIfModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public WhatIfPage Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewWhatWouldChange(row)) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        return Page();
    }
}
