using System.Data.Common;
using System.Globalization;

namespace Approvals.Web.Tests;

/// <summary>A county with as many open tasks as a bad year brings: copies of the demo's own cases, spread over 24 townships of 15 villages.</summary>
/// <remarks>Copies have a case, an instance and an open task, enough for every list; people work on the real ones.</remarks>
internal static class Crowd
{
    private const string Area = "(220182101200 + (n.i % 24) * 1000 + (n.i / 24) % 15)";

    public static async Task SettleAsync(DbConnection connection, Store store, int tasks)
    {
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await CopyAsync("cases", "SELECT {0} FROM n JOIN t ON t.k = (n.i / 360) % t.many JOIN c ON c.county = t.county AND c.id = t.case_id", new()
        {
            ["id"] = IdOf(store, 0),
            ["number"] = "'L' || n.i",
            ["handling_area"] = Area,
            ["registration_area"] = Area,
        });
        await CopyAsync("instances", "SELECT {0} FROM n JOIN t ON t.k = (n.i / 360) % t.many JOIN c ON c.county = t.county AND c.id = t.instance_id", new()
        {
            ["id"] = IdOf(store, 1),
            ["case_id"] = IdOf(store, 0),
        });
        await CopyAsync("tasks", "SELECT {0} FROM n JOIN t ON t.k = (n.i / 360) % t.many JOIN c ON c.county = t.county AND c.id = t.id", new()
        {
            ["id"] = IdOf(store, 2),
            ["case_id"] = IdOf(store, 0),
            ["instance_id"] = IdOf(store, 1),
            ["area"] = Area,
            ["holder_id"] = "NULL",
            ["held_since"] = "NULL",
        });

        async Task CopyAsync(string table, string select, Dictionary<string, string> instead)
        {
            var columns = await ColumnsAsync(connection, store, table);
            await using var command = connection.CreateCommand();
            command.CommandText =
                $"""
                INSERT INTO {table} ({string.Join(", ", columns)})
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {tasks.ToString(CultureInfo.InvariantCulture)}),
                t AS (SELECT county, id, case_id, instance_id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS k, COUNT(*) OVER () AS many FROM tasks WHERE state = 0 AND county = 220182),
                c AS MATERIALIZED (SELECT * FROM {table} WHERE county = 220182)
                {string.Format(CultureInfo.InvariantCulture, select, string.Join(", ", columns.Select(c => instead.GetValueOrDefault(c, $"c.{c}"))))}
                """;
            command.CommandTimeout = 300;
            Assert.Equal(tasks, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            // PostgreSQL counts its rows and marks its pages by itself only minutes later, and would look for each copy in all of them until then.
            command.CommandText = store == Store.PostgreSql ? $"VACUUM ANALYZE {table}" : "SELECT 1";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private static string IdOf(Store store, int kind) => store == Store.Sqlite
        ? $"unhex(printf('%032x', n.i + {kind}0000000))"
        : $"lpad(to_hex(n.i + {kind}0000000), 32, '0')::uuid";

    private static async Task<List<string>> ColumnsAsync(DbConnection connection, Store store, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = store == Store.Sqlite
            ? $"SELECT name FROM pragma_table_info('{table}')"
            : $"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema()";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
