using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.StandbyFund;

/// <summary>报账: every spending whose case owes no paper any more, and that stands on no list yet, goes on one list.</summary>
public sealed record SubmitVoucher(RowId Fund, Guid CommandId) : ICommand<string>;

/// <summary>报账补足: the county or finance replaces what a list has spent, once; not by the person who made the list.</summary>
public sealed record Reimburse(RowId Voucher, string Document, Guid CommandId) : ICommand<string>;

internal sealed class VoucherHandlers(ActionSession session, FundDesk desk, CountyJournal journal) : IRequestHandler<SubmitVoucher, Reply<string>>, IRequestHandler<Reimburse, Reply<string>>
{
    private const string Programme = "temporary-assistance";

    public async Task<Reply<string>> Handle(SubmitVoucher request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Fund.County, request.Fund.Id);
        if (await session.Db.Funds.AsNoTracking().FirstOrDefaultAsync(f => f.County == county && f.Id == id, cancellationToken) is not { } fund)
        {
            return Refusals.NoSuchFund;
        }

        session.Mandate = session.Acting.MandateFor(Roles.FundKeeper, fund.Area, Programme);
        if (session.Mandate is null)
        {
            return Casework.Refusals.RoleNeeded([Roles.FundKeeper]);
        }

        var entries = await Reportable.OfAsync(session, fund, cancellationToken);
        if (entries.Count == 0)
        {
            return Refusals.NothingToReport;
        }

        var voucher = new FundVoucher
        {
            County = county,
            Id = session.NewId(),
            FundId = id,
            Number = $"BZ{county}-{await Numbers.NextAsync(session, county, "fund-voucher", cancellationToken)}",
            Total = entries.Aggregate(Money.Zero, (sum, e) => sum - e.Amount),
            SubmittedBy = session.Acting.Id,
            SubmittedAt = session.Time.Now,
        };
        session.Db.FundVouchers.Add(voucher);
        // The key of a line is the spending: on two lists at once it is refused by the database.
        session.Db.FundVoucherLines.AddRange(entries.Select(e => new FundVoucherLine { County = county, EntryId = e.Id, VoucherId = voucher.Id }));
        var draft = new EventDraft { Kind = "voucher.submitted", Facts = new() { ["number"] = voucher.Number, ["total"] = voucher.Total.ToPlainText() } };
        draft.Rows.Add(("fund_vouchers", voucher.Id, RowText.HashOf(voucher)));
        journal.Write(county, draft);
        return voucher.Address.ToString();
    }

    public async Task<Reply<string>> Handle(Reimburse request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Voucher.County, request.Voucher.Id);
        if (await session.Db.FundVouchers.AsNoTracking().FirstOrDefaultAsync(v => v.County == county && v.Id == id, cancellationToken) is not { } voucher)
        {
            return Refusals.NoSuchFund;
        }

        var fund = await session.Db.Funds.AsNoTracking().FirstAsync(f => f.County == county && f.Id == voucher.FundId, cancellationToken);
        session.Mandate = new[] { Roles.Finance, Roles.CountyOfficer }.Select(r => session.Acting.MandateFor(r, fund.Area, Programme)).FirstOrDefault(m => m is not null);
        if (session.Mandate is null)
        {
            return Casework.Refusals.RoleNeeded([Roles.Finance, Roles.CountyOfficer]);
        }

        if (await NaturalPersons.ActsAsOneOfAsync(session, [voucher.SubmittedBy], cancellationToken))
        {
            return Refusals.NotOwnList;
        }

        if (string.IsNullOrWhiteSpace(request.Document))
        {
            return Refusal.Invalid([new FieldError("document", "拨付凭证号", "请填写拨付凭证号")]);
        }

        if (await HotFunds.ReimburseAsync(session.Hot, request.Voucher, session.Acting.Id, session.Time.Now, cancellationToken) is not { } total)
        {
            return Refusals.AlreadyReimbursed;
        }

        var entered = await desk.EnterAsync(fund, new FundMove(FundEntryKind.Replenishment, total) { VoucherId = id, Document = request.Document.Trim() }, cancellationToken);
        if (!entered.Done)
        {
            return entered.Refusal!;
        }

        journal.Write(county, FundDesk.EventOf("voucher.reimbursed", entered.Value));
        return entered.Value.BalanceAfter.ToPlainText();
    }
}

/// <summary>What may be reported: spent, not sent back by a bank and not waiting for its answer, the case's papers complete, on no list yet.</summary>
internal static class Reportable
{
    private const string BankStep = "Approvals.BankAnswer";

    public static async Task<List<FundEntry>> OfAsync(ActionSession session, Fund fund, CancellationToken cancel)
    {
        var wide = session.Wide("fund-vouchers");
        var spent = await SpentAsync(wide, fund, cancel);
        var cases = spent.Select(e => e.CaseId!.Value).Distinct().ToList();
        var owing = await OwingAsync(wide, fund, cases, cancel);
        return [.. spent.Where(e => !owing.Contains(e.CaseId!.Value))];
    }

    /// <summary>Spendings that stand on no list.</summary>
    public static async Task<List<FundEntry>> SpentAsync(ApprovalsDb wide, Fund fund, CancellationToken cancel)
    {
        var spent = await wide.FundEntries.AsNoTracking().Where(e => e.County == fund.County && e.FundId == fund.Id && e.Kind == FundEntryKind.Spending
            && !wide.FundVoucherLines.Any(l => l.County == e.County && l.EntryId == e.Id)).OrderBy(e => e.Seq).ToListAsync(cancel);
        var payments = spent.Select(e => e.PaymentId!.Value).ToList();
        var back = (await wide.AidPayments.AsNoTracking().Where(p => p.County == fund.County && p.Reverses != null && payments.Contains(p.Reverses.Value)).Select(p => p.Reverses!.Value).ToListAsync(cancel)).ToHashSet();
        return [.. spent.Where(e => !back.Contains(e.PaymentId!.Value))];
    }

    /// <summary>Cases that still owe papers, or whose ledger is not opened yet, or with an order the bank has not answered: what it sends back comes into the fund by itself and is not replaced by a list too.</summary>
    public static async Task<HashSet<Guid>> OwingAsync(ApprovalsDb wide, Fund fund, List<Guid> cases, CancellationToken cancel)
    {
        var papers = await wide.OwedPapers.AsNoTracking().Where(p => p.County == fund.County && cases.Contains(p.CaseId)).Select(p => new { p.CaseId, Open = p.SettledAt == null }).ToListAsync(cancel);
        var complete = papers.GroupBy(p => p.CaseId).Where(g => g.All(p => !p.Open)).Select(g => g.Key).ToHashSet();
        complete.ExceptWith(await wide.Tasks.AsNoTracking().Where(t => t.County == fund.County && cases.Contains(t.CaseId) && t.Step == BankStep && t.State == TaskState.Open).Select(t => t.CaseId).ToListAsync(cancel));
        return [.. cases.Where(c => !complete.Contains(c))];
    }
}
