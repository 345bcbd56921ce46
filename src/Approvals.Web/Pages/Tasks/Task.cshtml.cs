using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>One task: what is known on the left, what to decide on the right.</summary>
public sealed class TaskModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public TaskView View { get; private set; } = null!;

    public CaseView Case { get; private set; } = null!;

    public HouseholdPage? Household { get; private set; }

    /// <summary>What a case of 临时救助 shows; null for others.</summary>
    public AidPage? Aid { get; private set; }

    public FormView Form { get; private set; } = null!;

    public FormView Assistance { get; private set; } = null!;

    public bool HasDraft { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (RowId.TryParse(id, out var task) && await Me.AskAsync(new MendingPlace(task)) is { } place)
        {
            return Redirect(place);
        }

        return await LoadAsync(id, null, []) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? outcome)
    {
        if (!RowId.TryParse(id, out var task) || await Me.AskAsync(new ViewTask(task)) is not { } view)
        {
            return NotFound();
        }

        var typed = await FormJsonAsync(view.Form);
        if (ChangedRows(typed) || UploadErrors.Count > 0)
        {
            await LoadAsync(id, typed, UploadErrors);
            return UploadErrors.Count == 0 ? Page() : Refuse(Procedures.Refusal.Invalid(UploadErrors));
        }

        var reply = await Me.DoAsync(new CompleteTask(task, outcome ?? string.Empty, Element(typed), SentCommandId()));
        if (!reply.Done)
        {
            await LoadAsync(id, typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        await Me.DoAsync(new DropDraft(id));
        return await NextAsync(view, reply.Value);
    }

    public async Task<IActionResult> OnPostAssistAsync(string id)
    {
        if (!RowId.TryParse(id, out var task))
        {
            return NotFound();
        }

        var typed = await FormJsonAsync(Procedures.Forms.Form.Of<AskAssistance.Answers>());
        var reply = await Me.DoAsync(new AskAssistance(task, Element(typed), SentCommandId()));
        if (reply.Done)
        {
            Say(reply.Value.Summary);
            return Redirect("/");
        }

        if (!await LoadAsync(id, null, []))
        {
            return NotFound();
        }

        Assistance = Assistance with { Values = typed, Errors = reply.Refusal!.Fields };
        return Refuse(reply.Refusal);
    }

    // What happened, who is next; and when the next step is this person's too, straight to it.
    private async Task<IActionResult> NextAsync(TaskView view, TaskResult done)
    {
        Say($"{view.StepName}：{done.Summary}。{(done.Stage.Length > 0 ? $"下一步：{done.Stage}" : "案件已办结")}");
        if (!done.Completed)
        {
            return Redirect($"/Tasks/{done.TaskId}");
        }

        return RowId.TryParse(done.CaseId, out var id) && await Me.AskAsync(new ViewCase(id)) is { } seen
            ? Redirect(seen.Tasks.FirstOrDefault(t => t.MayDo) is { } next ? $"/Tasks/{next.TaskId}" : $"/Cases/{done.CaseId}")
            : Redirect("/");
    }

    private async Task<bool> LoadAsync(string id, JsonObject? typed, IReadOnlyList<FieldError> errors)
    {
        if (!RowId.TryParse(id, out var task) || await Me.AskAsync(new ViewTask(task)) is not { } view || !RowId.TryParse(view.CaseId, out var caseId)
            || await Me.AskAsync(new ViewCase(caseId)) is not { } seen)
        {
            return false;
        }

        await Me.DoAsync(new NoteOpening(caseId));
        (View, Case, Household) = (view, seen, await Me.AskAsync(new ViewHousehold(caseId)));
        Aid = await Me.AskAsync(new ViewAid(caseId));
        HasDraft = typed is null && view.Draft is not null;
        Form = new FormView(view.Form, typed ?? view.Draft ?? [], errors, view.References);
        Assistance = new FormView(Procedures.Forms.Form.Of<AskAssistance.Answers>(), [], [], view.References, Ids: "assist");
        return true;
    }
}
