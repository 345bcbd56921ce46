using System.Text.Json.Nodes;
using Approvals.Procedures.Audit;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Whole cases of P01 and all its ways back, on both databases.</summary>
public sealed class ApplicationTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_of_three_with_9000_yuan_is_confirmed_at_250_a_month_and_stands_on_the_roster(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);

        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-11"));

        var instance = await family.InstanceAsync();
        Assert.Equal(("Finished", "confirmed", ""), (instance.Status, instance.Result, instance.State));
        var roster = await county.AskAsync("finance", new ViewRoster("2022-04"));
        var line = Assert.Single(roster!.Lines);
        Assert.Equal(("250.00", "当月", "2022-04", "张德福", 3), (line.Amount, line.Kind, line.ForMonth, line.Payee, line.Members));
        var view = await county.AskAsync("window", new ViewCase(family.Case));
        Assert.StartsWith("社会救助暂行办法（国务院令第649号）第九条、第十二条", view!.Sheet!.MainBasis.TrimStart('《').Replace("》", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(view.Sheet.Clauses, c => c.Id == "O11" && c.Text.Length > 0);
        Assert.Contains(view.Sheet.Parts.SelectMany(p => p.Lines), l => l.Result.Contains("250.00", StringComparison.Ordinal));
        var found = await installation.AskAsync(ActingAs.SystemJob("verify"), new VerifyChains());
        Assert.Empty(found.Findings);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_whole_journal_of_a_plain_confirmation_is_this(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-11"));

        var view = await county.AskAsync("auditor", new ViewCase(family.Case));

        Assert.Equal(
        [
            "window同志 提交申请，家庭成员 3 人，申请日期 2022-03-01",
            "window同志 受理：已受理，应于 2022-04-13 前办结",
            "centre同志 信息核对：核对 2 个来源：2 个一致，0 个不一致，0 个未反馈",
            "investigator同志 入户调查：2 人入户，与申报一致，附照片 1 张",
            "reviewer同志 财产判断：财产符合规定",
            "reviewer同志 初审：提出确认，每月 250.00 元",
            "assistant同志 公示张贴：第 1 次公示，2022-03-03 张贴，2022-03-10 24 时期满，附照片 1 张",
            "系统 期限届满，继续办理",
            "assistant同志 公示结果登记：第 1 次公示期满，无异议，附照片 1 张",
            "officer同志 县级审查：审查通过",
            "county-leader同志 审核确认：确认同意，每月 250.00 元，2022-04 起",
            "window同志 送达：直接送达，2022-03-11",
        ], view!.Timeline.Select(l => $"{l.Who} {l.Sentence}"));
        Assert.True(view.Chain.Whole);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_objection_sends_the_case_back_to_other_people_and_forward_again_without_a_second_notice(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);

        await family.ToObjectionAsync();
        var same = await family.TryAsync("investigator", "objectionVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-11", county.IdOf("investigator"), county.IdOf("investigator2")));
        Assert.Equal("objection.same-people", same.Refusal!.Code);
        await family.DoAsync("investigator3", "objectionVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-11", county.IdOf("investigator3"), county.IdOf("investigator")));
        await family.DoAsync("investigator3", "objectionReview", DemocraticReview.Held, Papers.Votes(family.Photo, "2022-03-11"));
        await county.GrantAsync("investigator2", County.Township, Roles.Reviewer);
        var first = await family.TryAsync("investigator2", "objectionDecision", ObjectionDecision.Rejected, new JsonObject { ["findings"] = "没有。" });
        Assert.Equal(("duties.objection", "HN2017-3.4.3"), (first.Refusal!.Code, first.Refusal.Clause));
        await family.DoAsync("reviewer2", "objectionDecision", ObjectionDecision.Rejected, new JsonObject { ["findings"] = "复查未发现隐瞒收入。" });
        await family.DoAsync("reviewer", "objectionPropertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer", "objectionInitialReview", InitialReview.ProposeConfirm, Papers.Opinion());

        // The result did not change, so the county's setting (if-result-changed) asks for no new notice.
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-11"));
        Assert.Equal("confirmed", (await family.InstanceAsync()).Result);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_objection_that_changes_the_amount_is_posted_again(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);

        await family.ToObjectionAsync();
        var corrected = await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(Papers.Family(family.Photo, income: 9600m)), "异议复查查明工资为 9600 元", Guid.NewGuid()));
        Assert.True(corrected.Done, Journey.Say(corrected.Refusal));
        await family.DoAsync("investigator3", "objectionVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-11", county.IdOf("investigator3"), county.IdOf("investigator")));
        await family.DoAsync("investigator3", "objectionReview", DemocraticReview.Held, Papers.Votes(family.Photo, "2022-03-11"));
        await family.DoAsync("reviewer2", "objectionDecision", ObjectionDecision.Upheld, new JsonObject { ["findings"] = "工资应为 9600 元。" });
        await family.DoAsync("reviewer", "objectionPropertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer", "objectionInitialReview", InitialReview.ProposeConfirm, Papers.Opinion());

        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-11"));
        await installation.GoToAsync(new DateOnly(2022, 3, 19));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-19"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        var decision = await installation.ReadAsync(db => db.Decisions.SingleAsync());
        Assert.Equal("200.00", decision.Monthly!.Value.ToPlainText());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_family_above_the_standard_is_refused_by_the_county_with_a_letter_that_names_reason_and_remedy(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county, f => Papers.With(f, "income.items[0].amount", 15000));

        await family.ToInitialReviewAsync();
        var confirm = await family.TryAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        Assert.Equal("review.not-eligible", confirm.Refusal!.Code);
        var noGround = await family.TryAsync("reviewer", "initialReview", InitialReview.ProposeRefuse, Papers.Opinion());
        Assert.Equal("ground", Assert.Single(noGround.Refusal!.Fields).Path);
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeRefuse, Papers.With(Papers.Opinion("收入超过标准。"), "ground", "income"));
        await family.DoAsync("county-leader", "countyRefusal", Approval.Refused, Papers.Opinion("同意初审意见。"));
        await family.DoAsync("window", "refusalDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-02"));

        Assert.Equal(("Finished", "refused"), ((await family.InstanceAsync()).Status, (await family.InstanceAsync()).Result));
        var letter = await LetterAsync(installation, county, family, "refusal");
        Assert.False(letter.Draft);
        Assert.Contains("不低于 3 人的全年保障标准", letter.Text, StringComparison.Ordinal);
        Assert.Contains("六十日内向榆树市人民政府申请行政复议", letter.Text, StringComparison.Ordinal);
        Assert.Contains("社会救助暂行办法", letter.Text, StringComparison.Ordinal);
        Assert.Empty(await installation.ReadAsync(db => db.Awards.ToListAsync()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_missing_is_asked_for_once_and_the_clock_starts_only_with_acceptance(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);

        var empty = await family.TryAsync("window", "acceptance", Acceptance.Incomplete);
        Assert.Equal("missing", Assert.Single(empty.Refusal!.Fields).Path);
        await family.DoAsync("window", "acceptance", Acceptance.Incomplete, new JsonObject { ["missing"] = "残疾证\n土地流转合同" });
        Assert.Null((await family.InstanceAsync()).DueOn);
        Assert.Contains("2. 土地流转合同", (await LetterAsync(installation, county, family, "supplement")).Text, StringComparison.Ordinal);
        await installation.GoToAsync(new DateOnly(2022, 3, 15));
        await family.DoAsync("window", "supplement", Supplement.Supplied, new JsonObject { ["note"] = "已补两项" });
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);

        // Thirty working days after 2022-03-15, with 清明 and 五一 taken out and the adjusted Saturdays and Sundays counted.
        Assert.Equal(new DateOnly(2022, 4, 26), (await family.InstanceAsync()).DueOn);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_county_sends_back_the_township_investigates_again_and_a_decision_can_be_taken_back_before_delivery(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);

        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Returned, Papers.Opinion("入户照片不清楚。"));
        await family.DoAsync("reviewer", "initialReview", InitialReview.Return, Papers.Opinion("重新入户拍照。"));
        await family.InvestigateAsync("2022-03-11");
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-11"));
        await installation.GoToAsync(new DateOnly(2022, 3, 19));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-19"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        var window = await family.TryAsync("window", "confirmationDelivery", Delivery.Recall, Papers.Delivery(family.Photo, "2022-03-19"));
        Assert.Equal("task.role", window.Refusal!.Code);
        await family.DoAsync("county-leader", "confirmationDelivery", Delivery.Recall, Papers.Delivery(family.Photo, "2022-03-19"));

        Assert.True(await family.IsOpenAsync("initialReview"));
        Assert.Equal(["confirmed", "recalled"], await installation.ReadAsync(db => db.Decisions.OrderBy(d => d.RecordedAt).ThenBy(d => d.Id).Select(d => d.Kind).ToListAsync()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_application_can_be_withdrawn_at_any_step_before_the_award_and_not_after(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var journeys = new List<(string At, Func<Journey, Task> Go)>
        {
            ("acceptance", _ => Task.CompletedTask),
            ("homeVisit", async j => await j.DoAsync("window", "acceptance", Acceptance.Accepted)),
            ("initialReview", async j =>
            {
                await j.DoAsync("window", "acceptance", Acceptance.Accepted);
                await j.InvestigateAsync("2022-03-01");
                await j.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
            }),
        };
        var seed = 10;
        foreach (var (at, go) in journeys)
        {
            var family = await Journey.BeginAsync(installation, county, seed: $"{seed++}");
            await go(family);
            Assert.True(await family.IsOpenAsync(at));
            await WithdrawAsync(county, family);
            Assert.Equal(("Finished", "withdrawn"), ((await family.InstanceAsync()).Status, (await family.InstanceAsync()).Result));
            Assert.Empty(await family.OpenAsync());
        }

        var delivered = await Journey.BeginAsync(installation, county, seed: "40");
        await delivered.ToApprovalAsync();
        await delivered.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        var confirmed = await Journey.BeginAsync(installation, county, seed: "41", on: "2022-03-11");
        await WithdrawAsync(county, confirmed);
        await delivered.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(delivered.Photo, "2022-03-11"));
        var late = await county.DoAsync("window", new WithdrawApplication(delivered.Case, County.Json(Papers.Withdrawal(delivered.Photo)), Guid.NewGuid()));
        Assert.Equal("case.awarded", late.Refusal!.Code);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_notice_withdrawn_with_its_case_leaves_the_timers_and_the_web_board(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));
        var web = ActingAs.SystemJob("web-board");
        Assert.Single(await installation.AskAsync(web, new Notices.WebBoard("220182")));
        Assert.Single(await installation.ReadAsync(db => db.Timers.ToListAsync()));

        await WithdrawAsync(county, family);

        Assert.Empty(await installation.AskAsync(web, new Notices.WebBoard("220182")));
        Assert.Empty(await installation.ReadAsync(db => db.Timers.ToListAsync()));
    }

    internal static async Task<LetterSheet> LetterAsync(Installation installation, County county, Journey family, string kind)
    {
        var letter = await installation.ReadAsync(db => db.Letters.Where(l => l.CaseId == family.Case.Id && l.Kind == kind).OrderByDescending(l => l.RecordedAt).ThenByDescending(l => l.Id).FirstAsync());
        var printed = await county.DoAsync("officer", new PrintLetter(letter.Address));
        return printed.Value;
    }

    private static async Task WithdrawAsync(County county, Journey family)
    {
        var reply = await county.DoAsync("window", new WithdrawApplication(family.Case, County.Json(Papers.Withdrawal(family.Photo)), Guid.NewGuid()));
        Assert.True(reply.Done, Journey.Say(reply.Refusal));
    }
}
