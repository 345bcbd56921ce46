using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>One branch that stands still: where, why, and what may be done about it.</summary>
public sealed class IncidentModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IncidentView View { get; private set; } = null!;

    /// <summary>What was proposed and refused, shown again.</summary>
    public string? Tried { get; private set; }

    public string? Target { get; private set; }

    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public Task<IActionResult> OnPostRetryAsync(string id) => DoAsync(id, row => new RetryIncident(row, SentCommandId()));

    public Task<IActionResult> OnPostProposeAsync(string id, string kind, string? target, string? reason)
    {
        (Tried, Target, Reason) = (kind, target, reason);
        var form = new JsonObject { ["kind"] = kind, ["target"] = target, ["reason"] = reason };
        return DoAsync(id, row => new ProposeRepair(row, Element(form), SentCommandId()));
    }

    public Task<IActionResult> OnPostConfirmAsync(string id, string repair) => SettleAsync(id, repair, row => new ConfirmRepair(row, SentCommandId()));

    public Task<IActionResult> OnPostRejectAsync(string id, string repair) => SettleAsync(id, repair, row => new RejectRepair(row, SentCommandId()));

    private Task<IActionResult> SettleAsync(string id, string repair, Func<RowId, IAction<Mended>> action) =>
        DoAsync(id, _ => action(RowId.TryParse(repair, out var row) ? row : default));

    private async Task<IActionResult> DoAsync(string id, Func<RowId, IAction<Mended>> action)
    {
        if (!RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(action(row));
        if (reply.Done)
        {
            Say(reply.Value.Summary + (reply.Value.Stage.Length > 0 ? $"；案件现在：{reply.Value.Stage}" : "；案件已办结"));
            return Redirect($"/Incidents/{id}");
        }

        return await LoadAsync(id) ? Refuse(reply.Refusal!) : NotFound();
    }

    private async Task<bool> LoadAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewIncident(row)) is not { } view)
        {
            return false;
        }

        View = view;
        return true;
    }
}
