using System.Globalization;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Running numbers of a county, by series and business year: DB2022-00001.</summary>
internal static class Numbers
{
    private const string NextText =
        """
        INSERT INTO counters (county, series, year, next) VALUES (@1, @2, @3, 2)
        ON CONFLICT (county, series, year) DO UPDATE SET next = counters.next + 1 RETURNING next
        """;

    /// <summary>Takes the next number; it is given back if the action is refused.</summary>
    public static async Task<string> NextAsync(ActionSession session, int county, string series, CancellationToken cancel)
    {
        var year = session.Time.Today.Year;
        var next = await session.Hot.ReadAsync(null, NextText, [county, series, year], row => row.Int(0), cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{next[0] - 1:D5}");
    }
}
