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

/// <summary>The lists people look at all day: open tasks by role and range, done tasks by person.</summary>
internal static class HotInbox
{
    public static async Task<List<InboxLine>> PageAsync(Hot hot, InboxQuery query, int size, CancellationToken cancel)
    {
        var (where, values) = Where(query, withFilter: true);
        var sql =
            $"""
            SELECT t.county, t.id, c.id, c.number, c.applicant_name, t.programme, t.step, c.handling_area, i.stage, t.opened_on, t.due_on, t.due_estimated, t.holder_id, o.name, t.due_at
            FROM tasks t JOIN cases c ON c.county = t.county AND c.id = t.case_id JOIN instances i ON i.county = t.county AND i.case_id = t.case_id
            LEFT JOIN officials o ON o.id = t.holder_id
            WHERE {where}
            ORDER BY CASE WHEN t.due_on IS NULL THEN 1 ELSE 0 END, t.due_on, t.opened_at, t.id
            LIMIT {size} OFFSET {Math.Max(0, query.Filter.Page) * size}
            """;
        return await hot.ReadAsync(null, sql, values, row => new InboxLine(
            row.Int(0), row.Guid(1), row.Guid(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), AreaRange.CodeOf(row.Long(7)), row.Text(8),
            row.Date(9), row.DateOrNull(10), row.Bool(11), row.GuidOrNull(12), row.TextOrNull(13), row.InstantOrNull(14)), cancel);
    }

    public static async Task<List<(string Step, int Count)>> CountsAsync(Hot hot, InboxQuery query, CancellationToken cancel)
    {
        var (where, values) = Where(query, withFilter: false);
        return await hot.ReadAsync(null, $"SELECT t.step, COUNT(*) FROM tasks t WHERE {where} GROUP BY t.step", values,
            row => (row.Text(0), (int)row.Long(1)), cancel);
    }

    /// <summary>The villages that have tasks in this inbox.</summary>
    public static async Task<List<AreaCode>> PlacesAsync(Hot hot, InboxQuery query, CancellationToken cancel)
    {
        var (where, values) = Where(query, withFilter: false);
        return await hot.ReadAsync(null, $"SELECT DISTINCT t.area FROM tasks t WHERE {where} ORDER BY t.area LIMIT 500", values, row => AreaRange.CodeOf(row.Long(0)), cancel);
    }

    public static async Task<int> TotalAsync(Hot hot, InboxQuery query, CancellationToken cancel)
    {
        var (where, values) = Where(query, withFilter: true);
        return (await hot.ReadAsync(null, $"SELECT COUNT(*) FROM tasks t JOIN cases c ON c.county = t.county AND c.id = t.case_id WHERE {where}", values,
            row => (int)row.Long(0), cancel))[0];
    }

    public static Task<List<DoneLine>> DoneAsync(Hot hot, Guid me, int size, int page, CancellationToken cancel) => hot.ReadAsync(null,
        $"""
        SELECT t.county, c.id, c.number, c.applicant_name, t.step, t.outcome, t.completed_at, i.stage
        FROM tasks t JOIN cases c ON c.county = t.county AND c.id = t.case_id JOIN instances i ON i.county = t.county AND i.case_id = t.case_id
        WHERE t.completed_by = @1 AND t.state = 1 ORDER BY t.completed_at DESC LIMIT {size} OFFSET {Math.Max(0, page) * size}
        """,
        [me], row => new DoneLine(row.Int(0), row.Guid(1), row.Text(2), row.Text(3), row.Text(4), row.TextOrNull(5), row.Instant(6), row.Text(7)), cancel);

    // One arm per mandate: the role and the range of its area. Nothing outside a mandate can be in the list.
    private static (string Where, object?[] Values) Where(InboxQuery query, bool withFilter)
    {
        var values = new List<object?>();
        string Value(object? value)
        {
            values.Add(value);
            return "@" + values.Count.ToString(CultureInfo.InvariantCulture);
        }

        var arms = query.Mandates.Select(m => (m.Role, Range: AreaRange.Of(m.Area), m.Programme)).Distinct().Select(m =>
            $"(t.role = {Value(m.Role)} AND t.area >= {Value(m.Range.From)} AND t.area <= {Value(m.Range.To)}{(m.Programme == "*" ? "" : $" AND t.programme = {Value(m.Programme)}")})");
        var where = new StringBuilder("t.state = 0 AND (").AppendJoin(" OR ", arms.ToList()).Append(')');
        if (withFilter)
        {
            AddFilter(where, query, Value);
        }

        return (where.ToString(), [.. values]);
    }

    private static void AddFilter(StringBuilder where, InboxQuery query, Func<object?, string> value)
    {
        var filter = query.Filter;
        if (!string.IsNullOrEmpty(filter.Step))
        {
            where.Append(CultureInfo.InvariantCulture, $" AND t.step = {value(filter.Step)}");
        }

        if (AreaCode.TryParse(filter.Village, out var area))
        {
            var range = AreaRange.Of(area);
            where.Append(CultureInfo.InvariantCulture, $" AND c.handling_area >= {value(range.From)} AND c.handling_area <= {value(range.To)}");
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = filter.Text.Trim();
            where.Append(CultureInfo.InvariantCulture, $" AND (c.number = {value(text)} OR (c.applicant_name >= {value(text)} AND c.applicant_name < {value(text + "\uffff")}))");
        }

        if (filter.Due is "overdue" or "soon")
        {
            where.Append(CultureInfo.InvariantCulture, $" AND t.due_on {(filter.Due == "overdue" ? "<" : "<=")} {value(filter.Due == "overdue" ? query.Today : query.Soon)}");
        }

        if (filter.Mine)
        {
            where.Append(CultureInfo.InvariantCulture, $" AND t.holder_id = {value(query.Me)}");
        }
    }
}
