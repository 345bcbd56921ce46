using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>How actions reach a database: each one is a transaction of its own; a refusal leaves nothing behind.</summary>
public abstract class Lane
{
    private long _commits;
    private long _engineRows;

    /// <summary>Transactions committed so far: with the actions answered, what one commit costs.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Rows the engine itself has written so far: closed and opened tasks, states, events, timers.</summary>
    public long EngineRows => Interlocked.Read(ref _engineRows);

    /// <summary>The EF Core provider behind it: sqlite or postgresql.</summary>
    public abstract string Provider { get; }

    /// <summary>Runs one action. It is durable when this returns.</summary>
    public abstract Task<Reply<T>> WriteAsync<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel);

    /// <summary>Reads without changing anything, on a connection of its own.</summary>
    public abstract Task<T> ReadAsync<T>(ActingAs acting, Func<ActionSession, Task<T>> question, CancellationToken cancel);

    /// <summary>Brings the schema up to date where that is allowed, or refuses to start and names the command.</summary>
    public abstract Task PrepareAsync(bool migrate, CancellationToken cancel);

    /// <summary>Counts a commit and what it carried.</summary>
    protected void Count(int engineRows)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _engineRows, engineRows);
    }
}
