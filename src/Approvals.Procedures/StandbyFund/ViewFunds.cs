using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.StandbyFund;

/// <summary>A fund in the list.</summary>
public sealed record FundLine(string FundId, string Area, string Township, string Balance, string Unreported, int Owed, string ClosedThrough);

/// <summary>The funds of the areas this person works in, and whether they may open one.</summary>
public sealed record FundList(IReadOnlyList<FundLine> Rows, bool MayOpen, IReadOnlyList<Forms.Choice> Townships);

/// <summary>One line of the book.</summary>
public sealed record FundEntryLine(int Seq, DateOnly On, string Kind, string Amount, bool IsOut, string BalanceAfter, string? CaseId, string? CaseNumber, string? Document, string Who);

/// <summary>A list of vouchers.</summary>
public sealed record VoucherLine(string VoucherId, string Number, string Total, DateTimeOffset SubmittedAt, string Who, bool Reimbursed, IReadOnlyList<string> Cases);

/// <summary>A closed month.</summary>
public sealed record ClosingLine(string Month, string Opening, string In, string Out, string Closing, string Unreported, int OwedCases);

/// <summary>What a person may do to a fund.</summary>
public sealed record FundRights(bool Advances, bool Returns, bool Submits, bool Reimburses, bool Closes);

/// <summary>The book of a fund.</summary>
/// <param name="Reportable">Spent and complete: may go on the next list.</param>
/// <param name="Waiting">Spent, papers still owed.</param>
public sealed record FundBook(
    FundLine Fund, IReadOnlyList<FundEntryLine> Entries, IReadOnlyList<VoucherLine> Vouchers, IReadOnlyList<ClosingLine> Closings, string Reportable, string Waiting, int NextMonth, bool IsYearEnd, FundRights Rights, bool Balances);

/// <summary>备用金: all books this person sees.</summary>
public sealed record ListFunds : IQuestion<FundList>;

/// <summary>One book; null when it does not exist for this person.</summary>
public sealed record ViewFund(RowId Fund) : IQuestion<FundBook?>;

internal sealed class FundQuestions(ActionSession session, Divisions divisions) : IRequestHandler<ListFunds, FundList>, IRequestHandler<ViewFund, FundBook?>
{
    private const string Programme = "temporary-assistance";

    public async Task<FundList> Handle(ListFunds request, CancellationToken cancellationToken)
    {
        var funds = (await session.Db.Funds.AsNoTracking().OrderBy(f => f.Area).ToListAsync(cancellationToken)).Where(Sees).ToList();
        var lines = new List<FundLine>();
        foreach (var fund in funds)
        {
            lines.Add(await LineAsync(fund, cancellationToken));
        }

        var opens = session.Acting.Mandates.Where(m => m.Role is Roles.Finance or Roles.CountyOfficer).Select(m => m.Area).ToList();
        return new FundList(lines, opens.Count > 0, [.. opens.Distinct().SelectMany(a => divisions.Below(a.County, session.Time.Today)).DistinctBy(d => d.Code)
            .Where(d => !funds.Exists(f => f.Area == d.Code)).Select(d => new Forms.Choice(d.Code.ToString(), d.Name))]);
    }

    public async Task<FundBook?> Handle(ViewFund request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Fund.County, request.Fund.Id);
        if (await session.Db.Funds.AsNoTracking().FirstOrDefaultAsync(f => f.County == county && f.Id == id, cancellationToken) is not { } fund || !Sees(fund))
        {
            return null;
        }

