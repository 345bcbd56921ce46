using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Approvals.Procedures.Storage;

/// <summary>Hot statements on the one writing SQLite connection; each text is prepared once and kept.</summary>
public sealed class HotSqlite(SqliteConnection connection, Dictionary<string, SqliteCommand> prepared, Func<SqliteTransaction?> transaction) : Hot
{
    public override void Write(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Prepare(sql, values);
        if (command.ExecuteNonQuery() == 0)
        {
            throw new InvalidOperationException("A row that the action holds was changed by someone else.");
        }
    }

    public override void WriteAny(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public override Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    public override Task<List<T>> ReadAsync<T>(RowLock? first, string sql, object?[] values, Func<Row, T> read, CancellationToken cancel)
    {
        var command = Prepare(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        var row = new SqliteRow(reader);
        while (reader.Read())
        {
            rows.Add(read(row));
        }

        return Task.FromResult(rows);
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = new SqliteCommand(sql, connection);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter("@" + (i + 1).ToString(CultureInfo.InvariantCulture), null));
            }

            prepared[sql] = command;
        }

        command.Transaction = transaction();
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = ToColumn(values[i]);
        }

        return command;
    }

    internal static object ToColumn(object? value) => value switch
    {
        null => DBNull.Value,
        Guid guid => guid.ToByteArray(bigEndian: true),
        DateTimeOffset instant => Instants.ToMicroseconds(instant),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };

    private sealed class SqliteRow(DbDataReader reader) : Row(reader)
    {
        public override Guid Guid(int column) => new((byte[])Reader.GetValue(column), bigEndian: true);

        public override DateOnly Date(int column) =>
            DateOnly.ParseExact(Reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
