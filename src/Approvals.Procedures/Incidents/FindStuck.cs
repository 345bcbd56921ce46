using System.Globalization;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Incidents;

/// <summary>A running flow that nothing can resume.</summary>
/// <param name="Why">中文: what it waits for and what is missing.</param>
public sealed record StuckFlow(string CaseId, Guid Run, string DefinitionVersionId, string Why);

/// <summary>A page of flows looked at.</summary>
/// <param name="Next">Where the next page begins; null after the last.</param>
public sealed record StuckPage(int Looked, IReadOnlyList<StuckFlow> Stuck, Guid? Next);

/// <summary>Looks whether every running flow waits for something that is there: each of its bookmarks for a task, timer, event, child or hindrance.</summary>
/// <param name="Children">The children instead of the procedures.</param>
/// <param name="After">The <see cref="StuckPage.Next"/> of the page before.</param>
public sealed record FindStuck(bool Children, Guid? After) : IQuestion<StuckPage>;

internal sealed class FindStuckHandler(ActionSession session) : IRequestHandler<FindStuck, StuckPage>
{
    private const int PageSize = 500;
    private const string Running = nameof(WorkflowStatus.Running);

    public async Task<StuckPage> Handle(FindStuck request, CancellationToken cancellationToken)
    {
        var after = request.After ?? Guid.Empty;
        var runs = request.Children
            ? (await session.Db.Children.AsNoTracking().Where(c => c.Status == Running && c.Id > after).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancellationToken)).ConvertAll(c => (IRun)c)
            : (await session.Db.Instances.AsNoTracking().Where(i => i.Status == Running && i.Id > after).OrderBy(i => i.Id).Take(PageSize).ToListAsync(cancellationToken)).ConvertAll(i => (IRun)i);
        var rows = await RowsAsync([.. runs.Select(r => r.Id)], [.. runs.Select(r => r.CaseId)], cancellationToken);
        var stuck = runs.Select(r => (Run: r, Why: WhyStuck(r, rows))).Where(r => r.Why is not null).Select(r => new StuckFlow(new RowId(r.Run.County, r.Run.CaseId).ToString(), r.Run.Id, r.Run.DefinitionVersionId, r.Why!)).ToList();
        return new(runs.Count, stuck, runs.Count < PageSize ? null : runs[^1].Id);
    }

    private static string? WhyStuck(IRun run, Rows rows)
    {
        try
        {
            var state = InstanceState.Parse(run.State);
            return state.WaitsForNothing ? "状态里没有任何等待" : state.Bookmarks.FirstOrDefault(b => !rows.Holds(run, b)) is { } lost
                ? string.Create(CultureInfo.InvariantCulture, $"等待“{lost.ActivityId}”（{lost.Kind} {lost.Id}），但没有对应的行")
                : null;
        }
        catch (StateFormatException unreadable)
        {
            return unreadable.Message;
        }
    }

    private async Task<Rows> RowsAsync(Guid[] runs, Guid[] cases, CancellationToken cancel)
    {
        var db = session.Db;
        return new(
            [.. (await db.Tasks.Where(t => runs.Contains(t.InstanceId) && t.State == TaskState.Open).Select(t => new { t.InstanceId, t.Bookmark }).ToListAsync(cancel)).Select(t => (t.InstanceId, t.Bookmark))],
            [.. (await db.Timers.Where(t => runs.Contains(t.InstanceId)).Select(t => new { t.InstanceId, t.Bookmark }).ToListAsync(cancel)).Select(t => (t.InstanceId, t.Bookmark))],
            [.. (await db.EventWaits.Where(t => runs.Contains(t.InstanceId)).Select(t => new { t.InstanceId, t.Bookmark }).ToListAsync(cancel)).Select(t => (t.InstanceId, t.Bookmark))],
            [.. (await db.Hindrances.Where(t => runs.Contains(t.InstanceId) && t.ClosedAt == null).Select(t => new { t.InstanceId, t.Bookmark }).ToListAsync(cancel)).Select(t => (t.InstanceId, t.Bookmark))],
            [.. (await db.Children.Where(c => runs.Contains(c.ParentId) && c.Status == Running).Select(c => new { c.ParentId, c.ParentBookmark }).ToListAsync(cancel)).Select(c => (c.ParentId, c.ParentBookmark))],
            [.. await db.Outbox.Where(o => o.Kind == ChildWork.KindName && o.CaseId != null && cases.Contains(o.CaseId.Value)).Select(o => o.CaseId!.Value).Distinct().ToListAsync(cancel)]);
    }

    /// <summary>What is there to be waited for, by flow and bookmark.</summary>
    private sealed record Rows(
        HashSet<(Guid, int)> Tasks, HashSet<(Guid, int)> Timers, HashSet<(Guid, int)> Events, HashSet<(Guid, int)> Hindrances, HashSet<(Guid, int)> Children, HashSet<Guid> ToStart)
    {
        public bool Holds(IRun run, Bookmark bookmark) => bookmark.Kind switch
        {
            BookmarkKind.Task => Tasks.Contains((run.Id, bookmark.Id)),
            BookmarkKind.Timer or BookmarkKind.LaterCommand => Timers.Contains((run.Id, bookmark.Id)),
            BookmarkKind.Event => Events.Contains((run.Id, bookmark.Id)),
            BookmarkKind.Child => Children.Contains((run.Id, bookmark.Id)) || ToStart.Contains(run.CaseId),
            BookmarkKind.Blocked or BookmarkKind.Incident => Hindrances.Contains((run.Id, bookmark.Id)),
            _ => false,
        };
    }
}
