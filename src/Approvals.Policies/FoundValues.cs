using System.Collections.Concurrent;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>For which place, day, knowledge and readings a value is asked.</summary>
internal readonly record struct FoundFor(AreaCode Area, DateOnly Day, DateTimeOffset? KnownAt, DocumentReadings Readings);

/// <summary>Values already found, so that a batch of calculations asks the packs once for each place and stretch of days in which nothing changes. Bounded.</summary>
internal sealed class FoundValues(PolicySet policies)
{
    private const int MostStretches = 4096;
    private readonly Lazy<DateOnly[]> _changes = new(() => [.. DaysOfChange(policies).Distinct().Order()]);
    private readonly ConcurrentDictionary<FoundFor, ConcurrentDictionary<string, Sourced<PolicyValue>?>> _found = new();
    private int _stretches;

    /// <summary>The value found before, or the one found now.</summary>
    public Sourced<PolicyValue>? GetOrAdd(in FoundFor where, Parameter parameter, Func<Parameter, Sourced<PolicyValue>?> find)
    {
        var here = Here(where with { Day = FirstDayLike(where.Day) });
        return here.TryGetValue(parameter.Key, out var before) ? before : here[parameter.Key] = find(parameter);
    }

    // Whatever is in force on a day was so from the last change before it.
    private DateOnly FirstDayLike(DateOnly day)
    {
        var at = Array.BinarySearch(_changes.Value, day);
        return at >= 0 ? day : at == -1 ? DateOnly.MinValue : _changes.Value[~at - 1];
    }

    // Days are compared nowhere else than with the ends of rows, of documents and of proposed defaults; an anniversary reading moves an end by a day.
    private static IEnumerable<DateOnly> DaysOfChange(PolicySet policies)
    {
        var starts = policies.Rows.Select(r => r.From).Concat(policies.Documents.Values.Select(d => d.Period?.From).OfType<DateOnly>());
        var ends = policies.Rows.Select(r => r.To).Concat(policies.Documents.Values.Select(d => d.Period?.To)).Concat(policies.Parameters.Values.Select(p => p.Default?.To)).OfType<DateOnly>();
        return starts.Concat(ends.Where(d => d < DateOnly.MaxValue.AddDays(-1)).SelectMany(d => new[] { d.AddDays(1), d.AddDays(2) }));
    }

    private ConcurrentDictionary<string, Sourced<PolicyValue>?> Here(in FoundFor where)
    {
        if (_found.TryGetValue(where, out var here))
        {
            return here;
        }

        if (Interlocked.Increment(ref _stretches) > MostStretches)
        {
            Interlocked.Exchange(ref _stretches, 0);
            _found.Clear();
        }

        return _found.GetOrAdd(where, _ => new ConcurrentDictionary<string, Sourced<PolicyValue>?>(1, 16));
    }
}
