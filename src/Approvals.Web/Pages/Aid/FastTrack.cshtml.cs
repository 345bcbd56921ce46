using System.Text.Json.Nodes;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>疫情当日审批: whether it is on today and why, with the texts; the form only while it is.</summary>
public sealed class FastTrackModel(Current me, FileStore files) : OfficialPage(me, files)
{
    private static readonly Form Application = Procedures.Forms.Form.Of<FastTrackForm>();

    public FastTrackPage Track { get; private set; } = null!;

    /// <summary>What stands open: undecided today, and to be reviewed after the period.</summary>
    public FastTrackWatch Watch { get; private set; } = null!;

    public FormView Form { get; private set; } = null!;

    public Task OnGetAsync() => LoadAsync([], []);

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = await FormJsonAsync(Application);
        if (UploadErrors.Count > 0)
        {
            await LoadAsync(typed, UploadErrors);
            return Refuse(Procedures.Refusal.Invalid(UploadErrors));
        }

        var reply = await Me.DoAsync(new ApplyOnFastTrack(Element(typed), SentCommandId()));
        if (reply.Done)
        {
            Say($"已受理，案件编号 {reply.Value.Number}，今天 24 时以前审批和发放。下一步：{reply.Value.Stage}");
            return Redirect($"/Cases/{reply.Value.CaseId}");
        }

        await LoadAsync(typed, reply.Refusal!.Fields);
        return Refuse(reply.Refusal);
    }

    private async Task LoadAsync(JsonObject typed, IReadOnlyList<Procedures.FieldError> errors)
    {
        Track = await Me.AskAsync(new ViewFastTrack());
        Watch = await Me.AskAsync(new ViewFastTrackWatch());
        Form = new FormView(Application, typed, errors, await Me.AskAsync(new DutyDesk()));
    }
}