        var entries = await session.Db.FundEntries.AsNoTracking().Where(e => e.County == county && e.FundId == id).OrderBy(e => e.Seq).ToListAsync(cancellationToken);
        var wide = session.Wide("fund-book");
        var caseIds = entries.Select(e => e.CaseId).OfType<Guid>().Distinct().ToList();
        var numbers = await wide.Cases.AsNoTracking().Where(c => c.County == county && caseIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, cancellationToken);
        var people = entries.Select(e => e.RecordedBy).Distinct().ToList();
        var names = await wide.Officials.AsNoTracking().Where(o => people.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var spent = await Reportable.SpentAsync(wide, fund, cancellationToken);
        var owing = await Reportable.OwingAsync(wide, fund, [.. spent.Select(e => e.CaseId!.Value).Distinct()], cancellationToken);
        // Finance reads the book and opens no case.
        var opens = session.Acting.RangesFor(Roles.OpeningCases).Any(r => r.Contains(fund.Area));
        var next = fund.ClosedThrough == 0 ? FundDesk.MonthOf(Time.LegalTime.DateOf(fund.OpenedAt)) : After(fund.ClosedThrough);
        return new FundBook(
            await LineAsync(fund, cancellationToken),
            [.. entries.Select(e => new FundEntryLine(e.Seq, e.On, e.Kind == FundEntryKind.Returned && e.Amount > Money.Zero ? "退汇" : EnumCodes.TextOf(e.Kind), Money.Max(e.Amount, -e.Amount).ToString(), e.Amount.IsNegative, e.BalanceAfter.ToString(),
                opens && e.CaseId is { } of ? new RowId(county, of).ToString() : null, e.CaseId is { } c ? numbers.GetValueOrDefault(c) : null, e.Document, names.GetValueOrDefault(e.RecordedBy, "系统")))],
            await VouchersAsync(fund, numbers, cancellationToken),
            [.. (await session.Db.FundClosings.AsNoTracking().Where(c => c.County == county && c.FundId == id).OrderBy(c => c.Month).ToListAsync(cancellationToken))
                .Select(c => new ClosingLine($"{c.Month / 100}-{c.Month % 100:00}", c.Opening.ToString(), c.In.ToString(), c.Out.ToString(), c.Closing.ToString(), c.Unreported.ToString(), c.OwedCases))],
            Sum(spent.Where(e => !owing.Contains(e.CaseId!.Value))), Sum(spent.Where(e => owing.Contains(e.CaseId!.Value))), next, next % 100 == 12, RightsOf(fund),
            Balances(fund, entries));
    }

    private static int After(int month) => month % 100 == 12 ? month + 89 : month + 1;

    // The book proves itself: every line follows from the one before, the last is the balance.
    private static bool Balances(Fund fund, List<FundEntry> entries)
    {
        var balance = Money.Zero;
        foreach (var (entry, i) in entries.Select((e, i) => (e, i)))
        {
            balance += entry.Amount;
            if (entry.BalanceAfter != balance || entry.Seq != i + 1 || balance.IsNegative)
            {
                return false;
            }
        }

        return balance == fund.Balance;
    }

    private async Task<List<VoucherLine>> VouchersAsync(Fund fund, Dictionary<Guid, string> numbers, CancellationToken cancel)
    {
        var vouchers = await session.Db.FundVouchers.AsNoTracking().Where(v => v.County == fund.County && v.FundId == fund.Id).OrderByDescending(v => v.SubmittedAt).ToListAsync(cancel);
        var lines = await session.Db.FundVoucherLines.AsNoTracking().Where(l => l.County == fund.County)
            .Join(session.Db.FundEntries.Where(e => e.FundId == fund.Id), l => new { l.County, Id = l.EntryId }, e => new { e.County, e.Id }, (l, e) => new { l.VoucherId, e.CaseId }).ToListAsync(cancel);
        var by = vouchers.Select(v => v.SubmittedBy).ToList();
        var names = await session.Wide("fund-book").Officials.AsNoTracking().Where(o => by.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return [.. vouchers.Select(v => new VoucherLine(v.Address.ToString(), v.Number, v.Total.ToString(), v.SubmittedAt, names.GetValueOrDefault(v.SubmittedBy, "系统"), v.ReimbursedAt is not null,
            [.. lines.Where(l => l.VoucherId == v.Id).Select(l => numbers.GetValueOrDefault(l.CaseId!.Value) ?? string.Empty)]))];
    }

    private async Task<FundLine> LineAsync(Fund fund, CancellationToken cancel)
    {
        var wide = session.Wide("fund-book");
        var spent = await Reportable.SpentAsync(wide, fund, cancel);
        var owing = await Reportable.OwingAsync(wide, fund, [.. spent.Select(e => e.CaseId!.Value).Distinct()], cancel);
        return new FundLine(fund.Address.ToString(), fund.Area.ToString(), divisions.Find(fund.Area)?.Name ?? fund.Area.ToString(), fund.Balance.ToString(), Sum(spent), owing.Count,
            fund.ClosedThrough == 0 ? "—" : $"{fund.ClosedThrough / 100}-{fund.ClosedThrough % 100:00}");
    }

    private static string Sum(IEnumerable<FundEntry> spent) => spent.Aggregate(Money.Zero, (sum, e) => sum - e.Amount).ToString();

    private bool Sees(Fund fund) => session.Acting.IsJob || session.Acting.Mandates.Any(m => m.Area != default && fund.Area.IsWithin(m.Area) && (m.Programme is "*" or Programme));

    private FundRights RightsOf(Fund fund)
    {
        bool Has(string role) => session.Acting.MandateFor(role, fund.Area, Programme) is not null;
        return new FundRights(Has(Roles.Finance), Has(Roles.FundKeeper), Has(Roles.FundKeeper), Has(Roles.Finance) || Has(Roles.CountyOfficer), Has(Roles.FundKeeper));
    }
}
