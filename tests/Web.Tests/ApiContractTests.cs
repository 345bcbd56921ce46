using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;

namespace Approvals.Web.Tests;

/// <summary>What a program may rely on: the routes, the problem documents, one effect per command, the scope, the masks.</summary>
public sealed class ApiContractTests(DemoSite demo, PostgreSqlServer server) : IClassFixture<DemoSite>
{
    private static readonly string[] Routes =
    [
        "get /api/cases", "get /api/cases/{id}", "get /api/cases/{id}/decisions", "get /api/cases/{id}/documents", "get /api/cases/{id}/events",
        "get /api/incidents", "get /api/incidents/{id}", "get /api/notices", "get /api/rosters/{month}", "get /api/tasks", "get /api/tasks/{id}",
        "get /api/workflows/versions", "get /api/workflows/versions/{id}/migration", "post /api/calculations", "post /api/cases",
        "post /api/cases/{id}/correct", "post /api/cases/{id}/extend", "post /api/cases/{id}/migrate", "post /api/cases/{id}/withdraw",
        "post /api/files", "post /api/incidents/{id}/repairs", "post /api/incidents/{id}/retry", "post /api/notices/{id}/objections",
        "post /api/repairs/{id}/confirm", "post /api/repairs/{id}/reject", "post /api/tasks/{id}/assist", "post /api/tasks/{id}/claim",
        "post /api/tasks/{id}/complete", "post /api/tasks/{id}/release", "post /api/tokens", "post /api/values", "post /api/values/{id}/confirm",
    ];

