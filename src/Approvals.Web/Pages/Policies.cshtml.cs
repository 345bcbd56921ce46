using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The values in force in the county; proposing and confirming new ones, by two people.</summary>
public sealed class PoliciesModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public ValuesPage Values { get; private set; } = null!;

    public FormView Form { get; private set; } = Draw([], []);

    public string? Text { get; private set; }

    public bool IsProposer { get; private set; }

    public bool IsConfirmer { get; private set; }

    /// <summary>all when empty; else set, default or unset.</summary>
    public string State { get; private set; } = string.Empty;

    public static IReadOnlyList<(string State, string Name)> States { get; } = [("", "全部"), ("unset", "未设定"), ("default", "默认值，未确认"), ("set", "已确认")];

    public async Task OnGetAsync(string? text, string? state = null)
    {
        (Text, State) = (text, state ?? string.Empty);
        var acting = await ActingAsync();
        (IsProposer, IsConfirmer) = (acting.Has(Roles.PolicyProposer), acting.Has(Roles.PolicyConfirmer));
        Values = await Me.AskAsync(new ListValues(text, State));
    }

    public async Task<IActionResult> OnPostProposeAsync()
    {
        await OnGetAsync(null);
        var typed = await FormJsonAsync(Form.Form);
        var read = FormCheck.Read<ValueForm>(Element(typed), Values.On);
        Form = Draw(typed, read.Done ? [] : read.Refusal!.Fields);
        if (!read.Done)
        {
            return Refuse(read.Refusal!);
        }

        var reply = await Me.DoAsync(new ProposeValue(Values.Area, read.Value, SentCommandId()));
        if (!reply.Done)
        {
            Form = Draw(typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        Say("已提议，等待政策确认人确认");
        return RedirectToPage("/Policies/Proposal", new { id = reply.Value });
    }

    private static FormView Draw(JsonObject typed, IReadOnlyList<FieldError> errors) =>
        new(Procedures.Forms.Form.Of<ValueForm>(), typed, errors, new Dictionary<string, IReadOnlyList<Choice>>());
}
