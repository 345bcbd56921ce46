using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>Takes what a page saves by itself while somebody types.</summary>
public sealed class DraftsModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IActionResult OnGet() => RedirectToPage("/Index");

    public async Task<IActionResult> OnPostAsync(string key, string form)
    {
        var typed = form switch
        {
            "application" => await ApplicationAsync(key),
            "aid" => key == AidDeskModel.DraftKey ? await FormJsonAsync(Form.Of<ReportForm>()) : null,
            _ => await TaskAsync(key),
        };
        if (typed is null)
        {
            return NotFound();
        }

        var saved = await Me.DoAsync(new SaveDraft(key, Element(typed)));
        return saved.Done ? new NoContentResult() : StatusCode(StatusCodes.Status422UnprocessableEntity);
    }

    // A page of the intake sends its own part; the others stay as they were.
    private async Task<JsonObject?> ApplicationAsync(string key)
    {
        var whole = await Me.AskAsync(new ReadDraft(key)) ?? [];
        foreach (var (part, value) in await FormJsonAsync(Form.Of<ApplicationForm>()))
        {
            whole[part] = value?.DeepClone();
        }

        return whole;
    }

    private async Task<JsonObject?> TaskAsync(string key) =>
        RowId.TryParse(key, out var task) && await Me.AskAsync(new ViewTask(task)) is { } view ? await FormJsonAsync(view.Form) : null;
}
