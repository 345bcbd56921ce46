using System.Text.Json.Nodes;

namespace Approvals.Web.Tests;

/// <summary>Bad input on every page with a form: the message names field, value and remedy, leads to the field, and what was typed is still there.</summary>
public sealed class BrowserInputTests(DemoSite demo, Chromium chromium) : IClassFixture<DemoSite>
{
    private const string Main = "main form.panel button.go";

    /// <summary>What somebody types where, presses, and has to read.</summary>
    /// <param name="Path">May name {task:步骤}, {case:状态} or {notice}: the first that the person sees.</param>
    /// <param name="Says">What the page says: label, value, remedy.</param>
    /// <param name="Keeps">A field that still holds what was typed.</param>
    public sealed record Mistake(string Login, string Path, (string Name, string Value)[] Typed, string Press, string[] Says, (string Name, string Value) Keeps);

    private static readonly Dictionary<string, Mistake> Mistakes = new()
    {
        ["sign-in"] = new("", "/SignIn", [("login", "chenjing"), ("password", "wrong")], Main, ["用户名或密码不对", "联系本县安全管理员"], ("login", "chenjing")),
        ["board-objection"] = new("", "{board}", [("phone", "13900000000")], Main, ["异议内容", "请填写异议内容"], ("phone", "13900000000")),
        ["apply-household"] = new("chenjing", "/Apply",
            [("household.members[0].name", "王五"), ("household.members[0].idNumber", "220182196803055680"), ("household.appliedOn", "3月1日")], Main,
            ["申请日期", "“3月1日”不是日期：请按 2022-03-01 的样子填写", "适用标准", "请选择适用标准"], ("household.members[0].idNumber", "220182196803055680")),
        ["apply-number"] = new("linfang", "/Apply",
            [("household.village", Demo.OtherVillage), ("household.standard", "rural"), ("household.appliedOn", "2022-03-01"), ("household.members[0].name", "王五"),
                ("household.members[0].idNumber", "220182196803055680"), ("household.members[0].relation", "self"), ("household.members[0].labour", "none")], Main,
            ["身份证号", "“220182196803055680”："], ("household.members[0].name", "王五")),
        ["apply-property"] = new("gaocun", "/Apply/property", [("property.savings", "两千"), ("property.vehicles", "-1"), ("property.bank", "榆树农商行")], Main,
            ["“两千”不是金额：请填写数字", "不能小于 0，现在是 -1"], ("property.bank", "榆树农商行")),
        ["apply-consent"] = new("heping", "/Apply/consent", [("consent.signatures[0].member", "1"), ("consent.signedOn", "2030-01-01")], Main,
            ["签字日期是 2030-01-01，晚于今天（2022-03-01）：请填写已经发生的日期", "请上传"], ("consent.signedOn", "2030-01-01")),
        ["apply-empty"] = new("guoqiang", "/Apply/check", [], Main, ["请填写家庭成员"], default),
        ["task"] = new("liuyang", "{task:HomeVisit}", [("visitedOn", "2022-02-30"), ("living", "砖房三间。")], "button[value=Visited]",
            ["“2022-02-30”不是日期", "调查人至少要有 1 项", "请上传入户照片（至少 1 张）"], ("living", "砖房三间。")),
        ["task-rule"] = new("mali", "{task:InitialReview}", [("opinion", "收入超过标准。")], "button[value=ProposeRefuse]", ["不予确认的理由"], ("opinion", "收入超过标准。")),
        ["task-rows"] = new("zhaohe", "{task:InformationCheck}", [("sources[0].source", "bank"), ("validUntil", "明年")], "button[value=Answered]",
            ["反馈", "请选择反馈", "“明年”不是日期"], ("validUntil", "明年")),
        ["correct"] = new("chenjing", "{case:running}/Correct", [("household.group", "九组")], Main, ["更正原因", "请写明更正原因和依据"], ("household.group", "九组")),
        ["withdraw"] = new("chenjing", "{case:running}/Withdraw", [("reason", "搬走")], "main form.panel button.danger", ["请上传", "至少 1 张"], ("reason", "搬走")),
        ["extend"] = new("wangju", "{case:running}/Extend", [("reason", "")], Main, ["延长原因", "请填写延长原因"], default),
        ["objection"] = new("chenjing", "{notice}/Object", [("channel", "visit"), ("name", "知情人")], Main, ["异议内容", "请填写异议内容"], ("name", "知情人")),
        ["assist"] = new("heping", "{task:ObjectionVisit}", [("reason", "无人可换")], "form[action*=Assist] button", ["代办单位", "请选择代办单位"], ("reason", "无人可换")),
        ["propose"] = new("suncha", "/Policies",
            [("key", "dibao.rural-standrd"), ("value", "4200.00"), ("from", "2022-07-01"), ("published", "2022-03-01"), ("cites", "N2021-2.2.2"), ("documentNumber", "榆民发〔2022〕2号")],
            "form[action*=Propose] button.go", ["政策参数", "没有“dibao.rural-standrd”这个参数：请从参数列表中复制"], ("value", "4200.00")),
        ["roster"] = new("qiancai", "/Rosters", [("month", "四月")], "form.filters button", ["“四月”不是月份：请按 2022-04 的样子填写"], default),
        ["password"] = new("zhouding", "/Password", [("old", Demo.Password), ("fresh", "four quiet words"), ("again", "four quiet word")], Main, ["两次输入的新密码不一样：请重新输入"], default),
        ["account"] = new("zhengan", "/People", [("login", "newone"), ("name", "新来的")], "form[action*=Open] button", ["单位", "请填写单位"], ("name", "新来的")),
        ["grant"] = new("zhengan", "/People", [("area", "430626"), ("from", "2022-03-01")], "form[action*=Grant] button", ["角色", "请"], ("area", "430626")),
        ["relative"] = new("zhengan", "/People", [("official", "{first}"), ("name", "张三"), ("idNumber", "12345"), ("relation", "配偶")], "form[action*=Relative] button", ["亲属身份证号", "应为18位（旧证15位），现在是5位"], ("relation", "配偶")),
    };

