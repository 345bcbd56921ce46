using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Copies of the one case that waits for a timer, made by the database itself: enough of them to be many.</summary>
internal static class TimerRows
{
    private const string Columns =
        """
        definition_id, definition_version_id, definition_version, status, sub_status, state, stage, result, accepted_on, due_on, due_estimated, extended, started_at, finished_at, event_seq, event_head
        """;

    public static async Task CopyAsync(Installation installation, Store store, int count, DateTimeOffset due)
    {
        var id = store == Store.PostgreSql ? "gen_random_uuid()" : "randomblob(16)";
        var series = store == Store.PostgreSql
            ? $"SELECT n, {id} AS c, {id} AS i FROM generate_series(1, {count}) AS n"
            : $"WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count}) SELECT n, {id} AS c, {id} AS i FROM counted";
        string[] statements =
        [
            $"CREATE TABLE copies AS {series}",
            """
            INSERT INTO cases (county, id, number, programme, procedure, handling_area, registration_area, assisting_area, household_id, applicant_id, applicant_name, applied_on, created_by, created_at)
            SELECT county, copies.c, number || '-' || copies.n, programme, procedure, handling_area, registration_area, assisting_area, household_id, applicant_id, applicant_name, applied_on, created_by, created_at
            FROM cases, copies WHERE id = (SELECT case_id FROM timers LIMIT 1)
            """,
            $"INSERT INTO instances (county, id, case_id, {Columns}) SELECT county, copies.i, copies.c, {Columns} FROM instances, copies WHERE id = (SELECT instance_id FROM timers LIMIT 1)",
            $"INSERT INTO timers (county, case_id, instance_id, bookmark, due_at) SELECT county, copies.c, copies.i, bookmark, {Instants.ToMicroseconds(due)} FROM timers, copies",
            "DROP TABLE copies",
            store == Store.PostgreSql ? "ANALYZE" : "PRAGMA optimize",
        ];
        foreach (var sql in statements)
        {
            await installation.Get<Lane>().WriteAsync(ActingAs.SystemJob("test"), async session =>
            {
                session.Db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
                await session.Db.Database.ExecuteSqlRawAsync(sql);
                return new Reply<bool>(true);
            }, TestContext.Current.CancellationToken);
        }
    }
}
