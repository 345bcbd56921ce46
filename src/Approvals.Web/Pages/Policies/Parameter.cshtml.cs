using System.Text.Json;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Policy;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Approvals.Web.Pages;

/// <summary>One parameter: its value here, its limits, its history, and a new value to try and to propose.</summary>
public sealed class ParameterModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public ParameterPage Found { get; private set; } = null!;

    public FormView Form { get; private set; } = new(Procedures.Forms.Form.Of<ValueForm>(), [], [], new Dictionary<string, IReadOnlyList<Choice>>());

    /// <summary>What was typed as the value, or what is in force.</summary>
    public IReadOnlyList<string> TypedValues { get; private set; } = [];

    public ValuePreview? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key)
    {
        if (await Me.AskAsync(new ViewParameter(key)) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        TypedValues = found.Entry == "choices" && found.Written.Length > 0 ? JsonSerializer.Deserialize<List<string>>(found.Written)! : [found.Written];
        return Page();
    }

    public Task<IActionResult> OnPostPreviewAsync(string key) => TryAsync(key, async form =>
    {
        var reply = await Me.AskAsync(new PreviewValue(Found.Area, form));
        Preview = reply.Done ? reply.Value : null;
        return reply.Refusal;
    });

    public Task<IActionResult> OnPostProposeAsync(string key) => TryAsync(key, async form =>
    {
        var reply = await Me.DoAsync(new ProposeValue(Found.Area, form, SentCommandId()));
        Proposed = reply.Done ? reply.Value : null;
        return reply.Refusal;
    });

    private Guid? Proposed { get; set; }

    private async Task<IActionResult> TryAsync(string key, Func<ValueForm, Task<Refusal?>> use)
    {
        if (await OnGetAsync(key) is not PageResult)
        {
            return NotFound();
        }

        var typed = await FormJsonAsync(Form.Form);
        TypedValues = [.. Request.Form["value"].OfType<string>()];
        typed["key"] = key;
        typed["value"] = Found.Entry switch
        {
            "choices" => $"[{string.Join(", ", TypedValues)}]",
            // Words mean themselves, whatever YAML would make of them.
            "words" when TypedValues.Any(v => v.Trim().Length > 0) => JsonSerializer.Serialize(string.Join("", TypedValues).Trim()),
            _ => string.Join("", TypedValues),
        };
        var read = FormCheck.Read<ValueForm>(Element(typed), DateOnly.MaxValue);
        var refusal = read.Done ? await use(read.Value) : read.Refusal;
        Form = Form with { Values = typed, Errors = refusal?.Fields ?? [] };
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        if (Proposed is not { } proposal)
        {
            return Page();
        }

        Say("已提议，等待政策确认人确认");
        return RedirectToPage("/Policies/Proposal", new { id = proposal });
    }
}
