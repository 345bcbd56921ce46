using Approvals.Procedures.TemporaryAssistance;

namespace Approvals.Web.Tests;

/// <summary>A fire at 23:50 in a real browser: the telephone, the township, the county, finance; and the neighbour.</summary>
public sealed class BrowserEmergencyTests(Chromium chromium, PostgreSqlServer server)
{
    [Fact]
    public async Task A_fire_at_night_is_helped_within_minutes_and_the_book_balances_in_the_end()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        var number = await ReportAsync(site);
        await PayAsync(site, number);
        await NextDayAsync(site, number);
        await NeighbourAsync(site, number);
        await CompleteAsync(site, number);
        await BookAsync(site);
    }

    [Fact]
    public async Task A_report_typed_without_a_connection_is_kept_and_sent_once_when_it_is_back()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        await using var desk = await Desk.OpenAsync(chromium, site, "zhouting", Desk.Phone);
        await desk.GoAsync("/Aid");
        await FillReportAsync(desk, "孙小梅", "新建路口");
        await desk.Page.Context.SetOfflineAsync(true);
        await desk.Page.ClickAsync("form.desk button.go");
        await desk.Page.WaitForFunctionAsync("() => document.querySelector('.saved').textContent.includes('联网后自动提交')");
        await desk.SeenAsync("aid-offline-390");
        var arrived = desk.Page.WaitForURLAsync("**/Tasks/**");
        await desk.Page.Context.SetOfflineAsync(false);
        await arrived;
        Assert.Contains("已登记", await desk.WordsAsync(".notice-done"), StringComparison.Ordinal);
        await desk.GoAsync("/Aid");
        Assert.Equal("/Aid", desk.Path);
        Assert.Equal(1, await place.CountAsync("SELECT COUNT(*) FROM cases WHERE programme = 'temporary-assistance' AND applicant_name = '孙小梅'"));
    }

    private async Task<string> ReportAsync(Site site)
    {
        await using var desk = await Desk.OpenAsync(chromium, site, "zhouting", Desk.Phone);
        await desk.PressAsync("button[name=move][value=LateEvening]");
        await desk.PressAsync("nav a:text-is('急难值班台')");
        Assert.Contains("不问户籍", await desk.WordsAsync("main"), StringComparison.Ordinal);
        await desk.PressAsync("main a:text-is('为什么')");
        Assert.Contains("只适用于吉林省", await desk.WordsAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await desk.Page.Locator("main form").CountAsync());
        await desk.SeenAsync("aid-1-fast-track-390");
        await desk.GoAsync("/Aid");
        await desk.SeenAsync("aid-1-desk-390");
        await FillReportAsync(desk, "张德福", "南河路12号");
        await desk.PressAsync("form.desk button.go");
        var number = System.Text.RegularExpressions.Regex.Match(await desk.WordsAsync(".notice-done"), "LS320921-2022-\\d+").Value;
        Assert.NotEmpty(number);
        Assert.Contains("还剩 23 小时 59 分", await desk.WordsAsync("main"), StringComparison.Ordinal);
        Assert.Contains("有效期内总额度 余 200,000.00 元", await desk.WordsAsync("main"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-2-relief-390");
        await desk.FillAsync(("amount", "800"), ("reason", "房屋烧毁，深夜无处安置"), ("calledTime", "23:50"), ("calledNumber", "13912340000"), ("callNote", "同意先付八百元安置"));
        await desk.Page.SelectOptionAsync("main select[name=secondApprover]", new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await desk.DecideAsync(ReliefFirst.PayFirst);
        await desk.SeenAsync("aid-3-approved-390");
        return number;
    }

    private static async Task FillReportAsync(Desk desk, string name, string place, string? sameAs = null, string urgency = "relief-first")
    {
        await desk.FillAsync(("urgency", urgency), ("cause", "fire"), ("area", "320921100"), ("place", place), ("name", name), ("persons", "3"), ("needs", "房子烧了，没地方住，没有被褥"), ("channel", "hotline"), ("phone", "13912345678"));
        if (sameAs is not null)
        {
            await desk.FillAsync("event", sameAs);
        }
    }

    private async Task PayAsync(Site site, string number)
    {
        await using var keeper = await Desk.OpenAsync(chromium, site, "wumin", Desk.Phone);
        Assert.Contains("还剩 23 小时", await keeper.WordsAsync("main table"), StringComparison.Ordinal);
        await keeper.SeenAsync("aid-4-inbox-390");
        await keeper.OpenTaskAsync(number);
        await keeper.FillAsync(("method", "cash"), ("source", "standby-fund"), ("receivedBy", "本人"), ("receipt", "LK-2022-001"), ("firstWitness", "王长根"), ("secondWitness", "李玉兰"));
        await keeper.PhotographAsync("photos");
        await keeper.SeenAsync("aid-5-payment-390");
        await keeper.DecideAsync(Paying.Paid);
        await keeper.SeenAsync("aid-6-paid-390");
        await keeper.PressAsync("button[name=move][value=NextMorning]");
    }

    private async Task NextDayAsync(Site site, string number)
    {
        await using (var county = await Desk.OpenAsync(chromium, site, "dingjie"))
        {
            await county.PressAsync("nav a:text-is('救助备案')");
            Assert.Contains(number, await county.WordsAsync("main table"), StringComparison.Ordinal);
            Assert.Contains("欠手续 5 项", await county.WordsAsync("main table"), StringComparison.Ordinal);
            await county.SeenAsync("aid-7-filing-1366");
            await county.PressAsync("nav a:text-is('欠缺手续')");
            Assert.Contains("还剩 9 个工作日", await county.WordsAsync("main table"), StringComparison.Ordinal);
            await county.SeenAsync("aid-8-owed-1366");
            await county.PressAsync("nav a:text-is('委托下放')");
            await county.SeenAsync("aid-9-instruments-1366");
            // Who takes no applications reads where they are taken, and finds no form that would only be refused.
            await county.GoAsync("/Aid");
            Assert.Contains("请转告当地乡镇的值班人员", await county.WordsAsync("main"), StringComparison.Ordinal);
            Assert.Equal(0, await county.Page.Locator("main form").CountAsync());
        }

        await using var leader = await Desk.OpenAsync(chromium, site, "hejianjun", Desk.Phone);
        await leader.OpenTaskAsync(number);
        await leader.FillAsync("opinion", "当时电话同意先付。");
        await leader.SeenAsync("aid-10-confirm-390");
        await leader.DecideAsync(SecondConfirmation.Confirmed);
    }

    private async Task NeighbourAsync(Site site, string number)
    {
        await using var desk = await Desk.OpenAsync(chromium, site, "zhouting");
        await desk.GoAsync("/Aid");
        await FillReportAsync(desk, "李四海", "南河路13号", urgency: "emergency");
        await desk.FillAsync("happenedOn", "2022-03-01");
        await desk.PressAsync("form.desk button.go");
        Assert.Contains("是不是同一件事", await desk.WordsAsync(".problem"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-11-same-event-1366");
        await desk.Page.SelectOptionAsync("main select[name=event]", new Microsoft.Playwright.SelectOptionValue { Index = 2 });
        await desk.PressAsync("form.desk button.go");
        Assert.Contains("同一事件的其他申请", await desk.WordsAsync("main"), StringComparison.Ordinal);
        Assert.Contains(number, await desk.WordsAsync("main"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-12-neighbour-1366");
    }

    private async Task CompleteAsync(Site site, string number)
    {
        await site.GoToAsync(new DateOnly(2022, 3, 7));
        await using var desk = await Desk.OpenAsync(chromium, site, "zhouting");
        await desk.OpenTaskAsync(number);
        foreach (var paper in new[] { "application", "identity", "verification", "receipt", "approval-sheet" })
        {
            await desk.FillAsync("papers", paper);
        }

        await desk.PhotographAsync("photos");
        await desk.DecideAsync(PaperCompletion.Complete);
        Assert.Contains("身份还是“待核”", await desk.WordsAsync(".problem"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-13-identity-1366");
        await desk.FillAsync("idNumber", Papers.Id("32092119680305", "81", 1));
        await desk.SeenAsync("aid-13-papers-1366");
        await desk.DecideAsync(PaperCompletion.Complete);
        await desk.SeenAsync("aid-14-referral-1366");
        await desk.FillAsync("targets", "dibao");
        await desk.DecideAsync(Referral.Referred);
        Assert.Contains("已救助", await desk.WordsAsync("main"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-15-done-1366");
        await desk.PressAsync("a:text-is('跟进救助')");
        Assert.Contains("上次发放", await desk.WordsAsync("main"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-15-follow-up-1366");
        await desk.FillAsync(("needs", "暂住到期，没有被褥"), ("cause", "other"), ("persons", "3"));
        await desk.PressAsync("form.panel button.go");
        Assert.Contains("前一次救助", await desk.WordsAsync("main"), StringComparison.Ordinal);
        await desk.SeenAsync("aid-15-followed-1366");
        await desk.PressAsync($"main a:text-is('{number}')");
        await desk.PressAsync("button:text-is('带出已知信息，开始低保申请')");
        Assert.Equal("/Apply", desk.Path);
        Assert.Equal("张德福", await desk.Page.InputValueAsync("[name='household.members[0].name']"));
    }

    private async Task BookAsync(Site site)
    {
        await using (var keeper = await Desk.OpenAsync(chromium, site, "wumin"))
        {
            await keeper.GoAsync("/Funds");
            await keeper.PressAsync("main table a:text-is('响水镇')");
            await keeper.PressAsync("button:has-text('提交报账单')");
            await keeper.SeenAsync("aid-16-voucher-1366");
        }

        await using var finance = await Desk.OpenAsync(chromium, site, "gufang");
        await finance.GoAsync("/Funds");
        await finance.PressAsync("main table a:text-is('响水镇')");
        await finance.Page.FillAsync(".rows input[name=document]", "响财拨5号");
        await finance.PressAsync("button:text-is('审核并补足')");
        var words = await finance.WordsAsync("main");
        Assert.Contains("账账相符", words, StringComparison.Ordinal);
        Assert.Contains("20,000.00", words, StringComparison.Ordinal);
        Assert.Contains("报账补足", words, StringComparison.Ordinal);
        await finance.SeenAsync("aid-17-book-1366");
        await finance.Page.SetViewportSizeAsync(Desk.Phone, 844);
        await finance.SeenAsync("aid-17-book-390");
    }
}
