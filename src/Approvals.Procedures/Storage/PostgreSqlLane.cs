using System.Diagnostics;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Approvals.Procedures.Storage;

/// <summary>One connection and one READ COMMITTED transaction per action; rows are locked case first, then household, fund, instrument, roster.</summary>
public sealed class PostgreSqlLane : Lane, IAsyncDisposable
{
    private const int MostTries = 3;

    private readonly BusinessClock _clock;
    private readonly NpgsqlDataSource _source;

    public PostgreSqlLane(string connectionString, BusinessClock clock)
    {
        _clock = clock;
        // Nothing of a session outlives its transaction, so that there is nothing to reset between two.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true };
        // Many short questions at once: helpers for one of them only take the processor from the others.
        settings.Options ??= "-c max_parallel_workers_per_gather=0";
        _source = NpgsqlDataSource.Create(settings);
    }

    public override string Provider => "postgresql";

    public override async Task<Reply<T>> WriteAsync<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(acting, action, cancel);
            }
            catch (Exception fault) when (IsCollision(fault))
            {
                if (attempt == MostTries)
                {
                    return Refusal.Busy;
                }
            }
        }
    }

    public override async Task<T> ReadAsync<T>(ActingAs acting, Func<ActionSession, Task<T>> question, CancellationToken cancel)
    {
        await using var connection = await _source.OpenConnectionAsync(cancel);
        // One snapshot for the whole question: what is committed meanwhile would look like a contradiction.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var session = Session(acting, connection, transaction);
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
        await using var connection = await ReachAsync(cancel);
        await using var db = new ApprovalsDb(Options(connection), ActingAs.SystemJob("migration"));
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0)
        {
            return;
        }

        if (!migrate)
        {
            throw new NotReadyException(
                $"数据库还有 {pending.Count} 个未执行的迁移（首个：{pending[0]}）。请先备份，再运行：dotnet run --project src/Approvals.Web -- migrate");
        }

        await db.Database.MigrateAsync(cancel);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<NpgsqlConnection> ReachAsync(CancellationToken cancel)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancel);
        }
        catch (NpgsqlException fault)
        {
            var settings = new NpgsqlConnectionStringBuilder(_source.ConnectionString);
            throw new NotReadyException($"连不上数据库 {settings.Host}:{settings.Port}/{settings.Database}（{fault.Message}）。请检查 PostgreSQL 是否已启动，连接串 Approvals__ConnectionString 是否正确。");
        }
    }

    private async Task<Reply<T>> TryWriteAsync<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel)
    {
        await using var connection = await _source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var started = Stopwatch.GetTimestamp();
        var session = Session(acting, connection, transaction);
        try
        {
            var answer = await action(session);
            if (answer.Done)
            {
                await session.SaveAsync(cancel);
                await transaction.CommitAsync(cancel);
                Count(session.Hot.EngineRows, Stopwatch.GetElapsedTime(started));
            }

            return answer;
        }
        finally
        {
            await session.CloseAsync();
        }
    }

    private ActionSession Session(ActingAs acting, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        new(acting, _clock.Read(), new HotPostgreSql(connection, transaction), who =>
        {
            var context = new ApprovalsDb(Options(connection), who);
            context.Database.AutoSavepointsEnabled = false;
            context.Database.UseTransaction(transaction);
            return context;
        });

    private static DbContextOptions<ApprovalsDb> Options(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<ApprovalsDb>().UseNpgsql(connection, o => o.MigrationsAssembly("Approvals.Storage.PostgreSql")).Options;

    // 40001 serialisation failure, 40P01 deadlock, also inside a step of the flow; 23505 two commands with one id at the same instant.
    private static bool IsCollision(Exception fault)
    {
        var inStep = fault is StepFaultException;
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: var state })
            {
                return state is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || (!inStep && state == PostgresErrorCodes.UniqueViolation);
            }
        }

        return false;
    }
}
