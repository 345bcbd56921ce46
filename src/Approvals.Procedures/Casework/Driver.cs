using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>Moves a case: runs the pure step function, answers its commands through MediatR in the same transaction, starts and ends its children, and has
/// what it returns written as rows.</summary>
public sealed class Driver(IMediator mediator, Steps steps, Definitions definitions, OutputRows rows)
{
    /// <summary>A flow that starts itself, or two that start each other, end here.</summary>
    private const int MostDepth = 5;

    /// <summary>Moves the procedure of the case; a refusal of the runtime (task already over, unknown outcome) is handed on.</summary>
    public Task<Refusal?> AdvanceAsync(CaseFile file, Stimulus stimulus, CancellationToken cancel) => AdvanceAsync(file, file.Instance, stimulus, cancel);

    /// <summary>Moves one flow of the case, and then whatever that owes to its other flows.</summary>
    public async Task<Refusal?> AdvanceAsync(CaseFile file, IRun run, Stimulus stimulus, CancellationToken cancel)
    {
        var step = await StepAsync(file, run, stimulus, cancel);
        if (step.Refusal is { } refusal)
        {
            return new Refusal(RefusalKind.Conflict, "workflow." + refusal.Code, refusal.Message, Next: "请刷新页面，查看案件现在的状态");
        }

        await FollowAsync(file, run, step, cancel);
        await SettleAsync(file, cancel);
        return null;
    }

    /// <summary>Starts children that an earlier transaction left.</summary>
    internal async Task StartAsync(CaseFile file, IRun run, IEnumerable<Output.StartChild> starts, CancellationToken cancel)
    {
        foreach (var start in starts)
        {
            await StartAsync(file, run, start, cancel);
        }

        await SettleAsync(file, cancel);
    }

    /// <summary>Ends children that nobody waits for any more.</summary>
    internal async Task EndAsync(CaseFile file, IEnumerable<IRun> children, CancellationToken cancel)
    {
        foreach (var child in children)
        {
            file.Flows.Owe(child, new Stimulus.Cancel(ChildWork.NoLongerWaited));
        }

        await SettleAsync(file, cancel);
    }

    /// <summary>Takes the procedure or a child to another version of its definition; the caller has shown the plan, and settles when all are taken.</summary>
    internal async Task<Refusal?> MigrateAsync(CaseFile file, IRun run, WorkflowDefinition to, CancellationToken cancel)
    {
        var from = await definitions.FindAsync(file.Session, run.DefinitionVersionId, cancel);
        var step = Migration.Apply(from, to, steps.Catalogue, InstanceState.Parse(run.State), file.Session.Time.Now);
        if (step.Refusal is { } refusal)
        {
            return new Refusal(RefusalKind.Conflict, "migration.impossible", refusal.Message, Next: "请按预览中的说明处理后再换版本");
        }

        (run.DefinitionVersionId, run.DefinitionVersion) = (to.Id, to.Version);
        HotCases.SetVersion(file.Session.Hot, run);
        var burst = await RunAsync(file, run, to, step, cancel);
        await FaultPolicy.CheckAsync(file, run, burst, cancel);
        await KeepAsync(file, run, new Stimulus.Migrate(from.Id), to, burst, cancel);
        await FollowAsync(file, run, burst, cancel);
        return null;
    }

    /// <summary>Does what the flows of the case owe each other, until nobody owes anything.</summary>
    internal async Task SettleAsync(CaseFile file, CancellationToken cancel)
    {
        while (file.Flows.TryNext(out var next))
        {
            // What the other flow no longer waits for it refuses, and that is right; a child that will not start has failed.
            var step = await StepAsync(file, next.Run, next.Stimulus, cancel);
            if (step.Refusal is not null && next is { Stimulus: Stimulus.Start, Run: ChildInstance child })
            {
                await FailAsync(file, child, cancel);
            }

            await FollowAsync(file, next.Run, step, cancel);
        }
    }

    private static async Task FailAsync(CaseFile file, ChildInstance child, CancellationToken cancel)
    {
        (child.Status, child.SubStatus, child.FinishedAt) = (nameof(WorkflowStatus.Finished), nameof(WorkflowSubStatus.Faulted), file.Session.Time.Now);
        if (child.ParentBookmark > 0 && await file.Flows.FindAsync(child.ParentId, cancel) is { } parent)
        {
            file.Flows.Owe(parent, new Stimulus.ChildFinished(child.ParentBookmark, child.Id.ToString(), WorkflowSubStatus.Faulted, ObjectValue.Empty));
        }
    }

