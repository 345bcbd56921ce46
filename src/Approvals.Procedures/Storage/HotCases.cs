using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>A case with its running instance, and the task it was entered by, as one read gives them.</summary>
internal sealed record OpenedCase(Case Case, Instance Instance, CaseTask? Task, bool TouchesActor);

/// <summary>The rows an action on a case reads once and rewrites once.</summary>
internal static class HotCases
{
    private const string CaseColumns =
        """
        c.county, c.id, c.number, c.programme, c.procedure, c.handling_area, c.registration_area, c.assisting_area,
        c.household_id, c.applicant_id, c.applicant_name, c.applied_on, c.created_by, c.created_at,
        i.id, i.definition_id, i.definition_version_id, i.definition_version, i.status, i.sub_status, i.state, i.stage, i.result,
        i.accepted_on, i.due_on, i.due_estimated, i.extended, i.started_at, i.finished_at, i.event_seq, i.event_head, i.due_at,
        EXISTS (SELECT 1 FROM case_members m WHERE m.county = c.county AND m.case_id = c.id AND (m.id_hash = @3
            OR m.id_hash IN (SELECT r.person_hash FROM relatives r WHERE r.official_id = @4 AND r.withdrawn_at IS NULL)))
        """;

    private const string TaskColumns =
        """
        , t.id, t.instance_id, t.bookmark, t.activity_id, t.step, t.role, t.area, t.programme, t.opened_at, t.opened_on, t.due_on, t.due_estimated,
        t.clock_rule, t.holder_id, t.held_since, t.state, t.outcome, t.completed_by, t.completed_at, t.due_at
        """;

    private const string ReadCaseText =
        $"SELECT {CaseColumns} FROM cases c JOIN instances i ON i.county = c.county AND i.case_id = c.id WHERE c.county = @1 AND c.id = @2";

    private const string ReadTaskText =
        $"""
        SELECT {CaseColumns}{TaskColumns}
        FROM tasks t JOIN cases c ON c.county = t.county AND c.id = t.case_id JOIN instances i ON i.county = t.county AND i.case_id = t.case_id
        WHERE t.county = @1 AND t.id = @2
        """;

    private const string LockCaseText = "SELECT 1 FROM cases WHERE county = $1 AND id = $2 FOR UPDATE";

    private const string LockCaseOfTaskText =
        "SELECT 1 FROM cases WHERE county = $1 AND id = (SELECT case_id FROM tasks WHERE county = $1 AND id = $2) FOR UPDATE";

    private const string InsertCaseText =
        """
        INSERT INTO cases (county, id, number, programme, procedure, handling_area, registration_area, assisting_area, household_id, applicant_id,
            applicant_name, applied_on, created_by, created_at)
        VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14)
        """;

    private const string InsertMemberText = "INSERT INTO case_members (county, case_id, citizen_id, id_hash) VALUES (@1, @2, @3, @4)";

    private const string InsertInstanceText =
        """
        INSERT INTO instances (county, id, case_id, definition_id, definition_version_id, definition_version, status, sub_status, state, stage, result,
            accepted_on, due_on, due_estimated, extended, started_at, finished_at, event_seq, event_head, due_at)
        VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20)
        """;

    private const string UpdateInstanceText =
        """
        UPDATE instances SET status = @3, sub_status = @4, state = @5, stage = @6, result = @7, accepted_on = @8, due_on = @9, due_estimated = @10,
            extended = @11, finished_at = @12, event_seq = @13, event_head = @14, due_at = @15
        WHERE county = @1 AND id = @2
        """;

    private const string UpdateAssistingText = "UPDATE cases SET assisting_area = @3 WHERE county = @1 AND id = @2";

    private const string UpdateApplicantText = "UPDATE cases SET applicant_name = @3 WHERE county = @1 AND id = @2";

    private const string UpdateMemberText = "UPDATE case_members SET id_hash = @4 WHERE county = @1 AND case_id = @2 AND citizen_id = @3";

    /// <summary>Locks a case and reads it.</summary>
    public static async Task<OpenedCase?> ReadCaseAsync(Hot hot, RowId id, ActingAs acting, CancellationToken cancel) =>
        (await hot.ReadAsync(new(LockCaseText, id.County, id.Id), ReadCaseText, Values(id, acting), row => Opened(row, null), cancel)).FirstOrDefault();

    /// <summary>Reads a case that nothing is going to change.</summary>
    public static async Task<OpenedCase?> ReadUnlockedAsync(Hot hot, RowId id, ActingAs acting, CancellationToken cancel) =>
        (await hot.ReadAsync(null, ReadCaseText, Values(id, acting), row => Opened(row, null), cancel)).FirstOrDefault();

    /// <summary>Locks the case of a task and reads both.</summary>
    public static async Task<OpenedCase?> ReadTaskAsync(Hot hot, RowId task, ActingAs acting, CancellationToken cancel) =>
        (await hot.ReadAsync(new(LockCaseOfTaskText, task.County, task.Id), ReadTaskText, Values(task, acting), row => Opened(row, TaskOf(row)), cancel)).FirstOrDefault();

