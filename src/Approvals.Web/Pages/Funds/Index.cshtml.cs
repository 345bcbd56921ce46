using Approvals.Procedures.Files;
using Approvals.Procedures.StandbyFund;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The standby funds of a county, or of one's township.</summary>
public sealed class FundsModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public FundList List { get; private set; } = new([], false, []);

    public async Task OnGetAsync() => List = await Me.AskAsync(new ListFunds());

    public async Task<IActionResult> OnPostAsync(string? area)
    {
        var reply = await Me.DoAsync(new OpenFund(area ?? string.Empty, SentCommandId()));
        if (reply.Done)
        {
            Say("已建立，请办理预拨");
            return Redirect($"/Funds/{reply.Value}");
        }

        await OnGetAsync();
        return Refuse(reply.Refusal!);
    }
}
