using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Approvals.Procedures.Storage;

/// <summary>Hot statements on PostgreSQL: writes of an action travel as one batch, statements are prepared by the driver.</summary>
public sealed class HotPostgreSql(NpgsqlConnection connection, NpgsqlTransaction transaction) : Hot
{
    private readonly HashSet<NpgsqlBatchCommand> _mayFindNothing = [];
    private NpgsqlBatch? _queued;

    public override void Write(string sql, params ReadOnlySpan<object?> values)
    {
        _queued ??= new NpgsqlBatch(connection, transaction);
        _queued.BatchCommands.Add(Command(sql, values));
    }

    public override void WriteAny(string sql, params ReadOnlySpan<object?> values)
    {
        Write(sql, values);
        _mayFindNothing.Add(_queued!.BatchCommands[^1]);
    }

    public override async Task FlushAsync(CancellationToken cancel)
    {
        if (_queued is not { } batch)
        {
            return;
        }

        _queued = null;
        await using (batch)
        {
            await batch.ExecuteNonQueryAsync(cancel);
            foreach (var command in batch.BatchCommands)
            {
                if (command.RecordsAffected == 0 && !_mayFindNothing.Contains(command))
                {
                    throw new InvalidOperationException("A row that the action holds was changed by someone else.");
                }
            }
        }
    }

    public override async Task<List<T>> ReadAsync<T>(RowLock? first, string sql, object?[] values, Func<Row, T> read, CancellationToken cancel)
    {
        await FlushAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (first is not null)
        {
            // A lock that was waited for shows its row only to the next statement (READ COMMITTED), hence two statements, one trip.
            batch.BatchCommands.Add(Command(first.Sql, first.Values));
        }

        batch.BatchCommands.Add(Command(sql, values));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (first is not null)
        {
            await reader.NextResultAsync(cancel);
        }

        var rows = new List<T>();
        var row = new PostgreSqlRow(reader);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(Numbered(sql));
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> NumberedTexts = new();

    // The texts are written once for both databases with @1, @2 …; PostgreSQL calls them $1, $2 ….
    private static string Numbered(string sql) => NumberedTexts.GetOrAdd(sql, s => s.Replace('@', '$'));

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        DateTimeOffset instant => new NpgsqlParameter<long> { TypedValue = Instants.ToMicroseconds(instant) },
        Guid guid => new NpgsqlParameter<Guid> { TypedValue = guid },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        string text => new NpgsqlParameter<string> { TypedValue = text },
        bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
        DateOnly date => new NpgsqlParameter<DateOnly> { TypedValue = date, NpgsqlDbType = NpgsqlDbType.Date },
        _ => new NpgsqlParameter { Value = value },
    };

    private sealed class PostgreSqlRow(DbDataReader reader) : Row(reader)
    {
        public override Guid Guid(int column) => Reader.GetGuid(column);

        public override DateOnly Date(int column) => Reader.GetFieldValue<DateOnly>(column);
    }
}
