using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Separation of duties on the natural person, near relatives, and a township so small that it needs help.</summary>
public sealed class DutiesTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_township_of_two_finishes_a_case_with_an_objection_by_asking_another_township(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.GrantAsync("small-leader", County.SmallTownship, Roles.Reviewer);
        var family = await Journey.BeginAsync(installation, county, window: "staff-a", village: County.SmallVillage);
        var (a, b) = (county.IdOf("staff-a"), county.IdOf("staff-b"));
        await family.DoAsync("staff-a", "acceptance", Acceptance.Accepted);
        await family.DoAsync("centre", "informationCheck", InformationCheck.Answered, Papers.Check());
        await family.DoAsync("staff-b", "homeVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-01", a, b));
        await family.DoAsync("staff-a", "propertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("staff-b", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("staff-a", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-01"));
        await installation.GoToAsync(new DateOnly(2022, 3, 9));
        await family.DoAsync("staff-a", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-09", true, "反映有隐瞒的收入。"));

        // Both have investigated; neither may do it alone, and the case is invisible to the neighbours until they are asked.
        Assert.Equal("objection.same-people", (await family.TryAsync("staff-a", "objectionVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-09", a, b))).Refusal!.Code);
        Assert.Null(await county.AskAsync("investigator", new ViewCase(family.Case)));
        var asked = await county.DoAsync("staff-a", new AskAssistance(await family.TaskAsync("objectionVisit"), County.Json(new JsonObject { ["area"] = County.Township, ["reason"] = "本镇只有两名工作人员，都参加过第一次调查" }), Guid.NewGuid()));
        Assert.True(asked.Done, Journey.Say(asked.Refusal));
        await family.DoAsync("investigator", "objectionVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-09", county.IdOf("investigator"), a));
        Assert.Null(await county.AskAsync("investigator", new ViewCase(family.Case)));

        await family.DoAsync("staff-b", "objectionReview", DemocraticReview.Held, Papers.Votes(family.Photo, "2022-03-09"));
        await family.DoAsync("small-leader", "objectionDecision", ObjectionDecision.Rejected, new JsonObject { ["findings"] = "复查属实。" });
        await family.DoAsync("staff-a", "objectionPropertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("staff-b", "objectionInitialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("staff-a", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-09"));
        Assert.Equal("confirmed", (await family.InstanceAsync()).Result);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Whoever_took_part_in_a_visit_cannot_confirm_even_with_a_second_account(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var number = Papers.Id("22018219800101", "900", 1);
        await county.HireAsync("both-1", County.Township, Roles.Investigator, idNumber: number);
        await county.HireAsync("both-2", "220182", Roles.CountyLeader, idNumber: number);
        await county.GrantAsync("investigator", "220182", Roles.CountyLeader);
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.DoAsync("centre", "informationCheck", InformationCheck.Answered, Papers.Check());
        await family.DoAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-01", county.IdOf("investigator"), county.IdOf("both-1")));
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-01"));
        await installation.GoToAsync(new DateOnly(2022, 3, 9));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-09"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());

        foreach (var person in new[] { "investigator", "both-2" })
        {
            var refused = await family.TryAsync(person, "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
            Assert.Equal(("duties.confirm", "HN2017-3.1.4", RefusalKind.Forbidden), (refused.Refusal!.Code, refused.Refusal.Clause, refused.Refusal.Kind));
        }

        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_handles_a_relatives_case_and_the_county_must_visit_it(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var aunt = Papers.Id("22018219700712", "1", 2);
        Assert.True((await county.DoAsync("admin", new DeclareRelative(county.IdOf("reviewer"), "李秀英", aunt, "姑母", Guid.NewGuid()))).Done);
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.InvestigateAsync("2022-03-01");

        Assert.Equal("duties.relative", (await family.TryAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason())).Refusal!.Code);
        await family.DoAsync("reviewer2", "propertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer2", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-01"));
        await installation.GoToAsync(new DateOnly(2022, 3, 9));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-09"));
        Assert.Equal("visitors", Assert.Single((await family.TryAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion())).Refusal!.Fields).Path);
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, new JsonObject
        {
            ["opinion"] = "县里已入户，情况属实。",
            ["visitedOn"] = "2022-03-09",
            ["visitors"] = new JsonArray(county.IdOf("officer").ToString()),
            ["photos"] = Papers.Photos(family.Photo),
        });
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_visit_needs_two_people_one_of_the_township_and_no_relative(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        Assert.True((await county.DoAsync("admin", new DeclareRelative(county.IdOf("investigator3"), "张德福", Papers.Id("22018219680305", "1", 1), "舅舅", Guid.NewGuid()))).Done);
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        var (one, two, related, assistant) = (county.IdOf("investigator"), county.IdOf("investigator2"), county.IdOf("investigator3"), county.IdOf("assistant"));

        async Task<string> ComplaintAsync(params Guid[] visitors) =>
            Assert.Single((await family.TryAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-01", visitors))).Refusal!.Fields).Message;
        Assert.Contains("人数不够", await ComplaintAsync(one), StringComparison.Ordinal);
        Assert.Contains("人数不够", await ComplaintAsync(one, one), StringComparison.Ordinal);
        Assert.Contains("乡镇工作人员", await ComplaintAsync(assistant, county.IdOf("finance")), StringComparison.Ordinal);
        Assert.Contains("回避", await ComplaintAsync(one, related), StringComparison.Ordinal);
        var nobody = await family.DoAsync("investigator", "homeVisit", HomeVisit.NobodyHome, Papers.Visit(family.Photo, "2022-03-01", one, two));
        Assert.False(nobody.Completed);
        await family.DoAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-01", one, assistant));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nothing_is_confirmed_without_a_notice_that_ran_and_a_visit_by_two_whatever_the_flow_allows(Store store)
    {
        // The flow is cut so that the approval follows the initial review at once: the action itself must refuse.
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "workflows", "dibao", "application.json"), TestContext.Current.CancellationToken);
        var flow = JsonNode.Parse(text)!;
        foreach (var connection in flow["root"]!["connections"]!.AsArray())
        {
            if (connection!["source"]!["activity"]!.ToString() == "initialReview" && connection["source"]!["port"]!.ToString() == "ProposeConfirm")
            {
                connection["target"]!["activity"] = "confirmationLevel";
            }
        }

        Assert.True((await installation.DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions([flow.ToJsonString()]))).Done);
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());

        var refused = await family.TryAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        Assert.Equal(("approval.no-notice", "O01"), (refused.Refusal!.Code, refused.Refusal.Clause));
        Assert.Empty(await installation.ReadAsync(db => db.Decisions.ToListAsync()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Votes_need_a_quorum_lay_people_and_must_add_up(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToObjectionAsync();
        await family.DoAsync("investigator3", "objectionVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-11", county.IdOf("investigator3"), county.IdOf("investigator")));

        async Task<string> WrongAsync(int present, int lay, int agree, int disagree, int abstain) =>
            Assert.Single((await family.TryAsync("investigator3", "objectionReview", DemocraticReview.Held, Papers.Votes(family.Photo, "2022-03-11", present, lay, agree, disagree, abstain))).Refusal!.Fields).Path;
        Assert.Equal("present", await WrongAsync(4, 4, 4, 0, 0));
        Assert.Equal("lay", await WrongAsync(9, 5, 9, 0, 0));
        Assert.Equal("agree", await WrongAsync(9, 6, 6, 2, 0));
        await family.DoAsync("investigator3", "objectionReview", DemocraticReview.Held, Papers.Votes(family.Photo, "2022-03-11", 9, 6, 3, 5, 1));
    }
}
