using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>Child flows: read and written only by actions that touch one.</summary>
internal static class HotChildren
{
    private const string Columns =
        """
        county, id, case_id, parent_id, parent_bookmark, depth, definition_id, definition_version_id, definition_version, status, sub_status, state, stage, started_at, finished_at
        """;

    private const string InsertText =
        $"INSERT INTO children ({Columns}) VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15)";

    private const string UpdateText =
        "UPDATE children SET status = @3, sub_status = @4, state = @5, stage = @6, finished_at = @7 WHERE county = @1 AND id = @2";

    private const string RunningBelowText =
        $"""
        WITH RECURSIVE below(child_id) AS (
            SELECT id FROM children WHERE county = @1 AND parent_id = @2
            UNION ALL SELECT c.id FROM children c JOIN below b ON c.county = @1 AND c.parent_id = b.child_id)
        SELECT {Columns} FROM children WHERE county = @1 AND status = 'Running' AND id IN (SELECT child_id FROM below) ORDER BY id
        """;

    public static async Task<ChildInstance?> ReadAsync(Hot hot, int county, Guid id, CancellationToken cancel) =>
        (await hot.ReadAsync(null, $"SELECT {Columns} FROM children WHERE county = @1 AND id = @2", [county, id], Read, cancel)).FirstOrDefault();

    public static Task<List<ChildInstance>> RunningAsync(Hot hot, IRun parent, CancellationToken cancel) =>
        hot.ReadAsync(null, $"SELECT {Columns} FROM children WHERE county = @1 AND parent_id = @2 AND status = 'Running' ORDER BY id", [parent.County, parent.Id], Read, cancel);

    /// <summary>The running children of a flow and theirs, also where what started them is over.</summary>
    public static Task<List<ChildInstance>> RunningBelowAsync(Hot hot, IRun parent, CancellationToken cancel) =>
        hot.ReadAsync(null, RunningBelowText, [parent.County, parent.Id], Read, cancel);

    /// <summary>The running children of a case on one version.</summary>
    public static Task<List<Guid>> OnVersionAsync(Hot hot, RowId id, string version, CancellationToken cancel) =>
        hot.ReadAsync(null, "SELECT id FROM children WHERE county = @1 AND case_id = @2 AND definition_version_id = @3 AND status = 'Running' ORDER BY id", [id.County, id.Id, version],
            row => row.Guid(0), cancel);

    public static void Insert(Hot hot, ChildInstance c) => hot.WriteEngineRow(InsertText, c.County, c.Id, c.CaseId, c.ParentId, c.ParentBookmark, c.Depth,
        c.DefinitionId, c.DefinitionVersionId, c.DefinitionVersion, c.Status, c.SubStatus, c.State, c.Stage, c.StartedAt, c.FinishedAt);

    public static void Update(Hot hot, ChildInstance c) => hot.WriteEngineRow(UpdateText, c.County, c.Id, c.Status, c.SubStatus, c.State, c.Stage, c.FinishedAt);

    private static ChildInstance Read(Hot.Row row) => new()
    {
        County = row.Int(0),
        Id = row.Guid(1),
        CaseId = row.Guid(2),
        ParentId = row.Guid(3),
        ParentBookmark = row.Int(4),
        Depth = row.Int(5),
        DefinitionId = row.Text(6),
        DefinitionVersionId = row.Text(7),
        DefinitionVersion = row.Int(8),
        Status = row.Text(9),
        SubStatus = row.Text(10),
        State = row.Text(11),
        Stage = row.Text(12),
        StartedAt = row.Instant(13),
        FinishedAt = row.InstantOrNull(14),
    };
}
