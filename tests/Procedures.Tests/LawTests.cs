using System.Text.Json.Nodes;
using Approvals.Procedures.Audit;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>What the county sets, what it has not set, what changes on the way, and what the letters then say.</summary>
public sealed class LawTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task An_unset_county_value_parks_the_case_keeps_the_clerks_work_and_goes_on_by_itself_once_set(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.SetValueAsync("dibao.urban-standard", "600.00", "N2021-2.2.2", from: "2023-01-01");
        var family = await Journey.BeginAsync(installation, county, f => Papers.With(Papers.With(f, "household.standard", "urban"), "income.items[0].kind", "basic-pension"), seed: "7");
        installation.Time.SetTo(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.InvestigateAsync("2026-03-02");
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());

        // After 2025-12-31 nobody has said whether the basic pension counts: the case waits, and its policy people have a task.
        var instance = await family.InstanceAsync();
        Assert.Equal(("Running", "收入核算（等待补齐）"), (instance.Status, instance.Stage));
        var waits = Assert.Single((await county.AskAsync("window", new ViewCase(family.Case)))!.Hindrances);
        Assert.Equal(("blocked", "income.exclude-basic-pension.scope"), (waits.Kind, waits.Key));
        Assert.Contains("请", waits.Message, StringComparison.Ordinal);
        var task = Assert.Single((await county.AskAsync("proposer", new Inbox(new InboxFilter()))).Rows);
        Assert.Equal(("设定政策参数", "—"), (task.StepName, task.Applicant));
        Assert.NotNull((await county.AskAsync("window", new ViewHousehold(family.Case)))!.Known.FirstOrDefault(k => k.Label == "财产"));

        await county.SetValueAsync("income.exclude-basic-pension.scope", "none", "N2021-2.8.1", from: "2026-01-01");

        Assert.True(await family.IsOpenAsync("initialReview"));
        Assert.Empty((await county.AskAsync("window", new ViewCase(family.Case)))!.Hindrances);
        Assert.Empty((await county.AskAsync("proposer", new Inbox(new InboxFilter()))).Rows);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_branches_that_race_and_wait_for_the_same_value_one_goes_on_and_the_other_is_over(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var key = ("key", (JsonNode)Flow.Literal("income.exclude-basic-pension.scope"));
        await new Flow().With("acceptance", "Approvals.Acceptance").With("x", "Approvals.PolicyChoice", key, ("ways", Flow.List("none"))).With("y", "Approvals.PolicyChoice", ("key", key.Item2.DeepClone()), ("ways", Flow.List("none")))
            .With("join", "Elsa.FlowJoin", ("mode", Flow.Literal("WaitAny"))).With("after", "Approvals.Supplement")
            .Connect("acceptance:Accepted>x acceptance:Accepted>y x:none>join y:none>join join>after").PublishAsync(installation);
        var family = await Journey.BeginAsync(installation, county);
        installation.Time.SetTo(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        Assert.Equal(2, (await county.AskAsync("window", new ViewCase(family.Case)))!.Hindrances.Count);

        await county.SetValueAsync("income.exclude-basic-pension.scope", "none", "N2021-2.8.1", from: "2026-01-01");

        Assert.True(await family.IsOpenAsync("after"));
        Assert.Empty((await county.AskAsync("window", new ViewCase(family.Case)))!.Hindrances);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_value_confirmed_before_its_day_lets_the_case_go_on_when_the_day_has_come(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.SetValueAsync("dibao.urban-standard", "600.00", "N2021-2.2.2", from: "2023-01-01");
        var family = await Journey.BeginAsync(installation, county, f => Papers.With(Papers.With(f, "household.standard", "urban"), "income.items[0].kind", "basic-pension"), seed: "7");
        await installation.GoToAsync(new DateOnly(2026, 3, 2));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.InvestigateAsync("2026-03-02");
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        await county.SetValueAsync("income.exclude-basic-pension.scope", "none", "N2021-2.8.1", from: "2026-03-05");
        Assert.Single((await county.AskAsync("window", new ViewCase(family.Case)))!.Hindrances);

        foreach (var (day, blocked) in new[] { (4, true), (5, false) })
        {
            await installation.GoToAsync(new DateOnly(2026, 3, day));
            await installation.Get<WorkLoop>().DrainAsync(TestContext.Current.CancellationToken);
            Assert.Equal(blocked, (await county.AskAsync("window", new ViewCase(family.Case)))!.Hindrances.Count == 1);
        }

        Assert.True(await family.IsOpenAsync("initialReview"));
        Assert.Equal(2, await installation.ReadAsync(db => db.Events.CountAsync(e => e.CaseId == family.Case.Id && e.Kind == "case.resumed")));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Contradicting_incomes_wait_for_a_correction_and_then_go_on(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        JsonObject Twice(JsonObject f, params int[] amounts) => Papers.With(f, "income.items",
            new JsonArray([.. amounts.Select(a => (JsonNode?)new JsonObject { ["member"] = 2, ["kind"] = "farm", ["amount"] = a, ["times"] = 1, ["line"] = "承包地" })]));
        var family = await Journey.BeginAsync(installation, county, f => Twice(f, 6000, 8000));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.InvestigateAsync("2022-03-01");
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        Assert.Equal(Mending.Facts, Assert.Single(await family.OpenAsync()).Step);

        var corrected = await county.DoAsync("investigator", new CorrectApplication(family.Case, County.Json(Twice(Papers.Family(family.Photo), 6000)), "核实后以 6000 元为准", Guid.NewGuid()));

        Assert.True(corrected.Done, Journey.Say(corrected.Refusal));
        Assert.Equal("initialReview", Assert.Single(await family.OpenAsync()).ActivityId);
        var facts = await installation.ReadAsync(db => db.Facts.Where(f => f.CaseId == family.Case.Id && f.Kind == "income").OrderBy(f => f.RecordedAt).ThenBy(f => f.Id).ToListAsync());
        Assert.Equal(3, facts.Count);
        Assert.True(facts[2].Withdrawn && facts[2].Supersedes is not null);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_new_standard_between_review_and_approval_must_be_recalculated_and_the_decision_names_the_new_value(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        await county.SetValueAsync("dibao.rural-standard", "4500.00", "N2021-2.2.2", from: "2022-03-10");

        var stale = await family.TryAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        Assert.Equal(("recalculate", RefusalKind.Conflict), (stale.Refusal!.Code, stale.Refusal.Kind));
        var again = await family.DoAsync("county-leader", "countyApproval", InitialReview.Recalculate, Papers.Opinion("重新计算。"));
        Assert.Equal((false, "重新计算：每月 375.00 元"), (again.Completed, again.Summary));
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));

        var calculation = await installation.ReadAsync(db => db.Calculations.OrderByDescending(c => c.RecordedAt).FirstAsync());
        Assert.Contains("4,500.00元", calculation.Explanation, StringComparison.Ordinal);
        Assert.Equal(calculation.Id, (await installation.ReadAsync(db => db.Decisions.SingleAsync())).CalculationId);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_correction_of_an_amount_after_the_review_is_noticed_and_one_of_a_name_after_the_decision_reissues_the_letter(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        var form = Papers.Family(family.Photo, income: 9300m);
        Assert.True((await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(form), "工资多报了 300 元以内", Guid.NewGuid()))).Done);
        Assert.Equal("recalculate", (await family.TryAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"))).Refusal!.Code);
        await family.DoAsync("county-leader", "countyApproval", InitialReview.Recalculate, Papers.Opinion("重新计算。"));
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));

        var amount = await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(Papers.Family(family.Photo, income: 100m)), "再改", Guid.NewGuid()));
        Assert.Equal("correction.decided", amount.Refusal!.Code);
        var renamed = Papers.With(form, "household.members[0].name", "张得福");
        Assert.True((await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(renamed), "户口簿上是得", Guid.NewGuid()))).Done);
        Assert.Equal("correction.nothing", (await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(renamed), "再交一次", Guid.NewGuid()))).Refusal!.Code);

        var letters = await installation.ReadAsync(db => db.Letters.Where(l => l.Kind == "confirmation").OrderBy(l => l.RecordedAt).ToListAsync());
        Assert.Equal(2, letters.Count);
        Assert.Equal(letters[0].Id, letters[1].Supersedes);
        var printed = await ApplicationTests.LetterAsync(installation, county, family, "confirmation");
        Assert.Contains("张得福：", printed.Text, StringComparison.Ordinal);
        Assert.Contains("（贰佰贰拾伍元整）", printed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("township-entrusted", "榆树市民政局（盖章）")]
    [InlineData("township-assigned", "弓棚镇人民政府（盖章）")]
    public async Task A_township_that_was_given_the_power_confirms_and_the_letter_bears_the_right_name(string level, string issuer)
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        await county.DelegateAsync(level["township-".Length..]);
        var family = await Journey.BeginAsync(installation, county);
        await family.ToNoticeResultAsync();
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11"));

        Assert.Equal("townshipApproval", Assert.Single(await family.OpenAsync()).ActivityId);
        Assert.Equal("task.role", (await family.TryAsync("county-leader", "townshipApproval", Approval.Confirmed, Papers.Opinion("同意。"))).Refusal!.Code);
        await family.DoAsync("leader", "townshipApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        var letter = await ApplicationTests.LetterAsync(installation, county, family, "confirmation");
        Assert.Contains(issuer, letter.Text, StringComparison.Ordinal);
        Assert.Equal(level, (await installation.ReadAsync(db => db.Decisions.SingleAsync())).Level);
    }

    [Fact]
    public async Task A_letter_of_a_county_that_has_not_confirmed_its_legal_basis_prints_as_a_draft()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        await county.SetValueAsync("source.sc649.confirmed", "false", "SC649-9");
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));

        Assert.True((await ApplicationTests.LetterAsync(installation, county, family, "confirmation")).Draft);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_clock_of_the_case_is_extended_once_by_the_deciding_level_and_an_objection_does_not_stop_it(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        var reason = County.Json(new JsonObject { ["reason"] = "公示期间有异议，需要重新调查" });
        Assert.Equal("clock.not-accepted", (await county.DoAsync("county-leader", new ExtendClock(family.Case, reason, Guid.NewGuid()))).Refusal!.Code);
        await family.ToObjectionAsync();
        Assert.Equal(new DateOnly(2022, 4, 13), (await family.InstanceAsync()).DueOn);

        Assert.Equal("clock.level", (await county.DoAsync("leader", new ExtendClock(family.Case, reason, Guid.NewGuid()))).Refusal!.Code);
        Assert.True((await county.DoAsync("county-leader", new ExtendClock(family.Case, reason, Guid.NewGuid()))).Done);
        var instance = await family.InstanceAsync();
        Assert.Equal((true, new DateOnly(2022, 5, 6)), (instance.Extended, instance.DueOn));
        Assert.Equal(new DateOnly(2022, 5, 6), Assert.Single(await family.OpenAsync()).DueOn);
        Assert.Equal("clock.extended", (await county.DoAsync("county-leader", new ExtendClock(family.Case, reason, Guid.NewGuid()))).Refusal!.Code);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_decision_after_the_cut_off_is_paid_with_the_next_roster_as_arrears_and_a_closed_roster_never_changes(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        await installation.GoToAsync(new DateOnly(2022, 3, 22));
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-22"));

        async Task<List<string>> RosterAsync(string month) => [.. (await county.AskAsync("finance", new ViewRoster(month)))!.Lines.Select(l => $"{l.Kind} {l.ForMonth} {l.Amount}")];
        Assert.Empty(await RosterAsync("2022-04"));
        Assert.Equal(["补发 2022-04 250.00", "当月 2022-05 250.00"], await RosterAsync("2022-05"));
        Assert.Equal(["当月 2022-06 250.00"], await RosterAsync("2022-06"));
        Assert.Equal(["当月 2022-05 250.00"], (await RosterAsync("2022-05")).Where(l => l.StartsWith('当')));
        Assert.Null(await county.AskAsync("finance", new ViewRoster("2022-13")));
        Assert.Empty((await county.AskAsync("staff-a", new ViewRoster("2022-05")))!.Lines);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Verify_names_a_row_changed_by_hand_an_event_changed_and_a_chain_cut_short(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-11"));
        Assert.True((await installation.DoAsync(ActingAs.SystemJob("anchors"), new AnchorChains())).Value > 0);
        Task<Verification> VerifyAsync() => installation.AskAsync(ActingAs.SystemJob("verify"), new VerifyChains());
        Assert.Empty((await VerifyAsync()).Findings);

        await installation.TamperAsync(db => db.AwardSegments.ExecuteUpdateAsync(s => s.SetProperty(x => x.FirstMonth, 202201), TestContext.Current.CancellationToken));
        Assert.StartsWith("award_segments", Assert.Single((await VerifyAsync()).Findings).Where, StringComparison.Ordinal);
        await installation.TamperAsync(db => db.AwardSegments.ExecuteUpdateAsync(s => s.SetProperty(x => x.FirstMonth, 202204), TestContext.Current.CancellationToken));

        await installation.TamperAsync(db => db.Facts.Where(f => f.Kind == "income").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "{}"), TestContext.Current.CancellationToken));
        Assert.Equal("记录被改动", Assert.Single((await VerifyAsync()).Findings, f => f.Where.StartsWith("facts", StringComparison.Ordinal)).What);

        await installation.TamperAsync(db => db.Events.Where(e => e.CaseId == family.Case.Id && e.Seq == 3).ExecuteUpdateAsync(s => s.SetProperty(x => x.Text, "{\"v\":1}"), TestContext.Current.CancellationToken));
        Assert.Contains((await VerifyAsync()).Findings, f => f.What == "第 3 条记录被改动");

        var other = await Journey.BeginAsync(installation, county, seed: "5", on: "2022-03-11");
        await other.DoAsync("window", "acceptance", Acceptance.Accepted);
        await installation.DoAsync(ActingAs.SystemJob("anchors"), new AnchorChains());
        await installation.TamperAsync(db => db.Events.Where(e => e.CaseId == other.Case.Id && e.Seq == 2).ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        var cut = (await VerifyAsync()).Findings.Where(f => f.Where.Contains(other.Case.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Contains(cut, f => f.What == "第 1 条以后的记录被截断");
        Assert.Contains(cut, f => f.What.StartsWith("与锚点", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task County_values_need_two_people_and_the_validator_of_the_packs(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        ValueForm Form(string key, string value) => new() { Key = key, Value = value, From = new DateOnly(2022, 4, 1), Published = new DateOnly(2022, 3, 1), Cites = "O01", DocumentNumber = "测试〔2022〕2号" };

        Assert.Equal("key", Assert.Single((await county.DoAsync("proposer", new ProposeValue("220182", Form("notice.day", "7"), Guid.NewGuid()))).Refusal!.Fields).Path);
        Assert.Equal("form.invalid", (await county.DoAsync("proposer", new ProposeValue("220182", Form("notice.days", "6"), Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("form.invalid", (await county.DoAsync("proposer", new ProposeValue("220182", Form("notice.unit", "weeks"), Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("policy.not-proposer", (await county.DoAsync("window", new ProposeValue("220182", Form("notice.days", "9"), Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("policy.not-proposer", (await county.DoAsync("proposer", new ProposeValue("430626", Form("notice.days", "9"), Guid.NewGuid()))).Refusal!.Code);
        await county.GrantAsync("proposer", "220182", Roles.PolicyConfirmer);
        var proposed = await county.DoAsync("proposer", new ProposeValue("220182", Form("notice.days", "9"), Guid.NewGuid()));
        Assert.Equal("policy.same-person", (await county.DoAsync("proposer", new ConfirmValue(proposed.Value, Guid.NewGuid()))).Refusal!.Code);
        Assert.True((await county.DoAsync("confirmer", new ConfirmValue(proposed.Value, Guid.NewGuid()))).Done);
        Assert.Equal("policy.settled", (await county.DoAsync("confirmer", new ConfirmValue(proposed.Value, Guid.NewGuid()))).Refusal!.Code);
        var shown = (await county.AskAsync("proposer", new ListValues("notice.days"))).Parameters.First(p => p.Key == "notice.days");
        Assert.Equal("set", shown.State);
        Assert.StartsWith("7", shown.Shown, StringComparison.Ordinal);
    }
}
