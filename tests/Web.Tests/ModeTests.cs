using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Approvals.Web.Tests;

/// <summary>Demo and production, first start and every start after it.</summary>
public sealed partial class ModeTests(PostgreSqlServer server)
{
    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Fact]
    public async Task Production_starts_empty_asks_for_its_first_admin_with_the_code_from_its_log_and_shows_nothing_of_the_demo()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        using var browser = site.Browser();

        var first = await browser.GetAsync("/");
        Assert.Equal("/SetUp", first.Address.AbsolutePath);
        NoDemo(first);
        var code = SetupCode().Match(site.Output).Groups[1].Value;
        Assert.Equal(10, code.Length);
        var wrong = await SetUpAsync(browser, "WRONGCODE1");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
        Assert.Contains("初始化口令不对", wrong.Words, StringComparison.Ordinal);
        Assert.Contains("value=\"郑安\"", wrong.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("a-long-password", wrong.Html, StringComparison.Ordinal);
        Assert.Equal(0, await place.CountAsync("SELECT COUNT(*) FROM officials"));

        var made = await SetUpAsync(browser, code.ToLowerInvariant());
        Assert.Equal("/SignIn", made.Address.AbsolutePath);
        NoDemo(made);
        var inside = await browser.SignInAsync("zhengan", "a-long-password");
        Assert.Contains("人员与授权", inside.Words, StringComparison.Ordinal);
        NoDemo(inside);
        var again = await SetUpAsync(browser, code);
        Assert.NotEqual(HttpStatusCode.OK, again.Status);
        Assert.Equal(1, await place.CountAsync("SELECT COUNT(*) FROM officials"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/", "/DemoTime", ("move", "NextMonth"))).Status);
    }

    [Fact]
    public async Task An_account_opened_by_the_admin_must_change_its_password_before_anything_else()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        await using var site = await Site.StartAsync(place);
        using var admin = site.Browser();
        await SetUpAsync(admin, SetupCode().Match(site.Output).Groups[1].Value);
        await admin.SignInAsync("zhengan", "a-long-password");
        var opened = await admin.PostAsync("/People", "/People?handler=Open", ("login", "chenjing"), ("name", "陈静"), ("office", "弓棚镇"), ("commandId", Guid.NewGuid().ToString()));
        var password = FirstPassword().Match(opened.Words).Groups[1].Value;
        Assert.Equal(12, password.Length);

        using var program = site.Anonymous();
        var token = await program.PostAsync("/api/tokens", new JsonObject { ["login"] = "chenjing", ["password"] = password });
        Assert.Equal((HttpStatusCode.Forbidden, "sign-in.must-change"), (token.Status, token["code"]));
        using var browser = site.Browser();
        var landed = await browser.PostAsync("/SignIn", "/SignIn", ("login", "chenjing"), ("password", password));
        Assert.Equal("/Password", landed.Address.AbsolutePath);
        Assert.Equal("/Password", (await browser.GetAsync("/Cases")).Address.AbsolutePath);
        var short1 = await browser.PostAsync("/Password", "/Password", ("old", password), ("fresh", "short"), ("again", "short"));
        Assert.Contains("密码至少要", short1.Words, StringComparison.Ordinal);
        await browser.PostAsync("/Password", "/Password", ("old", password), ("fresh", "four quiet words"), ("again", "four quiet words"));
        await program.SignInAsync("chenjing", "four quiet words");
    }

    [Fact]
    public async Task In_production_the_web_board_is_off_until_two_people_of_the_county_turn_it_on()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        // Production goes by the wall clock: its notices have to stand today.
        Assert.True(await place.TamperAsync("UPDATE notices SET posted_on = date('now', '-1 day'), last_day = date('now', '+9 days') WHERE last_day >= '2022-03-01'") > 0);
        await using var site = await Site.StartAsync(place.InProduction());
        using var browser = site.Browser();
        var off = await browser.GetAsync("/Board?area=220182");
        Assert.Contains("现在没有正在公示的名单", off.Words, StringComparison.Ordinal);
        NoDemo(off);
        NoDemo(await browser.GetAsync("/SignIn"));

        var value = new JsonObject { ["key"] = "notice.web", ["value"] = "true", ["from"] = "2022-03-01", ["published"] = "2022-03-01", ["cites"] = "SC649-11", ["documentNumber"] = "榆民发〔2022〕1号" };
        var proposed = (await (await site.AsAsync("suncha")).CommandAsync("/api/values", new JsonObject { ["area"] = "220182", ["form"] = value })).Expect();
        Assert.DoesNotContain("对这户有异议", (await browser.GetAsync("/Board?area=220182")).Words, StringComparison.Ordinal);
        (await (await site.AsAsync("zhouding")).CommandAsync($"/api/values/{(string?)proposed}/confirm", [])).Expect();
        Assert.Contains("对这户有异议", (await browser.GetAsync("/Board?area=220182")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_made_up_values_of_the_demo_county_count_in_the_demo_only()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        const string Line = "{\"rule\":\"dibao.shortfall\",\"area\":\"220182\",\"on\":\"2022-03-01\",\"given\":{\"members\":3,\"countableAnnualIncome\":9000}}";
        Assert.StartsWith("{\"cannotDecide\":", (await Verb.RunAsync(place, ["calculate"], Line)).Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"result\":", (await Verb.RunAsync(place with { Demo = true }, ["calculate"], Line)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_with_pending_migrations_refuses_to_start_and_names_the_command()
    {
        using var place = Place.Empty(Store.PostgreSql, server);
        var refused = await Verb.RunAsync(place, []);
        Assert.Equal(1, refused.ExitCode);
        Assert.Matches("数据库还有 \\d+ 个未执行的迁移.*请先备份，再运行：.*migrate", refused.Error);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await Verb.RunAsync(place, ["migrate"])).ExitCode);
        await using var site = await Site.StartAsync(place);
        using var browser = site.Browser();
        Assert.Equal("/SetUp", (await browser.GetAsync("/")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_or_is_unknown_is_said_in_one_line()
    {
        using var place = Place.Empty(Store.PostgreSql, server) with { Connection = "Host=127.0.0.1;Port=1;Username=nobody;Database=nowhere;Timeout=5" };
        var unreachable = await Verb.RunAsync(place, []);
        Assert.Equal(1, unreachable.ExitCode);
        Assert.StartsWith("连不上数据库 127.0.0.1:1/nowhere", Assert.Single(unreachable.Error.Trim().Split('\n')), StringComparison.Ordinal);

        var unknown = await Verb.RunAsync(place, ["--Approvals:Database=mysql"]);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("不认识数据库", unknown.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Killed_and_started_again_it_keeps_cases_clock_sessions_and_photos(Store store)
    {
        using var place = await Place.DemoAsync(store, server);
        await using var site = await Site.StartAsync(place);
        var window = await site.AsAsync("chenjing");
        var family = await Family.ApplyAsync(site, "71");
        using var browser = site.Browser();
        await browser.SignInAsync("chenjing");
        await site.GoToAsync(new DateOnly(2022, 3, 4));
        var before = (await window.GetAsync($"/api/cases/{family.Case}/events")).Expect().ToJsonString();

        await site.RestartAsync();

        Assert.Equal(new DateOnly(2022, 3, 4), await browser.DayAsync());
        Assert.Contains(family.Number, (await browser.GetAsync($"/Cases/{family.Case}")).Words, StringComparison.Ordinal);
        Assert.Equal(before, (await window.GetAsync($"/api/cases/{family.Case}/events")).Expect().ToJsonString());
        var evidence = (await window.GetAsync($"/api/cases/{family.Case}/documents")).Expect()["evidence"]![0]!;
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/Evidence/{(string?)evidence["evidenceId"]}")).Status);
        Assert.Equal(31, (await window.GetAsync("/api/cases")).Expect()["total"]!.GetValue<int>() + (await (await site.AsAsync("linfang")).GetAsync("/api/cases")).Expect()["total"]!.GetValue<int>());
    }

    private static Task<ServedPage> SetUpAsync(PageClient browser, string code) => browser.PostAsync("/SetUp", "/SetUp",
        ("code", code), ("county", "220182"), ("login", "zhengan"), ("name", "郑安"), ("office", "榆树市民政局"), ("password", "a-long-password"));

    private static void NoDemo(ServedPage page) =>
        Assert.All(["演示", "前进一天", "yushu-demo", "chenjing", "业务时间"], word => Assert.DoesNotContain(word, page.Html, StringComparison.Ordinal));

    [GeneratedRegex("初始化口令：([A-Z0-9]+)")]
    private static partial Regex SetupCode();

    [GeneratedRegex("首次登录密码：([a-z0-9]+)")]
    private static partial Regex FirstPassword();
}
