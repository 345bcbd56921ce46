using Approvals.Procedures.Casework;
using Approvals.Procedures.Designer;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>One case: head, household, sheet, decisions, letters, timeline.</summary>
public sealed class CaseModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseView View { get; private set; } = null!;

    public HouseholdPage? Household { get; private set; }

    /// <summary>What a case of 临时救助 shows; null for others.</summary>
    public AidPage? Aid { get; private set; }

    /// <summary>The instance whose picture shows where the case stands; null for those without the case role.</summary>
    public string? Flow { get; private set; }

    /// <summary>What may be done to the case as a whole, by name and address.</summary>
    public IReadOnlyList<(string Name, string Link)> Actions { get; private set; } = [];

    /// <summary>Whether this person may look at what would change the outcome.</summary>
    public bool MayAskWhatIf { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view)
        {
            return NotFound();
        }

        await Me.DoAsync(new NoteOpening(row));
        (View, Household) = (view, await Me.AskAsync(new ViewHousehold(row)));
        Aid = await Me.AskAsync(new ViewAid(row));
        Flow = await Me.AskAsync(new InstanceOfCase(row));
        MayAskWhatIf = Aid is null && await Me.AskAsync(new MayAskWhatWouldChange(row));
        Actions = Aid is null ? ActionsOf(await ActingAsync(), id, view) : [];
        return Page();
    }

    /// <summary>摆渡: what is known goes into the draft of a 低保 application; nothing is sent yet.</summary>
    public async Task<IActionResult> OnPostStartDibaoAsync(string id)
    {
        if (!RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var known = await Me.DoAsync(new CarryToDibao(row));
        if (known.Done)
        {
            Say("已带出姓名、人数、地址和事由，请补齐其余内容后提交");
            return Redirect("/Apply");
        }

        TempData["Refused"] = $"{known.Refusal!.Message}。{known.Refusal.Next}";
        return Redirect($"/Cases/{id}");
    }

    private static List<(string, string)> ActionsOf(ActingAs acting, string id, CaseView view)
    {
        var actions = new List<(string, string)>();
        if (acting.Has(Roles.Window) || acting.Has(Roles.Investigator) || acting.Has(Roles.Reviewer))
        {
            actions.Add(("更正申请信息", $"/Cases/{id}/Correct"));
        }

        if (acting.Has(Roles.Window) || acting.Has(Roles.VillageAssistant))
        {
            actions.Add(("申请人撤回", $"/Cases/{id}/Withdraw"));
        }

        if ((acting.Has(Roles.CountyLeader) || acting.Has(Roles.TownshipLeader)) && !view.Head.Extended)
        {
            actions.Add(("延长办理期限", $"/Cases/{id}/Extend"));
        }

        return actions;
    }
}
