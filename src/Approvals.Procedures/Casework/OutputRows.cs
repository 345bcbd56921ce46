using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>What the runtime returns becomes rows: tasks, timers, waits, hindrances, and the flow's own state.</summary>
public sealed class OutputRows(Steps steps, PolicyShelf shelf)
{
    internal async Task WriteAsync(CaseFile file, IRun run, WorkflowDefinition definition, BurstResult burst, CancellationToken cancel)
    {
        var law = new Lazy<Task<Policies.LawOfTheDay>>(() => file.LawAsync(cancel));
        foreach (var output in burst.Outputs)
        {
            await WriteAsync(file, run, burst, output, law);
        }

        var state = burst.State!;
        run.Status = state.Status.ToString();
        run.SubStatus = state.SubStatus.ToString();
        run.State = state.Status == WorkflowStatus.Finished ? string.Empty : state.ToJson();
        run.Stage = StageOf(state, definition);
        run.FinishedAt = state.Status == WorkflowStatus.Finished ? file.Session.Time.Now : null;
        file.Open();
    }

    private async Task WriteAsync(CaseFile file, IRun run, BurstResult burst, Output output, Lazy<Task<Policies.LawOfTheDay>> law)
    {
        var (hot, now) = (file.Session.Hot, file.Session.Time.Now);
        switch (output)
        {
            case Output.OpenTask open:
                HotTasks.Open(hot, await TaskOfAsync(file, run, open, law));
                break;
            case Output.CloseTask { IsCancelled: true } close:
                HotTasks.Cancel(hot, run, close.Bookmark, file.Session.Acting.Id, now);
                break;
            case Output.SetTimer timer:
                HotTasks.SetTimer(hot, TimerOf(file, run, timer));
                break;
            case Output.DropTimer drop:
                HotTasks.DropTimer(hot, run, drop.Bookmark);
                break;
            case Output.AwaitEvent wait:
                HotTasks.Await(hot, WaitOf(file, run, burst, wait));
                break;
            case Output.DropEvent drop:
                HotTasks.DropAwait(hot, run, drop.Bookmark);
                break;
            case Output.Publish publish:
                Publishing.Leave(file, publish);
                break;
            case Output.Blocked blocked:
                HotTasks.Hinder(hot, HindranceOf(file, run, blocked.Bookmark, blocked.ActivityId, Hindrance.Blocked, blocked.Reason, blocked.Message), Mending.TaskOf(file, run, blocked));
                break;
            case Output.IncidentOpened { Incident: { Bookmark: > 0 } incident }:
                HotTasks.Hinder(hot, HindranceOf(file, run, incident.Bookmark, incident.ActivityId, Hindrance.Incident, incident.FaultType, incident.Message), Mending.TaskOf(file, run, incident));
                FaultPolicy.Forget(file, run, incident.ActivityId);
                break;
            case Output.Unblocked or Output.IncidentClosed:
                HotTasks.Unhinder(hot, run, output.Row, now);
                HotTasks.CancelAny(hot, run, output.Row, file.Session.Acting.Id, now);
                break;
            case Output.StartChild or Output.DropChild or Output.Finished or Output.IncidentOpened or Output.CloseTask:
                // Children are the driver's; a completed task is closed by the action that completed it; the flow's row says that it is finished or has failed.
                break;
            default:
                throw new InvalidOperationException($"Nobody writes {output.GetType().Name}.");
        }
    }

    private async Task<CaseTask> TaskOfAsync(CaseFile file, IRun run, Output.OpenTask open, Lazy<Task<Policies.LawOfTheDay>> law)
    {
        var card = steps.FindHuman(open.Type)?.Card ?? throw new InvalidOperationException($"Nobody does {open.Type}.");
        var due = card.Clock is { } key && (await law.Value).Clock(key) is { } clock
            ? clock.DueAfter(StartOf(file, card, key), shelf.Calendar)
            : null;
        // The hours are those of the procedure; what a child does later (a second stage) has its own day.
        var dueAt = card.RunsByHours && run.Id == file.Instance.Id ? file.Instance.DueAt : null;
        return new CaseTask
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            InstanceId = run.Id,
            Bookmark = open.Bookmark,
            ActivityId = open.ActivityId,
            Step = open.Type,
            Role = open.Payload["Role"].AsText() ?? card.Role,
            Area = file.Case.HandlingArea,
            Programme = file.Case.Programme,
            OpenedAt = file.Session.Time.Now,
            OpenedOn = file.Today,
            DueOn = dueAt is { } moment ? LegalTime.DateOf(moment) : due?.LastDay ?? file.Instance.DueOn,
            DueAt = dueAt,
            DueEstimated = due?.Estimated ?? file.Instance.DueEstimated,
            ClockRule = due?.Clock.RuleId,
            State = TaskState.Open,
        };
    }

    private static DateOnly StartOf(CaseFile file, StepCard card, string clock) =>
        file.ClocksBegan.TryGetValue(clock, out var began) ? began
        : card.ClockStart == ClockStart.Acceptance ? file.Instance.AcceptedOn ?? file.Today
        : file.Today;

    private static CaseTimer TimerOf(CaseFile file, IRun run, Output.SetTimer timer) => new()
    {
        County = file.Case.County,
        CaseId = file.Case.Id,
        InstanceId = run.Id,
        Bookmark = timer.Bookmark,
        DueAt = timer.Due,
    };

    private static EventWait WaitOf(CaseFile file, IRun run, BurstResult burst, Output.AwaitEvent wait) => new()
    {
        County = file.Case.County,
        CaseId = file.Case.Id,
        InstanceId = run.Id,
        Bookmark = wait.Bookmark,
        Name = wait.Name,
        CorrelationId = burst.State!.CorrelationId,
        Since = file.Session.Time.Wall,
    };

    private static Hindrance HindranceOf(CaseFile file, IRun run, int bookmark, string activityId, string kind, string key, string message) => new()
    {
        County = file.Case.County,
        Id = file.NewId(),
        CaseId = file.Case.Id,
        InstanceId = run.Id,
        Bookmark = bookmark,
        ActivityId = activityId,
        Kind = kind,
        Key = key,
        Message = message,
        OpenedAt = file.Session.Time.Now,
    };

    private static string StageOf(InstanceState state, WorkflowDefinition definition) => string.Join("、", state.Bookmarks
        .Select(b => (Title: definition.Find(b.ActivityId)?.Title ?? b.ActivityId, b.Kind))
        .Select(b => b.Kind is BookmarkKind.Blocked ? $"{b.Title}（等待补齐）" : b.Kind is BookmarkKind.Incident ? $"{b.Title}（待处理异常）" : b.Title)
        .Distinct());
}
