using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The book of one standby fund, and what may be done to it.</summary>
public sealed class FundModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public FundBook Book { get; private set; } = null!;

    /// <summary>What was typed into 收付 and refused.</summary>
    public (string? Kind, string? Amount, string? Document) Typed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    public Task<IActionResult> OnPostMoveAsync(string id, string? kind, string? amount, string? document)
    {
        Typed = (kind, amount, document);
        return DoAsync(id, fund => new MoveFund(fund, kind ?? string.Empty, amount ?? string.Empty, document ?? string.Empty, SentCommandId()), "已记账");
    }

    public Task<IActionResult> OnPostSubmitAsync(string id) => DoAsync(id, fund => new SubmitVoucher(fund, SentCommandId()), "报账单已提交，等县里审核");

    public Task<IActionResult> OnPostReimburseAsync(string id, string? voucher, string? document) =>
        DoAsync(id, _ => new Reimburse(RowId.TryParse(voucher, out var row) ? row : default, document ?? string.Empty, SentCommandId()), "已报账，备用金已补足");

    public Task<IActionResult> OnPostCloseAsync(string id, int month, string? yearEnd) => DoAsync(id, fund => new CloseMonth(fund, month, yearEnd, SentCommandId()), "已月结");

    private async Task<IActionResult> DoAsync(string id, Func<RowId, IAction<string>> action, string done)
    {
        if (!RowId.TryParse(id, out var fund) || !await LoadAsync(id))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(action(fund));
        if (!reply.Done)
        {
            return Refuse(reply.Refusal!);
        }

        Say(done);
        return Redirect($"/Funds/{id}");
    }

    private async Task<bool> LoadAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewFund(row)) is not { } book)
        {
            return false;
        }

        Book = book;
        return true;
    }
}
