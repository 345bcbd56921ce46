using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Two accounts of one natural person are one hand: what separation of duties asks, at decision time.</summary>
internal static class NaturalPersons
{
    /// <summary>The acting person, or another account of the same natural person, is one of these officials.</summary>
    public static async Task<bool> ActsAsOneOfAsync(ActionSession session, IReadOnlyCollection<Guid> officials, CancellationToken cancel)
    {
        if (officials.Contains(session.Acting.Id))
        {
            return true;
        }

        if (session.Acting.PersonHash is not { } hash || officials.Count == 0)
        {
            return false;
        }

        var accounts = await session.Hot.ReadAsync(null, "SELECT id FROM officials WHERE person_hash = @1", [hash], row => row.Guid(0), cancel);
        return accounts.Any(officials.Contains);
    }

    /// <summary>An official, or another account of the same natural person, is one of these.</summary>
    public static async Task<bool> IsOneOfAsync(ActionSession session, Guid official, IReadOnlyCollection<Guid> officials, CancellationToken cancel)
    {
        if (officials.Contains(official) || officials.Count == 0)
        {
            return officials.Count > 0;
        }

        var accounts = await session.Hot.ReadAsync(null,
            "SELECT o.id FROM officials o JOIN officials p ON p.person_hash = o.person_hash WHERE p.id = @1", [official], row => row.Guid(0), cancel);
        return accounts.Any(officials.Contains);
    }
}
