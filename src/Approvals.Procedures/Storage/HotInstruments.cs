using Approvals.Domain;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>The statements by which limits hold under concurrency: one conditional update per instrument, one lock per person or event.</summary>
internal static class HotInstruments
{
    private const string ReserveText =
        """
        UPDATE instruments SET used = used + @3
        WHERE county = @1 AND id = @2 AND revoked_at IS NULL AND "from" <= @4 AND "to" >= @4 AND used + @3 <= budget
        RETURNING used
        """;

    private const string ReleaseText = "UPDATE instruments SET used = used - @3 WHERE county = @1 AND id = @2 AND used >= @3";

    private const string RevokeText =
        "UPDATE instruments SET revoked_at = @3, revoked_by = @4, revoke_reason = @5 WHERE county = @1 AND id = @2 AND revoked_at IS NULL RETURNING used";

    private const string LockText =
        "INSERT INTO quota_locks (county, scope, passed) VALUES (@1, @2, 1) ON CONFLICT (county, scope) DO UPDATE SET passed = quota_locks.passed + 1 RETURNING passed";

    private const string InForceText =
        """
        SELECT id, number, form, giver, kinds, per_case, per_person, per_household_year, per_event, budget, used, "from", "to", area
        FROM instruments
        WHERE county = @1 AND area = @2 AND programme = @3 AND revoked_at IS NULL AND "from" <= @4 AND "to" >= @4
        ORDER BY "from" DESC, id DESC
        """;

    /// <summary>Takes an amount out of an instrument's budget, if it is still in force and has room; null when it is not or has not.</summary>
    public static async Task<Money?> ReserveAsync(Hot hot, RowId instrument, Money amount, DateOnly today, CancellationToken cancel)
    {
        var used = await hot.ReadAsync(null, ReserveText, [instrument.County, instrument.Id, amount.Fen, today], row => row.Long(0), cancel);
        return used.Count == 0 ? null : new Money(used[0]);
    }

    /// <summary>Gives back what was approved and will never be paid.</summary>
    public static void Release(Hot hot, RowId instrument, Money amount) => hot.Write(ReleaseText, instrument.County, instrument.Id, amount.Fen);

    /// <summary>Ends an instrument from this moment on; false when it already had an end.</summary>
    public static async Task<bool> RevokeAsync(Hot hot, RowId instrument, DateTimeOffset at, Guid by, string reason, CancellationToken cancel) =>
        (await hot.ReadAsync(null, RevokeText, [instrument.County, instrument.Id, at, by, reason], row => row.Long(0), cancel)).Count > 0;

    /// <summary>Waits for whoever is deciding about the same person or event, and keeps others waiting until this action ends.</summary>
    public static Task LockAsync(Hot hot, int county, string scope, CancellationToken cancel) => hot.ReadAsync(null, LockText, [county, scope], row => row.Int(0), cancel);

    /// <summary>The instruments of a township in force on a day, the latest first.</summary>
    public static Task<List<InstrumentInForce>> InForceAsync(Hot hot, int county, AreaCode township, string programme, DateOnly today, CancellationToken cancel) =>
        hot.ReadAsync(null, InForceText, [county, AreaRange.NumberOf(township), programme, today], row => new InstrumentInForce(
            new RowId(county, row.Guid(0)), row.Text(1), (DelegationForm)row.Int(2), row.Text(3), row.Text(4),
            MoneyOrNull(row, 5), MoneyOrNull(row, 6), MoneyOrNull(row, 7), MoneyOrNull(row, 8), new Money(row.Long(9)), new Money(row.Long(10)), row.Date(11), row.Date(12)), cancel);

    private static Money? MoneyOrNull(Hot.Row row, int column) => row.IsNull(column) ? null : new Money(row.Long(column));
}

/// <summary>An instrument as an approval reads it.</summary>
public sealed record InstrumentInForce(
    RowId Id, string Number, DelegationForm Form, string Giver, string Kinds, Money? PerCase, Money? PerPerson, Money? PerHouseholdYear, Money? PerEvent, Money Budget, Money Used, DateOnly From, DateOnly To)
{
    public bool Covers(DelegatedKind kind) => Forms.FormJson.Read<List<DelegatedKind>>(Kinds).Contains(kind);

    /// <summary>What is left of the budget.</summary>
    public Money Left => Budget - Used;
}
