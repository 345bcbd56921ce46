using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>The county's own event chain: accounts, grants, values, everything that belongs to no case.</summary>
public sealed class CountyJournal(ActionSession session)
{
    private static readonly byte[] Beginning = new byte[32];

    /// <summary>Writes one event about the acting person's county; call it once per action.</summary>
    public void Write(string kind, SortedDictionary<string, string> facts) => Write(session.Acting.County, new EventDraft { Kind = kind, Facts = facts });

    /// <summary>Writes one event about a county, with the rows it recorded.</summary>
    public void Write(int county, EventDraft draft) => session.BeforeCommit(async cancel =>
    {
        var last = await session.Hot.ReadAsync(
            new("SELECT pg_advisory_xact_lock(@1)", (long)county), "SELECT seq, hash FROM events WHERE county = @1 AND case_id = @2 ORDER BY seq DESC LIMIT 1",
            [county, Guid.Empty], row => (Seq: row.Int(0), Hash: row.Bytes(1)), cancel);
        var (seq, head) = last.Count == 0 ? (0, Beginning) : last[0];
        HotEvents.Insert(session.Hot, EventText.Write(session, county, Guid.Empty, seq + 1, head, draft, session.CommandAnswer));
    });
}
