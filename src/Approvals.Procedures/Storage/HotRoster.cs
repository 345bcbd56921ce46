using System.Globalization;
using Approvals.Domain;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>A segment of an award with what a roster line prints.</summary>
internal sealed record KnownAward(
    int County, Guid CaseId, string CaseNumber, string Payee, AreaCode Area, int Members, Guid DecisionId, YearMonth First, YearMonth? Last, Money Monthly, DateTimeOffset KnownFrom)
{
    public bool Covers(YearMonth month) => First <= month && !(month > Last);
}

/// <summary>The awards known at a moment, in ranges of areas; superseded ones and lines of zero are left out.</summary>
internal static class HotRoster
{
    public static Task<List<KnownAward>> KnownAsync(Hot hot, IReadOnlyList<AreaRange> ranges, DateTimeOffset known, CancellationToken cancel)
    {
        if (ranges.Count == 0)
        {
            return Task.FromResult(new List<KnownAward>());
        }

        var values = new List<object?> { known };
        string Value(long value)
        {
            values.Add(value);
            return "@" + values.Count.ToString(CultureInfo.InvariantCulture);
        }

        var arms = string.Join(" OR ", ranges.Select(r => $"(a.area >= {Value(r.From)} AND a.area <= {Value(r.To)})"));
        var sql =
            $"""
            SELECT a.county, a.case_id, c.number, a.payee, a.area, a.members, a.decision_id, s.first_month, s.last_month, s.monthly, a.known_from
            FROM awards a JOIN award_segments s ON s.county = a.county AND s.award_id = a.id JOIN cases c ON c.county = a.county AND c.id = a.case_id
            WHERE a.known_from < @1 AND s.monthly > 0 AND ({arms})
              AND NOT EXISTS (SELECT 1 FROM awards later WHERE later.county = a.county AND later.supersedes = a.id AND later.known_from < @1)
            ORDER BY a.area, c.number
            """;
        return hot.ReadAsync(null, sql, [.. values], row => new KnownAward(
            row.Int(0), row.Guid(1), row.Text(2), row.Text(3), AreaRange.CodeOf(row.Long(4)), row.Int(5), row.Guid(6), MonthOf(row.Int(7)),
            row.IsNull(8) ? null : MonthOf(row.Int(8)), new Money(row.Long(9)), row.Instant(10)), cancel);
    }

    private static YearMonth MonthOf(int number) => new(number / 100, number % 100);
}
