using System.Net;
using System.Text.Json.Nodes;
using Approvals.Procedures.TemporaryAssistance;

namespace Approvals.Web.Tests;

/// <summary>The same fire as in the browser, as a program sees it, on both databases.</summary>
public sealed class EmergencyApiTests(PostgreSqlServer server)
{
    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_fire_is_helped_filed_completed_and_reimbursed_and_sent_twice_it_counts_once(Store store)
    {
        using var place = await Place.DemoAsync(store, server);
        await using var site = await Site.StartAsync(place);
        var (desk, keeper, leader, county, finance) = (await site.AsAsync("zhouting"), await site.AsAsync("wumin"), await site.AsAsync("hejianjun"), await site.AsAsync("dingjie"), await site.AsAsync("gufang"));
        var command = Guid.NewGuid();
        var started = (await desk.CommandAsync("/api/cases", Report(), command)).Expect(HttpStatusCode.Created);
        Assert.Equal((string?)started["caseId"], (string?)(await desk.CommandAsync("/api/cases", Report(), command)).Expect(HttpStatusCode.Created)["caseId"]);
        var id = (string)started["caseId"]!;

        var task = await TaskAsync(desk, id, "Approvals.ReliefFirst");
        var second = (string)(await desk.GetAsync($"/api/tasks/{task}")).Expect()["references"]!["leaders"]![0]!["code"]!;
        await DoAsync(desk, task, ReliefFirst.PayFirst, new JsonObject { ["amount"] = "800", ["reason"] = "房屋烧毁", ["secondApprover"] = second, ["calledTime"] = "09:00", ["calledNumber"] = "13912340000", ["callNote"] = "同意先付" });
        var photo = await keeper.UploadAsync(Family.Photograph);
        JsonArray Photos() => new(new JsonObject { ["file"] = photo.File, ["mediaType"] = photo.MediaType });
        var cash = new JsonObject { ["method"] = "cash", ["source"] = "standby-fund", ["receivedBy"] = "本人", ["receipt"] = "LK-1", ["firstWitness"] = "王长根", ["secondWitness"] = "李玉兰", ["photos"] = Photos() };
        await DoAsync(keeper, await TaskAsync(keeper, id, "Approvals.AidPayment"), Paying.Paid, cash);

        var filing = (await county.GetAsync("/api/filings/2022-03")).Expect();
        Assert.Equal("800.00", (string?)filing["rows"]![0]!["amount"]);
        Assert.Equal(5, (await county.GetAsync("/api/owed-papers")).Expect()["rows"]![0]!["papers"]!.AsArray().Count);
        var aid = (await county.GetAsync($"/api/cases/{id}/aid")).Expect();
        Assert.Contains(aid["approvals"]![0]!["room"]!.AsArray(), r => ((string)r!["label"]!, (string)r["text"]!) == ("有效期内总额度", "199,200.00"));

        await DoAsync(leader, await TaskAsync(leader, id, "Approvals.SecondConfirmation"), SecondConfirmation.Confirmed, new JsonObject { ["opinion"] = "当时同意" });
        await DoAsync(desk, await TaskAsync(desk, id, "Approvals.PaperCompletion"), PaperCompletion.Complete, new JsonObject { ["papers"] = new JsonArray("application", "identity", "verification", "receipt", "approval-sheet"), ["idNumber"] = Papers.Id("32092119680305", "81", 1), ["photos"] = Photos() });
        await DoAsync(desk, await TaskAsync(desk, id, "Approvals.Referral"), Referral.NotNeeded, []);

        var fund = (string)(await keeper.GetAsync("/api/funds")).Expect()[0]!["fundId"]!;
        var voucher = (string)(await keeper.CommandAsync($"/api/funds/{fund}/vouchers", [])).Expect()!;
        Assert.Equal(HttpStatusCode.Forbidden, (await keeper.CommandAsync($"/api/vouchers/{voucher}/reimburse", new JsonObject { ["document"] = "响财拨5号" })).Status);
        (await finance.CommandAsync($"/api/vouchers/{voucher}/reimburse", new JsonObject { ["document"] = "响财拨5号" })).Expect();
        var book = (await finance.GetAsync($"/api/funds/{fund}")).Expect();
        Assert.Equal(("20,000.00", true, 3), ((string)book["fund"]!["balance"]!, (bool)book["balances"]!, book["entries"]!.AsArray().Count));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.AsAsync("chenjing")).GetAsync($"/api/cases/{id}/aid")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.AsAsync("liwen")).GetAsync($"/api/funds/{fund}")).Status);
    }

    [Fact]
    public async Task While_the_county_has_no_table_the_amount_is_given_by_hand_with_a_reason_and_never_zero()
    {
        // In production no county's values ship: nobody has set a table yet.
        using var demo = await Place.DemoAsync(Store.Sqlite, server);
        await using var site = await Site.StartAsync(demo.InProduction());
        var (desk, checker, leader) = (await site.AsAsync("zhouting"), await site.AsAsync("sunlei"), await site.AsAsync("luping"));
        var id = (string)(await desk.CommandAsync("/api/cases", Report("emergency"))).Expect(HttpStatusCode.Created)["caseId"]!;
        var check = await TaskAsync(checker, id, "Approvals.EmergencyCheck");
        foreach (var (amount, reason, field) in new[] { (null, null, "byHand"), ("0", "按实际需要", "byHand"), ("600", null, "byHandReason") })
        {
            var refused = await TryAsync(checker, check, EmergencyCheck.Confirmed, Verified(amount, reason));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(field, refused.Text, StringComparison.Ordinal);
        }

        await DoAsync(checker, check, EmergencyCheck.Confirmed, Verified("600", "三口人无处安置，按半月住宿和吃饭估算"));
        var aid = (await leader.GetAsync($"/api/cases/{id}/aid")).Expect();
        Assert.Equal(("600.00", true), ((string)aid["proposal"]!, (bool)aid["proposalByHand"]!));
        await DoAsync(leader, await TaskAsync(leader, id, "Approvals.AidApproval"), Approving.Approve, new JsonObject { ["opinion"] = "同意" });
        Assert.Equal("600.00", (string?)(await leader.GetAsync($"/api/cases/{id}/aid")).Expect()["approvals"]![0]!["amount"]);
    }

    [Fact]
    public async Task Where_the_county_has_a_table_no_amount_is_given_by_hand()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        var (desk, checker) = (await site.AsAsync("zhouting"), await site.AsAsync("sunlei"));
        var id = (string)(await desk.CommandAsync("/api/cases", Report("emergency"))).Expect(HttpStatusCode.Created)["caseId"]!;
        var check = await TaskAsync(checker, id, "Approvals.EmergencyCheck");
        var refused = await TryAsync(checker, check, EmergencyCheck.Confirmed, Verified("600", "按实际需要"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("本县已有救助标准表", refused.Json["fields"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        await DoAsync(checker, check, EmergencyCheck.Confirmed, Verified(null, null));
        var aid = (await checker.GetAsync($"/api/cases/{id}/aid")).Expect();
        Assert.Equal(("2,790.00", false), ((string)aid["proposal"]!, (bool)aid["proposalByHand"]!));
    }

    [Fact]
    public async Task What_was_typed_into_a_spot_check_and_refused_is_still_there()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        var (desk, checker, leader) = (await site.AsAsync("zhouting"), await site.AsAsync("sunlei"), await site.AsAsync("luping"));
        var id = (string)(await desk.CommandAsync("/api/cases", Report("emergency"))).Expect(HttpStatusCode.Created)["caseId"]!;
        await DoAsync(checker, await TaskAsync(checker, id, "Approvals.EmergencyCheck"), EmergencyCheck.Confirmed, Verified(null, null));
        await DoAsync(leader, await TaskAsync(leader, id, "Approvals.AidApproval"), Approving.Approve, new JsonObject { ["opinion"] = "同意" });
        using var county = site.Browser();
        await county.SignInAsync("dingjie");
        await county.PostAsync("/Filings", "/Filings/2022-03?handler=Pick", ("commandId", $"{Guid.NewGuid()}"), ("row", id));
        var check = (string)(await (await site.AsAsync("dingjie")).GetAsync("/api/filings/2022-03")).Expect()["rows"]![0]!["checkId"]!;
        var refused = await county.PostAsync("/Filings", "/Filings/2022-03?handler=Record", ("commandId", $"{Guid.NewGuid()}"), ("row", check), ("words", "见证人签字不全，已拍照"));
        Assert.Contains("请选择维持或不规范", refused.Words, StringComparison.Ordinal);
        Assert.Contains("见证人签字不全，已拍照", refused.Words, StringComparison.Ordinal);
        Assert.Contains("<details open", refused.Html, StringComparison.Ordinal);
    }

    private static JsonObject Verified(string? byHand, string? reason)
    {
        var form = new JsonObject { ["method"] = "visit", ["verifiers"] = "孙磊、周婷", ["finding"] = "情况属实", ["persons"] = 3, ["months"] = 1 };
        if (byHand is not null)
        {
            form["byHand"] = byHand;
        }

        if (reason is not null)
        {
            form["byHandReason"] = reason;
        }

        return form;
    }

    private static JsonObject Report(string urgency = "relief-first") => new()
    {
        ["programme"] = "temporary-assistance",
        ["procedure"] = "report",
        ["form"] = new JsonObject
        {
            ["urgency"] = urgency,
            ["cause"] = "fire",
            ["area"] = "320921100",
            ["place"] = "南河路12号",
            ["happenedOn"] = "2022-03-01",
            ["name"] = "张德福",
            ["persons"] = 3,
            ["needs"] = "房子烧了",
            ["channel"] = "hotline",
        },
    };

    private static async Task<string> TaskAsync(ApiClient who, string caseId, string step) =>
        (string)(await who.GetAsync("/api/tasks")).Expect()["rows"]!.AsArray().Single(t => (string?)t!["caseId"] == caseId && (string?)t["step"] == step)!["taskId"]!;

    private static async Task DoAsync(ApiClient who, string task, string outcome, JsonObject data) => (await TryAsync(who, task, outcome, data)).Expect();

    private static Task<ApiAnswer> TryAsync(ApiClient who, string task, string outcome, JsonObject data) =>
        who.CommandAsync($"/api/tasks/{task}/complete", new JsonObject { ["outcome"] = outcome, ["data"] = data });
}
