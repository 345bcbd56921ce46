using System.Globalization;
using Approvals.Domain;
using Approvals.Procedures.Designer;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>An instance as read for the viewer, with the area of its case.</summary>
internal sealed record FoundInstance(InstanceLine Line, AreaCode Area, RowId Case, string State);

/// <summary>Instances of flows in ranges of areas.</summary>
internal static class HotInstances
{
    private const string Columns =
        """
        SELECT i.county, i.id, i.case_id, c.number, i.definition_id, i.definition_version_id, i.definition_version, i.status, i.sub_status,
            (SELECT COUNT(*) FROM hindrances h WHERE h.county = i.county AND h.instance_id = i.id AND h.closed_at IS NULL AND h.kind = 'incident'),
            i.started_at, i.finished_at, c.handling_area, i.state, (SELECT MAX(e.at) FROM events e WHERE e.county = i.county AND e.case_id = i.case_id)
        FROM instances i JOIN cases c ON c.county = i.county AND c.id = i.case_id
        """;

    public static async Task<FoundInstance?> FindAsync(Hot hot, RowId id, CancellationToken cancel) =>
        (await hot.ReadAsync(null, $"{Columns} WHERE i.county = @1 AND i.id = @2", [id.County, id.Id], Read, cancel)).FirstOrDefault();

    public static async Task<FoundInstance?> OfCaseAsync(Hot hot, RowId id, CancellationToken cancel) =>
        (await hot.ReadAsync(null, $"{Columns} WHERE i.county = @1 AND i.case_id = @2", [id.County, id.Id], Read, cancel)).FirstOrDefault();

    public static async Task<InstancePage> PageAsync(Hot hot, IReadOnlyList<AreaRange> ranges, InstanceFilter filter, CancellationToken cancel)
    {
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return "@" + values.Count.ToString(CultureInfo.InvariantCulture);
        }

        string AnyOf(string column, IReadOnlyList<string> allowed) =>
            allowed.Count == 0 ? string.Empty : $" AND {column} IN ({string.Join(", ", allowed.Select(a => Value(a)).ToList())})";

        var arms = ranges.Select(r => $"(c.handling_area >= {Value(r.From)} AND c.handling_area <= {Value(r.To)})").DefaultIfEmpty("1 = 0").ToList();
        var where = $"({string.Join(" OR ", arms)}){AnyOf("i.definition_id", filter.Keys)}{AnyOf("i.status", filter.Statuses)}{AnyOf("i.sub_status", filter.SubStatuses)}";
        where += string.IsNullOrWhiteSpace(filter.Text) ? string.Empty : $" AND c.number LIKE {Value($"%{filter.Text.Trim()}%")}";
        where += filter.WithIncidentsOnly ? " AND EXISTS (SELECT 1 FROM hindrances h WHERE h.county = i.county AND h.instance_id = i.id AND h.closed_at IS NULL AND h.kind = 'incident')" : string.Empty;
        var total = await hot.ReadAsync(null, $"SELECT COUNT(*) FROM instances i JOIN cases c ON c.county = i.county AND c.id = i.case_id WHERE {where}", [.. values], row => row.Long(0), cancel);
        var order = filter.OldestFirst ? "ASC" : "DESC";
        var rows = await hot.ReadAsync(null, $"{Columns} WHERE {where} ORDER BY i.started_at {order}, i.id LIMIT {filter.PageSize} OFFSET {filter.Page * filter.PageSize}", [.. values], Read, cancel);
        return new InstancePage([.. rows.Select(r => r.Line)], (int)total[0]);
    }

    /// <summary>The cases of a procedure that ended last.</summary>
    public static Task<List<FoundInstance>> FinishedAsync(Hot hot, AreaRange within, IReadOnlyList<AreaRange> ranges, string definition, int most, CancellationToken cancel)
    {
        object?[] bounds = [definition, within.From, within.To, most, .. ranges.SelectMany(r => new object?[] { r.From, r.To })];
        var arms = ranges.Select((_, i) => $"(c.handling_area >= @{5 + (2 * i)} AND c.handling_area <= @{6 + (2 * i)})").DefaultIfEmpty("1 = 0");
        return hot.ReadAsync(null,
            $"{Columns} WHERE i.definition_id = @1 AND i.status = 'Finished' AND i.sub_status = 'Finished' AND c.handling_area >= @2 AND c.handling_area <= @3 AND ({string.Join(" OR ", arms)}) ORDER BY i.finished_at DESC, i.id LIMIT @4",
            bounds, Read, cancel);
    }

    public static Task<List<StandingBranch>> StandingAsync(Hot hot, RowId instance, CancellationToken cancel) => hot.ReadAsync(null,
        "SELECT activity_id, kind, key, message, opened_at FROM hindrances WHERE county = @1 AND instance_id = @2 AND closed_at IS NULL ORDER BY opened_at",
        [instance.County, instance.Id], row => new StandingBranch(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Instant(4)), cancel);

    /// <summary>The events of the case that ran this version, in order.</summary>
    public static Task<List<(DateTimeOffset At, string Text)>> EventsAsync(Hot hot, FoundInstance found, CancellationToken cancel) => hot.ReadAsync(null,
        "SELECT at, text FROM events WHERE county = @1 AND case_id = @2 ORDER BY seq", [found.Case.County, found.Case.Id], row => (row.Instant(0), row.Text(1)), cancel);

    private static FoundInstance Read(Hot.Row row)
    {
        var county = row.Int(0);
        var started = row.Instant(10);
        var line = new InstanceLine(
            new RowId(county, row.Guid(1)).ToString(), new RowId(county, row.Guid(2)).ToString(), row.Text(3), row.Text(4), row.Text(5), row.Int(6), row.Text(7), row.Text(8),
            (int)row.Long(9), started, row.InstantOrNull(14) ?? started, row.InstantOrNull(11));
        return new FoundInstance(line, AreaRange.CodeOf(row.Long(12)), new RowId(county, row.Guid(2)), row.Text(13));
    }
}
