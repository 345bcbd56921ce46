using System.Globalization;
using System.Text;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>What an inbox asks, with the person's mandates as ranges.</summary>
internal sealed record InboxQuery(IReadOnlyList<Mandate> Mandates, InboxFilter Filter, Guid Me, DateOnly Today, DateOnly Soon);

/// <summary>One line as read.</summary>
internal sealed record InboxLine(
    int County, Guid TaskId, Guid CaseId, string CaseNumber, string Applicant, string Programme, string Step, AreaCode Area, string Stage,
    DateOnly OpenedOn, DateOnly? DueOn, bool Estimated, Guid? HolderId, string? Holder, DateTimeOffset? DueAt);

/// <summary>One completed line as read.</summary>
internal sealed record DoneLine(int County, Guid CaseId, string CaseNumber, string Applicant, string Step, string? Outcome, DateTimeOffset CompletedAt, string Stage);

/// <summary>How many open tasks of a step a village has.</summary>
internal sealed record InboxGroup(AreaCode Area, string Step, int Count);

/// <summary>The lists people look at all day: open tasks by role and range, done tasks by person.</summary>
/// <remarks>
/// An inbox is read from the index of open tasks alone, one stretch of it per role and range of a person's mandates; only the lines of the page
/// are then looked up. Roles divide the tasks and the ranges of a role are merged, so that no task is in two stretches.
/// </remarks>
internal static class HotInbox
{
    private const string Lines =
        "SELECT t.county, t.id, c.id, c.number, c.applicant_name, t.programme, t.step, c.handling_area, i.stage, t.opened_on, t.due_on, t.due_estimated, t.holder_id, o.name, t.due_at";

    private const string Beside =
        """
        JOIN cases c ON c.county = t.county AND c.id = t.case_id JOIN instances i ON i.county = t.county AND i.case_id = t.case_id
        LEFT JOIN officials o ON o.id = t.holder_id
        """;

    private const string MostUrgentFirst = "ORDER BY CASE WHEN t.due_on IS NULL THEN 1 ELSE 0 END, t.due_on, t.opened_at, t.id";
    private const string Order = "CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, opened_at, id";

    public static async Task<List<InboxLine>> PageAsync(Hot hot, InboxQuery query, int size, CancellationToken cancel)
    {
        var (stretches, values) = Stretches(query, withFilter: true);
        if (stretches.Count == 0)
        {
            return [];
        }

        var open = string.Join(" UNION ALL ", stretches.Select(s => $"SELECT t.county, t.id, t.due_on, t.opened_at {s}"));
        var page = $"(SELECT county, id FROM ({open}) x ORDER BY {Order} LIMIT {size} OFFSET {Math.Max(0, query.Filter.Page) * size})";
        return await hot.ReadAsync(null, $"{Lines} FROM {page} p JOIN tasks t ON t.county = p.county AND t.id = p.id {Beside} {MostUrgentFirst}", values, LineOf, cancel);
    }

    /// <summary>The most urgent tasks of a whole inbox, whatever the filter.</summary>
    public static async Task<List<RowId>> UrgentAsync(Hot hot, InboxQuery query, int count, CancellationToken cancel)
    {
        var (stretches, values) = Stretches(query, withFilter: false);
        var open = string.Join(" UNION ALL ", stretches.Select(s => $"SELECT t.county, t.id, t.due_on, t.opened_at {s}"));
        return stretches.Count == 0 ? [] : await hot.ReadAsync(null, $"SELECT county, id FROM ({open}) x ORDER BY {Order} LIMIT {count}", values, row => new RowId(row.Int(0), row.Guid(1)), cancel);
    }

    /// <summary>The lines of those of these tasks that are open, the most urgent first.</summary>
    public static Task<List<InboxLine>> StillOpenAsync(Hot hot, IReadOnlyList<RowId> tasks, CancellationToken cancel)
    {
        var values = new SqlValues();
        var chosen = string.Join(" OR ", tasks.GroupBy(t => t.County).Select(c => $"(t.county = {values.Add(c.Key)} AND t.id IN ({string.Join(", ", c.Select(t => values.Add(t.Id)))}))").ToList());
        return hot.ReadAsync(null, $"{Lines} FROM tasks t {Beside} WHERE t.state = 0 AND ({chosen}) {MostUrgentFirst}", values.ToArray(), LineOf, cancel);
    }

    /// <summary>What the whole inbox holds, by village and step; the filter does not count.</summary>
    public static async Task<List<InboxGroup>> GroupsAsync(Hot hot, InboxQuery query, CancellationToken cancel)
    {
        var (stretches, values) = Stretches(query, withFilter: false);
        return await hot.ReadAsync(null, string.Join(" UNION ALL ", stretches.Select(s => $"SELECT t.area, t.step, COUNT(*) {s} GROUP BY t.area, t.step")), values,
            row => new InboxGroup(AreaRange.CodeOf(row.Long(0)), row.Text(1), (int)row.Long(2)), cancel);
    }

