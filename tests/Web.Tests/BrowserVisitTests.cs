using System.Collections.Concurrent;

namespace Approvals.Web.Tests;

/// <summary>Shorter visits in a real browser: the objection, the letter, the bad connection, every page there is.</summary>
public sealed class BrowserVisitTests(DemoSite demo, Chromium chromium, PostgreSqlServer server) : IClassFixture<DemoSite>
{
    // Whoever opens them sees the same; once is enough.
    private static readonly string[] Alike = ["/Password", "/Board", "/Board/x", "/Board/Object/x", "/Letters/x", "/Notices/x/Sheet", "/Cases/x/Sheet", "/Cases/x/Withdraw", "/Cases/x/Correct", "/Notices/x/Object"];
    private static readonly ConcurrentDictionary<string, string> SeenByAnybody = new();

    private Site Site => demo.Site;

    [Fact]
    public async Task A_villager_objects_on_the_web_board_without_signing_in_and_the_township_reads_it()
    {
        await using var villager = await Desk.OpenAsync(chromium, Site, width: Desk.Phone);
        await villager.GoAsync("/Board");
        await villager.SeenAsync("board-places");
        await villager.PressAsync($"main a[href$='/{Demo.Village}']");
        Assert.DoesNotContain("朱玉兰", await villager.WordsAsync(), StringComparison.Ordinal);
        await villager.SeenAsync("board");
        await villager.PressAsync("main section.panel a:text('对这户有异议')");
        await villager.FillAsync("text", "他家儿子在长春开店，没有申报。");
        await villager.SeenAsync("board-object");
        await villager.PressAsync("main button.go");
        Assert.Contains("异议已收到", await villager.WordsAsync(".notice-done"), StringComparison.Ordinal);
        await villager.SeenAsync("board-objected");

        await using var window = await Desk.OpenAsync(chromium, Site, "chenjing");
        await window.GoAsync("/Notices");
        Assert.Equal("1", await window.WordsAsync("main tr:has-text('三太村') td[data-label='异议']:text-is('1')"));
    }

