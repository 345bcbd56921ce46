using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Notices;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>An objection that came by telephone, visit or letter, written down by the window.</summary>
public sealed class ObjectModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public static readonly IReadOnlyList<(string Code, string Name)> Channels = [("phone", "来电"), ("visit", "来访"), ("letter", "来信")];

    public string Channel { get; private set; } = "phone";

    public FormView Form { get; private set; } = Draw([], []);

    public async Task<IActionResult> OnPostAsync(string id, string? channel)
    {
        Channel = channel ?? "phone";
        var typed = await FormJsonAsync(Form.Form);
        var read = FormCheck.Read<ObjectionForm>(Element(typed), DateOnly.MaxValue);
        Form = Draw(typed, read.Done ? [] : read.Refusal!.Fields);
        if (!read.Done || !RowId.TryParse(id, out var notice))
        {
            return read.Done ? NotFound() : Refuse(read.Refusal!);
        }

        var reply = await Me.DoAsync(new RecordObjection(notice, Channel, read.Value, SentCommandId()));
        if (!reply.Done)
        {
            return Refuse(reply.Refusal!);
        }

        Say(reply.Value.Message);
        return Redirect("/Notices");
    }

    private static FormView Draw(JsonObject typed, IReadOnlyList<FieldError> errors) =>
        new(Procedures.Forms.Form.Of<ObjectionForm>(), typed, errors, new Dictionary<string, IReadOnlyList<Choice>>());
}
