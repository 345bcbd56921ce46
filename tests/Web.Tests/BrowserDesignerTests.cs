using System.Net;
using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;

namespace Approvals.Web.Tests;

/// <summary>The designer as a policy admin meets it: the real Elsa Studio in a real browser.</summary>
/// <remarks>Starting Studio is what costs: each walk starts it once and goes on by the links of the page. In the order written, because the first makes the county's variant.</remarks>
[TestCaseOrderer(typeof(AsWritten))]
public sealed class BrowserDesignerTests(DemoSite demo, StudioWindow window) : IClassFixture<DemoSite>, IClassFixture<StudioWindow>
{
    private const string Editor = "/designer/edit/dibao-application%40220182";

    [Fact]
    public async Task An_admin_adds_a_second_visit_for_larger_households_and_only_new_cases_take_it()
    {
        var old = await Family.ApplyAsync(demo.Site, "1");
        await using var desk = await window.SitAsync(demo.Site, "suncha");
        var canvas = new Canvas(desk.Page);
        var english = new SortedSet<string>(StringComparer.Ordinal);

        await desk.GoAsync("/designer/definitions");
        await canvas.MarkAsync();
        await desk.Page.WaitForSelectorAsync("text=最低生活保障申请", new() { Timeout = 120_000 });
        await canvas.PictureAsync("designer-1-list");
        english.UnionWith(await canvas.EnglishAsync());
        await desk.Page.ClickAsync("td:text-is('dibao-application')");
        await desk.ArrivedAsync("/designer/edit/dibao-application");
        await canvas.DrawnAsync();
        await canvas.PictureAsync("designer-1-looked-at");
        await desk.Page.ClickAsync("#ap-variant");
        await desk.ArrivedAsync(Editor);
        await canvas.DrawnAsync();
        english.UnionWith(await canvas.EnglishAsync());

        await canvas.PictureAsync("designer-2-variant");

        // Draw: a fork by household size after the visit, a second visit, back to where the way went on.
        await canvas.PanAsync("homeVisit", 60, 150);
        await canvas.OpenCategoryAsync("2 调查核实");
        var size = await canvas.DropAsync("按家庭人口分支", 380, 240);
        var second = await canvas.DropAsync("入户调查", 380, 340);
        await canvas.UnlinkAsync("homeVisit", "Visited", "reviewRequired");
        await canvas.PictureAsync("designer-2-dropped");
        await canvas.LinkAsync("homeVisit", "Visited", size);
        await canvas.LinkAsync(size, "Above", second);
        await canvas.LinkAsync(size, "Within", "reviewRequired");
        await canvas.LinkAsync(second, "Visited", "reviewRequired");
        await canvas.FillAsync(size, "人数", "2");
        await canvas.PictureAsync("designer-2-drawn");
        english.UnionWith(await canvas.EnglishAsync());

        var published = await canvas.PublishAsync();
        Assert.True(published.Ok, await published.TextAsync());
        await canvas.PictureAsync("designer-3-published");

        var young = await Family.ApplyAsync(demo.Site, "2");
        foreach (var family in new[] { old, young })
        {
            await family.DoAsync("chenjing", "Acceptance", Acceptance.Accepted);
            await family.VisitAsync("HomeVisit", "2022-03-01", "刘洋", "杨帆");
        }

        Assert.DoesNotContain(await OpenStepsAsync(old), s => s == "Approvals.HomeVisit");
        Assert.Contains(await OpenStepsAsync(young), s => s == "Approvals.HomeVisit");

        await SeeInstanceAsync(desk, canvas, young, english);
        Assert.Empty(english);
        Assert.True(await canvas.IsMarkedAsync(), "Studio was started more than once on the way.");
        Assert.InRange(await canvas.PartsLoadedAsync(), 1, 12);
    }

