using System.Diagnostics;
using System.Threading.Channels;
using Approvals.Procedures.People;
using Approvals.Procedures.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Storage;

/// <summary>One writer: takes waiting actions, runs each in a savepoint, commits after 32 actions or 8 ms (record 0070), and answers after the commit.</summary>
/// <remarks>Atomic per action, durable per commit (WAL, synchronous=FULL). Readers have connections of their own; in memory they queue with the writers.</remarks>
public sealed class SqliteLane : Lane, IAsyncDisposable
{
    private const string Memory = ":memory:";
    private const int MostPerCommit = 32;
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(8);

    private readonly string? _connectionString;
    private readonly BusinessClock _clock;
    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private readonly SqliteConnection _writer;
    private readonly DbContextOptions<ApprovalsDb> _writerOptions;
    private readonly Task _loop;
    private SqliteTransaction? _transaction;

    /// <summary>Opens the database file.</summary>
    public SqliteLane(string file, BusinessClock clock)
        : this(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString()), clock)
    {
        _connectionString = _writer.ConnectionString;
    }

    private SqliteLane(SqliteConnection writer, BusinessClock clock)
    {
        _clock = clock;
        _writer = writer;
        if (_writer.DataSource != Memory)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_writer.DataSource))!);
        }

        _writer.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        _writerOptions = new DbContextOptionsBuilder<ApprovalsDb>().UseSqlite(_writer, o => o.MigrationsAssembly("Approvals.Storage.Sqlite")).Options;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>A database that lives as long as the process: begun as a copy of a file where there is one, and never written back.</summary>
    public static SqliteLane InMemory(string copyOf, BusinessClock clock)
    {
        var lane = new SqliteLane(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Memory, ForeignKeys = true }.ToString()), clock);
        if (File.Exists(copyOf))
        {
            using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copyOf, Mode = SqliteOpenMode.ReadOnly }.ToString());
            source.Open();
            source.BackupDatabase(lane._writer);
        }

        return lane;
    }

    public override string Provider => "sqlite";

    public override async Task<Reply<T>> WriteAsync<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel)
    {
        var work = new Work<T>(acting, action, cancel);
        await _waiting.Writer.WriteAsync(work, cancel);
        return await work.Answered;
    }

    public override async Task<T> ReadAsync<T>(ActingAs acting, Func<ActionSession, Task<T>> question, CancellationToken cancel)
    {
        if (_connectionString is null)
        {
            var look = new Look<T>(acting, question, cancel);
            await _waiting.Writer.WriteAsync(look, cancel);
            return await look.Answered;
        }

        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancel);
        // One snapshot for the whole question: what is committed meanwhile would look like a contradiction.
        await using var snapshot = connection.BeginTransaction(deferred: true);
        var options = new DbContextOptionsBuilder<ApprovalsDb>().UseSqlite(connection).Options;
        var session = new ActionSession(acting, _clock.Read(), new HotSqlite(connection, [], () => snapshot), who =>
        {
            var context = new ApprovalsDb(options, who);
            context.Database.UseTransaction(snapshot);
            return context;
        });
        try
        {
            return await question(session);
        }
        finally
        {
            await session.CloseAsync();
        }
    }

    public override async Task PrepareAsync(bool migrate, CancellationToken cancel)
    {
        // SQLite belongs to one machine and migrates by itself.
        await using var db = new ApprovalsDb(_writerOptions, ActingAs.SystemJob("migration"));
        await db.Database.MigrateAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        await _writer.DisposeAsync();
        if (_connectionString is not null)
        {
            SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        }
    }

    private async Task RunAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await CommitBatchAsync();
        }
    }

    private async Task CommitBatchAsync()
    {
        var batch = new List<Work>(MostPerCommit);
        var started = Stopwatch.GetTimestamp();
        try
        {
            _transaction = _writer.BeginTransaction(deferred: false);
            while (batch.Count < MostPerCommit && _waiting.Reader.TryRead(out var work))
            {
                batch.Add(work);
                await RunOneAsync(work);
                if (Stopwatch.GetElapsedTime(started) > LongestBatch)
                {
                    break;
                }
            }

            _transaction.Commit();
            Count(batch.Sum(w => w.EngineRows), Stopwatch.GetElapsedTime(started));
            batch.ForEach(w => w.Answer());
        }
        catch (Exception fault)
        {
            // Nothing of this batch is on disk: every caller must know.
            Abandon();
            batch.ForEach(w => w.Fail(fault));
        }
        finally
        {
            _transaction?.Dispose();
            _transaction = null;
        }
    }

    private async Task RunOneAsync(Work work)
    {
        _transaction!.Save("action");
        var keep = false;
        var session = new ActionSession(work.Acting, _clock.Read(), new HotSqlite(_writer, _prepared, () => _transaction), OpenContext);
        try
        {
            keep = await work.RunAsync(session);
        }
        catch (Exception fault)
        {
            work.Remember(fault);
        }

        await session.CloseAsync();

        if (!keep)
        {
            _transaction.Rollback("action");
        }

        _transaction.Release("action");
    }

    private ApprovalsDb OpenContext(ActingAs who)
    {
        var context = new ApprovalsDb(_writerOptions, who);
        context.Database.AutoSavepointsEnabled = false;
        context.Database.UseTransaction(_transaction);
        return context;
    }

    private void Abandon()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (SqliteException)
        {
            // The database already undid it (disk full, I/O error); the callers are told by the fault itself.
        }
    }

    private void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, _writer);
        command.ExecuteNonQuery();
    }

    private abstract class Work(ActingAs acting)
    {
        public ActingAs Acting { get; } = acting;

        public int EngineRows { get; protected set; }

        public abstract Task<bool> RunAsync(ActionSession session);

        public abstract void Remember(Exception fault);

        public abstract void Answer();

        public abstract void Fail(Exception fault);
    }

    private sealed class Work<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel) : Work(acting)
    {
        private readonly TaskCompletionSource<Reply<T>> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Reply<T>? _result;
        private Exception? _thrown;

        public Task<Reply<T>> Answered => _answered.Task;

        public override async Task<bool> RunAsync(ActionSession session)
        {
            cancel.ThrowIfCancellationRequested();
            _result = await action(session);
            if (_result.Done)
            {
                await session.SaveAsync(CancellationToken.None);
                EngineRows = session.Hot.EngineRows;
            }

            return _result.Done;
        }

        public override void Remember(Exception fault) => _thrown = fault;

        public override void Answer()
        {
            if (_thrown is not null)
            {
                _answered.SetException(_thrown);
            }
            else
            {
                _answered.SetResult(_result!);
            }
        }

        public override void Fail(Exception fault) => _answered.TrySetException(_thrown ?? fault);
    }

    /// <summary>A question asked on the writer's connection; what it may have changed is undone.</summary>
    private sealed class Look<T>(ActingAs acting, Func<ActionSession, Task<T>> question, CancellationToken cancel) : Work(acting)
    {
        private readonly TaskCompletionSource<T> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _thrown;

        public Task<T> Answered => _answered.Task;

        public override async Task<bool> RunAsync(ActionSession session)
        {
            cancel.ThrowIfCancellationRequested();
            _result = await question(session);
            return false;
        }

        public override void Remember(Exception fault) => _thrown = fault;

        public override void Answer()
        {
            if (_thrown is not null)
            {
                _answered.SetException(_thrown);
            }
            else
            {
                _answered.SetResult(_result!);
            }
        }

        public override void Fail(Exception fault) => _answered.TrySetException(_thrown ?? fault);
    }
}
