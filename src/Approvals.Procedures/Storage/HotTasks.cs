using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Storage;

/// <summary>Task, timer and hindrance rows: what the runtime's outputs become.</summary>
internal static class HotTasks
{
    private const string OpenText =
        """
        INSERT INTO tasks (county, id, case_id, instance_id, bookmark, activity_id, step, role, area, programme, opened_at, opened_on, due_on, due_estimated,
            clock_rule, due_at, state)
        VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, 0)
        """;

    private const string CompleteText =
        "UPDATE tasks SET state = 1, outcome = @3, completed_by = @4, completed_at = @5 WHERE county = @1 AND id = @2 AND state = 0";

    private const string CancelText =
        "UPDATE tasks SET state = 2, completed_by = @4, completed_at = @5 WHERE county = @1 AND instance_id = @2 AND bookmark = @3 AND state = 0";

    private const string HoldText = "UPDATE tasks SET holder_id = @3, held_since = @4 WHERE county = @1 AND id = @2 AND state = 0";

    private const string MoveText = "UPDATE tasks SET area = @3, holder_id = NULL, held_since = NULL WHERE county = @1 AND id = @2 AND state = 0";

    private const string MoveDueText =
        "UPDATE tasks SET due_on = @3, due_estimated = @4 WHERE county = @1 AND case_id = @2 AND state = 0 AND clock_rule IS NULL";

    private const string SetDueText = "UPDATE tasks SET due_on = @3, due_estimated = @4 WHERE county = @1 AND id = @2 AND state = 0";

    private const string SetTimerText =
        """
        INSERT INTO timers (county, case_id, instance_id, bookmark, due_at) VALUES (@1, @2, @3, @4, @5)
        ON CONFLICT (county, instance_id, bookmark) DO UPDATE SET due_at = excluded.due_at, leased_until = NULL
        """;

    private const string DropTimerText = "DELETE FROM timers WHERE county = @1 AND instance_id = @2 AND bookmark = @3";

    private const string HinderText =
        """
        INSERT INTO hindrances (county, id, case_id, instance_id, bookmark, activity_id, kind, key, message, opened_at)
        VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10)
        """;

    private const string UnhinderText =
        "UPDATE hindrances SET closed_at = @4 WHERE county = @1 AND instance_id = @2 AND bookmark = @3 AND closed_at IS NULL";

    private const string BlockedText =
        "SELECT instance_id, bookmark FROM hindrances WHERE county = @1 AND case_id = @2 AND key = @3 AND kind = 'blocked' AND closed_at IS NULL ORDER BY opened_at, id";

    private const string AwaitText =
        "INSERT INTO event_waits (county, case_id, instance_id, bookmark, name, correlation_id, since) VALUES (@1, @2, @3, @4, @5, @6, @7)";

    private const string DropAwaitText = "DELETE FROM event_waits WHERE county = @1 AND instance_id = @2 AND bookmark = @3";

    public static void Open(Hot hot, CaseTask t) =>
        hot.WriteEngineRow(OpenText, t.County, t.Id, t.CaseId, t.InstanceId, t.Bookmark, t.ActivityId, t.Step, t.Role, AreaRange.NumberOf(t.Area), t.Programme,
            t.OpenedAt, t.OpenedOn, t.DueOn, t.DueEstimated, t.ClockRule, t.DueAt);

    public static void Complete(Hot hot, RowId task, string outcome, Guid by, DateTimeOffset at) =>
        hot.WriteEngineRow(CompleteText, task.County, task.Id, outcome, by, at);

    public static void Cancel(Hot hot, IRun instance, int bookmark, Guid by, DateTimeOffset at) =>
        hot.WriteEngineRow(CancelText, instance.County, instance.Id, bookmark, by, at);

    /// <summary>As above, where there may be no task at the bookmark.</summary>
    public static void CancelAny(Hot hot, IRun instance, int bookmark, Guid by, DateTimeOffset at) =>
        hot.WriteAny(CancelText, instance.County, instance.Id, bookmark, by, at);

    /// <summary>Takes the task, or with nobody named puts it back.</summary>
    public static void Hold(Hot hot, RowId task, Guid? holder, DateTimeOffset? since) => hot.WriteEngineRow(HoldText, task.County, task.Id, holder, since);

    public static void Move(Hot hot, RowId task, AreaCode area) => hot.WriteEngineRow(MoveText, task.County, task.Id, AreaRange.NumberOf(area));

    /// <summary>Open tasks that run by the clock of the case take its new end; there may be none.</summary>
    public static void MoveCaseDue(Hot hot, Instance instance) =>
        hot.WriteAny(MoveDueText, instance.County, instance.CaseId, instance.DueOn, instance.DueEstimated);

    /// <summary>A task's own clock was put off.</summary>
    public static void SetDue(Hot hot, RowId task, DateOnly dueOn, bool estimated) => hot.WriteEngineRow(SetDueText, task.County, task.Id, dueOn, estimated);

    public static void SetTimer(Hot hot, CaseTimer t) => hot.WriteEngineRow(SetTimerText, t.County, t.CaseId, t.InstanceId, t.Bookmark, t.DueAt);

    public static void DropTimer(Hot hot, IRun instance, int bookmark) => hot.WriteEngineRow(DropTimerText, instance.County, instance.Id, bookmark);

    /// <summary>Opens a hindrance; one that stood at the same bookmark is over, with its task.</summary>
    public static void Hinder(Hot hot, Hindrance h, CaseTask mending)
    {
        hot.WriteAny(UnhinderText, h.County, h.InstanceId, h.Bookmark, h.OpenedAt);
        hot.WriteAny(CancelText, h.County, h.InstanceId, h.Bookmark, Guid.Empty, h.OpenedAt);
        hot.WriteEngineRow(HinderText, h.County, h.Id, h.CaseId, h.InstanceId, h.Bookmark, h.ActivityId, h.Kind, h.Key, h.Message, h.OpenedAt);
        Open(hot, mending);
    }

    public static void Unhinder(Hot hot, IRun instance, int bookmark, DateTimeOffset at) =>
        hot.WriteEngineRow(UnhinderText, instance.County, instance.Id, bookmark, at);

    /// <summary>The branches of a case that wait for a key, in the order in which they began to.</summary>
    public static Task<List<(Guid Instance, int Bookmark)>> BlockedAsync(Hot hot, RowId id, string key, CancellationToken cancel) =>
        hot.ReadAsync(null, BlockedText, [id.County, id.Id, key], row => (row.Guid(0), row.Int(1)), cancel);

    public static void Await(Hot hot, EventWait w) =>
        hot.WriteEngineRow(AwaitText, w.County, w.CaseId, w.InstanceId, w.Bookmark, w.Name, w.CorrelationId, w.Since);

    public static void DropAwait(Hot hot, IRun run, int bookmark) => hot.WriteEngineRow(DropAwaitText, run.County, run.Id, bookmark);
}