    private async Task<BurstResult> StepAsync(CaseFile file, IRun run, Stimulus stimulus, CancellationToken cancel)
    {
        var definition = await definitions.FindAsync(file.Session, run.DefinitionVersionId, cancel);
        var before = run.State.Length == 0 ? null : InstanceState.Parse(run.State);
        if (before is null && stimulus is not Stimulus.Start)
        {
            return new BurstResult(null, [], [], [], [], new("instance-finished", "流程已经结束"));
        }

        var burst = await RunAsync(file, run, definition, WorkflowEngine.Step(definition, steps.Catalogue, before, stimulus, file.Session.Time.Now), cancel);
        if (burst.Refusal is null)
        {
            await FaultPolicy.CheckAsync(file, run, burst, cancel);
            await KeepAsync(file, run, stimulus, definition, burst, cancel);
        }

        return burst;
    }

    private async Task<BurstResult> RunAsync(CaseFile file, IRun run, WorkflowDefinition definition, StepResult first, CancellationToken cancel)
    {
        try
        {
            return await Burst.GoOnAsync(definition, steps.Catalogue, first, file.Session.Time.Now,
                (command, token) => AnswerAsync(file, run, command, token), (child, token) => StartInlineAsync(file, run, child, token), cancel);
        }
        catch (TooManyHopsException endless)
        {
            throw FaultPolicy.Undo(file, run, endless.ActivityId, endless);
        }
    }