    private Site Site => demo.Site;

    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Fact]
    public async Task The_description_lists_every_route_with_a_sentence_in_Chinese()
    {
        using var program = Site.Anonymous();
        var paths = (await program.GetAsync("/openapi/v1.json")).Expect()["paths"]!.AsObject();

        var operations = paths.SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key} {p.Key}", Operation: o.Value!))).ToList();
        Assert.Empty(Routes.Except(operations.Select(o => o.Name)));
        Assert.All(operations, o => Assert.True(((string?)o.Operation["summary"])?.Any(c => c > 0x4E00), o.Name));
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_400_that_names_the_place()
    {
        using var program = Site.Anonymous();
        var broken = await program.SendAsync(HttpMethod.Post, "/api/tokens", new StringContent("{\"login\":\"chenjing\",\n \"password\":}", Encoding.UTF8, "application/json"));
        Problem(broken, HttpStatusCode.BadRequest);
        Assert.Contains("第 2 行", broken["detail"], StringComparison.Ordinal);

        var window = await Site.AsAsync("chenjing");
        var odd = await window.PostAsync("/api/cases", new JsonObject { ["form"] = new JsonObject(), ["commandId"] = "first" });
        Problem(odd, HttpStatusCode.BadRequest);
        Assert.Contains("$.commandId", odd["detail"], StringComparison.Ordinal);
        Problem(await window.GetAsync("/api/tasks?page=first"), HttpStatusCode.BadRequest);
        Problem(await window.SendAsync(HttpMethod.Post, "/api/cases", new StringContent("form", Encoding.UTF8, "text/plain")), HttpStatusCode.UnsupportedMediaType);
        Problem(await window.SendAsync(HttpMethod.Delete, "/api/cases", null), HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Without_a_token_that_still_counts_everything_but_the_board_is_a_401()
    {
        using var stranger = Site.Anonymous();
        Problem(await stranger.GetAsync("/api/tasks"), HttpStatusCode.Unauthorized);
        Problem(await stranger.CommandAsync("/api/cases", new JsonObject { ["form"] = new JsonObject() }), HttpStatusCode.Unauthorized);
        Problem(await stranger.GetAsync("/api/rosters/2022-04"), HttpStatusCode.Unauthorized);
        stranger.Use("made-up");
        Problem(await stranger.GetAsync("/api/tasks"), HttpStatusCode.Unauthorized);

        // A changed password ends every session, also the tokens.
        var auditor = await Site.AsAsync("wushen");
        (await auditor.GetAsync("/api/tasks")).Expect();
        using var browser = Site.Browser();
        await browser.SignInAsync("wushen");
        await browser.PostAsync("/Password", "/Password", ("old", Demo.Password), ("fresh", "four quiet words"), ("again", "four quiet words"), ("commandId", Guid.NewGuid().ToString()));
        Problem(await auditor.GetAsync("/api/tasks"), HttpStatusCode.Unauthorized);
        using var again = Site.Anonymous();
        await again.SignInAsync("wushen", "four quiet words");
        (await again.GetAsync("/api/tasks")).Expect();
    }

    [Fact]
    public async Task A_refusal_says_in_Chinese_what_by_which_clause_and_what_next()
    {
        var investigator = await Site.AsAsync("liuyang");
        var photo = await investigator.UploadAsync(Family.Photograph);
        var refused = await investigator.CommandAsync("/api/cases", new JsonObject { ["form"] = Papers.Family(photo, seed: "61") });

        Problem(refused, HttpStatusCode.Forbidden);
        Assert.Equal(("application.role", "YC2017-4.4.1"), (refused["code"], refused["clause"]));
        Assert.Contains("窗口", refused["next"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_wrong_is_a_422_that_names_every_field_with_its_value_and_remedy()
    {
        var window = await Site.AsAsync("chenjing");
        var photo = await window.UploadAsync(Family.Photograph);
        var form = Papers.With(Papers.With(Papers.Family(photo, seed: "62"), "household.members[1].idNumber", "220182197007120000"), "income.items[0].amount", "9,00o");

        var wrong = await window.CommandAsync("/api/cases", new JsonObject { ["form"] = form.DeepClone() });
        Problem(wrong, HttpStatusCode.UnprocessableEntity);
        var amount = Assert.Single(wrong.Json["fields"]!.AsArray())!;
        Assert.Equal("income.items[0].amount", (string?)amount["path"]);
        Assert.Contains("“9,00o”", (string?)amount["message"], StringComparison.Ordinal);

        var number = await window.CommandAsync("/api/cases", new JsonObject { ["form"] = Papers.With(form, "income.items[0].amount", 9000) });
        Assert.Equal("household.members[1].idNumber", (string?)Assert.Single(number.Json["fields"]!.AsArray())!["path"]);
        Problem(await window.CommandAsync("/api/cases", []), HttpStatusCode.UnprocessableEntity);
        Problem(await window.PostAsync("/api/tokens", new JsonObject()), HttpStatusCode.UnprocessableEntity);
        Problem(await (await Site.AsAsync("suncha")).CommandAsync("/api/values", new JsonObject { ["area"] = "220182" }), HttpStatusCode.UnprocessableEntity);
        var nameless = await window.PostAsync("/api/cases", new JsonObject { ["form"] = form.DeepClone() });
        Problem(nameless, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("commandId", (string?)nameless.Json["fields"]![0]!["path"]);
    }

    [Fact]
    public async Task A_task_done_twice_is_a_409_that_says_who_did_it_and_an_unknown_outcome_lists_the_known()
    {
        var family = await Family.ApplyAsync(Site, "63");
        var task = await family.TaskAsync("chenjing", "Acceptance");
        var window = await Site.AsAsync("chenjing");
        var odd = await window.CommandAsync($"/api/tasks/{task}/complete", new JsonObject { ["outcome"] = "Agreed", ["data"] = new JsonObject() });
        Problem(odd, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("受理（Accepted）", odd["next"], StringComparison.Ordinal);
        await family.DoAsync("chenjing", "Acceptance", Acceptance.Accepted);

        var late = await window.CommandAsync($"/api/tasks/{task}/complete", new JsonObject { ["outcome"] = Acceptance.Accepted, ["data"] = new JsonObject() });
        Problem(late, HttpStatusCode.Conflict);
        Assert.Contains("陈静", late["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_command_sent_twice_has_one_effect_and_the_same_answer_and_refuses_another_body()
    {
        var window = await Site.AsAsync("chenjing");
        var photo = await window.UploadAsync(Family.Photograph);
        var id = Guid.NewGuid();
        ApiAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => window.CommandAsync("/api/cases", new JsonObject { ["form"] = Papers.Family(photo, seed: "64") }, id)));

        Assert.All(answers, a => a.Expect(HttpStatusCode.Created));
        Assert.Single(answers.Select(a => a.Text).Distinct());
        var other = await window.CommandAsync("/api/cases", new JsonObject { ["form"] = Papers.Family(photo, seed: "65") }, id);
        Problem(other, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("command.reused", other["code"]);
        var events = (await window.GetAsync($"/api/cases/{answers[0]["caseId"]}/events")).Expect().AsArray();
        Assert.Single(events, e => (string?)e!["kind"] == "case.started");
    }

    [Fact]
    public async Task What_is_out_of_scope_cannot_be_told_from_what_does_not_exist()
    {
        var family = await Family.ApplyAsync(Site, "66");
        var task = await family.TaskAsync("chenjing", "Acceptance");
        var elsewhere = await Site.AsAsync("linfang");
        var nothing = $"220182-{Guid.NewGuid():N}";

        foreach (var path in new[] { "/api/cases/{0}", "/api/cases/{0}/events", "/api/cases/{0}/decisions", "/api/cases/{0}/documents" })
        {
            Same(await elsewhere.GetAsync(path.Replace("{0}", family.Case, StringComparison.Ordinal)), await elsewhere.GetAsync(path.Replace("{0}", nothing, StringComparison.Ordinal)));
        }

        Same(await elsewhere.GetAsync($"/api/tasks/{task}"), await elsewhere.GetAsync($"/api/tasks/{nothing}"));
        foreach (var verb in new[] { "claim", "release", "complete" })
        {
            var body = new JsonObject { ["outcome"] = Acceptance.Accepted, ["data"] = new JsonObject() };
            Same(await elsewhere.CommandAsync($"/api/tasks/{task}/{verb}", body.DeepClone().AsObject()), await elsewhere.CommandAsync($"/api/tasks/{nothing}/{verb}", body));
        }

        var photo = await elsewhere.UploadAsync(Family.Photograph);
        Same(
            await elsewhere.CommandAsync($"/api/cases/{family.Case}/withdraw", new JsonObject { ["data"] = Papers.Withdrawal(photo) }),
            await elsewhere.CommandAsync($"/api/cases/{nothing}/withdraw", new JsonObject { ["data"] = Papers.Withdrawal(photo) }));
        Assert.DoesNotContain((await elsewhere.GetAsync("/api/cases?text=张德福")).Expect()["rows"]!.AsArray(), r => (string?)r!["caseId"] == family.Case);
        Assert.DoesNotContain((await elsewhere.GetAsync("/api/tasks?text=张德福")).Expect()["rows"]!.AsArray(), r => (string?)r!["caseId"] == family.Case);
        Problem(await elsewhere.GetAsync("/api/nothing"), HttpStatusCode.NotFound);
        Problem(await elsewhere.GetAsync("/api/rosters/April"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Numbers_accounts_and_telephones_leave_only_masked_and_never_reach_the_log()
    {
        var window = await Site.AsAsync("chenjing");
        var photo = await window.UploadAsync(Family.Photograph);
        var form = Papers.With(Papers.Family(photo, seed: "67"), "household.members[0].phone", "13944556677");
        var started = (await window.CommandAsync("/api/cases", new JsonObject { ["form"] = form })).Expect(HttpStatusCode.Created);
        var id = Papers.Id("22018219680305", "67", 1);
        string[] secrets = [id, id[6..14], "13944556677", "6228480000000001234"];

        var seen = new StringBuilder();
        foreach (var path in new[] { "", "/events", "/decisions", "/documents" })
        {
            seen.Append((await window.GetAsync($"/api/cases/{(string?)started["caseId"]}{path}")).Expect().ToJsonString());
        }

        seen.Append((await window.GetAsync("/api/cases")).Expect().ToJsonString()).Append((await window.GetAsync("/api/tasks")).Expect().ToJsonString());
        var twice = await window.CommandAsync("/api/cases", new JsonObject { ["form"] = form.DeepClone() });
        Problem(twice, HttpStatusCode.Conflict);
        Assert.Equal(5, twice.Json["card"]!.AsObject().Count);
        seen.Append(twice.Text);

        Assert.All(secrets, s => Assert.DoesNotContain(s, seen.ToString(), StringComparison.Ordinal));
        Assert.Contains($"220***********{id[^4..]}", seen.ToString(), StringComparison.Ordinal);
        Assert.Contains("139****6677", seen.ToString(), StringComparison.Ordinal);
        var member = Guid.NewGuid();
        Problem(await window.CommandAsync($"/api/cases/{(string?)started["caseId"]}/members/{member}/number", new JsonObject { ["reason"] = "核对身份" }), HttpStatusCode.NotFound);
        Assert.All(secrets.Append("张德福"), s => Assert.DoesNotContain(s, Site.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_web_board_shows_its_own_fields_only_and_takes_no_empty_objection()
    {
        using var villager = Site.Anonymous();
        var board = (await villager.GetAsync("/api/notices?area=220182")).Expect().AsArray();
        Assert.NotEmpty(board);
        Assert.All(board, n => Assert.Equal(["noticeId", "fields"], n!.AsObject().Select(m => m.Key)));
        Assert.DoesNotContain("杨永贵", board.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);

        var empty = await villager.CommandAsync($"/api/notices/{(string?)board[0]!["noticeId"]}/objections", new JsonObject { ["form"] = new JsonObject { ["text"] = " " } });
        Problem(empty, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("text", (string?)empty.Json["fields"]![0]!["path"]);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_three_people_who_claim_at_once_one_has_it_and_the_others_read_who(Store store)
    {
        using var place = await Place.DemoAsync(store, server);
        await using var site = await Site.StartAsync(place);
        var names = new Dictionary<string, string> { ["liuyang"] = "刘洋", ["yangfan"] = "杨帆", ["heping"] = "何平" };
        var people = new List<(string Login, ApiClient Client)>();
        foreach (var login in names.Keys)
        {
            people.Add((login, await site.AsAsync(login)));
        }

        var task = (string)(await people[0].Client.GetAsync("/api/tasks?step=Approvals.HomeVisit")).Expect()["rows"]![0]!["taskId"]!;
        for (var round = 0; round < 10; round++)
        {
            var answers = await Task.WhenAll(people.Select(p => p.Client.CommandAsync($"/api/tasks/{task}/claim", [])));
            var winner = Assert.Single(Enumerable.Range(0, people.Count), i => answers[i].Done);
            foreach (var loser in answers.Where(a => !a.Done))
            {
                Problem(loser, HttpStatusCode.Conflict);
                Assert.Contains(names[people[winner].Login], loser["title"], StringComparison.Ordinal);
            }

            (await people[winner].Client.CommandAsync($"/api/tasks/{task}/release", [])).Expect();
        }
    }

    // RFC 9457, in Chinese, with what to do next.
    private static void Problem(ApiAnswer answer, HttpStatusCode status)
    {
        Assert.True(answer.Status == status, $"{(int)answer.Status} instead of {(int)status}: {answer.Text}");
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal((int)status, (int?)answer.Json["status"]);
        Assert.StartsWith("urn:approvals:", answer["type"], StringComparison.Ordinal);
        Assert.True(answer["title"]?.Any(c => c > 0x4E00), answer.Text);
        Assert.False(string.IsNullOrWhiteSpace(answer["next"]), answer.Text);
    }

    private static void Same(ApiAnswer hidden, ApiAnswer absent)
    {
        Problem(hidden, HttpStatusCode.NotFound);
        var (one, other) = (hidden.Json.AsObject(), absent.Json.AsObject());
        one.Remove("traceId");
        other.Remove("traceId");
        Assert.Equal(other.ToJsonString(), one.ToJsonString());
    }
}
