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

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id, null, []) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? reason)
    {
        Reason = reason ?? string.Empty;
        if (!RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var typed = await FormJsonAsync(Procedures.Forms.Form.Of<ApplicationForm>());
        if (ChangedRows(typed))
        {
            return await LoadAsync(id, typed, []) ? Page() : NotFound();
        }

        var reply = await Me.DoAsync(new CorrectApplication(row, Element(typed), Reason, SentCommandId()));
        if (!reply.Done)
        {
            return await LoadAsync(id, typed, reply.Refusal!.Fields) ? Refuse(reply.Refusal) : NotFound();
        }

        Say(reply.Value.Summary);
        return Redirect($"/Cases/{id}");
    }

    private async Task<bool> LoadAsync(string id, JsonObject? typed, IReadOnlyList<FieldError> errors)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view || await Me.AskAsync(new ApplicationAsTyped(row)) is not { } stands)
        {
            return false;
        }

        Head = view.Head;
        var references = await Me.AskAsync(new ListReferences(null));
        Form = new FormView(Procedures.Forms.Form.Of<ApplicationForm>(), typed ?? stands, errors, references);
        return true;
    }
}
