using Approvals.Procedures.People;
using Approvals.Procedures.Time;

namespace Approvals.Procedures.Storage;

/// <summary>One action in progress: who acts, at what time, on which connection and transaction. Nothing outlives it.</summary>
public sealed class ActionSession(ActingAs acting, LegalTime time, Hot hot, Func<ActingAs, ApprovalsDb> open)
{
    private readonly List<ApprovalsDb> _contexts = [];
    private int _ids;
    private readonly List<Func<CancellationToken, Task>> _beforeCommit = [];
    private ApprovalsDb? _own;
    private ApprovalsDb? _wide;

    public ActingAs Acting { get; } = acting;

    public LegalTime Time { get; } = time;

    /// <summary>The caller's id for this command, if it is one that must have one effect only.</summary>
    public Guid? CommandId { get; internal set; }

    /// <summary>Hash of the command's body, kept with the id.</summary>
    public string? CommandBody { get; internal set; }

    /// <summary>The answer of the command as JSON, kept in its event so that a repetition gets the same.</summary>
    public string? CommandAnswer { get; internal set; }

    /// <summary>The grant the person acts under here, once it has been checked.</summary>
    public Mandate? Mandate { get; internal set; }

    public Hot Hot { get; } = hot;

    /// <summary>The database as the acting person sees it.</summary>
    public ApprovalsDb Db => _own ??= Open(Acting);

    /// <summary>From here on the action reads with a named job's eyes, because the flow it moves must see more than the person who moves it.</summary>
    internal void SeeAsSystem(string job) => _own = Wide(job);

    /// <summary>The database as a named job sees it: for checks that must look beyond the person's scope and say so in their code.</summary>
    public ApprovalsDb Wide(string job) => _wide ??= Open(ActingAs.SystemJob(job));

    /// <summary>A new id. Ids of one action sort in the order in which they were made, also within the same millisecond.</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(Time.Wall).TryWriteBytes(bytes, bigEndian: true, out _);
        // The twelve random bits after the version become a counter.
        var count = _ids++;
        bytes[6] = (byte)(0x70 | ((count >> 8) & 0x0F));
        bytes[7] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Work to do once, at the end of the action, before the single save.</summary>
    internal void BeforeCommit(Func<CancellationToken, Task> work) => _beforeCommit.Add(work);

    /// <summary>The one place where an action reaches the database.</summary>
    internal async Task SaveAsync(CancellationToken cancel)
    {
        foreach (var work in _beforeCommit)
        {
            await work(cancel);
        }

        // A case is a hot row and its letters and evidence point to it, so hot rows go first; none of them points to an EF row.
        await Hot.FlushAsync(cancel);
        foreach (var context in _contexts)
        {
            await context.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Lets the contexts go. Not a Dispose: the container hands the session out and must not end it.</summary>
    internal async ValueTask CloseAsync()
    {
        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }
    }

    private ApprovalsDb Open(ActingAs who)
    {
        var context = open(who);
        _contexts.Add(context);
        return context;
    }
}