    /// <summary>How many tasks pass the filter.</summary>
    public static async Task<int> TotalAsync(Hot hot, InboxQuery query, CancellationToken cancel)
    {
        var (stretches, values) = Stretches(query, withFilter: true);
        return stretches.Count == 0 ? 0 : (await hot.ReadAsync(null, string.Join(" UNION ALL ", stretches.Select(s => $"SELECT COUNT(*) {s}")), values, row => (int)row.Long(0), cancel)).Sum();
    }

    private static InboxLine LineOf(Hot.Row row) => new(
        row.Int(0), row.Guid(1), row.Guid(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), AreaRange.CodeOf(row.Long(7)), row.Text(8),
        row.Date(9), row.DateOrNull(10), row.Bool(11), row.GuidOrNull(12), row.TextOrNull(13), row.InstantOrNull(14));

    public static Task<List<DoneLine>> DoneAsync(Hot hot, Guid me, int size, int page, CancellationToken cancel) => hot.ReadAsync(null,
        $"""
        SELECT t.county, c.id, c.number, c.applicant_name, t.step, t.outcome, t.completed_at, i.stage
        FROM tasks t JOIN cases c ON c.county = t.county AND c.id = t.case_id JOIN instances i ON i.county = t.county AND i.case_id = t.case_id
        WHERE t.completed_by = @1 AND t.state = 1 ORDER BY t.completed_at DESC LIMIT {size} OFFSET {Math.Max(0, page) * size}
        """,
        [me], row => new DoneLine(row.Int(0), row.Guid(1), row.Text(2), row.Text(3), row.Text(4), row.TextOrNull(5), row.Instant(6), row.Text(7)), cancel);

    // Nothing outside a mandate can be in the list.
    private static (IReadOnlyList<string> Stretches, object?[] Values) Stretches(InboxQuery query, bool withFilter)
    {
        var values = new SqlValues();
        var within = withFilter && AreaCode.TryParse(query.Filter.Village, out var village) ? AreaRange.Of(village) : AreaRange.Of(AreaCode.Nation);
        var stretches = new List<string>();
        foreach (var role in query.Mandates.GroupBy(m => m.Role))
        {
            var ranges = role.GroupBy(m => m.Programme)
                .SelectMany(p => AreaRange.Merge(p.Select(m => AreaRange.Of(m.Area))), (p, range) => (Programme: p.Key, From: Math.Max(range.From, within.From), To: Math.Min(range.To, within.To)))
                .Where(r => r.From <= r.To)
                .Select(r => $"t.area >= {values.Add(r.From)} AND t.area <= {values.Add(r.To)}{(r.Programme == "*" ? "" : $" AND t.programme = {values.Add(r.Programme)}")}")
                .ToList();
            // Ranges of different programmes may overlap, so they share a stretch.
            var conditions = role.Select(m => m.Programme).Distinct().Skip(1).Any() && ranges.Count > 0 ? [string.Join(" OR ", ranges.Select(r => $"({r})"))] : ranges;
            stretches.AddRange(conditions.Select(c => $"{From(query.Filter, withFilter)} WHERE t.state = 0 AND t.role = {values.Add(role.Key)} AND ({c}){(withFilter ? Filter(query, values) : "")}"));
        }

        return (stretches, values.ToArray());
    }

    private static string From(InboxFilter filter, bool withFilter) =>
        withFilter && !string.IsNullOrWhiteSpace(filter.Text) ? "FROM tasks t JOIN cases c ON c.county = t.county AND c.id = t.case_id" : "FROM tasks t";

    private static string Filter(InboxQuery query, SqlValues values)
    {
        var (where, filter) = (new StringBuilder(), query.Filter);
        if (!string.IsNullOrEmpty(filter.Step))
        {
            where.Append(CultureInfo.InvariantCulture, $" AND t.step = {values.Add(filter.Step)}");
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = filter.Text.Trim();
            where.Append(CultureInfo.InvariantCulture, $" AND {values.NumberOrName(text)}");
        }

        if (filter.Due is "overdue" or "soon")
        {
            where.Append(CultureInfo.InvariantCulture, $" AND t.due_on {(filter.Due == "overdue" ? "<" : "<=")} {values.Add(filter.Due == "overdue" ? query.Today : query.Soon)}");
        }

        if (filter.Mine)
        {
            where.Append(CultureInfo.InvariantCulture, $" AND t.holder_id = {values.Add(query.Me)}");
        }

        return where.ToString();
    }
}
