using System.Net;
using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;

namespace Approvals.Web.Tests;

/// <summary>The proof by API: what a new user does with the demo, as a program does it.</summary>
public sealed class ApiScriptTests(PostgreSqlServer server)
{
    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Theory, MemberData(nameof(Stores))]
    public async Task One_family_reaches_the_roster_one_comes_back_from_an_objection_one_is_refused_and_verify_tells_what_was_changed(Store store)
    {
        using var place = await Place.DemoAsync(store, server);
        await using var site = await Site.StartAsync(place);
        var plain = await Family.ApplyAsync(site, "51");
        var objected = await Family.ApplyAsync(site, "52");
        var rich = await Family.ApplyAsync(site, "53", income: 15000m);

        await rich.ToInitialReviewAsync();
        await rich.DoAsync("mali", "InitialReview", InitialReview.ProposeRefuse, Papers.With(Papers.Opinion("收入超过标准。"), "ground", "income"));
        await rich.DoAsync("wangju", "RefusalApproval", Approval.Refused, Papers.Opinion("同意初审意见。"));
        await rich.DoAsync("chenjing", "Delivery", Delivery.Delivered, Papers.Delivery(rich.Photo, "2022-03-02"));
        await plain.ToNoticeResultAsync();
        await objected.ToNoticeResultAsync();
        await ObjectOnTheWebAsync(site, objected);
        await site.GoToAsync(new DateOnly(2022, 3, 11));
        await plain.DoAsync("gaocun", "NoticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(plain.Photo, "2022-03-11"));
        await plain.ToAwardAsync("2022-03-11");
        await ComeBackAsync(objected);
        await objected.ToAwardAsync("2022-03-11");

        await RosterHasAsync(site, plain, objected);
        await SheetNamesItsBasisAsync(plain);
        await RefusalPrintsAsync(site, rich);
        await VerifyFindsAsync(place);
    }

    private static async Task ObjectOnTheWebAsync(Site site, Family family)
    {
        using var villager = site.Anonymous();
        var notice = (await (await site.AsAsync("chenjing")).GetAsync("/api/notices")).Expect().AsArray().Single(n => (string?)n!["caseId"] == family.Case)!;
        var board = (await villager.GetAsync($"/api/notices?area={Demo.Village}")).Expect().AsArray();
        Assert.Contains(board, n => (string?)n!["noticeId"] == (string?)notice["noticeId"]);
        (await villager.CommandAsync($"/api/notices/{(string?)notice["noticeId"]}/objections",
            new JsonObject { ["form"] = new JsonObject { ["text"] = "反映该户有隐瞒的收入。", ["phone"] = "13900000000" } })).Expect(HttpStatusCode.Created);
    }

    // Back to a visit by somebody else and a new 初审; the amount stays, so no second notice.
    private static async Task ComeBackAsync(Family family)
    {
        var unheard = await family.TryAsync("gaocun", "NoticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unheard.Status);
        await family.DoAsync("gaocun", "NoticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11", objection: true));
        await family.VisitAsync("ObjectionVisit", "2022-03-11", "何平", "刘洋");
        await family.DoAsync("heping", "DemocraticReview", DemocraticReview.Held, Papers.Votes(family.Photo, "2022-03-11"));
        await family.DoAsync("mali", "ObjectionDecision", ObjectionDecision.Rejected, new JsonObject { ["findings"] = "复查未发现隐瞒收入。" });
        await family.DoAsync("mali", "PropertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("mali", "InitialReview", InitialReview.ProposeConfirm, Papers.Opinion());
    }

    private static async Task RosterHasAsync(Site site, params Family[] families)
    {
        var roster = (await (await site.AsAsync("qiancai")).GetAsync("/api/rosters/2022-04")).Expect();
        foreach (var family in families)
        {
            var line = roster["lines"]!.AsArray().Single(l => (string?)l!["caseNumber"] == family.Number)!;
            Assert.Equal(("250.00", "2022-04", "张德福", 3), ((string)line["amount"]!, (string)line["forMonth"]!, (string)line["payee"]!, (int)line["members"]!));
        }
    }

    private static async Task SheetNamesItsBasisAsync(Family family)
    {
        var sheet = (await family.LookAsync("wangju"))["sheet"]!;
        Assert.Contains("《社会救助暂行办法》", (string)sheet["mainBasis"]!, StringComparison.Ordinal);
        var result = sheet["parts"]!.AsArray().SelectMany(p => p!["lines"]!.AsArray()).Last()!;
        Assert.StartsWith("250.00", (string)result["result"]!, StringComparison.Ordinal);
        Assert.Contains(sheet["parts"]!.AsArray().SelectMany(p => p!["lines"]!.AsArray()), l => ((string)l!["inputs"]!).Contains("4,000.00元/人·年", StringComparison.Ordinal));
        Assert.All(sheet["clauses"]!.AsArray(), c => Assert.NotEmpty((string)c!["text"]!));
    }

    private static async Task RefusalPrintsAsync(Site site, Family family)
    {
        var letter = (await family.LookAsync("chenjing", "/documents"))["letters"]!.AsArray().Single(l => ((string)l!["title"]!).Contains("不予确认", StringComparison.Ordinal))!;
        using var window = site.Browser();
        await window.SignInAsync("chenjing");
        var printed = await window.GetAsync($"/Letters/{(string?)letter["letterId"]}");
        Assert.Contains("不低于 3 人的全年保障标准", printed.Words, StringComparison.Ordinal);
        Assert.Contains("六十日内向榆树市人民政府申请行政复议", printed.Words, StringComparison.Ordinal);
    }

    private static async Task VerifyFindsAsync(Place place)
    {
        var whole = await Verb.RunAsync(place, ["verify"]);
        Assert.True(whole.ExitCode == 0, whole.Output + whole.Error);
        Assert.Contains("未发现改动", whole.Output, StringComparison.Ordinal);

        Assert.Equal(1, await place.TamperAsync("UPDATE award_segments SET monthly = monthly + 10000 WHERE id IN (SELECT id FROM award_segments ORDER BY id DESC LIMIT 1)"));
        var changed = await Verb.RunAsync(place, ["verify"]);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("award_segments", Assert.Single(changed.Lines, l => l.Contains("记录被改动", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
