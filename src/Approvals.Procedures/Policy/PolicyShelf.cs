using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>The packs that ship together with what the counties have confirmed; read again when a node sees that a value was added.</summary>
public sealed class PolicyShelf(PolicySet packs, WorkCalendar calendar)
{
    /// <summary>Changes with every confirmed county value.</summary>
    internal const string VersionKey = "policy-version";

    // The validator asks for a second person; a proposal is checked as if that person were still to come.
    private const string Awaited = "awaited";

    private (string Version, PolicySet Policies) _current = (string.Empty, packs);

    public WorkCalendar Calendar { get; } = calendar;

    /// <summary>The packs alone, without any county's values.</summary>
    public PolicySet Packs { get; } = packs;

    /// <summary>Everything in force or to come, as the database knows it within this action.</summary>
    public async Task<PolicySet> CurrentAsync(ActionSession session, CancellationToken cancel)
    {
        var versions = await session.Hot.ReadAsync(null, "SELECT value FROM settings WHERE key = @1", [VersionKey], row => row.Text(0), cancel);
        var version = versions.Count == 0 ? string.Empty : versions[0];
        var current = _current;
        if (current.Version == version)
        {
            return current.Policies;
        }

        var rows = await session.Wide("policy-shelf").CountyValues.AsNoTracking().Where(v => v.ConfirmedBy != null).ToListAsync(cancel);
        var read = Packs.With([.. rows.Select(ToCountyValue)]).OrThrow();
        _current = (version, read);
        return read;
    }

    /// <summary>A row as the validator takes it.</summary>
    internal static CountyValue ToCountyValue(CountyValueRow row) => new(
        row.Id.ToString(), row.Area, row.Key, row.From, row.To, row.Published, row.Value,
        JsonSerializer.Deserialize<List<string>>(row.Cites)!, row.DocumentNumber,
        row.ProposedBy.ToString(), row.ConfirmedBy?.ToString() ?? Awaited, row.ConfirmedAt ?? row.ProposedAt);
}
