using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Approvals.Procedures.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Approvals.Benchmarks;

/// <summary>The floor: the least SQL that reads a case and writes the same rows, prepared once, on one connection.</summary>
internal sealed class HandWritten(BenchInstallation installation)
{
    private const int EngineRows = 4;
    private static int _seq = 1_000_000;

    private readonly bool _sqlite = installation.Connection is null;

    /// <summary>So many completions, so many of them per commit.</summary>
    public async Task<Sample> MeasureAsync(int count, int perCommit)
    {
        var targets = await TargetsAsync();
        await using var connection = await OpenAsync();
        var commands = Statements(connection);
        return await Sample.TakeAsync(count, async () =>
        {
            for (var done = 0; done < count;)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                for (var i = 0; i < perCommit && done < count; i++, done++)
                {
                    await OneAsync(commands, transaction, targets[done % targets.Count]);
                }

                await transaction.CommitAsync();
            }
        }) with
        { Commits = 1.0 / perCommit, Rows = EngineRows };
    }

    private sealed record Target(Guid Case, Guid Instance, string State, string Text, byte[] Head);

    private Task<List<Target>> TargetsAsync() => installation.Lane.ReadAsync(ActingAs.SystemJob("bench"), async session =>
    {
        var rows = await session.Db.Instances.AsNoTracking().Where(i => installation.Aside.Contains(i.Id)).ToListAsync();
        var text = await session.Db.Events.AsNoTracking().Where(e => e.Kind == "task.completed").Select(e => e.Text).FirstOrDefaultAsync() ?? new string('x', 700);
        return rows.ConvertAll(i => new Target(i.CaseId, i.Id, i.State, text, i.EventHead));
    }, default);

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = _sqlite
            ? new SqliteConnection($"Data Source={installation.DatabaseFile};Default Timeout=30")
            : new NpgsqlConnection(installation.Connection + ";Max Auto Prepare=50;Auto Prepare Min Usages=1");
        await connection.OpenAsync();
        if (_sqlite)
        {
            await using var pragma = connection.CreateCommand();
            pragma.CommandText = "PRAGMA synchronous=FULL";
            await pragma.ExecuteNonQueryAsync();
        }

        return connection;
    }

    private static List<DbCommand> Statements(DbConnection connection) =>
    [
        Statement(connection, "SELECT c.handling_area, i.state FROM cases c JOIN instances i ON i.county = c.county AND i.case_id = c.id WHERE c.county = @p0 AND c.id = @p1", 2),
        Statement(connection, "INSERT INTO tasks (county, id, case_id, instance_id, bookmark, activity_id, step, role, area, programme, opened_at, opened_on, due_estimated, state) VALUES (@p0, @p1, @p2, @p3, 1, 's1', 'Approvals.Supplement', 'window', 220182101200, 'dibao', 0, @p4, @p5, 2)", 6),
        Statement(connection, "UPDATE tasks SET state = 1, outcome = 'Supplied', completed_by = @p2, completed_at = 0 WHERE county = @p0 AND id = @p1", 3),
        Statement(connection, "UPDATE instances SET state = @p2, stage = '补充材料' WHERE county = @p0 AND id = @p1", 3),
        Statement(connection, "INSERT INTO events (county, case_id, seq, kind, at, day, actor, command_id, text, previous, hash) VALUES (@p0, @p1, @p2, 'bench', 0, @p3, @p4, @p5, @p6, @p7, @p8)", 9),
    ];

    private static DbCommand Statement(DbConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async Task OneAsync(List<DbCommand> commands, DbTransaction transaction, Target target)
    {
        var (county, task, actor, day) = (220182, Guid.CreateVersion7(), Guid.NewGuid(), _sqlite ? (object)"2022-03-01" : new DateOnly(2022, 3, 1));
        await using (var reader = await Set(commands[0], transaction, county, Id(target.Case)).ExecuteReaderAsync())
        {
            await reader.ReadAsync();
        }

        await Set(commands[1], transaction, county, Id(task), Id(target.Case), Id(target.Instance), day, _sqlite ? 0L : false).ExecuteNonQueryAsync();
        await Set(commands[2], transaction, county, Id(task), Id(actor)).ExecuteNonQueryAsync();
        await Set(commands[3], transaction, county, Id(target.Instance), target.State).ExecuteNonQueryAsync();
        await Set(commands[4], transaction, county, Id(target.Case), Interlocked.Increment(ref _seq), day, Id(actor), Id(Guid.NewGuid()), target.Text, target.Head,
            SHA256.HashData(Encoding.UTF8.GetBytes(target.Text))).ExecuteNonQueryAsync();
    }

    private static DbCommand Set(DbCommand command, DbTransaction transaction, params object[] values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }

    private object Id(Guid id) => _sqlite ? id.ToByteArray(bigEndian: true) : id;
}
