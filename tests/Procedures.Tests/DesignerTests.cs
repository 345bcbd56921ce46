using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Designer;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Approvals.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>What an admin sees before publishing, and how definitions travel between files and the database.</summary>
public sealed class DesignerTests(PostgreSqlServer server)
{
    private const string Variant = "dibao-application@220182";

    public static readonly TheoryData<Store> Stores = [Store.Memory, Store.Sqlite, Store.PostgreSql];

    private static readonly JsonObject Note = new() { ["note"] = "已补" };

    private static Flow Short => new Flow().With("acceptance", "Approvals.Acceptance").With("supplement", "Approvals.Supplement").Connect("acceptance:Accepted>supplement");

    [Theory, MemberData(nameof(Stores))]
    public async Task Finished_cases_walk_through_the_draft_and_show_where_they_stop_differ_or_take_longer(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await Short.PublishAsync(installation);
        var numbers = new[] { await FinishAsync(installation, county, "1"), await FinishAsync(installation, county, "2") };
        await Journey.BeginAsync(installation, county, seed: "3");
        Assert.True((await county.DoAsync("proposer", new MakeVariant("dibao-application"))).Done);

        var same = await WalkAsync(county);
        Assert.Equal(numbers.Order(), same.Lines.Select(l => l.CaseNumber).Order());
        Assert.All(same.Lines, l => Assert.Equal((DryRunVerdict.Same, 0), (l.Verdict, l.MoreDays)));

        await DrawAsync(county, new Flow().With("acceptance", "Approvals.Acceptance").With("supplement", "Approvals.Supplement").With("again", "Approvals.Supplement")
            .Connect("acceptance:Accepted>supplement supplement:Supplied>again"));
        Assert.All((await WalkAsync(county)).Lines, l => Assert.Equal((DryRunVerdict.Longer, "again", "again"), (l.Verdict, Assert.Single(l.Added), Assert.Single(l.Assumed))));

        await DrawAsync(county, new Flow().With("acceptance", "Approvals.Acceptance").With("wait", "Elsa.Delay", ("timeSpan", Flow.Literal("3.00:00:00"))).With("supplement", "Approvals.Supplement")
            .Connect("acceptance:Accepted>wait wait>supplement"));
        Assert.All((await WalkAsync(county)).Lines, l => Assert.Equal((DryRunVerdict.Longer, 3), (l.Verdict, l.MoreDays)));

        await DrawAsync(county, new Flow().With("acceptance", "Approvals.Acceptance").With("opinion", "Approvals.InitialReview").With("supplement", "Approvals.Supplement")
            .Connect("acceptance:Accepted>opinion opinion:ProposeConfirm>supplement"));
        Assert.All((await WalkAsync(county)).Lines, l => Assert.Equal((DryRunVerdict.Stops, "opinion"), (l.Verdict, l.StopsAt)));

        await DrawAsync(county, new Flow().With("acceptance", "Approvals.Acceptance").With("end", "Elsa.Finish").Connect("acceptance:Accepted>end"));
        var differs = await WalkAsync(county);
        Assert.All(differs.Lines, l => Assert.Equal((DryRunVerdict.Differs, "supplement"), (l.Verdict, Assert.Single(l.Missing))));
        Assert.DoesNotContain("张", JsonSerializer.Serialize(differs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_only_chooses_a_way_is_asked_about_the_finished_case_itself()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        await Short.PublishAsync(installation);
        await FinishAsync(installation, county, "1");
        Assert.True((await county.DoAsync("proposer", new MakeVariant("dibao-application"))).Done);
        foreach (var (limit, added) in new[] { ("2", "again"), ("3", "size") })
        {
            await DrawAsync(county, new Flow().With("acceptance", "Approvals.Acceptance").With("size", "Approvals.HouseholdSize", ("limit", Flow.Literal(limit)))
                .With("again", "Approvals.Supplement").With("supplement", "Approvals.Supplement")
                .Connect("acceptance:Accepted>size size:Above>again size:Within>supplement again:Supplied>supplement"));
            Assert.Equal(added, Assert.Single((await WalkAsync(county)).Lines).Added[^1]);
        }
    }

    [Fact]
    public async Task Only_who_may_enter_the_designer_walks_cases_and_only_those_of_their_area()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        await Short.PublishAsync(installation);
        await FinishAsync(installation, county, "1");
        Assert.Null(await county.AskAsync("window", new DryRun("dibao-application", DryRun.Usual)));
        await county.HireAsync("elsewhere", County.SmallTownship, Roles.PolicyProposer);
        var elsewhere = await county.AskAsync("elsewhere", new DryRun("dibao-application", DryRun.Usual));
        Assert.Empty(elsewhere!.Lines);
    }

    [Fact]
    public async Task A_variant_shows_what_it_changes_of_the_flow_above_and_of_the_one_in_force()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        Assert.True((await county.DoAsync("proposer", new MakeVariant("dibao-application"))).Done);
        Assert.Empty(Assert.Single((await county.AskAsync("proposer", new CompareDefinition(Variant)))!).Differences);

        var sheet = (await county.AskAsync("proposer", new OpenDefinition(Variant, null)))!;
        var drawn = JsonNode.Parse(sheet.Json)!;
        drawn["description"] = "人多的家庭去两次";
        drawn["variables"]!.AsArray().Add(JsonNode.Parse("""{"id":"found","name":"Found","typeName":"Object","isArray":false,"value":null}"""));
        drawn["root"]!["activities"]!.AsArray().Add((JsonNode)new JsonObject { ["id"] = "second", ["type"] = "Approvals.HomeVisit", ["version"] = 1, ["metadata"] = new JsonObject { ["displayText"] = "再次入户" } });
        var visited = drawn["root"]!["connections"]!.AsArray().First(c => (string?)c!["source"]!["activity"] == "homeVisit")!;
        visited["target"]!["activity"] = "second";
        drawn["root"]!["connections"]!.AsArray().Add(JsonNode.Parse("""{"source":{"activity":"second","port":"Visited"},"target":{"activity":"reviewRequired","port":"In"}}"""));
        Assert.True((await county.DoAsync("proposer", new SaveDefinition(Element(drawn), false, null))).Done);

        var compared = Assert.Single((await county.AskAsync("proposer", new CompareDefinition(Variant)))!);
        Assert.StartsWith("全国通用流程", compared.Against, StringComparison.Ordinal);
        Assert.Contains(compared.Differences, d => d.Text.StartsWith("流程的说明由 ", StringComparison.Ordinal) && d.Text.EndsWith(" 改为 人多的家庭去两次", StringComparison.Ordinal));
        Assert.Contains(compared.Differences, d => d.Text.StartsWith("流程的变量由 ", StringComparison.Ordinal) && d.Text.EndsWith("Found", StringComparison.Ordinal));
        Assert.Equal(
            ["增加环节“再次入户”（入户调查）", "新的走向：入户调查 —提交调查结果→ 再次入户", "新的走向：再次入户 —提交调查结果→ 是否每件评议", "不再有的走向：入户调查 —提交调查结果→ 是否每件评议"],
            compared.Differences.Where(d => d.ActivityId.Length > 0).Select(d => d.Text));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_file_that_continues_what_it_was_exported_from_becomes_the_next_version_and_another_a_draft_with_a_notice(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        Assert.True((await county.DoAsync("proposer", new MakeVariant("dibao-application"))).Done);
        var published = await county.DoAsync("proposer", new PublishDefinition(Variant));
        Assert.True(published.Done, Journey.Say(published.Refusal));
        var exported = (await county.AskAsync("proposer", new ExportDefinition(Variant, "Published")))!.Text;
        Assert.Equal(0, (await LoadAsync(installation, exported)).Value);

        Assert.Equal(1, (await LoadAsync(installation, Renamed(exported, "homeVisit", "到家里看"))).Value);
        var next = (await county.AskAsync("proposer", new OpenDefinition(Variant, "Published")))!;
        Assert.Equal((2, true, true), (next.Version, next.IsLatest, next.IsPublished));

        // The same old export, changed otherwise: version 2 is in force meanwhile.
        Assert.Equal(1, (await LoadAsync(installation, Renamed(exported, "homeVisit", "上门"))).Value);
        var draft = (await county.AskAsync("proposer", new OpenDefinition(Variant, null)))!;
        Assert.Equal((3, false), (draft.Version, draft.IsPublished));
        Assert.Contains("核对", (string?)JsonNode.Parse(draft.Json)!["customProperties"]!["conflict"], StringComparison.Ordinal);
        Assert.Equal(2, (await county.AskAsync("proposer", new OpenDefinition(Variant, "Published")))!.Version);
    }

    [Fact]
    public async Task What_is_written_back_as_a_file_differs_from_the_file_only_where_the_flow_does()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        Assert.True((await county.DoAsync("proposer", new MakeVariant("dibao-application"))).Done);
        var before = (await county.AskAsync("proposer", new ExportDefinition(Variant, null)))!.Text;
        var sheet = (await county.AskAsync("proposer", new OpenDefinition(Variant, null)))!;

        // As Studio sends it: another order, other sizes, one title changed.
        var drawn = JsonNode.Parse(Renamed(sheet.Json, "homeVisit", "到家里看"))!;
        var activities = drawn["root"]!["activities"]!.AsArray();
        drawn["root"]!["activities"] = new JsonArray([.. activities.Reverse().Select(a => a!.DeepClone())]);
        drawn["root"]!["connections"] = new JsonArray([.. drawn["root"]!["connections"]!.AsArray().Reverse().Select(c => c!.DeepClone())]);
        Assert.True((await county.DoAsync("proposer", new SaveDefinition(Element(drawn), false, null))).Done);
        var after = (await county.AskAsync("proposer", new ExportDefinition(Variant, null)))!.Text;

        var (old, now) = (before.Split('\n'), after.Split('\n'));
        Assert.Equal(old.Length, now.Length);
        var changed = old.Zip(now).Where(p => p.First != p.Second).Select(p => p.Second.Trim()).ToList();
        Assert.All(changed, line => Assert.Matches("到家里看|exportedFrom|createdAt", line));
        Assert.Contains(changed, line => line.Contains("到家里看", StringComparison.Ordinal));
    }

