using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>Work rows in the outbox: left with an action, leased by any node in database time, gone when done.</summary>
internal static class HotWork
{
    private const string InsertText =
        "INSERT INTO outbox (county, id, kind, case_id, payload, created_at, attempts) VALUES (@1, @2, @3, @4, @5, @6, 0)";

    private const string DropText = "DELETE FROM outbox WHERE county = @1 AND id = @2";

    /// <summary>Leaves work to be done after the commit.</summary>
    public static void Leave(ActionSession session, int county, string kind, Guid? caseId, string payload) =>
        session.Hot.Write(InsertText, county, session.NewId(), kind, caseId, payload, session.Time.Wall);

    public static Task<List<WorkRow>> LeaseAsync(Hot hot, string[] kinds, int most, CancellationToken cancel)
    {
        var (now, skip) = hot is HotPostgreSql ? (Now.PostgreSql, "FOR UPDATE SKIP LOCKED") : (Now.Sqlite, "");
        var named = string.Join(", ", kinds.Select((_, i) => $"@{i + 3}"));
        var sql =
            $"""
            UPDATE outbox SET leased_until = {now} + @2, attempts = attempts + 1
            WHERE (county, id) IN (SELECT county, id FROM outbox WHERE kind IN ({named}) AND (leased_until IS NULL OR leased_until < {now}) ORDER BY id LIMIT @1 {skip})
            RETURNING county, id, kind, case_id, payload, attempts, created_at
            """;
        return hot.ReadAsync(null, sql, [(long)most, (long)WorkLoop.Lease.TotalMicroseconds, .. kinds],
            row => new WorkRow(new RowId(row.Int(0), row.Guid(1)), row.Text(2), row.GuidOrNull(3), row.Text(4), row.Int(5), row.Instant(6)), cancel);
    }

    /// <summary>Nobody takes the row for a while. A row that is gone stays gone.</summary>
    public static void Rest(Hot hot, RowId row, TimeSpan pause) => hot.WriteAny(
        $"UPDATE outbox SET leased_until = {(hot is HotPostgreSql ? Now.PostgreSql : Now.Sqlite)} + @3 WHERE county = @1 AND id = @2", row.County, row.Id, (long)pause.TotalMicroseconds);

    public static void Drop(Hot hot, RowId row) => hot.WriteAny(DropText, row.County, row.Id);

    /// <summary>Database time in microseconds, which all nodes share.</summary>
    internal static class Now
    {
        public const string PostgreSql = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        public const string Sqlite = "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";
    }
}
