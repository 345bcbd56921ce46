using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>How actions reach a database: each one is a transaction of its own; a refusal leaves nothing behind.</summary>
public abstract class Lane
{
    /// <summary>The EF Core provider behind it: sqlite or postgresql.</summary>
    public abstract string Provider { get; }

    /// <summary>Runs one action. It is durable when this returns.</summary>
    public abstract Task<Reply<T>> WriteAsync<T>(ActingAs acting, Func<ActionSession, Task<Reply<T>>> action, CancellationToken cancel);

    /// <summary>Reads without changing anything, on a connection of its own.</summary>
    public abstract Task<T> ReadAsync<T>(ActingAs acting, Func<ActionSession, Task<T>> question, CancellationToken cancel);

    /// <summary>Brings the schema up to date where that is allowed, or refuses to start and names the command.</summary>
    public abstract Task PrepareAsync(bool migrate, CancellationToken cancel);
}
