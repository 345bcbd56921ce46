using System.Net;
using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Forms;

namespace Approvals.Web.Tests;

/// <summary>One family's way through the application by API, each step by the demo official who does it.</summary>
public sealed class Family
{
    private readonly Site _site;

    private Family(Site site, string caseId, string number, FileRef photo) => (_site, Case, Number, Photo) = (site, caseId, number, photo);

    public string Case { get; }

    public string Number { get; }

    public FileRef Photo { get; }

    /// <summary>Three people of 三太村 with an income of so many yuan a year, entered by the window on the day the demo begins.</summary>
    public static async Task<Family> ApplyAsync(Site site, string seed, decimal income = 9000m)
    {
        var window = await site.AsAsync("chenjing");
        var photo = await window.UploadAsync(Photograph);
        var started = (await window.CommandAsync("/api/cases", new JsonObject { ["form"] = Papers.Family(photo, seed: seed, income: income) })).Expect(HttpStatusCode.Created);
        return new Family(site, (string)started["caseId"]!, (string)started["number"]!, photo);
    }

    /// <summary>The smallest picture a browser can show.</summary>
    public static byte[] Photograph => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public async Task<JsonNode> LookAsync(string login, string part = "") => (await (await _site.AsAsync(login)).GetAsync($"/api/cases/{Case}{part}")).Expect();

    /// <summary>Completes the open task of a step and expects it to be taken.</summary>
    public async Task<JsonNode> DoAsync(string login, string step, string outcome, JsonObject? form = null) => (await TryAsync(login, step, outcome, form)).Expect();

    public async Task<ApiAnswer> TryAsync(string login, string step, string outcome, JsonObject? form = null) =>
        await (await _site.AsAsync(login)).CommandAsync($"/api/tasks/{await TaskAsync(login, step)}/complete", new JsonObject { ["outcome"] = outcome, ["data"] = form ?? [] });

    /// <summary>The id of the open task of a step.</summary>
    public async Task<string> TaskAsync(string login, string step)
    {
        var tasks = (await LookAsync(login))["tasks"]!.AsArray();
        var open = tasks.SingleOrDefault(t => (string?)t!["step"] == $"Approvals.{step}" && (string?)t["state"] == "待办");
        Assert.True(open is not null, $"No open task {step}: {tasks.ToJsonString()}");
        return (string)open["taskId"]!;
    }

    /// <summary>The steps from acceptance to the posted notice on the first day, each with who does it and what is typed.</summary>
    public static IReadOnlyList<(string Login, string Step, string Outcome, Func<JsonObject> Form)> StepsToNotice(FileRef photo, Guid[] visitors) =>
    [
        ("chenjing", "Acceptance", Acceptance.Accepted, () => []),
        ("zhaohe", "InformationCheck", InformationCheck.Answered, () => Papers.Check()),
        ("liuyang", "HomeVisit", HomeVisit.Visited, () => Papers.Visit(photo, "2022-03-01", visitors)),
        ("mali", "PropertyReview", PropertyTest.Within, () => Papers.Reason()),
        ("mali", "InitialReview", InitialReview.ProposeConfirm, () => Papers.Opinion()),
        ("gaocun", "NoticePosting", NoticePosting.Posted, () => Papers.Posting(photo, "2022-03-01")),
    ];

    /// <summary>Two officials who may visit, as the open visit offers them.</summary>
    public async Task<Guid[]> VisitorsAsync()
    {
        var task = (await (await _site.AsAsync("liuyang")).GetAsync($"/api/tasks/{await TaskAsync("liuyang", "HomeVisit")}")).Expect();
        return [.. task["references"]!["officials"]!.AsArray().Take(2).Select(o => (Guid)o!["code"]!)];
    }

    /// <summary>From acceptance to 初审, all on the second day.</summary>
    public async Task ToInitialReviewAsync()
    {
        await DoAsync("chenjing", "Acceptance", Acceptance.Accepted);
        await _site.GoToAsync(new DateOnly(2022, 3, 2));
        await DoAsync("zhaohe", "InformationCheck", InformationCheck.Answered, Papers.Check());
        await VisitAsync("HomeVisit", "2022-03-02", "刘洋", "杨帆");
        await DoAsync("mali", "PropertyReview", PropertyTest.Within, Papers.Reason());
    }

    /// <summary>Proposed, posted on the third day, and the notice over.</summary>
    public async Task ToNoticeResultAsync()
    {
        await ToInitialReviewAsync();
        await DoAsync("mali", "InitialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await _site.GoToAsync(new DateOnly(2022, 3, 3));
        await DoAsync("gaocun", "NoticePosting", NoticePosting.Posted, Papers.Posting(Photo, "2022-03-03"));
    }

    /// <summary>Examined and confirmed by the county, handed over by the window.</summary>
    public async Task ToAwardAsync(string on)
    {
        await DoAsync("liwen", "CountyExamination", CountyExamination.Agree, Papers.Opinion());
        await DoAsync("wangju", "Approval", Approval.Confirmed, Papers.Opinion("同意。"));
        await DoAsync("chenjing", "Delivery", Delivery.Delivered, Papers.Delivery(Photo, on));
    }

    /// <summary>A visit by officials of the township, found by name among the choices the task offers; the first registers it.</summary>
    public async Task VisitAsync(string step, string on, params string[] names)
    {
        var login = names[0] == "何平" ? "heping" : "liuyang";
        var task = (await (await _site.AsAsync(login)).GetAsync($"/api/tasks/{await TaskAsync(login, step)}")).Expect();
        var officials = task["references"]!["officials"]!.AsArray();
        var visitors = names.Select(name => (Guid)officials.Single(o => ((string)o!["text"]!).StartsWith(name, StringComparison.Ordinal))!["code"]!).ToArray();
        await DoAsync(login, step, HomeVisit.Visited, Papers.Visit(Photo, on, visitors));
    }
}
