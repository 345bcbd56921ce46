using System.Collections.Concurrent;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>What of an inbox is the same for everybody with the same mandates: how many tasks each village has of each step, and, of a big inbox, which are the most urgent.</summary>
internal sealed record InboxSummary(IReadOnlyList<InboxGroup> Groups, IReadOnlyList<RowId> Urgent);

/// <summary>Summaries of inboxes of thousands, made anew every few seconds at most: nobody sees one of ten thousand come or go. Small inboxes are never kept.</summary>
/// <remarks>Kept by mandate, never by person, and without a word about anybody: the lines themselves are read each time (record 0071).</remarks>
internal sealed class BigInboxes(TimeProvider time)
{
    /// <summary>Up to so many tasks an inbox is looked through each time.</summary>
    public const int SmallUpTo = 2_000;

    private const int MostKept = 1_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, InboxSummary Summary)> _kept = [];

    /// <summary>The summary of these mandates, whatever the filter.</summary>
    /// <param name="urgent">So many of the most urgent tasks of a big inbox.</param>
    public async Task<InboxSummary> OfAsync(Hot hot, InboxQuery query, int urgent, CancellationToken cancel)
    {
        var (key, now) = (KeyOf(query.Mandates), time.GetUtcNow());
        if (_kept.TryGetValue(key, out var kept) && now < kept.Until)
        {
            return kept.Summary;
        }

        var groups = await HotInbox.GroupsAsync(hot, query, cancel);
        if (groups.Sum(g => g.Count) <= SmallUpTo)
        {
            _kept.TryRemove(key, out _);
            return new InboxSummary(groups, []);
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var summary = new InboxSummary(groups, await HotInbox.UrgentAsync(hot, query, urgent, cancel));
        _kept[key] = (now + KeptFor, summary);
        return summary;
    }

    private static string KeyOf(IReadOnlyList<Mandate> mandates) =>
        string.Join(';', mandates.Select(m => $"{m.Role} {m.Area} {m.Programme}").Distinct().Order(StringComparer.Ordinal));
}
