using System.Data.Common;

namespace Approvals.Procedures.Storage;

/// <summary>The few statements every action runs, written by hand on the action's own connection and transaction.</summary>
/// <remarks>Writes are queued and leave together (one round trip on PostgreSQL); reads see what was queued before them.
/// <see cref="EngineRows"/> counts the rows the engine itself costs: closed and opened tasks, state, event, timers.</remarks>
public abstract class Hot
{
    public int EngineRows { get; private set; }

    /// <summary>Queues one write that must change exactly one row.</summary>
    public void WriteEngineRow(string sql, params ReadOnlySpan<object?> values)
    {
        EngineRows++;
        Write(sql, values);
    }

    /// <summary>Queues a write that must change something.</summary>
    public abstract void Write(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Queues a write that may find nothing to change.</summary>
    public abstract void WriteAny(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Sends what is queued. A statement that changed no row is a fault: someone wrote under our lock.</summary>
    public abstract Task FlushAsync(CancellationToken cancel);

    /// <summary>Reads rows. With a lock to take first, the reading sees what that lock waited for.</summary>
    public abstract Task<List<T>> ReadAsync<T>(RowLock? first, string sql, object?[] values, Func<Row, T> read, CancellationToken cancel);

    /// <summary>A statement that locks rows on PostgreSQL; SQLite's one writer needs none.</summary>
    public sealed record RowLock(string Sql, params object?[] Values);

    /// <summary>One row under the cursor, with the column types of either database.</summary>
    public abstract class Row(DbDataReader reader)
    {
        protected DbDataReader Reader { get; } = reader;

        public abstract Guid Guid(int column);

        public bool IsNull(int column) => Reader.IsDBNull(column);

        public Guid? GuidOrNull(int column) => Reader.IsDBNull(column) ? null : Guid(column);

        public string Text(int column) => Reader.GetString(column);

        public string? TextOrNull(int column) => Reader.IsDBNull(column) ? null : Reader.GetString(column);

        public int Int(int column) => Reader.GetInt32(column);

        public long Long(int column) => Reader.GetInt64(column);

        public byte[] Bytes(int column) => (byte[])Reader.GetValue(column);

        public bool Bool(int column) => Reader.GetBoolean(column);

        public DateTimeOffset Instant(int column) => Storage.Instants.FromMicroseconds(Reader.GetInt64(column));

        public DateTimeOffset? InstantOrNull(int column) => Reader.IsDBNull(column) ? null : Instant(column);

        public abstract DateOnly Date(int column);

        public DateOnly? DateOrNull(int column) => Reader.IsDBNull(column) ? null : Date(column);
    }
}
