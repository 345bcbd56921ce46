using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>更正: the application as it stands, to be changed into what it should be.</summary>
public sealed class CorrectModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseHead Head { get; private set; } = null!;

    public FormView Form { get; private set; } = null!;

    public string Reason { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id, null, []) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, string? reason)
    {
        Reason = reason ?? string.Empty;
        if (!RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var typed = await FormJsonAsync(Procedures.Forms.Form.Of<ApplicationForm>());
        if (ChangedRows(typed) || UploadErrors.Count > 0)
        {
            return await LoadAsync(id, typed, UploadErrors) ?? (UploadErrors.Count == 0 ? Page() : Refuse(Procedures.Refusal.Invalid(UploadErrors)));
        }

        var reply = await Me.DoAsync(new CorrectApplication(row, Element(typed), Reason, SentCommandId()));
        if (!reply.Done)
        {
            return await LoadAsync(id, typed, reply.Refusal!.Fields) ?? Refuse(reply.Refusal);
        }

        Say(reply.Value.Summary);
        return Redirect($"/Cases/{id}");
    }

    // What stands in the way of showing the page; null when nothing does.
    private async Task<IActionResult?> LoadAsync(string id, JsonObject? typed, IReadOnlyList<FieldError> errors)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view)
        {
            return NotFound();
        }

        var stands = await Me.DoAsync(new ApplicationAsTyped(row));
        if (stands.Refusal is { } refusal)
        {
            TempData["Refused"] = $"{refusal.Message}。{refusal.Next}";
            return Redirect($"/Cases/{id}");
        }

        Head = view.Head;
        var references = await Me.AskAsync(new ListReferences(null));
        Form = new FormView(Procedures.Forms.Form.Of<ApplicationForm>(), typed ?? stands.Value, errors, references);
        return null;
    }
}
