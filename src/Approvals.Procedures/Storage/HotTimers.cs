using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>Leases over timer rows. Leases use database time; due times use the business clock.</summary>
internal static class HotTimers
{
    private const long LeaseMicroseconds = 60_000_000;

    private const string LeaseOnPostgreSql =
        """
        UPDATE timers t SET leased_until = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + @3
        FROM (SELECT county, instance_id, bookmark FROM timers
              WHERE due_at <= @1 AND (leased_until IS NULL OR leased_until < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
              ORDER BY due_at LIMIT @2 FOR UPDATE SKIP LOCKED) due
        WHERE t.county = due.county AND t.instance_id = due.instance_id AND t.bookmark = due.bookmark
        RETURNING t.county, t.case_id, t.bookmark
        """;

    private const string LeaseOnSqlite =
        """
        UPDATE timers SET leased_until = CAST(unixepoch('subsec') * 1000000 AS INTEGER) + @3
        WHERE (county, instance_id, bookmark) IN (SELECT county, instance_id, bookmark FROM timers
              WHERE due_at <= @1 AND (leased_until IS NULL OR leased_until < CAST(unixepoch('subsec') * 1000000 AS INTEGER))
              ORDER BY due_at LIMIT @2)
        RETURNING county, case_id, bookmark
        """;

    public static Task<List<DueTimer>> LeaseAsync(Hot hot, DateTimeOffset now, int most, CancellationToken cancel) =>
        hot.ReadAsync(null, hot is HotPostgreSql ? LeaseOnPostgreSql : LeaseOnSqlite, [now, (long)most, LeaseMicroseconds],
            row => new DueTimer(new RowId(row.Int(0), row.Guid(1)), row.Int(2)), cancel);

    public static async Task<DateTimeOffset?> NextAsync(Hot hot, CancellationToken cancel) =>
        (await hot.ReadAsync(null, "SELECT due_at FROM timers ORDER BY due_at LIMIT 1", [], row => (DateTimeOffset?)row.Instant(0), cancel)).FirstOrDefault();

    public static void Forget(Hot hot, Instance instance, int bookmark) =>
        hot.Write("DELETE FROM timers WHERE county = @1 AND instance_id = @2 AND bookmark = @3", instance.County, instance.Id, bookmark);
}
