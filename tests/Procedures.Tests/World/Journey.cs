using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>One family's way through the application, step by step, each by the person who does it.</summary>
public sealed class Journey
{
    private readonly Installation _installation;
    private readonly County _county;

    private Journey(Installation installation, County county, RowId caseId, FileRef photo) =>
        (_installation, _county, Case, Photo) = (installation, county, caseId, photo);

    public RowId Case { get; }

    public FileRef Photo { get; }

    public static async Task<Journey> BeginAsync(Installation installation, County county, Func<JsonObject, JsonObject>? bend = null, string seed = "1", string window = "window", string village = County.Village, string on = "2022-03-01")
    {
        var photo = await county.PhotoAsync();
        var form = Papers.Family(photo, village, seed, on: on);
        var started = await county.ApplyAsync(window, bend?.Invoke(form) ?? form);
        Assert.True(started.Done, Say(started.Refusal));
        Assert.True(RowId.TryParse(started.Value.CaseId, out var id));
        return new Journey(installation, county, id, photo);
    }

    /// <summary>The open task at an activity of the flow.</summary>
    public async Task<RowId> TaskAsync(string activity)
    {
        var open = await OpenAsync();
        var task = open.SingleOrDefault(t => t.ActivityId == activity);
        Assert.True(task is not null, $"No open task {activity}; open: {string.Join(", ", open.Select(t => t.ActivityId))}");
        return task.Address;
    }

    public async Task<bool> IsOpenAsync(string activity) => (await OpenAsync()).Exists(t => t.ActivityId == activity);

    public Task<List<CaseTask>> OpenAsync() =>
        _installation.ReadAsync(db => db.Tasks.Where(t => t.CaseId == Case.Id && t.State == TaskState.Open).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).ToListAsync());

    public Task<Instance> InstanceAsync() => _installation.ReadAsync(db => db.Instances.SingleAsync(i => i.CaseId == Case.Id));

    /// <summary>Completes the task at an activity and expects it to be taken.</summary>
    public async Task<TaskResult> DoAsync(string person, string activity, string outcome, JsonObject? form = null)
    {
        var reply = await TryAsync(person, activity, outcome, form);
        Assert.True(reply.Done, $"{activity}/{outcome}: {Say(reply.Refusal)}");
        return reply.Value;
    }

    public async Task<Reply<TaskResult>> TryAsync(string person, string activity, string outcome, JsonObject? form = null) =>
        await _county.CompleteAsync(person, await TaskAsync(activity), outcome, form);

    public async Task InvestigateAsync(string on = "2022-03-02")
    {
        await DoAsync("centre", "informationCheck", InformationCheck.Answered, Papers.Check());
        await DoAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(Photo, on, _county.IdOf("investigator"), _county.IdOf("investigator2")));
    }

    /// <summary>From acceptance to the task of 初审, on 2022-03-02.</summary>
    public async Task ToInitialReviewAsync()
    {
        await DoAsync("window", "acceptance", Acceptance.Accepted);
        await _installation.GoToAsync(new DateOnly(2022, 3, 2));
        await InvestigateAsync();
        await DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
    }

    /// <summary>From acceptance to the end of the notice: posted on 2022-03-03, over on 2022-03-10 at 24:00.</summary>
    public async Task ToNoticeResultAsync()
    {
        await ToInitialReviewAsync();
        await DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await _installation.GoToAsync(new DateOnly(2022, 3, 3));
        await DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(Photo, "2022-03-03"));
        await _installation.GoToAsync(new DateOnly(2022, 3, 11));
    }

    public async Task ToApprovalAsync()
    {
        await ToNoticeResultAsync();
        await DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(Photo, "2022-03-11"));
        await DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
    }

    /// <summary>Notice over with an objection on file; the re-visit is open.</summary>
    public async Task ToObjectionAsync()
    {
        await ToNoticeResultAsync();
        await DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(Photo, "2022-03-11", objection: true, text: "反映该户有隐瞒的收入。"));
    }

    /// <summary>The objection re-visited by a third person, reviewed by the village and rejected by the second reviewer; 初审 is open again.</summary>
    public async Task ToObjectionReviewAsync()
    {
        await ToObjectionAsync();
        await DoAsync("investigator3", "objectionVisit", HomeVisit.Visited, Papers.Visit(Photo, "2022-03-11", _county.IdOf("investigator3"), _county.IdOf("investigator")));
        await DoAsync("investigator3", "objectionReview", DemocraticReview.Held, Papers.Votes(Photo, "2022-03-11"));
        await DoAsync("reviewer2", "objectionDecision", ObjectionDecision.Rejected, new JsonObject { ["findings"] = "复查未发现隐瞒收入。" });
        await DoAsync("reviewer", "objectionPropertyReview", PropertyTest.Within, Papers.Reason());
    }

    public static string Say(Refusal? refusal) =>
        refusal is null ? string.Empty : $"{refusal.Code} {refusal.Message} {string.Join("; ", refusal.Fields.Select(f => $"{f.Path}: {f.Message}"))}";
}
