using System.Globalization;
using System.Text;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>One line as read.</summary>
internal sealed record ListedCase(int County, Guid Id, string Number, string Applicant, string Programme, AreaCode Area, DateOnly AppliedOn, string Stage, string? Result, DateOnly? DueOn);

/// <summary>The list of cases of a person's areas, the latest first: ids from the index of places alone, then the lines of the page.</summary>
/// <remarks>The scope stands in the statement as ranges, like the filter that EF Core adds to every query, so that an index can serve it.</remarks>
internal static class HotCaseList
{
    public static async Task<List<ListedCase>> PageAsync(Hot hot, IReadOnlyList<AreaRange> ranges, CaseFilter filter, int size, CancellationToken cancel)
    {
        var (stretches, values) = Stretches(ranges, filter);
        if (stretches.Count == 0)
        {
            return [];
        }

        var found = string.Join(" UNION ALL ", stretches.Select(s => $"SELECT c.county, c.id, c.created_at {s}"));
        var sql =
            $"""
            SELECT c.county, c.id, c.number, c.applicant_name, c.programme, c.handling_area, c.applied_on, i.stage, i.result, i.due_on
            FROM (SELECT county, id FROM ({found}) x ORDER BY created_at DESC, id DESC LIMIT {size} OFFSET {Math.Max(0, filter.Page) * size}) p
            JOIN cases c ON c.county = p.county AND c.id = p.id JOIN instances i ON i.county = c.county AND i.case_id = c.id
            ORDER BY c.created_at DESC, c.id DESC
            """;
        return await hot.ReadAsync(null, sql, values, row => new ListedCase(
            row.Int(0), row.Guid(1), row.Text(2), row.Text(3), row.Text(4), AreaRange.CodeOf(row.Long(5)), row.Date(6), row.Text(7), row.TextOrNull(8), row.DateOrNull(9)), cancel);
    }

    public static async Task<int> TotalAsync(Hot hot, IReadOnlyList<AreaRange> ranges, CaseFilter filter, CancellationToken cancel)
    {
        var (stretches, values) = Stretches(ranges, filter);
        return stretches.Count == 0 ? 0 : (await hot.ReadAsync(null, string.Join(" UNION ALL ", stretches.Select(s => $"SELECT COUNT(*) {s}")), values, row => (int)row.Long(0), cancel)).Sum();
    }

    // Cases handled in the ranges, and those the ranges help with that are handled elsewhere.
    private static (IReadOnlyList<string> Stretches, object?[] Values) Stretches(IReadOnlyList<AreaRange> ranges, CaseFilter filter)
    {
        var values = new SqlValues();
        string In(string column, AreaRange range) => $"{column} >= {values.Add(range.From)} AND {column} <= {values.Add(range.To)}";

        var within = AreaCode.TryParse(filter.Village, out var village) ? AreaRange.Of(village) : AreaRange.Of(AreaCode.Nation);
        var here = ranges.Select(r => new AreaRange(Math.Max(r.From, within.From), Math.Min(r.To, within.To))).Where(r => r.From <= r.To).ToList();
        var stretches = here.Select(r => $"FROM cases c WHERE {In("c.handling_area", r)}{Filter(filter, values)}").ToList();
        stretches.AddRange(ranges.Select(r =>
            $"FROM cases c WHERE {In("c.assisting_area", r)} AND {In("c.handling_area", within)} AND NOT ({string.Join(" OR ", ranges.Select(own => $"({In("c.handling_area", own)})"))}){Filter(filter, values)}"));
        return (stretches, values.ToArray());
    }

    private static string Filter(CaseFilter filter, SqlValues values)
    {
        var where = new StringBuilder();
        if (filter.State == "running")
        {
            where.Append(CultureInfo.InvariantCulture, $" AND EXISTS (SELECT 1 FROM instances i WHERE i.county = c.county AND i.case_id = c.id AND i.status = {values.Add("Running")})");
        }
        else if (filter.State is "confirmed" or "refused" or "withdrawn" or "cancelled" or "paid")
        {
            where.Append(CultureInfo.InvariantCulture, $" AND EXISTS (SELECT 1 FROM instances i WHERE i.county = c.county AND i.case_id = c.id AND i.result = {values.Add(filter.State)})");
        }

        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            where.Append(text.Length == 4 && text.Take(3).All(char.IsAsciiDigit)
                ? $" AND EXISTS (SELECT 1 FROM case_members m JOIN citizens p ON p.county = m.county AND p.id = m.citizen_id WHERE m.county = c.county AND m.case_id = c.id AND p.id_last4 = {values.Add(text.ToUpperInvariant())})"
                : $" AND {values.NumberOrName(text)}");
        }

        return where.ToString();
    }
}
