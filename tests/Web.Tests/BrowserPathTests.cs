using Approvals.Procedures.DibaoApplication;

namespace Approvals.Web.Tests;

/// <summary>The golden path in a real browser: from the window's sign-in to the roster, each step by the person who does it, where they do it.</summary>
public sealed class BrowserPathTests(Chromium chromium, PostgreSqlServer server)
{
    [Fact]
    public async Task A_clerk_enters_a_family_and_the_right_people_bring_it_to_a_roster_line_of_250_yuan()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        var number = await ApplyAsync(site);
        await InvestigateAsync(site, number);
        await NoticeAsync(site, number);
        await using (var officer = await Desk.OpenAsync(chromium, site, "liwen"))
        {
            await officer.OpenTaskAsync(number);
            await officer.FillAsync("opinion", "材料齐全，程序合规。");
            await officer.DecideAsync(CountyExamination.Agree);
        }

        await using (var leader = await Desk.OpenAsync(chromium, site, "wangju"))
        {
            await leader.OpenTaskAsync(number);
            await leader.FillAsync("opinion", "同意。");
            await leader.SeenAsync("path-approval");
            await leader.DecideAsync(Approval.Confirmed);
        }

        await DeliverAsync(site, number);
        await RosterAsync(site, number);
    }

    private async Task<string> ApplyAsync(Site site)
    {
        await using var window = await Desk.OpenAsync(chromium, site);
        await window.SignInAsync("chenjing");
        await window.PressAsync("nav a:text-is('新申请')");
        await window.FillAsync(("household.village", Demo.Village), ("household.group", "三组"), ("household.standard", "rural"), ("household.appliedOn", "2022-03-01"));
        await MemberAsync(window, 0, "张德福", Papers.Id("22018219680305", "81", 1), "self", "none");
        await window.PressAsync("button[name=_add][value='household.members']");
        await MemberAsync(window, 1, "李秀英", Papers.Id("22018219700712", "81", 2), "spouse", "partial");
        await window.PressAsync("button[name=_add][value='household.members']");
        await MemberAsync(window, 2, "张小军", Papers.Id("22018220100115", "81", 3), "child", "none");
        await window.SeenAsync("path-apply-1-household");
        await window.PressAsync("button.go");
        await window.PressAsync("button[name=_add][value='income.items']");
        await window.FillAsync(("income.items[0].member", "2"), ("income.items[0].kind", "wage"), ("income.items[0].amount", "9000"), ("income.items[0].times", "1"), ("income.items[0].line", "镇食品厂"));
        await window.SeenAsync("path-apply-2-income");
        await window.PressAsync("button.go");
        await window.FillAsync(("property.savings", "2000"), ("property.vehicles", "0"), ("property.houses", "1"), ("property.business", "false"), ("property.bank", "榆树农商行"), ("property.account", "6228480000000001234"));
        await window.SeenAsync("path-apply-3-property");
        await window.PressAsync("button.go");
        await window.FillAsync("consent.signatures[0].member", "1");
        await window.PressAsync("button[name=_add][value='consent.signatures']");
        await window.FillAsync(("consent.signatures[1].member", "2"), ("consent.signedOn", "2022-03-01"));
        await window.PhotographAsync("consent.papers");
        await window.SeenAsync("path-apply-4-consent");
        await window.PressAsync("button.go");
        Assert.Equal("/Apply/check", window.Path);
        Assert.Contains("李秀英", await window.WordsAsync("main"), StringComparison.Ordinal);
        await window.SeenAsync("path-apply-5-check");
        await window.PressAsync("button.go");

        var said = await window.WordsAsync(".notice-done");
        var number = System.Text.RegularExpressions.Regex.Match(said, "DB220182-2022-\\d+").Value;
        Assert.NotEmpty(number);
        await window.SeenAsync("path-case-started");
        await window.PressAsync("main a.button:text('办理：受理')");
        await window.SeenAsync("path-acceptance");
        await window.DecideAsync(Acceptance.Accepted);
        Assert.Contains("应于 2022-04-13 前办结", await window.WordsAsync("main"), StringComparison.Ordinal);
        await window.PressAsync("button[name=move][value=NextDay]");
        return number;
    }

    private async Task InvestigateAsync(Site site, string number)
    {
        await using (var centre = await Desk.OpenAsync(chromium, site, "zhaohe"))
        {
            await centre.OpenTaskAsync(number);
            await centre.PressAsync("button[name=_add]");
            await centre.FillAsync(("sources[0].source", "bank"), ("sources[0].answer", "agrees"), ("sources[1].source", "vehicles"), ("sources[1].answer", "agrees"));
            await centre.SeenAsync("path-check");
            await centre.DecideAsync(InformationCheck.Answered);
        }

        await using (var investigator = await Desk.OpenAsync(chromium, site, "liuyang", Desk.Phone))
        {
            await investigator.SeenAsync("phone-inbox");
            await investigator.OpenTaskAsync(number);
            await investigator.Page.CheckAsync("label:has-text('刘洋') input[name=visitors]");
            await investigator.Page.CheckAsync("label:has-text('杨帆') input[name=visitors]");
            await investigator.FillAsync(("visitedOn", "2022-03-02"), ("finding", "agrees"), ("living", "砖房三间，家电陈旧，申请人卧床。"));
            await investigator.PhotographAsync("photos");
            await investigator.SeenAsync("phone-home-visit");
            await investigator.DecideAsync(HomeVisit.Visited);
        }

        await using var reviewer = await Desk.OpenAsync(chromium, site, "mali");
        await reviewer.OpenTaskAsync(number);
        await reviewer.FillAsync("reason", "无存款、无车辆，住房一套自住。");
        await reviewer.DecideAsync(PropertyTest.Within);
        Assert.Contains("250.00", await reviewer.WordsAsync("table.sheet >> nth=-1"), StringComparison.Ordinal);
        await reviewer.FillAsync("opinion", "材料齐全，情况属实。");
        await reviewer.SeenAsync("path-initial-review");
        await reviewer.DecideAsync(InitialReview.ProposeConfirm);
    }

    private async Task NoticeAsync(Site site, string number)
    {
        await using var assistant = await Desk.OpenAsync(chromium, site, "gaocun", Desk.Phone);
        await assistant.PressAsync("button[name=move][value=NextDay]");
        await assistant.OpenTaskAsync(number);
        var task = assistant.Page.Url;
        await assistant.PressAsync("main a:text('打印公示单')");
        Assert.Contains("张德福", await assistant.WordsAsync("article"), StringComparison.Ordinal);
        await assistant.SeenAsync("notice-draft");
        await assistant.Page.GotoAsync(task);
        await assistant.FillAsync(("postedOn", "2022-03-03"), ("place", "村委会公示栏"));
        await assistant.PhotographAsync("photos");
        await assistant.SeenAsync("phone-notice-posting");
        await assistant.DecideAsync(NoticePosting.Posted);
        await site.GoToAsync(new DateOnly(2022, 3, 11));
        await assistant.OpenTaskAsync(number);
        await assistant.FillAsync(("takenDownOn", "2022-03-11"), ("signedByCommittee", "true"), ("objection", "false"));
        await assistant.PhotographAsync("photos");
        await assistant.SeenAsync("phone-notice-result");
        await assistant.DecideAsync(NoticeResult.NoObjection);
    }

    private async Task DeliverAsync(Site site, string number)
    {
        await using var window = await Desk.OpenAsync(chromium, site, "chenjing");
        await window.OpenTaskAsync(number);
        await window.FillAsync(("method", "direct"), ("deliveredOn", "2022-03-11"), ("receivedBy", "张德福"));
        await window.PhotographAsync("receipt");
        await window.DecideAsync(Delivery.Delivered);
        Assert.StartsWith("/Cases/", window.Path, StringComparison.Ordinal);
        Assert.Contains("已确认", await window.WordsAsync("h1"), StringComparison.Ordinal);
        await window.SeenAsync("path-case-confirmed");
        await window.PressAsync("main a:text('最低生活保障确认通知书')");
        await window.SeenAsync("letter-confirmation");
    }

    private async Task RosterAsync(Site site, string number)
    {
        await using var finance = await Desk.OpenAsync(chromium, site, "qiancai");
        await finance.GoAsync("/Rosters/2022-04");
        Assert.Equal("250.00", await finance.WordsAsync($"main tr:has-text('{number}') td[data-label='金额（元）']"));
        await finance.SeenAsync("path-roster");

        await using var auditor = await Desk.OpenAsync(chromium, site, "wushen");
        await auditor.GoAsync($"/Cases?text={number}");
        await auditor.PressAsync("main table a");
        await auditor.PressAsync("main h2 a:text('打印')");
        var sheet = await auditor.WordsAsync("article");
        Assert.Contains("《社会救助暂行办法》（国务院令第649号）第九条", sheet, StringComparison.Ordinal);
        Assert.Contains("250.00", sheet, StringComparison.Ordinal);
        await auditor.SeenAsync("sheet");
    }

    private static Task MemberAsync(Desk window, int index, string name, string id, string relation, string labour) => window.FillAsync(
        ($"household.members[{index}].name", name), ($"household.members[{index}].idNumber", id),
        ($"household.members[{index}].relation", relation), ($"household.members[{index}].labour", labour));
}
