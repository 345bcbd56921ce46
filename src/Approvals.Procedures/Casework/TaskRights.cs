using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>May this person do this task now? Checked at decision time, on the natural person, whatever way the task reached them.</summary>
internal static class TaskRights
{
    public static async Task<Refusal?> RefuseAsync(CaseFile file, IReadOnlyList<string> roles, CancellationToken cancel)
    {
        var (session, task) = (file.Session, file.Task!);
        if (task.State == TaskState.Done)
        {
            return Refusals.AlreadyDone(await NameOfAsync(session, task.CompletedBy, cancel), task.CompletedAt);
        }

        if (task.State == TaskState.Cancelled)
        {
            return Refusals.TaskClosed(task.CompletedAt);
        }

        if (roles.Select(r => session.Acting.MandateFor(r, task.Area, task.Programme)).FirstOrDefault(m => m is not null) is not { } mandate)
        {
            return Refusals.RoleNeeded(roles);
        }

        session.Mandate = mandate;
        if (task.HolderId is { } holder && holder != session.Acting.Id)
        {
            return Refusals.HeldBy(await NameOfAsync(session, holder, cancel), task.HeldSince);
        }

        return file.TouchesActor ? Refusals.OwnFamily : null;
    }

    // The name of a colleague of another county (代办) is shown too, hence the wider look.
    internal static async Task<string> NameOfAsync(ActionSession session, Guid? official, CancellationToken cancel) =>
        official is null || official == Guid.Empty ? "系统"
        : await session.Wide("name-of-official").Officials.Where(o => o.Id == official).Select(o => o.Name).FirstOrDefaultAsync(cancel) ?? "系统";
}
