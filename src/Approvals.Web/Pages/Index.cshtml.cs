using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>待办: what this person may do now.</summary>
public sealed class IndexModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public InboxFilter Filter { get; private set; } = new();

    public InboxPage List { get; private set; } = new([], 0, 0, 1, [], []);

    /// <summary>Applications of the epidemic track the county has to ask about.</summary>
    public int FastTrackAlarm { get; private set; }

    public async Task OnGetAsync(string? step, string? village, string? text, string? due, bool mine, int p)
    {
        Filter = new InboxFilter(Blank(step), Blank(village), Blank(text), Blank(due), mine, Math.Max(0, p));
        List = await Me.AskAsync(new Inbox(Filter));
        FastTrackAlarm = await Me.AskAsync(new FastTrackAlarm());
    }

    public Task<IActionResult> OnPostClaimAsync(string task) => HoldAsync(task, id => new ClaimTask(id, SentCommandId()));

    public Task<IActionResult> OnPostReleaseAsync(string task) => HoldAsync(task, id => new ReleaseTask(id, SentCommandId()));

    private async Task<IActionResult> HoldAsync(string task, Func<RowId, IAction<TaskResult>> action)
    {
        var reply = RowId.TryParse(task, out var id) ? await Me.DoAsync(action(id)) : Procedures.Casework.Refusals.NoSuchTask;
        if (reply.Done)
        {
            Say(reply.Value.Summary);
            return RedirectToPage();
        }

        await OnGetAsync(null, null, null, null, false, 0);
        return Refuse(reply.Refusal!);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
