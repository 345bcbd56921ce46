using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Approvals.Web.Pages;

/// <summary>A proposed value with what it would change, for the second person to confirm or turn down.</summary>
public sealed class ProposalModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public ProposalPage Found { get; private set; } = null!;

    public bool IsConfirmer { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await Me.AskAsync(new ViewProposal(id)) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        IsConfirmer = (await ActingAsync()).Has(Roles.PolicyConfirmer);
        return Page();
    }

    public Task<IActionResult> OnPostConfirmAsync(Guid id) => SettleAsync(id, new ConfirmValue(id, SentCommandId()), "已确认生效；等待这个参数的案件将自动继续");

    public Task<IActionResult> OnPostRejectAsync(Guid id) => SettleAsync(id, new RejectValue(id, SentCommandId()), "已退回提议");

    private async Task<IActionResult> SettleAsync(Guid id, IAction<Guid> action, string said)
    {
        var reply = await Me.DoAsync(action);
        if (reply.Done)
        {
            Say(said);
            return RedirectToPage("/Policies/Proposal", new { id });
        }

        return await OnGetAsync(id) is PageResult ? Refuse(reply.Refusal!) : NotFound();
    }
}
