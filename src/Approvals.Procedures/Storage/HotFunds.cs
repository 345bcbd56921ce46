using Approvals.Domain;

namespace Approvals.Procedures.Storage;

/// <summary>What one entry did to a fund.</summary>
internal sealed record FundMoved(Money Balance, int Seq);

/// <summary>The one statement that moves a fund's balance.</summary>
internal static class HotFunds
{
    private const string MoveText =
        """
        UPDATE funds SET balance = balance + @3, seq = seq + 1
        WHERE county = @1 AND id = @2 AND balance + @3 >= 0 AND closed_through < @4
        RETURNING balance, seq
        """;

    private const string CloseText =
        "UPDATE funds SET closed_through = @3 WHERE county = @1 AND id = @2 AND closed_through < @3 RETURNING balance, seq";

    private const string ReimburseText =
        "UPDATE fund_vouchers SET reimbursed_by = @3, reimbursed_at = @4 WHERE county = @1 AND id = @2 AND reimbursed_at IS NULL RETURNING total";

    /// <summary>Moves the balance in a month that is still open; null when the fund is short or the month closed.</summary>
    public static async Task<FundMoved?> MoveAsync(Hot hot, RowId fund, Money amount, int month, CancellationToken cancel) =>
        (await hot.ReadAsync(null, MoveText, [fund.County, fund.Id, amount.Fen, month], row => new FundMoved(new Money(row.Long(0)), row.Int(1)), cancel)).FirstOrDefault();

    /// <summary>Closes a month; null when it is closed already. From here on the fund is locked until the action ends.</summary>
    public static async Task<FundMoved?> CloseAsync(Hot hot, RowId fund, int month, CancellationToken cancel) =>
        (await hot.ReadAsync(null, CloseText, [fund.County, fund.Id, month], row => new FundMoved(new Money(row.Long(0)), row.Int(1)), cancel)).FirstOrDefault();

    /// <summary>Marks a list of vouchers as reimbursed, once.</summary>
    public static async Task<Money?> ReimburseAsync(Hot hot, RowId voucher, Guid by, DateTimeOffset at, CancellationToken cancel)
    {
        var total = await hot.ReadAsync(null, ReimburseText, [voucher.County, voucher.Id, by, at], row => row.Long(0), cancel);
        return total.Count == 0 ? null : new Money(total[0]);
    }
}
