using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The documents by which townships decide; the county leader signs a new one here.</summary>
public sealed class InstrumentsModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IReadOnlyList<InstrumentLine> List { get; private set; } = [];

    public bool MayGrant { get; private set; }

    public FormView Form { get; private set; } = null!;

    public Task OnGetAsync() => LoadAsync([], []);

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = await FormJsonAsync(Procedures.Forms.Form.Of<InstrumentForm>());
        var reply = await Me.DoAsync(new GrantInstrument(Element(typed), SentCommandId()));
        if (!reply.Done)
        {
            await LoadAsync(typed, reply.Refusal!.Fields);
            return Refuse(reply.Refusal);
        }

        Say("已签发，打印后签字盖章");
        return Redirect($"/Instruments/{reply.Value}");
    }

    private async Task LoadAsync(JsonObject typed, IReadOnlyList<FieldError> errors)
    {
        var found = await Me.AskAsync(new ListInstruments());
        (List, MayGrant) = (found.Rows, found.Townships.Count > 0);
        Form = new FormView(Procedures.Forms.Form.Of<InstrumentForm>(), typed, errors, new Dictionary<string, IReadOnlyList<Choice>> { ["townships"] = found.Townships });
    }
}
