using System.Globalization;
using Approvals.Domain;

namespace Approvals.Procedures.People;

/// <summary>A closed range of division codes, each padded to twelve digits: what a grant lets a person see.</summary>
public readonly record struct AreaRange(long From, long To)
{
    /// <summary>Every code inside an area; the nation covers them all.</summary>
    public static AreaRange Of(AreaCode area)
    {
        var size = area.Level switch
        {
            AreaLevel.Nation => 1_000_000_000_000,
            AreaLevel.Province => 10_000_000_000,
            AreaLevel.City => 100_000_000,
            AreaLevel.County => 1_000_000,
            AreaLevel.Township => 1_000,
            _ => 1L,
        };
        var from = NumberOf(area);
        return new AreaRange(from, from + size - 1);
    }

    /// <summary>A code as the databases keep it: twelve digits, comparable.</summary>
    public static long NumberOf(AreaCode area) =>
        long.Parse(area.ToString().PadRight(12, '0'), CultureInfo.InvariantCulture);

    /// <summary>Back from the database: the shortest of 6, 9 or 12 digits that names it.</summary>
    public static AreaCode CodeOf(long number)
    {
        var digits = number.ToString("D12", CultureInfo.InvariantCulture);
        var length = number % 1_000_000 == 0 ? 6 : number % 1_000 == 0 ? 9 : 12;
        return AreaCode.Parse(digits[..length]);
    }

    public bool Contains(AreaCode area)
    {
        var number = NumberOf(area);
        return number >= From && number <= To;
    }

    /// <summary>The fewest ranges that cover the same codes.</summary>
    public static IReadOnlyList<AreaRange> Merge(IEnumerable<AreaRange> ranges)
    {
        var merged = new List<AreaRange>();
        foreach (var range in ranges.OrderBy(r => r.From).ThenByDescending(r => r.To))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, range.To) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