    [Fact]
    public async Task Publishing_without_a_notice_or_with_a_way_around_it_is_refused_with_the_clause()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "zhouding");
        var without = await KeepAsync(admin, "without", nation => ProposalOf(nation)["activity"] = "confirmationLevel");
        var bypass = await KeepAsync(admin, "bypass", nation =>
        {
            nation["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{"id":"jump","name":"jump","type":"Elsa.FlowDecision","version":1,"condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"false"}},"metadata":{"displayText":"急事急办","designer":{"position":{"x":2300,"y":60}}}}"""));
            ProposalOf(nation)["activity"] = "jump";
            nation["root"]!["connections"]!.AsArray().Add(JsonNode.Parse("""{"source":{"activity":"jump","port":"False"},"target":{"activity":"noticePosting","port":"In"}}"""));
            nation["root"]!["connections"]!.AsArray().Add(JsonNode.Parse("""{"source":{"activity":"jump","port":"True"},"target":{"activity":"confirmationLevel","port":"In"}}"""));
        });

        await using var desk = await window.SitAsync(demo.Site, "zhouding");
        var canvas = new Canvas(desk.Page);
        await desk.GoAsync("/designer/definitions");
        foreach (var (how, key) in new[] { ("without", without), ("bypass", bypass) })
        {
            await desk.Page.ClickAsync($"td:text-is('{key}')", new() { Timeout = 120_000 });
            await desk.ArrivedAsync($"/designer/edit/{Uri.EscapeDataString(key)}");
            await canvas.DrawnAsync();
            var refused = await canvas.PublishAsync();

            Assert.Equal(400, refused.Status);
            var panel = desk.Page.Locator("#ap-panel");
            await panel.WaitForAsync();
            var said = await panel.InnerTextAsync();
            Assert.Contains("公示", said, StringComparison.Ordinal);
            Assert.Contains("SC649-11", said, StringComparison.Ordinal);
            Assert.Contains("社会救助暂行办法", said, StringComparison.Ordinal);
            await canvas.PictureAsync($"designer-4-refused-{how}", "countyApproval");
            await desk.Page.ClickAsync("nav a:text-is('流程列表')");
        }
    }

    [Fact]
    public async Task A_session_that_ends_while_drawing_leads_to_sign_in_and_back_with_what_was_drawn()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "zhouding");
        var (_, made, _) = await admin.SaveAsync(Sketch("登录失效"), false);
        var key = (string)made!["workflowDefinition"]!["definitionId"]!;
        await using var desk = await window.SitAsync(demo.Site, "zhouding");
        var canvas = new Canvas(desk.Page);
        await desk.GoAsync($"/designer/edit/{Uri.EscapeDataString(key)}");
        await canvas.DrawnAsync();

        await desk.Page.Context.ClearCookiesAsync(new() { Name = "approvals" });
        await canvas.RenameAsync("登录失效时的修改");
        await desk.Page.WaitForURLAsync("**/SignIn?ReturnUrl=**", new() { Timeout = 120_000 });
        await desk.FillAsync(("login", "zhouding"), ("password", Demo.Password));
        await desk.PressAsync("form.panel button.go");

        Assert.Equal($"/designer/edit/{Uri.EscapeDataString(key)}", desk.Path);
        await desk.Page.WaitForSelectorAsync("#ap-panel:has-text('有没保存的修改')", new() { Timeout = 120_000 });
        await canvas.PictureAsync("designer-7-draft-kept");
        await desk.Page.RunAndWaitForResponseAsync(() => desk.Page.ClickAsync("#ap-panel button:text-is('恢复这份修改')"), r => r.Url.EndsWith("/import", StringComparison.Ordinal));
        Assert.Equal("登录失效时的修改", (string?)(await admin.GetAsync($"workflow-definitions/by-definition-id/{Uri.EscapeDataString(key)}"))["name"]);
    }

    [Fact]
    public async Task A_role_a_parameter_a_result_an_input_and_an_output_are_chosen_by_hand_and_flows_go_out_packed()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "zhouding");
        var sketch = Sketch("四件事");
        sketch["variables"] = JsonNode.Parse("""[{"id":"v1","name":"Found","typeName":"Object","isArray":false,"value":null}]""");
        sketch["root"]!["activities"] = JsonNode.Parse("""[{"id":"visit","name":"visit","type":"Approvals.HomeVisit","version":1},{"id":"choice","name":"choice","type":"Approvals.PolicyChoice","version":1,"metadata":{"designer":{"position":{"x":0,"y":120}}}}]""");
        var (_, made, _) = await admin.SaveAsync(sketch, false);
        var key = (string)made!["workflowDefinition"]!["definitionId"]!;

        await using var desk = await window.SitAsync(demo.Site, "zhouding");
        var canvas = new Canvas(desk.Page);
        await desk.GoAsync("/designer/definitions");
        await desk.Page.Locator($"tr:has(td:text-is('{key}')) input[type=checkbox]").CheckAsync(new() { Force = true, Timeout = 120_000 });
        await desk.Page.ClickAsync("button:has-text('批量操作')");
        await desk.Page.ClickAsync(".mud-popover-open :text-is('导出')");
        await desk.Page.WaitForSelectorAsync(".mud-dialog");
        Assert.Empty(await canvas.EnglishAsync());
        var download = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Page.ClickAsync(".mud-dialog button:has-text('导出')"));
        using (var packed = System.IO.Compression.ZipFile.OpenRead(await download.PathAsync()))
        {
            Assert.Contains("四件事", await new StreamReader(await Assert.Single(packed.Entries).OpenAsync(TestContext.Current.CancellationToken)).ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        await desk.Page.ClickAsync($"td:text-is('{key}')");
        await desk.ArrivedAsync($"/designer/edit/{Uri.EscapeDataString(key)}");
        await canvas.DrawnAsync();
        await canvas.SelectAsync("visit");
        await canvas.ChooseAsync("办理角色", "社会救助窗口");
        await canvas.OpenTabAsync("输出");
        await canvas.ChooseAsync("办理结果", "Found");
        await canvas.SelectAsync("choice");
        await canvas.OpenTabAsync("输入");
        await canvas.ChooseAsync("政策参数", "每件申请都开民主评议（democratic-review.required）");
        await canvas.OpenTabAsync("输入和输出");
        await canvas.DefineAsync("添加输入", "Reason");
        await canvas.DefineAsync("添加输出", "Outcome");
        Assert.True(await desk.Page.IsVisibleAsync("td:text-is('Outcome')"), "What an admin named is not translated.");
        await canvas.PictureAsync("designer-9-chosen");

        var kept = await admin.GetAsync($"workflow-definitions/by-definition-id/{Uri.EscapeDataString(key)}");
        var activities = kept["root"]!["activities"]!.AsArray().ToDictionary(a => (string)a!["id"]!, a => a!);
        Assert.Equal(
            ("window", "v1", "democratic-review.required", "Reason", "Outcome"),
            ((string?)activities["visit"]["role"]!["expression"]!["value"], (string?)activities["visit"]["result"]!["memoryReference"]!["id"], (string?)activities["choice"]["key"]!["expression"]!["value"], (string?)kept["inputs"]![0]!["name"], (string?)kept["outputs"]![0]!["name"]));
    }

    [Fact]
    public async Task The_viewer_shows_where_a_case_stands_still_and_who_only_opens_cases_sees_the_picture_and_no_list()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        await admin.SendAsync(HttpMethod.Post, "workflow-definitions/dibao-application/variant");
        var draft = await admin.GetAsync("workflow-definitions/by-definition-id/dibao-application%40220182");
        draft["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{"id":"odd","name":"odd","type":"Elsa.FlowDecision","version":1,"condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getInput('nothing').length > 1"}},"metadata":{"displayText":"读不到的条件","designer":{"position":{"x":300,"y":300}}}}"""));
        var connections = draft["root"]!["connections"]!.AsArray();
        connections.First(c => (string?)c!["source"]!["activity"] == "acceptance" && (string?)c["source"]!["port"] == "Accepted")!["target"]!["activity"] = "odd";
        foreach (var port in new[] { "True", "False" })
        {
            connections.Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = "odd", ["port"] = port }, ["target"] = new JsonObject { ["activity"] = "investigation", ["port"] = "In" } });
        }

        var (published, said, _) = await admin.SaveAsync(draft, true);
        Assert.True(published == HttpStatusCode.OK, said?.ToJsonString());
        var family = await Family.ApplyAsync(demo.Site, "7");
        // A fault undoes the first attempt and parks the branch at the second.
        Assert.Equal(HttpStatusCode.InternalServerError, (await family.TryAsync("chenjing", "Acceptance", Acceptance.Accepted)).Status);
        await family.DoAsync("chenjing", "Acceptance", Acceptance.Accepted);
        Assert.Equal(HttpStatusCode.OK, (await admin.SendAsync(HttpMethod.Post, "workflow-definitions/dibao-application%40220182/retract")).Status);

        await using var desk = await window.SitAsync(demo.Site, "chenjing");
        var canvas = new Canvas(desk.Page);
        await desk.GoAsync($"/Cases/{family.Case}");
        await desk.PressAsync("a:text-is('流程图')");
        await canvas.DrawnAsync();
        await canvas.CentredAsync("odd");
        await desk.Page.Locator(".mud-tab", new() { HasText = "异常" }).ClickAsync();
        await desk.Page.WaitForSelectorAsync("text=输入“条件”不能计算", new() { Timeout = 120_000 });
        await canvas.PictureAsync("designer-8-incident", "odd");
        Assert.Empty(await canvas.EnglishAsync());
        Assert.Equal(404, await desk.GoAsync("/designer/instances"));
    }

    // The nation's flow, spoiled, kept as a draft of its own; its key.
    private static async Task<string> KeepAsync(StudioClient admin, string how, Action<JsonNode> spoil)
    {
        var nation = await admin.GetAsync("workflow-definitions/by-definition-id/dibao-application");
        nation["definitionId"] = null;
        nation["name"] = $"没有公示 {how}";
        spoil(nation);
        var (status, saved, _) = await admin.SaveAsync(nation, false);
        Assert.Equal(HttpStatusCode.OK, status);
        return (string)saved!["workflowDefinition"]!["definitionId"]!;
    }

    // Where the flow goes on after the township proposes to confirm: to the notice.
    private static JsonNode ProposalOf(JsonNode flow) =>
        flow["root"]!["connections"]!.AsArray().First(c => (string?)c!["source"]!["activity"] == "initialReview" && (string?)c["source"]!["port"] == "ProposeConfirm")!["target"]!;

    private static JsonObject Sketch(string name) => new()
    {
        ["definitionId"] = null,
        ["name"] = name,
        ["root"] = JsonNode.Parse("""{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[{"id":"begin","name":"begin","type":"Elsa.Start","version":1}],"connections":[]}"""),
    };

    private static async Task<IReadOnlyList<string?>> OpenStepsAsync(Family family) =>
        [.. (await family.LookAsync("liuyang"))["tasks"]!.AsArray().Where(t => (string?)t!["state"] == "待办").Select(t => (string?)t!["step"])];

    private static async Task SeeInstanceAsync(Desk desk, Canvas canvas, Family family, SortedSet<string> english)
    {
        await desk.Page.ClickAsync("nav a:text-is('案件流程')");
        await desk.Page.WaitForSelectorAsync($"text={family.Number}", new() { Timeout = 120_000 });
        await canvas.PictureAsync("designer-5-instances");
        english.UnionWith(await canvas.EnglishAsync());
        await desk.Page.ClickAsync($"text={family.Number}");
        await desk.Page.WaitForFunctionAsync("() => location.pathname.startsWith('/designer/instance/')", null, new() { Timeout = 120_000 });
        await canvas.DrawnAsync();
        await desk.Page.WaitForSelectorAsync("text=已完成", new() { Timeout = 120_000 });
        await canvas.PictureAsync("designer-6-instance");
        english.UnionWith(await canvas.EnglishAsync());
    }
}
