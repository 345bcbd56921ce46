using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>Intake: one part of the application per page, everything kept as a draft, checked together before it is sent.</summary>
public sealed class ApplyModel(Current me, FileStore files) : OfficialPage(me, files)
{
    private const string DraftKey = "intake:dibao";
    private const string Check = "check";
    private static readonly Form Whole = Procedures.Forms.Form.Of<ApplicationForm>();

    public IReadOnlyList<Field> Parts => Whole.Fields;

    public string Part { get; private set; } = string.Empty;

    public int Index { get; private set; }

    public JsonObject Draft { get; private set; } = [];

    public bool HasDraft { get; private set; }

    public FormView Form { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? part)
    {
        if (!Find(part))
        {
            return NotFound();
        }

        await LoadAsync([]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? part)
    {
        if (!Find(part))
        {
            return NotFound();
        }

        if (Request.Form.ContainsKey("_drop"))
        {
            await Me.DoAsync(new DropDraft(DraftKey));
            return Redirect("/Apply");
        }

        await LoadAsync([]);
        return Part == Check ? await SendAsync() : await KeepAsync();
    }

    // A part is kept whatever it looks like; what is wrong in it is said at once.
    private async Task<IActionResult> KeepAsync()
    {
        var field = Parts[Index];
        var typed = await FormJsonAsync(field.Part!, Part + ".");
        var grown = ChangedRows(typed, Part + ".");
        Draft[Part] = typed;
        await Me.DoAsync(new SaveDraft(DraftKey, Element(Draft)));
        if (grown)
        {
            await LoadAsync([]);
            return Page();
        }

        IReadOnlyList<FieldError> errors = UploadErrors.Count > 0 ? UploadErrors : ApplicationForm.ProblemsOf(Part, Draft, await TodayAsync());
        if (errors.Count > 0)
        {
            await LoadAsync(errors);
            return Refuse(Procedures.Refusal.Invalid(errors));
        }

        return Redirect(Index + 1 < Parts.Count ? $"/Apply/{Parts[Index + 1].Name}" : $"/Apply/{Check}");
    }

    private async Task<IActionResult> SendAsync()
    {
        var reply = await Me.DoAsync(new StartApplication(Element(Draft), SentCommandId()));
        if (!reply.Done)
        {
            await LoadAsync(reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        await Me.DoAsync(new DropDraft(DraftKey));
        Say($"申请已提交，案件编号 {reply.Value.Number}。下一步：{reply.Value.Stage}");
        return Redirect($"/Cases/{reply.Value.CaseId}");
    }

    private bool Find(string? part)
    {
        Part = string.IsNullOrEmpty(part) ? Parts[0].Name : part;
        Index = Part == Check ? Parts.Count : Parts.ToList().FindIndex(p => p.Name == Part);
        return Index >= 0;
    }

    private async Task LoadAsync(IReadOnlyList<FieldError> errors)
    {
        var kept = await Me.AskAsync(new ReadDraft(DraftKey));
        (Draft, HasDraft) = (kept ?? Draft, kept is not null);
        var references = await Me.AskAsync(new ListReferences(null));
        Form = Part == Check
            ? new FormView(Whole, Draft, errors, references)
            : new FormView(Parts[Index].Part!, Draft[Part] as JsonObject ?? new JsonObject(), errors, references, Part + ".");
    }

    private Task<DateOnly> TodayAsync() =>
        Task.FromResult(HttpContext.RequestServices.GetRequiredService<Procedures.Time.BusinessClock>().Read().Today);
}