    private async Task<CommandAnswer> AnswerAsync(CaseFile file, IRun run, Output.RunCommand command, CancellationToken cancel)
    {
        if (await FaultPolicy.ParkAsync(file, run, command.ActivityId, cancel) is { } parked)
        {
            return parked;
        }

        try
        {
            var step = steps.FindAutomatic(command.Type) ?? throw new InvalidOperationException($"No step answers {command.Type}.");
            return await mediator.Send(step.Request(file, command.ActivityId, command.Payload), cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw FaultPolicy.Undo(file, run, command.ActivityId, fault);
        }
    }

    private async Task KeepAsync(CaseFile file, IRun run, Stimulus stimulus, WorkflowDefinition definition, BurstResult burst, CancellationToken cancel)
    {
        if (burst.WaitsForNothing)
        {
            throw new InvalidOperationException($"Flow {run.Id} would wait for nothing after {stimulus.GetType().Name}.");
        }

        await rows.WriteAsync(file, run, definition, burst, cancel);
        file.Keep(run, new RecordedBurst(definition.Id, stimulus, burst.Answers, Journal.Write(burst.Journal)));
    }

    /// <summary>What a burst asks of other flows: children to start, children nobody waits for, a parent to tell.</summary>
    private async Task FollowAsync(CaseFile file, IRun run, BurstResult burst, CancellationToken cancel)
    {
        var finished = burst.Outputs.OfType<Output.Finished>().FirstOrDefault();
        await StartAsync(file, run, [.. burst.Outputs.OfType<Output.StartChild>()], cancel);
        await DropAsync(file, run, burst, finished, cancel);
        if (finished is not null && run is ChildInstance { ParentBookmark: > 0 } child && await file.Flows.FindAsync(child.ParentId, cancel) is { } parent)
        {
            file.Flows.Owe(parent, new Stimulus.ChildFinished(child.ParentBookmark, child.Id.ToString(), finished.Status, finished.Result));
        }
    }

    /// <summary>Starts what one transaction may hold; the rest becomes work for later ones.</summary>
    private async Task StartAsync(CaseFile file, IRun run, List<Output.StartChild> starts, CancellationToken cancel)
    {
        var now = Math.Min(starts.Count, Flows.MostChildren - file.Flows.Moved);
        foreach (var start in starts.Take(now))
        {
            await StartAsync(file, run, start, cancel);
        }

        ChildWork.Leave(file, run, starts.Skip(now));
    }

    /// <summary>Starts one child after the burst that asked for it.</summary>
    private async Task StartAsync(CaseFile file, IRun run, Output.StartChild start, CancellationToken cancel)
    {
        file.Flows.Moved++;
        if (await BeginAsync(file, run, start, cancel) is { } child)
        {
            file.Flows.Owe(child, new Stimulus.Start(start.Input, start.CorrelationId));
        }
        else if (start.Bookmark > 0)
        {
            file.Flows.Owe(run, new Stimulus.ChildFinished(start.Bookmark, start.DefinitionId, WorkflowSubStatus.Faulted, ObjectValue.Empty));
        }
    }

    /// <summary>Starts one child inside the burst of its parent; it may end at once. What one transaction cannot hold begins in a later one, and the parent waits for it.</summary>
    private async Task<Stimulus> StartInlineAsync(CaseFile file, IRun run, Output.StartChild start, CancellationToken cancel)
    {
        var failed = new Stimulus.ChildFinished(start.Bookmark, start.DefinitionId, WorkflowSubStatus.Faulted, ObjectValue.Empty);
        if (await FaultPolicy.ParkAsync(file, run, start.ActivityId, cancel) is not null)
        {
            // A child cannot be answered as a command is: its parent leaves by the way of a failed one, or waits as an incident.
            FaultPolicy.Forget(file, run, start.ActivityId);
            return failed;
        }

        if (file.Flows.Moved >= Flows.MostInlineAsWell)
        {
            ChildWork.Leave(file, run, [start]);
            return new Stimulus.ChildStarted(start.Bookmark, string.Empty);
        }

        file.Flows.Moved++;
        if (await BeginAsync(file, run, start, cancel) is not { } child)
        {
            return failed;
        }

        var burst = await StepAsync(file, child, new Stimulus.Start(start.Input, start.CorrelationId), cancel);
        if (burst.Refusal is not null)
        {
            (child.Status, child.SubStatus, child.FinishedAt) = (nameof(WorkflowStatus.Finished), nameof(WorkflowSubStatus.Faulted), file.Session.Time.Now);
            return failed;
        }

        var finished = burst.Outputs.OfType<Output.Finished>().FirstOrDefault();
        await StartAsync(file, child, [.. burst.Outputs.OfType<Output.StartChild>()], cancel);
        await DropAsync(file, child, burst, finished, cancel);
        return finished is null
            ? new Stimulus.ChildStarted(start.Bookmark, child.Id.ToString())
            : new Stimulus.ChildFinished(start.Bookmark, child.Id.ToString(), finished.Status, finished.Result);
    }

    /// <summary>A new child on the published version of its flow; null when there is none, or when flows start each other without end.</summary>
    private async Task<ChildInstance?> BeginAsync(CaseFile file, IRun run, Output.StartChild start, CancellationToken cancel)
    {
        var depth = run is ChildInstance parent ? parent.Depth + 1 : 1;
        if (depth > MostDepth || await file.Flows.PublishedAsync(definitions, start.DefinitionId, cancel) is not { } definition)
        {
            return null;
        }

        var child = new ChildInstance
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            ParentId = run.Id,
            ParentBookmark = start.Bookmark,
            Depth = depth,
            DefinitionId = definition.DefinitionId,
            DefinitionVersionId = definition.Id,
            DefinitionVersion = definition.Version,
            Status = nameof(WorkflowStatus.Running),
            SubStatus = nameof(WorkflowSubStatus.Pending),
            State = string.Empty,
            Stage = string.Empty,
            StartedAt = file.Session.Time.Now,
        };
        file.Flows.Begin(child);
        return child;
    }

    /// <summary>Ends the children whose parent no longer waits for them; all of them, and theirs, when it was cancelled.</summary>
    private static async Task DropAsync(CaseFile file, IRun run, BurstResult burst, Output.Finished? finished, CancellationToken cancel)
    {
        var all = finished?.Status is WorkflowSubStatus.Cancelled;
        var dropped = burst.Outputs.OfType<Output.DropChild>().Select(d => d.Bookmark).ToHashSet();
        if (!all && dropped.Count == 0)
        {
            return;
        }

        var ended = all ? await file.Flows.RunningBelowAsync(run, cancel) : await file.Flows.RunningAsync(run, dropped.Contains, cancel);
        foreach (var child in ended.Take(Math.Max(0, Flows.MostChildren - file.Flows.Moved)))
        {
            file.Flows.Moved++;
            file.Flows.Owe(child, new Stimulus.Cancel(ChildWork.NoLongerWaited));
        }

        if (ended.Count > 0 && file.Flows.Moved >= Flows.MostChildren)
        {
            ChildWork.LeaveEnding(file, run);
        }
    }
}