    [Fact]
    public async Task A_refusal_prints_its_letter_on_one_page_with_reason_basis_and_remedy_and_the_sheet_on_the_next()
    {
        await using var window = await Desk.OpenAsync(chromium, Site, "chenjing");
        await window.GoAsync("/Cases?state=refused");
        await window.PressAsync("main table a");
        await window.PressAsync("main a:text('不予确认')");
        var letter = await window.WordsAsync("article");
        Assert.Contains("不低于", letter, StringComparison.Ordinal);
        Assert.Contains("社会救助暂行办法", letter, StringComparison.Ordinal);
        Assert.Contains("行政复议", letter, StringComparison.Ordinal);
        Assert.Equal("严守信：", await window.WordsAsync("article p.flush"));
        Assert.Equal(1, await window.Page.Locator("article:not(.annex) p.flush").CountAsync());
        Assert.Contains("9,000.00元 不低于 8,000.00元", await window.WordsAsync("article.annex"), StringComparison.Ordinal);
        Assert.DoesNotContain("什么会改变结果", letter, StringComparison.Ordinal);
        await window.SeenAsync("letter-refusal");

        var pdf = System.Text.Encoding.Latin1.GetString(await window.Page.PdfAsync(new() { Format = "A4" }));
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(pdf, "/Type\\s*/Page\\b"));
    }

    [Theory, InlineData(Desk.Wide), InlineData(Desk.Phone)]
    public async Task A_county_officer_comes_from_a_roster_line_to_the_clause_and_its_words_in_two_clicks(int width)
    {
        await using var officer = await Desk.OpenAsync(chromium, Site, "liwen", width);
        await officer.GoAsync("/Rosters/2022-03");
        await officer.PressAsync("main table a");
        Assert.StartsWith("/Cases/", officer.Path, StringComparison.Ordinal);
        await officer.SeenAsync($"three-clicks-case-{width}");
        await officer.PressAsync("main table.sheet tr:has-text('家庭全年保障标准') a:text-is('N2021-2.2.2')");
        Assert.Equal("/Policies/Clauses/N2021-2.2.2", officer.Path);
        Assert.Contains("标准", await officer.WordsAsync("main blockquote.law mark"), StringComparison.Ordinal);
        await officer.SeenAsync($"three-clicks-clause-{width}");
    }

    [Fact]
    public async Task What_would_change_a_case_is_a_click_away_for_the_reviewer_and_nowhere_for_the_window()
    {
        await using var reviewer = await Desk.OpenAsync(chromium, Site, "mali");
        await reviewer.GoAsync("/Cases?state=refused");
        await reviewer.PressAsync("main table a");
        var page = reviewer.Path;
        await reviewer.PressAsync("main a:text('什么会改变结果')");
        Assert.Contains("全年可计算收入从9,000.00元减少到7,999.99元", await reviewer.WordsAsync("main table"), StringComparison.Ordinal);
        Assert.Contains("不得告知或写入文书", await reviewer.WordsAsync("h1"), StringComparison.Ordinal);
        await reviewer.SeenAsync("what-if");

        await using var window = await Desk.OpenAsync(chromium, Site, "chenjing");
        Assert.Equal(200, await window.GoAsync(page));
        Assert.Equal(0, await window.Page.Locator("a:text('什么会改变结果')").CountAsync());
        Assert.Equal(404, await window.GoAsync($"{page}/WhatIf"));
    }

    [Fact]
    public async Task The_letter_templates_in_force_are_shown_with_their_versions()
    {
        await using var proposer = await Desk.OpenAsync(chromium, Site, "suncha");
        await proposer.GoAsync("/Policies/Letters");
        Assert.Contains("letters/000000/dibao/confirmation.txt", await proposer.WordsAsync("main section.panel:has-text('最低生活保障确认通知书')"), StringComparison.Ordinal);
        Assert.Equal(4, await proposer.Page.Locator("main section.panel .tag.done").CountAsync());
        await proposer.SeenAsync("letter-templates");
    }

    [Fact]
    public async Task What_is_typed_without_a_connection_stays_on_the_device_for_its_person_only_and_is_saved_when_the_connection_is_back()
    {
        await using var desk = await Desk.OpenAsync(chromium, Site, "linfang", Desk.Phone);
        await desk.GoAsync("/Apply");
        await desk.Page.Context.SetOfflineAsync(true);
        await desk.FillAsync("household.members[0].name", "林中人");
        await desk.Page.Locator(".saved:has-text('暂存在本机')").WaitForAsync();
        await desk.Page.Context.SetOfflineAsync(false);

        await desk.Page.Context.ClearCookiesAsync();
        await desk.SignInAsync("guoqiang");
        await desk.GoAsync("/Apply");
        Assert.Equal("", await desk.Page.InputValueAsync("[name='household.members[0].name']"));

        await desk.Page.Context.ClearCookiesAsync();
        await desk.SignInAsync("linfang");
        await desk.GoAsync("/Apply");
        Assert.Equal("林中人", await desk.Page.InputValueAsync("[name='household.members[0].name']"));
        await desk.Page.Locator(".saved:has-text('已保存草稿')").WaitForAsync();
        await using var elsewhere = await Desk.OpenAsync(chromium, Site, "linfang");
        await elsewhere.GoAsync("/Apply");
        Assert.Equal("林中人", await elsewhere.Page.InputValueAsync("[name='household.members[0].name']"));
    }

    [Fact]
    public async Task The_first_admin_sets_up_an_empty_production_and_a_wrong_code_loses_nothing_but_the_password()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        await using var admin = await Desk.OpenAsync(chromium, site);
        await admin.GoAsync("/");
        Assert.Equal("/SetUp", admin.Path);
        await admin.FillAsync(("code", "WRONG"), ("county", "220182"), ("login", "zhengan"), ("name", "郑安"), ("office", "榆树市民政局"), ("password", "a-long-password"));
        await admin.PressAsync("main button.go");
        Assert.Contains("初始化口令不对", await admin.WordsAsync("main .problem"), StringComparison.Ordinal);
        Assert.Equal("榆树市民政局", await admin.Page.InputValueAsync("[name=office]"));
        Assert.Equal("", await admin.Page.InputValueAsync("[name=password]"));
        await admin.SeenAsync("set-up");
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_or_out_of_scope_says_so_and_leads_back()
    {
        await using var window = await Desk.OpenAsync(chromium, Site, "linfang", Desk.Phone);
        var elsewhere = (string)(await (await Site.AsAsync("chenjing")).GetAsync("/api/cases")).Expect()["rows"]![0]!["caseId"]!;
        foreach (var path in new[] { "/Nowhere", "/Cases/1", $"/Cases/{elsewhere}", $"/Cases/{elsewhere}/Correct", $"/Cases/{elsewhere}/Sheet" })
        {
            Assert.Equal(404, await window.GoAsync(path));
            Assert.Contains("没有找到这个页面", await window.WordsAsync("main"), StringComparison.Ordinal);
        }

        await window.SeenAsync("problem");
        await window.PressAsync("main a.button");
        Assert.Equal("/", window.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("chenjing")]
    [InlineData("heping")]
    [InlineData("mali")]
    [InlineData("zhaohe")]
    [InlineData("wangju")]
    [InlineData("qiancai")]
    [InlineData("suncha")]
    [InlineData("zhouding")]
    [InlineData("wushen")]
    [InlineData("zhengan")]
    [InlineData("zhouting")]
    [InlineData("dingjie")]
    [InlineData("luping")]
    [InlineData("gufang")]
    public async Task Every_page_that_a_person_can_reach_fits_the_office_and_the_telephone_without_a_complaint_of_the_browser(string login)
    {
        await using var desk = await Desk.OpenAsync(chromium, Site, login.Length > 0 ? login : null);
        var (seen, ahead) = (new HashSet<string>(), new Queue<string>(login.Length > 0 ? ["/"] : ["/SignIn", $"/Board?area={Demo.Village}"]));
        while (ahead.TryDequeue(out var path))
        {
            // One of each kind; in soak every clause and every figure.
            var kind = Soak.IsOn && path.StartsWith("/Policies/", StringComparison.Ordinal) ? path.Split('?', '#')[0] : Kind(path);
            // The designer is an application of its own: it starts in seconds, needs a desk, and is left only when it stands.
            if (kind.StartsWith("/designer", StringComparison.Ordinal) || !seen.Add(kind) || (Alike.Contains(kind) && !SeenByAnybody.TryAdd(kind, login)))
            {
                continue;
            }

            Assert.Equal(200, await desk.GoAsync(path));
            var name = $"page-{(login.Length > 0 ? login : "anybody")}{kind.Replace('/', '-')}";
            await desk.SeenAsync(name);
            foreach (var link in await desk.LinksAsync())
            {
                ahead.Enqueue(link);
            }

            await desk.Page.SetViewportSizeAsync(Desk.Phone, 800);
            await desk.SeenAsync($"{name}-phone");
            await desk.Page.SetViewportSizeAsync(Desk.Wide, 800);
        }

        Assert.True(seen.Count >= 2, string.Join(' ', seen));
    }

    // Numbers, months, clauses and the keys of figures (they have digits or points in them) make no new page, nor do filters.
    private static string Kind(string path) => System.Text.RegularExpressions.Regex.Replace(path.Split('?', '#')[0], "(?<=/)[^/]*[0-9.][^/]*", "x");
}
