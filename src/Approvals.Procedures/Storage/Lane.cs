using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>How actions reach a database: each one is a transaction of its own; a refusal leaves nothing behind.</summary>
public abstract class Lane
{
    private long _commits;
    private long _engineRows;
    private long _longestWrite;

    /// <summary>Transactions committed so far: with the actions answered, what one commit costs.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Rows the engine itself has written so far: closed and opened tasks, states, events, timers.</summary>
    public long EngineRows => Interlocked.Read(ref _engineRows);

    /// <summary>How long the longest transaction since the last asking held what it had written locked.</summary>
    public TimeSpan TakeLongestWrite() => TimeSpan.FromTicks(Interlocked.Exchange(ref _longestWrite, 0));

    /// <summary>The EF Core provider behind it: sqlite or postgresql.</summary>
    public abstract string Provider { get; }

    /// <summary>Runs one action. It is durable when this returns.</summary>
    public abstract Task<Reply<T>> WriteAsync<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel);

    /// <summary>Reads without changing anything, on a connection of its own.</summary>
    public abstract Task<T> ReadAsync<T>(ActingAs acting, Func<ActionSession, Task<T>> question, CancellationToken cancel);

    /// <summary>Brings the schema up to date where that is allowed, or refuses to start and names the command.</summary>
    public abstract Task PrepareAsync(bool migrate, CancellationToken cancel);

    /// <summary>Counts a commit, what it carried and how long it held its locks.</summary>
    protected void Count(int engineRows, TimeSpan held)
    {
        Interlocked.Increment(ref _commits);
        for (var longest = Interlocked.Read(ref _longestWrite); held.Ticks > longest; longest = Interlocked.Read(ref _longestWrite))
        {
            Interlocked.CompareExchange(ref _longestWrite, held.Ticks, longest);
        }

        Interlocked.Add(ref _engineRows, engineRows);
    }
}
