using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Tests;

/// <summary>The lint taken away: flows it would refuse run, and the approval itself still refuses what is unlawful.</summary>
public sealed class WithoutLintTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Without_a_notice_nobody_confirms_whatever_the_flow_says(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await PublishAsync(installation, ("initialReview", "ProposeConfirm", "confirmationLevel"));
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());

        var refused = await family.TryAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion());

        Assert.Equal(("approval.no-notice", "O01"), (refused.Refusal?.Code, refused.Refusal?.Clause));
        Assert.True(await family.IsOpenAsync("countyApproval"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Without_a_visit_by_two_nobody_decides_whatever_the_flow_says(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await PublishAsync(installation, ("acceptance", "Accepted", "informationCheck"));
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await installation.GoToAsync(new DateOnly(2022, 3, 2));
        await family.DoAsync("centre", "informationCheck", InformationCheck.Answered, Papers.Check());
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));
        await installation.GoToAsync(new DateOnly(2022, 3, 15));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-15"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());

        var refused = await family.TryAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion());

        Assert.Equal(("approval.no-visit", "O03"), (refused.Refusal?.Code, refused.Refusal?.Clause));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Households_above_the_number_take_the_other_way(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var flow = JsonNode.Parse(Shipped())!;
        var activities = flow["root"]!["activities"]!.AsArray();
        activities.Add((JsonNode)new JsonObject { ["id"] = "size", ["type"] = "Approvals.HouseholdSize", ["version"] = 1, ["limit"] = Flow.Literal("2") });
        activities.Add((JsonNode)new JsonObject { ["id"] = "secondVisit", ["type"] = "Approvals.HomeVisit", ["version"] = 1 });
        Redirect(flow, "homeVisit", "Visited", "size");
        foreach (var (from, port, to) in new[] { ("size", "Above", "secondVisit"), ("size", "Within", "reviewRequired"), ("secondVisit", "Visited", "reviewRequired") })
        {
            flow["root"]!["connections"]!.AsArray().Add((JsonNode)new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } });
        }

        var before = await Journey.BeginAsync(installation, county);
        await LoadAsync(installation, flow);
        var three = await Journey.BeginAsync(installation, county, seed: "2");
        foreach (var family in new[] { before, three })
        {
            await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        }

        await installation.GoToAsync(new DateOnly(2022, 3, 2));
        await before.InvestigateAsync();
        await three.InvestigateAsync();

        Assert.False(await before.IsOpenAsync("secondVisit"));
        Assert.True(await three.IsOpenAsync("secondVisit"));
    }

    private static string Shipped() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "dibao", "application.json"));

    private static async Task PublishAsync(Installation installation, params (string From, string Port, string To)[] changes)
    {
        var flow = JsonNode.Parse(Shipped())!;
        foreach (var (from, port, to) in changes)
        {
            Redirect(flow, from, port, to);
        }

        await LoadAsync(installation, flow);
    }

    private static async Task LoadAsync(Installation installation, JsonNode flow) =>
        Assert.True((await installation.DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions([flow.ToJsonString()]))).Done);

    private static void Redirect(JsonNode flow, string from, string port, string to) =>
        flow["root"]!["connections"]!.AsArray().First(c => c!["source"]!["activity"]!.GetValue<string>() == from && c["source"]!["port"]!.GetValue<string>() == port)!["target"]!["activity"] = to;
}
