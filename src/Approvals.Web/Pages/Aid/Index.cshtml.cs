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

/// <summary>急难值班台: one short form on the telephone; the draft survives a lost connection and is sent once.</summary>
public sealed class AidDeskModel(Current me, FileStore files, BusinessClock clock) : OfficialPage(me, files)
{
    public const string DraftKey = "intake:aid";
    private static readonly Form Report = Procedures.Forms.Form.Of<ReportForm>();

    public FormView Form { get; private set; } = null!;

    public bool HasDraft { get; private set; }

    /// <summary>What the county takes in today.</summary>
    public IntakeLaw Law { get; private set; } = null!;

    public Task OnGetAsync() => LoadAsync(null, []);

    public async Task<IActionResult> OnPostAsync()
    {
        if (Request.Form.ContainsKey("_drop"))
        {
            await Me.DoAsync(new DropDraft(DraftKey));
            return Redirect("/Aid");
        }

        var typed = await FormJsonAsync(Report);
        if (UploadErrors.Count > 0)
        {
            await LoadAsync(typed, UploadErrors);
            return Refuse(Procedures.Refusal.Invalid(UploadErrors));
        }

        var reply = await Me.DoAsync(new ReportEmergency(Element(typed), SentCommandId()));
        if (!reply.Done)
        {
            await LoadAsync(typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        await Me.DoAsync(new DropDraft(DraftKey));
        Say($"已登记，案件编号 {reply.Value.Number}。下一步：{reply.Value.Stage}");
        return RowId.TryParse(reply.Value.CaseId, out var id) && await Me.AskAsync(new ViewCase(id)) is { } seen && seen.Tasks.FirstOrDefault(t => t.MayDo) is { } next
            ? Redirect($"/Tasks/{next.TaskId}")
            : Redirect($"/Cases/{reply.Value.CaseId}");
    }

    private async Task LoadAsync(JsonObject? typed, IReadOnlyList<FieldError> errors)
    {
        var desk = await Me.AskAsync(new DutyDesk());
        Law = await Me.AskAsync(new ViewIntake());
        var kept = typed is null ? await Me.AskAsync(new ReadDraft(DraftKey)) : null;
        HasDraft = kept is not null;
        var values = typed ?? kept ?? new JsonObject { ["happenedOn"] = $"{clock.Read().Today:yyyy-MM-dd}", ["channel"] = "hotline" };
        if (typed is null && kept is null && desk["places"] is { Count: 1 } only)
        {
            values["area"] = only[0].Code;
        }

        // A form refused for being about a known event keeps its command: it had no effect yet.
        Form = new FormView(Report, values, errors, desk);
    }
}
