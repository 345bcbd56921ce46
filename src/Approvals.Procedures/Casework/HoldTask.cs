using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>领取: takes a task out of the pool, so that colleagues see who is on it. Whoever claims first has it.</summary>
public sealed record ClaimTask(RowId Task, Guid CommandId) : ICommand<TaskResult>;

/// <summary>放回: puts a held task back into the pool.</summary>
public sealed record ReleaseTask(RowId Task, Guid CommandId) : ICommand<TaskResult>;

internal sealed class HoldTaskHandlers(ActionSession session, Cases cases) :
    IRequestHandler<ClaimTask, Reply<TaskResult>>,
    IRequestHandler<ReleaseTask, Reply<TaskResult>>
{
    public Task<Reply<TaskResult>> Handle(ClaimTask request, CancellationToken cancellationToken) =>
        HoldAsync(request.Task, claim: true, cancellationToken);

    public Task<Reply<TaskResult>> Handle(ReleaseTask request, CancellationToken cancellationToken) =>
        HoldAsync(request.Task, claim: false, cancellationToken);

    private async Task<Reply<TaskResult>> HoldAsync(RowId id, bool claim, CancellationToken cancel)
    {
        if (await cases.OpenTaskAsync(id, cancel) is not { Task: { } task } file)
        {
            return Refusals.NoSuchTask;
        }

        if (await TaskRights.RefuseAsync(file, [task.Role], cancel) is { } refusal)
        {
            return refusal;
        }

        if (!claim && task.HolderId != session.Acting.Id)
        {
            return Refusals.NotHolder;
        }

        HotTasks.Hold(session.Hot, task.Address, claim ? session.Acting.Id : null, claim ? session.Time.Now : null);
        file.Say(claim ? "task.claimed" : "task.released", ("task", task.Id.ToString()), ("step", task.Step));
        return new TaskResult(file.Case.Address.ToString(), task.Address.ToString(), false, claim ? "已领取" : "已放回", file.Instance.Stage);
    }
}
