using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.StandbyFund;

/// <summary>What becomes of what is left at the end of a year.</summary>
public enum YearEnd
{
    [Choice("carry", "结转下年")]
    Carry,

    [Choice("give-back", "退回财政")]
    GiveBack,
}

/// <summary>月结: fixes the book of a month with what is still open; December also says what becomes of the balance. Open items do not hinder it, they are written down.</summary>
/// <param name="Month">yyyymm, a month that is over.</param>
/// <param name="YearEnd">carry or give-back; for December only.</param>
public sealed record CloseMonth(RowId Fund, int Month, string? YearEnd, Guid CommandId) : ICommand<string>
{
    internal sealed class Handler(ActionSession session, FundDesk desk, CountyJournal journal) : IRequestHandler<CloseMonth, Reply<string>>
    {
        private const int December = 12;

        public async Task<Reply<string>> Handle(CloseMonth request, CancellationToken cancellationToken)
        {
            var (county, id) = (request.Fund.County, request.Fund.Id);
            if (await session.Db.Funds.AsNoTracking().FirstOrDefaultAsync(f => f.County == county && f.Id == id, cancellationToken) is not { } fund)
            {
                return Refusals.NoSuchFund;
            }

            session.Mandate = session.Acting.MandateFor(Roles.FundKeeper, fund.Area, "temporary-assistance");
            if (session.Mandate is null)
            {
                return Casework.Refusals.RoleNeeded([Roles.FundKeeper]);
            }

            if (request.Month % 100 is < 1 or > December || request.Month >= FundDesk.MonthOf(session.Time.Today))
            {
                return Refusals.MonthNotOver;
            }

            if (UnclosedDecember(fund, request.Month) is { } december)
            {
                return Refusals.YearNotClosed(december);
            }

            var yearEnd = EnumCodes.Of(typeof(YearEnd)).GetValueOrDefault(request.YearEnd ?? string.Empty) as YearEnd?;
            return request.Month % 100 == December && yearEnd is null ? Refusals.YearEndChoice : await CloseAsync(fund, request.Month, yearEnd, cancellationToken);
        }

        // A month closed late takes those before it along; a year does not: somebody has to say what becomes of its balance.
        private static int? UnclosedDecember(Fund fund, int month)
        {
            var december = (((month / 100) - 1) * 100) + December;
            return fund.ClosedThrough < december && FundDesk.MonthOf(Time.LegalTime.DateOf(fund.OpenedAt)) <= december ? december : null;
        }

        private async Task<Reply<string>> CloseAsync(Fund fund, int month, YearEnd? yearEnd, CancellationToken cancel)
        {
            // Entries of later months may stand in the book already; the balance of the month is what its own entries leave.
            var entries = await session.Db.FundEntries.AsNoTracking().Where(e => e.County == fund.County && e.FundId == fund.Id && e.Month <= month).OrderBy(e => e.Seq).ToListAsync(cancel);
            var written = month % 100 == December ? await EndYearAsync(fund, month, yearEnd!.Value, Sum(entries), cancel) : new Reply<List<FundEntry>>([]);
            if (!written.Done)
            {
                return written.Refusal!;
            }

            if (await HotFunds.CloseAsync(session.Hot, fund.Address, month, cancel) is null)
            {
                return Refusals.MonthClosed;
            }

            entries.AddRange(written.Value.Where(e => e.Month == month));
            var closing = await RowAsync(fund, month, entries, cancel);
            session.Db.FundClosings.Add(closing);
            var draft = FundDesk.EventOf("fund.closed", written.Value);
            draft.Facts["month"] = month.ToString(System.Globalization.CultureInfo.InvariantCulture);
            draft.Rows.Add(("fund_closings", closing.Id, RowText.HashOf(closing)));
            journal.Write(fund.County, draft);
            return closing.Closing.ToPlainText();
        }

        // Carried: into January first and then out of December, because January may have spent some of it already; given back: out of December.
        private async Task<Reply<List<FundEntry>>> EndYearAsync(Fund fund, int month, YearEnd choice, Money left, CancellationToken cancel)
        {
            var written = new List<FundEntry>();
            if (left <= Money.Zero)
            {
                return written;
            }

            var moves = choice == StandbyFund.YearEnd.GiveBack
                ? new[] { new FundMove(FundEntryKind.Returned, -left) { Month = month, Document = "年终退回财政" } }
                : [new FundMove(FundEntryKind.Carried, left) { Month = (((month / 100) + 1) * 100) + 1, Document = "上年结转" }, new FundMove(FundEntryKind.Carried, -left) { Month = month, Document = "结转下年" }];
            foreach (var move in moves)
            {
                var entered = await desk.EnterAsync(fund, move, cancel);
                if (!entered.Done)
                {
                    return entered.Refusal!;
                }

                written.Add(entered.Value);
            }

            return written;
        }

        private async Task<FundClosing> RowAsync(Fund fund, int month, List<FundEntry> entries, CancellationToken cancel)
        {
            var own = entries.Where(e => e.Month == month).ToList();
            var wide = session.Wide("fund-vouchers");
            // What later months have spent is theirs to report.
            var unreported = (await Reportable.SpentAsync(wide, fund, cancel)).FindAll(e => e.Month <= month);
            var owing = await Reportable.OwingAsync(wide, fund, [.. unreported.Select(e => e.CaseId!.Value).Distinct()], cancel);
            return new FundClosing
            {
                County = fund.County,
                Id = session.NewId(),
                FundId = fund.Id,
                Month = month,
                Opening = Sum(entries.Where(e => e.Month < month)),
                In = Sum(own.Where(e => e.Amount > Money.Zero)),
                Out = -Sum(own.Where(e => e.Amount < Money.Zero)),
                Closing = Sum(entries),
                Unreported = -Sum(unreported),
                OwedCases = owing.Count,
                ClosedBy = session.Acting.Id,
                ClosedAt = session.Time.Now,
            };
        }

        private static Money Sum(IEnumerable<FundEntry> entries) => entries.Aggregate(Money.Zero, (sum, e) => sum + e.Amount);
    }
}
