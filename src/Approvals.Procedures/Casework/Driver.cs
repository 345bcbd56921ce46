using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>Moves a case: runs the pure step function, answers its commands through MediatR in the same transaction, and writes what it returns as rows.</summary>
public sealed class Driver(IMediator mediator, Steps steps, Definitions definitions, PolicyShelf shelf)
{
    /// <summary>Takes one stimulus; a refusal of the runtime (task already over, unknown outcome) is handed on.</summary>
    public async Task<Refusal?> AdvanceAsync(CaseFile file, Stimulus stimulus, CancellationToken cancel)
    {
        var definition = await definitions.FindAsync(file.Session, file.Instance.DefinitionVersionId, cancel);
        var before = file.Instance.State.Length == 0 ? null : InstanceState.Parse(file.Instance.State);
        var burst = await RunAsync(file, definition, before, stimulus, cancel);
        if (burst.Refusal is { } refusal)
        {
            return new Refusal(RefusalKind.Conflict, "workflow." + refusal.Code, refusal.Message, Next: "请刷新页面，查看案件现在的状态");
        }

        if (burst.WaitsForNothing)
        {
            throw new InvalidOperationException($"Instance {file.Instance.Id} would wait for nothing after {stimulus.GetType().Name}.");
        }

        await FaultPolicy.CheckAsync(file, burst, cancel);
        await WriteAsync(file, definition, burst, cancel);
        return null;
    }

    private async Task<BurstResult> RunAsync(CaseFile file, WorkflowDefinition definition, InstanceState? before, Stimulus stimulus, CancellationToken cancel)
    {
        try
        {
            return await Burst.RunAsync(definition, steps.Catalogue, before, stimulus, file.Session.Time.Now, (command, token) => AnswerAsync(file, command, token), cancellationToken: cancel);
        }
        catch (TooManyHopsException endless)
        {
            throw FaultPolicy.Undo(file, endless.ActivityId, endless);
        }
    }

    private async Task<CommandAnswer> AnswerAsync(CaseFile file, Output.RunCommand command, CancellationToken cancel)
    {
        var step = steps.FindAutomatic(command.Type) ?? throw new InvalidOperationException($"No step answers {command.Type}.");
        if (await FaultPolicy.ParkAsync(file, command.ActivityId, cancel) is { } parked)
        {
            return parked;
        }

        try
        {
            return await mediator.Send(step.Request(file, command.ActivityId, command.Payload), cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw FaultPolicy.Undo(file, command.ActivityId, fault);
        }
    }

    private async Task WriteAsync(CaseFile file, WorkflowDefinition definition, BurstResult burst, CancellationToken cancel)
    {
        var law = new Lazy<Task<Policies.LawOfTheDay>>(() => file.LawAsync(cancel));
        foreach (var output in burst.Outputs)
        {
            await WriteAsync(file, output, law);
        }

        var state = burst.State!;
        file.Log(burst.Journal);
        file.Instance.Status = state.Status.ToString();
        file.Instance.SubStatus = state.SubStatus.ToString();
        file.Instance.State = state.Status == WorkflowStatus.Finished ? string.Empty : state.ToJson();
        file.Instance.Stage = StageOf(state, definition);
        file.Instance.FinishedAt = state.Status == WorkflowStatus.Finished ? file.Session.Time.Now : null;
        file.Open();
    }

    private async Task WriteAsync(CaseFile file, Output output, Lazy<Task<Policies.LawOfTheDay>> law)
    {
        var (hot, now) = (file.Session.Hot, file.Session.Time.Now);
        switch (output)
        {
            case Output.OpenTask open:
                HotTasks.Open(hot, await TaskOfAsync(file, open, law));
                break;
            case Output.CloseTask { IsCancelled: true } close:
                HotTasks.Cancel(hot, file.Instance, close.Bookmark, file.Session.Acting.Id, now);
                break;
            case Output.SetTimer timer:
                HotTasks.SetTimer(hot, TimerOf(file, timer));
                break;
            case Output.DropTimer drop:
                HotTasks.DropTimer(hot, file.Instance, drop.Bookmark);
                break;
            case Output.Blocked blocked:
                HotTasks.Hinder(hot, HindranceOf(file, blocked.Bookmark, blocked.ActivityId, Hindrance.Blocked, blocked.Reason, blocked.Message), Mending.TaskOf(file, blocked));
                break;
            case Output.IncidentOpened opened:
                var incident = opened.Incident;
                HotTasks.Hinder(hot, HindranceOf(file, incident.Bookmark, incident.ActivityId, Hindrance.Incident, incident.FaultType, incident.Message), Mending.TaskOf(file, incident));
                FaultPolicy.Forget(file, incident.ActivityId);
                break;
            case Output.Unblocked or Output.IncidentClosed:
                HotTasks.Unhinder(hot, file.Instance, output.Row, now);
                HotTasks.CancelAny(hot, file.Instance, output.Row, file.Session.Acting.Id, now);
                break;
            case Output.CloseTask or Output.Finished:
                // The completed task is closed by the action that completed it; the instance row says that it is finished.
                break;
            default:
                throw new InvalidOperationException($"No procedure of this product lets a flow return {output.GetType().Name}.");
        }
    }

    private async Task<CaseTask> TaskOfAsync(CaseFile file, Output.OpenTask open, Lazy<Task<Policies.LawOfTheDay>> law)
    {
        var card = steps.FindHuman(open.Type)!.Card;
        var due = card.Clock is { } key && (await law.Value).Clock(key) is { } clock
            ? clock.DueAfter(card.ClockStart == ClockStart.Acceptance ? file.Instance.AcceptedOn ?? file.Today : file.Today, shelf.Calendar)
            : null;
        return new CaseTask
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            InstanceId = file.Instance.Id,
            Bookmark = open.Bookmark,
            ActivityId = open.ActivityId,
            Step = open.Type,
            Role = open.Payload["Role"].AsText() ?? card.Role,
            Area = file.Case.HandlingArea,
            Programme = file.Case.Programme,
            OpenedAt = file.Session.Time.Now,
            OpenedOn = file.Today,
            DueOn = due?.LastDay ?? file.Instance.DueOn,
            DueEstimated = due?.Estimated ?? file.Instance.DueEstimated,
            ClockRule = due?.Clock.RuleId,
            State = TaskState.Open,
        };
    }

    private static CaseTimer TimerOf(CaseFile file, Output.SetTimer timer) => new()
    {
        County = file.Case.County,
        CaseId = file.Case.Id,
        InstanceId = file.Instance.Id,
        Bookmark = timer.Bookmark,
        DueAt = timer.Due,
    };

    private static Hindrance HindranceOf(CaseFile file, int bookmark, string activityId, string kind, string key, string message) => new()
    {
        County = file.Case.County,
        Id = file.NewId(),
        CaseId = file.Case.Id,
        InstanceId = file.Instance.Id,
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
