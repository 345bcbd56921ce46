using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Approvals.Web.Tests;

/// <summary>Elsa Studio's API over our definitions and cases, with the rights, refusals and the law of this product.</summary>
public sealed partial class StudioApiTests(DemoSite demo) : IClassFixture<DemoSite>
{
    private const string Variant = "dibao-application@220182";

    [Theory]
    [InlineData("suncha", true, true)]
    [InlineData("wushen", true, false)]
    [InlineData("chenjing", false, false)]
    public async Task Only_who_has_the_designer_in_the_menu_fetches_it_ahead_and_only_who_draws_has_it_opened_out_of_sight(string login, bool fetches, bool opens)
    {
        using var official = new HttpClient { BaseAddress = demo.Site.Address };
        official.DefaultRequestHeaders.Add("Cookie", $"approvals={await demo.Site.CookieAsync(login)}");
        using var page = await official.GetAsync("/", TestContext.Current.CancellationToken);
        var ahead = FetchedAhead().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal((fetches, opens), (ahead.Success, page.Headers.Contains("Speculation-Rules")));
        foreach (var address in ahead.Groups["addresses"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var part = await official.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True(part.IsSuccessStatusCode, address);
        }

        if (opens)
        {
            using var rules = await official.GetAsync(page.Headers.GetValues("Speculation-Rules").Single().Trim('"'), TestContext.Current.CancellationToken);
            Assert.Equal("application/speculationrules+json", rules.Content.Headers.ContentType?.MediaType);
            var target = (string)JsonNode.Parse(await rules.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["prerender"]![0]!["urls"]![0]!;
            Assert.Equal(HttpStatusCode.OK, (await official.GetAsync(target, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Theory]
    [InlineData("/designer/definitions", true)]
    [InlineData("/Cases", false)]
    public async Task Who_signs_in_on_the_way_to_the_designer_fetches_it_while_typing(string address, bool fetches)
    {
        using var villager = new HttpClient { BaseAddress = demo.Site.Address };
        using var page = await villager.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal("/SignIn", page.RequestMessage!.RequestUri!.AbsolutePath);
        var ahead = FetchedAhead().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(fetches, ahead.Success);
        foreach (var part in ahead.Groups["addresses"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var answer = await villager.GetAsync(part, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode && answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/designer/", StringComparison.Ordinal), part);
        }
    }

    [Fact]
    public async Task The_nations_flow_is_looked_at_and_a_countys_variant_edited_refused_published_and_taken_by_new_cases()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        var nation = await admin.GetAsync("workflow-definitions/by-definition-id/dibao-application?versionOptions=Latest");
        Assert.Empty(nation["links"]!.AsArray());
        Refused(await admin.SaveAsync(nation, false), "授权区域");
        var old = await Family.ApplyAsync(demo.Site, "1");

        var (made, variant, _) = await admin.SendAsync(HttpMethod.Post, "workflow-definitions/dibao-application/variant");
        Assert.Equal((HttpStatusCode.OK, Variant), (made, (string?)variant!["definitionId"]));
        var draft = await admin.GetAsync($"workflow-definitions/by-definition-id/{Variant}?versionOptions=Latest");
        Assert.Contains(draft["links"]!.AsArray(), l => (string?)l!["rel"] == "publish");
        // Studio asks before it keeps any property: the variant keeps its procedure's name, no other flow may take it.
        foreach (var (key, free) in new[] { (Variant, true), ("another", false) })
        {
            Assert.Equal(free, (bool)(await admin.GetAsync($"workflow-definitions/validation/is-name-unique?name={Uri.EscapeDataString((string)draft["name"]!)}&definitionId={key}"))["isUnique"]!);
        }

        // Without a notice: kept as a draft with the findings, refused for publication, each with the clause.
        var unlawful = draft.DeepClone();
        Redirect(unlawful, "initialReview", "ProposeConfirm", "confirmationLevel");
        var (kept, saved, _) = await admin.SaveAsync(unlawful, false);
        Assert.Equal(HttpStatusCode.OK, kept);
        Assert.Contains(saved!["findings"]!.AsArray(), f => (string?)f!["activityId"] == "countyApproval" && ((string?)f["text"])!.Contains("SC649-11", StringComparison.Ordinal));
        Refused(await admin.SaveAsync(unlawful, true), "公示", "SC649-11");

        // The second visit for households of three and more: lawful, published, taken by the next case only.
        var lawful = draft.DeepClone();
        var activities = lawful["root"]!["activities"]!.AsArray();
        activities.Add((JsonNode)new JsonObject { ["id"] = "size", ["type"] = "Approvals.HouseholdSize", ["version"] = 1, ["name"] = "size", ["limit"] = JsonNode.Parse("""{"typeName":"Int32","expression":{"type":"Literal","value":"2"}}""") });
        activities.Add((JsonNode)new JsonObject { ["id"] = "secondVisit", ["type"] = "Approvals.HomeVisit", ["version"] = 1, ["name"] = "secondVisit" });
        Redirect(lawful, "homeVisit", "Visited", "size");
        Connect(lawful, "size", "Above", "secondVisit");
        Connect(lawful, "size", "Within", "reviewRequired");
        Connect(lawful, "secondVisit", "Visited", "reviewRequired");
        var (published, answer, _) = await admin.SaveAsync(lawful, true);
        Assert.True(published == HttpStatusCode.OK, answer?.ToJsonString());
        Assert.True((bool)answer!["workflowDefinition"]!["isPublished"]!);

        var young = await Family.ApplyAsync(demo.Site, "2");
        Assert.Equal(("dibao-application-v1", $"{Variant}-v1"), ((string?)(await old.LookAsync("chenjing"))["head"]!["workflowVersion"], (string?)(await young.LookAsync("chenjing"))["head"]!["workflowVersion"]));

        // A published version never changes: the next save begins the next version.
        var (_, again, _) = await admin.SaveAsync(unlawful, false);
        Assert.Equal((2, false), ((int)again!["workflowDefinition"]!["version"]!, (bool)again["workflowDefinition"]!["isPublished"]!));
        var versions = await admin.GetAsync($"workflow-definitions?versionOptions=AllVersions&DefinitionIds={Variant}&OrderDirection=Descending");
        Assert.Equal([2, 1], versions["items"]!.AsArray().Select(v => (int)v!["version"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{Variant}-v2")).Status);
        Refused(await admin.SendAsync(HttpMethod.Delete, $"workflow-definition-versions/{Variant}-v1"), "不能删除");
    }

    [Fact]
    public async Task Who_saves_second_is_told_who_was_first_and_loses_nothing_of_the_first()
    {
        using var one = await StudioClient.OpenAsync(demo.Site, "suncha");
        using var other = await StudioClient.OpenAsync(demo.Site, "zhouding");
        var (_, made, _) = await one.SaveAsync(NewFlow("两人同改"), false);
        var key = (string)made!["workflowDefinition"]!["definitionId"]!;
        var (_, first, seenByOne) = await one.SendAsync(HttpMethod.Get, $"workflow-definitions/by-definition-id/{key}");
        var (_, second, seenByOther) = await other.SendAsync(HttpMethod.Get, $"workflow-definitions/by-definition-id/{key}");
        Assert.NotNull(seenByOne);

        first!["description"] = "第一人的说明";
        Assert.Equal(HttpStatusCode.OK, (await one.SaveAsync(first, false, seenByOne)).Status);
        second!["description"] = "第二人的说明";
        Refused(await other.SaveAsync(second, false, seenByOther), "孙策");

        Assert.Equal("第一人的说明", (string?)(await one.GetAsync($"workflow-definitions/by-definition-id/{key}"))["description"]);
    }

    [Fact]
    public async Task Only_pages_of_ours_with_a_session_and_a_token_and_only_those_with_the_role()
    {
        using var nobody = new HttpClient { BaseAddress = demo.Site.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/elsa/api/workflow-definitions", TestContext.Current.CancellationToken)).StatusCode);
        using var window = await StudioClient.OpenAsync(demo.Site, "chenjing");
        Assert.Empty((await window.GetAsync("workflow-definitions?versionOptions=Latest"))["items"]!.AsArray());
        Refused(await window.SaveAsync(NewFlow("不该保存"), false), "页面已过期");
        using var auditor = await StudioClient.OpenAsync(demo.Site, "wushen");
        Assert.NotEmpty((await auditor.GetAsync("workflow-definitions?versionOptions=Latest"))["items"]!.AsArray());
        Refused(await auditor.SaveAsync(NewFlow("不该保存"), false), "政策提议人");
    }

    [Fact]
    public async Task Sequences_unknown_steps_runs_and_changes_to_cases_are_refused_with_a_sentence()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        var sequence = NewFlow("顺序");
        sequence["root"]!["type"] = "Elsa.Sequence";
        Refused(await admin.SaveAsync(sequence, false), "流程图");
        var unknown = NewFlow("不认识");
        unknown["root"]!["activities"]!.AsArray().Add((JsonNode)new JsonObject { ["id"] = "x", ["type"] = "Elsa.NotFoundActivity", ["version"] = 1 });
        Refused(await admin.SaveAsync(unknown, false), "不认识");
        Refused(await admin.SendAsync(HttpMethod.Post, "workflow-definitions/dibao-application/execute", new JsonObject()), "试运行");
        Refused(await admin.SendAsync(HttpMethod.Post, "bulk-actions/cancel/workflow-instances", new JsonObject()), "取消");
        Refused(await admin.SendAsync(HttpMethod.Post, "workflow-definitions/dibao-application/retract", new JsonObject()), "授权区域");
    }

    [Fact]
    public async Task Descriptors_are_Chinese_and_offer_roles_and_pack_keys()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        var items = (await admin.GetAsync("descriptors/activities?Refresh=True"))["items"]!.AsArray();
        Assert.All(items.Where(i => (bool)i!["isBrowsable"]!), i => Assert.Matches(@"[\u4e00-\u9fff]", $"{i!["displayName"]}"));
        var choice = items.Single(i => (string?)i!["typeName"] == "Approvals.PolicyChoice")!;
        Assert.Contains("democratic-review.required", choice["inputs"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(items, i => (string?)i!["typeName"] == "Elsa.Sequence" && !(bool)i["isBrowsable"]!);
    }

    [Fact]
    public async Task An_instance_shows_its_way_without_a_familys_data_and_an_official_sees_only_cases_of_their_own()
    {
        var family = await Family.ApplyAsync(demo.Site, "9");
        await family.DoAsync("chenjing", "Acceptance", Procedures.DibaoApplication.Acceptance.Accepted);
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        var (_, page, _) = await admin.SendAsync(HttpMethod.Post, "workflow-instances", new JsonObject { ["page"] = 0, ["pageSize"] = 10, ["searchTerm"] = family.Number });
        var line = Assert.Single(page!["items"]!.AsArray())!;
        var id = (string)line["id"]!;
        var (_, report, _) = await admin.SendAsync(HttpMethod.Post, "activity-executions/report", new JsonObject { ["workflowInstanceId"] = id, ["activityNodeIds"] = new JsonArray() });
        var stats = report!["stats"]!.AsArray().ToDictionary(s => (string)s!["activityId"]!, s => s!);
        Assert.True(stats.ContainsKey("acceptance"), report.ToJsonString());
        Assert.Equal((1, 0), ((int)stats["acceptance"]["completedCount"]!, (int)stats["acceptance"]["uncompletedCount"]!));
        Assert.True((bool)stats["homeVisit"]["isBlocked"]!);
        var (_, journal, _) = await admin.SendAsync(HttpMethod.Post, $"workflow-instances/{id}/journal?skip=0&take=3", new JsonObject { ["filter"] = new JsonObject { ["excludedActivityTypes"] = new JsonArray("Elsa.Workflow", "Elsa.Flowchart") } });
        Assert.Equal(3, journal!["items"]!.AsArray().Count);
        Assert.True((int)journal["totalCount"]! > 3);
        Assert.Empty((await admin.GetAsync($"workflow-instances/{id}/variables"))["items"]!.AsArray());

        using var window = await StudioClient.OpenAsync(demo.Site, "chenjing");
        Assert.Equal(id, (string?)(await window.GetAsync($"workflow-instances/{id}"))["id"]);
        using var elsewhere = await StudioClient.OpenAsync(demo.Site, "linfang");
        Refused(await elsewhere.SendAsync(HttpMethod.Get, $"workflow-instances/{id}"), "不在你的区域");
    }

    [Fact]
    public async Task Files_and_zips_come_in_as_drafts_several_go_out_as_one_zip_and_a_broken_one_is_refused_by_name_of_the_fault()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        var (_, one, _) = await admin.SaveAsync(NewFlow("导出甲"), false);
        var (_, two, _) = await admin.SaveAsync(NewFlow("导出乙"), false);
        var ids = new[] { one!, two! }.Select(d => (string)d["workflowDefinition"]!["id"]!).ToArray();
        var zip = await admin.DownloadAsync("bulk-actions/export/workflow-definitions", new JsonObject { ["ids"] = new JsonArray([.. ids.Select(i => (JsonNode)i)]) });
        using (var packed = new ZipArchive(new MemoryStream(zip)))
        {
            Assert.Equal(2, packed.Entries.Count);
            Assert.All(packed.Entries, e => Assert.EndsWith(".json", e.FullName, StringComparison.Ordinal));
        }

        var (status, read, _) = await admin.UploadAsync("workflow-definitions/import-files", ("workflows.zip", zip), ("丙.json", Encoding.UTF8.GetBytes(NewFlow("导入丙").ToJsonString())));
        Assert.Equal((HttpStatusCode.OK, 3), (status, (int)read!["count"]!));
        var listed = (await admin.GetAsync("workflow-definitions?versionOptions=Latest&SearchTerm=%E5%AF%BC"))["items"]!.AsArray().Select(d => (string?)d!["name"]).Order();
        Assert.Equal(new[] { "导出甲", "导出乙", "导入丙" }.Order(), listed);

        Refused(await admin.UploadAsync("workflow-definitions/import-files", ("坏.json", Encoding.UTF8.GetBytes("{ 不是"))), "看不懂");
        Refused(await admin.UploadAsync("workflow-definitions/import-files", ("坏.zip", Encoding.UTF8.GetBytes("不是压缩包"))), "压缩包");
    }

    [Fact]
    public async Task Containers_inside_a_flow_keep_their_activities_and_open_as_graphs_of_their_own()
    {
        using var admin = await StudioClient.OpenAsync(demo.Site, "suncha");
        var flow = NewFlow("里面还有流程");
        flow["root"]!["activities"]!.AsArray().Add(JsonNode.Parse("""{"id":"inner","name":"inner","type":"Elsa.Flowchart","version":1,"activities":[{"id":"visit","name":"visit","type":"Approvals.HomeVisit","version":1}],"connections":[]}"""));
        var (status, saved, _) = await admin.SaveAsync(flow, false);
        Assert.True(status == HttpStatusCode.OK, saved?.ToJsonString());
        var inner = saved!["workflowDefinition"]!["root"]!["activities"]![0]!;
        var visit = Assert.Single(inner["activities"]!.AsArray())!;
        Assert.Equal(("visit", $"{inner["nodeId"]}:visit"), ((string?)visit["id"], (string?)visit["nodeId"]));
        var opened = await admin.GetAsync($"workflow-definitions/subgraph/{saved["workflowDefinition"]!["id"]}?parentNodeId={inner["nodeId"]}");
        Assert.Equal("里面还有流程", (string?)opened["name"]);
    }

    private static JsonObject NewFlow(string name) => new()
    {
        ["definitionId"] = null,
        ["name"] = name,
        ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = new JsonArray(), ["connections"] = new JsonArray() },
    };

    private static void Refused((HttpStatusCode Status, JsonNode? Body, string? Hash) answer, params string[] words)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var said = string.Join('；', answer.Body!["errors"]!.AsObject().SelectMany(e => e.Value!.AsArray()).Select(m => (string)m!));
        Assert.All(words, w => Assert.Contains(w, said, StringComparison.Ordinal));
    }

    private static void Redirect(JsonNode flow, string from, string port, string to) =>
        flow["root"]!["connections"]!.AsArray().First(c => (string?)c!["source"]!["activity"] == from && (string?)c["source"]!["port"] == port)!["target"]!["activity"] = to;

    private static void Connect(JsonNode flow, string from, string port, string to) => flow["root"]!["connections"]!.AsArray().Add(
        (JsonNode)new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } });

    [GeneratedRegex("designer-ahead[^>]* data-addresses=\"(?<addresses>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex FetchedAhead();
}