    public static void Insert(Hot hot, Case c) =>
        hot.Write(InsertCaseText, c.County, c.Id, c.Number, c.Programme, c.Procedure, AreaRange.NumberOf(c.HandlingArea), AreaRange.NumberOf(c.RegistrationArea),
            NumberOrNull(c.AssistingArea), c.HouseholdId, c.ApplicantId, c.ApplicantName, c.AppliedOn, c.CreatedBy, c.CreatedAt);

    public static void InsertMember(Hot hot, CaseMember m) => hot.Write(InsertMemberText, m.County, m.CaseId, m.CitizenId, m.IdHash);

    public static void Insert(Hot hot, Instance i) =>
        hot.WriteEngineRow(InsertInstanceText, i.County, i.Id, i.CaseId, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, i.Status, i.SubStatus,
            i.State, i.Stage, i.Result, i.AcceptedOn, i.DueOn, i.DueEstimated, i.Extended, i.StartedAt, i.FinishedAt, i.EventSeq, i.EventHead, i.DueAt);

    public static void Update(Hot hot, Instance i) =>
        hot.WriteEngineRow(UpdateInstanceText, i.County, i.Id, i.Status, i.SubStatus, i.State, i.Stage, i.Result, i.AcceptedOn, i.DueOn, i.DueEstimated,
            i.Extended, i.FinishedAt, i.EventSeq, i.EventHead, i.DueAt);

    /// <summary>The flow runs on under another version; its other columns are written with the rest of the action.</summary>
    public static void SetVersion(Hot hot, IRun run) => hot.Write(
        $"UPDATE {(run is Instance ? "instances" : "children")} SET definition_version_id = @3, definition_version = @4 WHERE county = @1 AND id = @2",
        run.County, run.Id, run.DefinitionVersionId, run.DefinitionVersion);

    public static void SetAssisting(Hot hot, RowId id, AreaCode? area) => hot.Write(UpdateAssistingText, id.County, id.Id, NumberOrNull(area));

    public static void SetApplicantName(Hot hot, RowId id, string name) => hot.Write(UpdateApplicantText, id.County, id.Id, name);

    public static void SetMemberHash(Hot hot, RowId id, Guid citizen, byte[] hash) => hot.Write(UpdateMemberText, id.County, id.Id, citizen, hash);

    private static object?[] Values(RowId id, ActingAs acting) => [id.County, id.Id, acting.PersonHash ?? [], acting.Id];

    private static long? NumberOrNull(AreaCode? area) => area is { } code ? AreaRange.NumberOf(code) : null;

    private static OpenedCase Opened(Hot.Row row, CaseTask? task) => new(CaseOf(row), InstanceOf(row), task, row.Bool(32));

    private static Case CaseOf(Hot.Row row) => new()
    {
        County = row.Int(0),
        Id = row.Guid(1),
        Number = row.Text(2),
        Programme = row.Text(3),
        Procedure = row.Text(4),
        HandlingArea = AreaRange.CodeOf(row.Long(5)),
        RegistrationArea = AreaRange.CodeOf(row.Long(6)),
        AssistingArea = row.IsNull(7) ? null : AreaRange.CodeOf(row.Long(7)),
        HouseholdId = row.Guid(8),
        ApplicantId = row.Guid(9),
        ApplicantName = row.Text(10),
        AppliedOn = row.Date(11),
        CreatedBy = row.Guid(12),
        CreatedAt = row.Instant(13),
    };

    private static Instance InstanceOf(Hot.Row row) => new()
    {
        County = row.Int(0),
        CaseId = row.Guid(1),
        Id = row.Guid(14),
        DefinitionId = row.Text(15),
        DefinitionVersionId = row.Text(16),
        DefinitionVersion = row.Int(17),
        Status = row.Text(18),
        SubStatus = row.Text(19),
        State = row.Text(20),
        Stage = row.Text(21),
        Result = row.TextOrNull(22),
        AcceptedOn = row.DateOrNull(23),
        DueOn = row.DateOrNull(24),
        DueEstimated = row.Bool(25),
        Extended = row.Bool(26),
        StartedAt = row.Instant(27),
        FinishedAt = row.InstantOrNull(28),
        EventSeq = row.Int(29),
        EventHead = row.Bytes(30),
        DueAt = row.InstantOrNull(31),
    };

    private static CaseTask TaskOf(Hot.Row row) => new()
    {
        County = row.Int(0),
        CaseId = row.Guid(1),
        Id = row.Guid(33),
        InstanceId = row.Guid(34),
        Bookmark = row.Int(35),
        ActivityId = row.Text(36),
        Step = row.Text(37),
        Role = row.Text(38),
        Area = AreaRange.CodeOf(row.Long(39)),
        Programme = row.Text(40),
        OpenedAt = row.Instant(41),
        OpenedOn = row.Date(42),
        DueOn = row.DateOrNull(43),
        DueEstimated = row.Bool(44),
        ClockRule = row.TextOrNull(45),
        HolderId = row.GuidOrNull(46),
        HeldSince = row.InstantOrNull(47),
        State = (TaskState)row.Int(48),
        Outcome = row.TextOrNull(49),
        CompletedBy = row.GuidOrNull(50),
        CompletedAt = row.InstantOrNull(51),
        DueAt = row.InstantOrNull(52),
    };
}
