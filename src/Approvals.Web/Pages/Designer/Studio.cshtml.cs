using Approvals.Procedures.Designer;
using Approvals.Procedures.Files;
using Approvals.Web.Access;
using Approvals.Web.Designer;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages.Designer;

/// <summary>One page of the designer around one element of Elsa Studio.</summary>
public sealed class StudioModel(Current me, FileStore files) : OfficialPage(me, files)
{
    /// <summary>definitions, edit, instances or instance.</summary>
    public string Kind { get; private set; } = "definitions";

    public string Subject { get; private set; } = string.Empty;

    public string Who { get; private set; } = string.Empty;

    public bool MayEdit { get; private set; }

    /// <summary>The person opens case files and not the designer: only the picture of a case is theirs.</summary>
    public bool OnlyViews { get; private set; }

    public string? CaseId { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? kind, string? subject)
    {
        var acting = await ActingAsync();
        (Kind, Subject, Who) = (kind ?? "definitions", subject ?? string.Empty, acting.Name);
        (MayEdit, OnlyViews) = (DesignerRights.MayEditAnything(acting), !DesignerRights.MayEnter(acting));
        if (Kind is not ("definitions" or "edit" or "instances" or "instance") || (OnlyViews && Kind != "instance"))
        {
            return NotFound();
        }

        if (Kind == "instance")
        {
            if (await Me.AskAsync(new OpenInstance(Subject)) is not { } sheet)
            {
                return NotFound();
            }

            CaseId = sheet.Line.CaseId;
        }

        StudioPage.Allow(HttpContext);
        return Page();
    }
}
