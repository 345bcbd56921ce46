using Approvals.Procedures.Delegation;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>One instrument as it is printed, signed and sealed; the county leader revokes it here.</summary>
public sealed class InstrumentModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public InstrumentLine Instrument { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? reason)
    {
        if (!await LoadAsync(id) || !RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(new RevokeInstrument(row, reason ?? string.Empty, SentCommandId()));
        return reply.Done ? Redirect($"/Instruments/{id}") : Refuse(reply.Refusal!);
    }

    private async Task<bool> LoadAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewInstrument(row)) is not { } found)
        {
            return false;
        }

        Instrument = found;
        return true;
    }
}
