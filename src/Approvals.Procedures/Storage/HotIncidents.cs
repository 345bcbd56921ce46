using System.Globalization;
using Approvals.Domain;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>One branch that stands still, as read.</summary>
internal sealed record StandingRow(
    int County, Guid Id, Guid CaseId, Guid InstanceId, Guid? ChildId, string CaseNumber, string Applicant, string Programme, AreaCode Area, string VersionId, int Bookmark,
    string ActivityId, string Kind, string Key, string Message, DateTimeOffset Since, DateTimeOffset? ClosedAt, bool Proposed)
{
    public RowId Address => new(County, Id);

    public RowId Case => new(County, CaseId);
}

/// <summary>Branches that stand still, in ranges of areas; the oldest first.</summary>
internal static class HotIncidents
{
    private const string Columns =
        """
        SELECT h.county, h.id, h.case_id, h.instance_id, k.id, c.number, c.applicant_name, c.programme, c.handling_area, COALESCE(k.definition_version_id, i.definition_version_id), h.bookmark,
            h.activity_id, h.kind, h.key, h.message, h.opened_at, h.closed_at,
            EXISTS (SELECT 1 FROM repairs r WHERE r.county = h.county AND r.incident_id = h.id AND r.state = 0)
        FROM hindrances h JOIN cases c ON c.county = h.county AND c.id = h.case_id JOIN instances i ON i.county = h.county AND i.case_id = h.case_id
            LEFT JOIN children k ON k.county = h.county AND k.id = h.instance_id
        """;

    public static async Task<StandingRow?> FindAsync(Hot hot, RowId id, CancellationToken cancel) =>
        (await hot.ReadAsync(null, $"{Columns} WHERE h.county = @1 AND h.id = @2", [id.County, id.Id], Read, cancel)).FirstOrDefault();

    public static Task<List<StandingRow>> PageAsync(Hot hot, IReadOnlyList<AreaRange> ranges, IncidentFilter filter, int size, CancellationToken cancel)
    {
        var (where, values) = Where(ranges, filter);
        return hot.ReadAsync(null, $"{Columns} WHERE {where} ORDER BY h.opened_at, h.id LIMIT {size} OFFSET {Math.Max(0, filter.Page) * size}", values, Read, cancel);
    }

    /// <summary>How many stand still, by kind.</summary>
    public static async Task<Dictionary<string, int>> CountsAsync(Hot hot, IReadOnlyList<AreaRange> ranges, CancellationToken cancel)
    {
        var (where, values) = Where(ranges, new IncidentFilter(null));
        var rows = await hot.ReadAsync(null, $"SELECT h.kind, COUNT(*) FROM hindrances h JOIN cases c ON c.county = h.county AND c.id = h.case_id WHERE {where} GROUP BY h.kind",
            values, row => (Kind: row.Text(0), Count: (int)row.Long(1)), cancel);
        return rows.ToDictionary(r => r.Kind, r => r.Count);
    }

    private static (string Where, object?[] Values) Where(IReadOnlyList<AreaRange> ranges, IncidentFilter filter)
    {
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return "@" + values.Count.ToString(CultureInfo.InvariantCulture);
        }

        var arms = ranges.Select(r => $"(c.handling_area >= {Value(r.From)} AND c.handling_area <= {Value(r.To)})").DefaultIfEmpty("1 = 0");
        var where = $"h.closed_at IS NULL AND ({string.Join(" OR ", arms.ToList())})";
        return (filter.Kind is null ? where : $"{where} AND h.kind = {Value(filter.Kind)}", [.. values]);
    }

    private static StandingRow Read(Hot.Row row) => new(
        row.Int(0), row.Guid(1), row.Guid(2), row.Guid(3), row.GuidOrNull(4), row.Text(5), row.Text(6), row.Text(7), AreaRange.CodeOf(row.Long(8)), row.Text(9), row.Int(10),
        row.Text(11), row.Text(12), row.Text(13), row.Text(14), row.Instant(15), row.InstantOrNull(16), row.Bool(17));
}
