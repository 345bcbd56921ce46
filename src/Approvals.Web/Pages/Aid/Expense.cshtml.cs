using System.Text.Json.Nodes;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>支出型 at the window.</summary>
public sealed class ExpenseModel(Current me, FileStore files) : OfficialPage(me, files)
{
    private static readonly Form Application = Procedures.Forms.Form.Of<ExpenseForm>();

    public FormView Form { get; private set; } = null!;

    /// <summary>What the county takes in today.</summary>
    public IntakeLaw Law { get; private set; } = null!;

    public Task OnGetAsync() => LoadAsync([], []);

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = await FormJsonAsync(Application);
        if (UploadErrors.Count > 0)
        {
            await LoadAsync(typed, UploadErrors);
            return Refuse(Procedures.Refusal.Invalid(UploadErrors));
        }

        var reply = await Me.DoAsync(new ApplyForExpense(Element(typed), SentCommandId()));
        if (reply.Done)
        {
            Say($"已受理，案件编号 {reply.Value.Number}。下一步：{reply.Value.Stage}");
            return Redirect($"/Cases/{reply.Value.CaseId}");
        }

        await LoadAsync(typed, reply.Refusal!.Fields);
        return Refuse(reply.Refusal);
    }

    private async Task LoadAsync(JsonObject typed, IReadOnlyList<Procedures.FieldError> errors)
    {
        Law = await Me.AskAsync(new ViewIntake());
        Form = new FormView(Application, typed, errors, await Me.AskAsync(new DutyDesk()));
    }
}
