using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>What is done to a case as a whole, with its reason: withdrawal, extension.</summary>
public sealed class ChangeModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseHead Head { get; private set; } = null!;

    public FormView Form { get; private set; } = null!;

    public string Heading => IsDangerous ? "申请人撤回" : "延长办理期限";

    public bool IsDangerous { get; private set; }

    public string Consequence => IsDangerous
        ? "撤回以后案件办结，所有待办关闭。以后可以重新申请。"
        : "办理期限只能延长一次，由审核确认一级的负责人批准；延长后的期限从受理之日起重新计算到特殊情况的上限。";

    public async Task<IActionResult> OnGetAsync(string id, string what) => await LoadAsync(id, what, [], []) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string what)
    {
        if (!await LoadAsync(id, what, [], []) || !RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var typed = await FormJsonAsync(Form.Form);
        if (UploadErrors.Count > 0)
        {
            await LoadAsync(id, what, typed, UploadErrors);
            return Refuse(Procedures.Refusal.Invalid(UploadErrors));
        }

        IAction<CaseChanged> action = IsDangerous ? new WithdrawApplication(row, Element(typed), SentCommandId()) : new ExtendClock(row, Element(typed), SentCommandId());
        var reply = await Me.DoAsync(action);
        if (!reply.Done)
        {
            await LoadAsync(id, what, typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        Say(reply.Value.Summary);
        return Redirect($"/Cases/{id}");
    }

    private async Task<bool> LoadAsync(string id, string what, JsonObject typed, IReadOnlyList<FieldError> errors)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view)
        {
            return false;
        }

        Head = view.Head;
        IsDangerous = what == "Withdraw";
        Form = new FormView(IsDangerous ? Procedures.Forms.Form.Of<WithdrawApplication.Answers>() : Procedures.Forms.Form.Of<ExtendClock.Answers>(), typed, errors, new Dictionary<string, IReadOnlyList<Choice>>());
        return true;
    }
}