    public static TheoryData<string> Pages => [.. Mistakes.Keys];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_mistake_is_named_with_its_remedy_and_nothing_typed_is_lost(string page)
    {
        var mistake = Mistakes[page];
        await using var desk = await Desk.OpenAsync(chromium, demo.Site, mistake.Login.Length > 0 ? mistake.Login : null);
        Assert.Equal(200, await desk.GoAsync(await PathAsync(mistake)));
        // Several forms on one page: the one that is sent is unfolded and filled.
        var form = mistake.Press.StartsWith("form[", StringComparison.Ordinal) ? mistake.Press.Split(' ')[0] : "main";
        await desk.Page.Locator($"details:has({form})").EvaluateAllAsync<object?>("all => all.forEach(d => d.open = true)");
        foreach (var (name, value) in mistake.Typed)
        {
            var first = $"{form} [name='{name}'] option:nth-child(2)";
            await desk.FillInAsync(form, [(name, value == "{first}" ? (await desk.Page.Locator(first).GetAttributeAsync("value"))! : value)]);
        }

        await desk.PressAsync(mistake.Press);

        var problem = await desk.WordsAsync("main .problem");
        Assert.All(mistake.Says, said => Assert.Contains(said, problem, StringComparison.Ordinal));
        await LinksLeadToFieldsAsync(desk);
        if (mistake.Keeps.Name is { } kept)
        {
            Assert.Equal(mistake.Keeps.Value, await desk.Page.Locator($"{form} [name='{kept}']:not([type=hidden]):visible").First.InputValueAsync());
        }

        await desk.SeenAsync($"wrong-{page}");
    }

    [Theory]
    [InlineData("liuyang", "{task:HomeVisit}", "photos", "button[value=Visited]")]
    [InlineData("chenjing", "{case:running}/Withdraw", "request", "main form.panel button.danger")]
    [InlineData("yangfan", "{task:HomeVisit}", "photos", "button[value=NobodyHome]")]
    public async Task A_file_that_is_no_photo_is_refused_by_its_name(string login, string path, string field, string press)
    {
        await using var desk = await Desk.OpenAsync(chromium, demo.Site, login);
        await desk.GoAsync(await PathAsync(new Mistake(login, path, [], press, [], default)));
        await desk.Page.SetInputFilesAsync($"main input[type=file][name='{field}']", new Microsoft.Playwright.FilePayload { Name = "说明.docx", MimeType = "application/msword", Buffer = [1, 2, 3] });
        await desk.PressAsync(press);
        Assert.Contains("“说明.docx”：只能上传 15 MB 以内的 JPG、PNG 照片或 PDF 扫描件", await desk.WordsAsync("main .problem"), StringComparison.Ordinal);
        await LinksLeadToFieldsAsync(desk);
    }