    private static string Renamed(string json, string activity, string title)
    {
        var document = JsonNode.Parse(json)!;
        document["root"]!["activities"]!.AsArray().First(a => (string?)a!["id"] == activity)!["metadata"]!["displayText"] = title;
        return document.ToJsonString();
    }

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());

    private static Task<Reply<int>> LoadAsync(Installation installation, string text) => installation.DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions([text]));

    private static async Task<DryRunSheet> WalkAsync(County county) => (await county.AskAsync("proposer", new DryRun(Variant, DryRun.Usual)))!;

    private static async Task DrawAsync(County county, Flow flow)
    {
        var drawn = JsonNode.Parse(flow.Text())!;
        drawn["definitionId"] = Variant;
        var saved = await county.DoAsync("proposer", new SaveDefinition(Element(drawn), false, null));
        Assert.True(saved.Done, Journey.Say(saved.Refusal));
    }

    private static async Task<string> FinishAsync(Installation installation, County county, string seed)
    {
        var family = await Journey.BeginAsync(installation, county, seed: seed);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.DoAsync("window", "supplement", Supplement.Supplied, Note);
        Assert.Equal(nameof(WorkflowStatus.Finished), (await family.InstanceAsync()).Status);
        return await installation.ReadAsync(db => db.Cases.Where(c => c.Id == family.Case.Id).Select(c => c.Number).SingleAsync());
    }
}
