using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>跟进救助 of a case: what was given, and the new need.</summary>
public sealed class FollowUpModel(Current me, FileStore files, BusinessClock clock) : OfficialPage(me, files)
{
    private static readonly Form NewNeed = Procedures.Forms.Form.Of<FollowUpForm>();

    public CaseHead Head { get; private set; } = null!;

    /// <summary>What is taken over, by label.</summary>
    public IReadOnlyList<(string Label, string Text)> Before { get; private set; } = [];

    public FormView Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id) =>
        await LoadAsync(id, new JsonObject { ["happenedOn"] = $"{clock.Read().Today:yyyy-MM-dd}", ["channel"] = "self" }, []) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id)
    {
        var typed = await FormJsonAsync(NewNeed);
        if (!await LoadAsync(id, typed, UploadErrors) || !RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        if (UploadErrors.Count > 0)
        {
            return Refuse(Procedures.Refusal.Invalid(UploadErrors));
        }

        var reply = await Me.DoAsync(new FollowUp(row, Element(typed), SentCommandId()));
        if (!reply.Done)
        {
            await LoadAsync(id, typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        Say($"已登记跟进救助，案件编号 {reply.Value.Number}。下一步：{reply.Value.Stage}");
        return Redirect($"/Cases/{reply.Value.CaseId}");
    }

    private async Task<bool> LoadAsync(string id, JsonObject typed, IReadOnlyList<FieldError> errors)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view || await Me.AskAsync(new ViewAid(row)) is not { MayFollowUp: true } aid)
        {
            return false;
        }

        Head = view.Head;
        Before =
        [
            ("地点", aid.Place), ("上次的事由", aid.Cause),
            .. aid.Approvals.Select(a => ("上次审批", $"{a.Kind} {a.Amount} 元，{a.Level}")),
            .. aid.Payments.Select(p => (p.IsReturn ? "退汇" : "上次发放", $"{p.Amount} 元，{p.At.ToMinute()}")),
        ];
        Form = new FormView(NewNeed, typed, errors, new Dictionary<string, IReadOnlyList<Choice>>());
        return true;
    }
}