    [Theory]
    [InlineData(Desk.Wide)]
    [InlineData(Desk.Phone)]
    public async Task A_number_is_shown_in_place_to_who_holds_the_task_and_to_others_for_a_reason(int width)
    {
        var family = await Family.ApplyAsync(demo.Site, $"{width}");
        var number = Papers.Id("22018219680305", $"{width}", 1);
        await using var holder = await Desk.OpenAsync(chromium, demo.Site, "chenjing", width);
        var task = await family.TaskAsync("chenjing", "Acceptance");
        (await (await demo.Site.AsAsync("chenjing")).CommandAsync($"/api/tasks/{task}/claim", [])).Expect();
        await holder.GoAsync($"/Tasks/{task}");
        Assert.DoesNotContain(number, await holder.WordsAsync(), StringComparison.Ordinal);
        await holder.Page.Locator(".masked button:text-is('查看')").First.ClickAsync();
        await holder.Page.WaitForSelectorAsync($"text={number}");
        await holder.SeenAsync($"number-held-{width}");

        await using var other = await Desk.OpenAsync(chromium, demo.Site, "mali", width);
        await other.GoAsync($"/Cases/{family.Case}");
        await other.PressAsync(".masked a:text-is('查看') >> nth=0");
        await other.SeenAsync($"number-asked-{width}");
        await other.PressAsync("form.panel button.go");
        Assert.Contains("请选择查看原因：核对身份", await other.WordsAsync("main .problem"), StringComparison.Ordinal);
        await LinksLeadToFieldsAsync(other);
        await other.SeenAsync($"number-refused-{width}");
        await other.FillAsync("reason", "信访答复");
        await other.PressAsync("form.panel button.go");
        Assert.Contains(number, await other.WordsAsync("main"), StringComparison.Ordinal);
        await other.SeenAsync($"number-seen-{width}");
    }

    private static async Task LinksLeadToFieldsAsync(Desk desk)
    {
        foreach (var link in await desk.Page.Locator("main .problem a").AllAsync())
        {
            var target = (await link.GetAttributeAsync("href"))!;
            if (target.StartsWith('#'))
            {
                Assert.True(await desk.Page.Locator($"[id='{target[1..]}']").CountAsync() == 1, $"{target} leads nowhere");
            }
        }
    }

    private async Task<string> PathAsync(Mistake mistake)
    {
        var (kind, rest) = mistake.Path.StartsWith('{') && mistake.Path.IndexOf('}', StringComparison.Ordinal) is var end ? (mistake.Path[1..end], mistake.Path[(end + 1)..]) : ("", mistake.Path);
        if (kind.Length == 0)
        {
            return rest;
        }

        if (kind == "board")
        {
            using var villager = demo.Site.Anonymous();
            return $"/Board/Object/{(string?)(await villager.GetAsync("/api/notices?area=220182")).Expect()[0]!["noticeId"]}";
        }

        var client = await demo.Site.AsAsync(mistake.Login);
        var found = kind.Split(':') switch
        {
            ["task", var step] => $"/Tasks/{First(await client.GetAsync($"/api/tasks?step=Approvals.{step}"), "taskId")}",
            ["case", var state] => $"/Cases/{First(await client.GetAsync($"/api/cases?state={state}"), "caseId")}",
            _ => $"/Notices/{(string?)(await client.GetAsync("/api/notices")).Expect().AsArray().First(n => (bool)n!["stands"]!)!["noticeId"]}",
        };
        return found + rest;
    }

    private static string First(ApiAnswer list, string id) => (string)(list.Expect()["rows"] as JsonArray)![0]![id]!;
}
