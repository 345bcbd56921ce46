using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>更正姓名、身份 of somebody who was helped first.</summary>
public sealed class PersonModel(Current me, FileStore files) : OfficialPage(me, files)
{
    private static readonly Form Person = Procedures.Forms.Form.Of<CorrectPersonForm>();

    public CaseHead Head { get; private set; } = null!;

    public AidPage Aid { get; private set; } = null!;

    public FormView Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id, null, []) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var typed = await FormJsonAsync(Person);
        if (!await LoadAsync(id, typed, []) || !RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(new CorrectPerson(row, Element(typed), SentCommandId()));
        if (!reply.Done)
        {
            await LoadAsync(id, typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        Say(reply.Value.Summary);
        return Redirect($"/Cases/{id}");
    }

    private async Task<bool> LoadAsync(string id, JsonObject? typed, IReadOnlyList<FieldError> errors)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view || await Me.AskAsync(new ViewAid(row)) is not { MayCorrect: true } aid)
        {
            return false;
        }

        (Head, Aid) = (view.Head, aid);
        Form = new FormView(Person, typed ?? new JsonObject { ["name"] = Head.Applicant }, errors, new Dictionary<string, IReadOnlyList<Choice>>());
        return true;
    }
}
