using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.StandbyFund;

/// <summary>What an entry is about.</summary>
public sealed record FundMove(FundEntryKind Kind, Money Amount)
{
    public Guid? CaseId { get; init; }
    public Guid? PaymentId { get; init; }
    public Guid? VoucherId { get; init; }
    public string? Document { get; init; }

    /// <summary>The month of the book; null: the month of today.</summary>
    public int? Month { get; init; }
}

/// <summary>Writes the book: moves the balance by one conditional statement and keeps the line.</summary>
public sealed class FundDesk(ActionSession session)
{
    /// <summary>yyyymm of a day.</summary>
    public static int MonthOf(DateOnly day) => (day.Year * 100) + day.Month;

    /// <summary>The fund of a township, or null.</summary>
    public Task<Fund?> FindAsync(int county, AreaCode township, CancellationToken cancel) =>
        session.Wide("standby-fund").Funds.AsNoTracking().FirstOrDefaultAsync(f => f.County == county && f.Area == township, cancel);

    /// <summary>Enters a line; refused when the fund would go below zero or the month is closed. The caller names the row in its event.</summary>
    public async Task<Reply<FundEntry>> EnterAsync(Fund fund, FundMove move, CancellationToken cancel)
    {
        var month = move.Month ?? MonthOf(session.Time.Today);
        if (await HotFunds.MoveAsync(session.Hot, fund.Address, move.Amount, month, cancel) is not { } moved)
        {
            var now = await FindAsync(fund.County, fund.Area, cancel) ?? fund;
            return month <= now.ClosedThrough ? Refusals.MonthClosed : move.Kind == FundEntryKind.Spending ? Refusals.Short(now.Balance, -move.Amount) : Refusals.MoreThanThere(now.Balance, -move.Amount);
        }

        var entry = new FundEntry
        {
            County = fund.County,
            Id = session.NewId(),
            FundId = fund.Id,
            Seq = moved.Seq,
            Kind = move.Kind,
            Amount = move.Amount,
            BalanceAfter = moved.Balance,
            Month = month,
            On = session.Time.Today,
            CaseId = move.CaseId,
            PaymentId = move.PaymentId,
            VoucherId = move.VoucherId,
            Document = move.Document,
            RecordedBy = session.Acting.Id,
            RecordedAt = session.Time.Now,
        };
        session.Db.FundEntries.Add(entry);
        return entry;
    }

    /// <summary>Names an entry in an event of the county's chain.</summary>
    public static EventDraft EventOf(string kind, params IEnumerable<FundEntry> entries)
    {
        var draft = new EventDraft { Kind = kind };
        foreach (var entry in entries)
        {
            draft.Rows.Add(("fund_entries", entry.Id, RowText.HashOf(entry)));
            draft.Facts["amount"] = entry.Amount.ToPlainText();
            draft.Facts["fund"] = entry.FundId.ToString();
        }

        return draft;
    }
}
