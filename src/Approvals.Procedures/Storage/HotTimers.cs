using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>Leases over timer rows. Leases use database time; due times use the business clock.</summary>
internal static class HotTimers
{
    private const long LeaseMicroseconds = 60_000_000;

    private const string LeaseOnPostgreSql =
        $"""
        UPDATE timers t SET leased_until = {HotWork.Now.PostgreSql} + @3
        FROM (SELECT county, instance_id, bookmark FROM timers
              WHERE due_at <= @1 AND (leased_until IS NULL OR leased_until < {HotWork.Now.PostgreSql})
              ORDER BY due_at LIMIT @2 FOR UPDATE SKIP LOCKED) due
        WHERE t.county = due.county AND t.instance_id = due.instance_id AND t.bookmark = due.bookmark
        RETURNING t.county, t.case_id, t.instance_id, t.bookmark
        """;

    private const string LeaseOnSqlite =
        $"""
        UPDATE timers SET leased_until = {HotWork.Now.Sqlite} + @3
        WHERE (county, instance_id, bookmark) IN (SELECT county, instance_id, bookmark FROM timers
              WHERE due_at <= @1 AND (leased_until IS NULL OR leased_until < {HotWork.Now.Sqlite})
              ORDER BY due_at LIMIT @2)
        RETURNING county, case_id, instance_id, bookmark
        """;

    private const string PostponeOnPostgreSql =
        $"""
        UPDATE timers SET leased_until = {HotWork.Now.PostgreSql} + @4
        WHERE county = @1 AND instance_id = @2 AND bookmark = @3
        """;

    private const string PostponeOnSqlite =
        $"""
        UPDATE timers SET leased_until = {HotWork.Now.Sqlite} + @4
        WHERE county = @1 AND instance_id = @2 AND bookmark = @3
        """;

    public static Task<List<DueTimer>> LeaseAsync(Hot hot, DateTimeOffset now, int most, CancellationToken cancel) =>
        hot.ReadAsync(null, hot is HotPostgreSql ? LeaseOnPostgreSql : LeaseOnSqlite, [now, (long)most, LeaseMicroseconds],
            row => new DueTimer(new RowId(row.Int(0), row.Guid(1)), row.Guid(2), row.Int(3)), cancel);

    /// <summary>Lets a timer rest: its case failed, and trying again at once would only fail again.</summary>
    public static void Postpone(Hot hot, DueTimer timer, TimeSpan pause) =>
        hot.WriteAny(hot is HotPostgreSql ? PostponeOnPostgreSql : PostponeOnSqlite, timer.Case.County, timer.Instance, timer.Bookmark, (long)pause.TotalMicroseconds);

    public static async Task<DateTimeOffset?> NextAsync(Hot hot, CancellationToken cancel) =>
        (await hot.ReadAsync(null, "SELECT due_at FROM timers ORDER BY due_at LIMIT 1", [], row => (DateTimeOffset?)row.Instant(0), cancel)).FirstOrDefault();

    /// <summary>Removes a row that has been left over; another node may have done so already.</summary>
    public static void Forget(Hot hot, DueTimer timer) =>
        hot.WriteAny("DELETE FROM timers WHERE county = @1 AND instance_id = @2 AND bookmark = @3", timer.Case.County, timer.Instance, timer.Bookmark);
}
