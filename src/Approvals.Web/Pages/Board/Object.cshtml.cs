using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>An objection from the web board, without signing in.</summary>
public sealed class BoardObjectModel(Current me, FileStore files, Actions actions, BoardLimit limit) : OfficialPage(me, files)
{
    private static readonly Refusal TooMany = new(RefusalKind.Conflict, "board.limit", "提交太频繁", Next: "请一小时后再试，或拨打公示单上的电话");

    public FormView Form { get; private set; } = Draw([], []);

    public string? Taken { get; private set; }

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var typed = await FormJsonAsync(Form.Form);
        var read = FormCheck.Read<ObjectionForm>(Element(typed), DateOnly.MaxValue);
        Form = Draw(typed, read.Done ? [] : read.Refusal!.Fields);
        if (!read.Done || !RowId.TryParse(id, out var notice))
        {
            return read.Done ? NotFound() : Refuse(read.Refusal!);
        }

        if (!limit.MayObject(HttpContext))
        {
            return Refuse(TooMany);
        }

        var reply = await actions.DoAsync(ActingAs.SystemJob("web-board"), new RecordObjection(notice, "web", read.Value, SentCommandId()));
        if (!reply.Done)
        {
            return Refuse(reply.Refusal!);
        }

        Taken = reply.Value.Message;
        return Page();
    }

    private static FormView Draw(JsonObject typed, IReadOnlyList<FieldError> errors) =>
        new(Procedures.Forms.Form.Of<ObjectionForm>(), typed, errors, new Dictionary<string, IReadOnlyList<Choice>>());
}
