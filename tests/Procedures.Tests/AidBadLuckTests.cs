using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>What goes wrong at night: banks, empty funds, deaths, denials, papers that never come, months that close.</summary>
public class AidBadLuckTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task A_transfer_that_comes_back_goes_into_the_fund_again_and_is_paid_in_cash(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        var story = await ApprovedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.OrderSent, AidStory.Order());
        Assert.Equal("19,070.00", (await town.BookAsync()).Fund.Balance);
        await story.DoAsync("keeper", "bankAnswer", BankAnswer.CameBack, new JsonObject { ["on"] = "2022-03-01", ["reason"] = "户名不符" });
        Assert.Equal("20,000.00", (await town.BookAsync()).Fund.Balance);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.CloseAsync();
        await town.TakeAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid()));
        var book = await town.BookAsync();
        Assert.Equal("930.00", Assert.Single(book.Vouchers).Total);
        Assert.True(book.Balances);
        Assert.Equal(["预拨", "支出", "退汇", "支出"], book.Entries.Select(e => e.Kind));
    }

    [Fact]
    public async Task Money_that_came_back_and_was_given_up_was_not_paid_on_any_list()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await ApprovedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.OrderSent, AidStory.Order());
        Assert.True(Assert.Single((await town.AskAsync("officer", new ViewFilings("2022-03")))!.Rows).Paid);
        await story.DoAsync("keeper", "bankAnswer", BankAnswer.CameBack, new JsonObject { ["on"] = "2022-03-01", ["reason"] = "户名不符" });
        await story.DoAsync("keeper", "payment", Paying.CannotPay, new JsonObject { ["note"] = "本人去世" });
        Assert.False(Assert.Single((await town.AskAsync("officer", new ViewFilings("2022-03")))!.Rows).Paid);
        Assert.False((await story.PageAsync("desk")).MayFollowUp);
        var needs = AidTown.Json(new JsonObject { ["needs"] = "没有被褥", ["cause"] = "other", ["happenedOn"] = "2022-03-01", ["persons"] = 1, ["channel"] = "self" });
        Assert.Equal("follow-up.nothing", (await town.DoAsync("desk", new FollowUp(story.Case, needs, Guid.NewGuid()))).Refusal?.Code);
    }

    [Fact]
    public async Task Whoever_approved_does_not_hand_the_money_over_under_any_account()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("leader", AidTown.Town, Roles.FundKeeper);
        var number = Papers.Id("32092119700101", "77", 1);
        await town.HireAsync("twin-leader", AidTown.Town, Roles.TownshipLeader, number);
        await town.HireAsync("twin-keeper", AidTown.Town, Roles.FundKeeper, number);
        var story = await ApprovedAsync(town);
        Assert.Equal("duties.aid-payment", (await story.TryAsync("leader", "payment", Paying.Paid, story.Cash())).Refusal!.Code);
        var other = await ApprovedAsync(town, "乙二", "twin-leader");
        Assert.Equal("duties.aid-payment", (await other.TryAsync("twin-keeper", "payment", Paying.Paid, other.Cash())).Refusal!.Code);
        await other.DoAsync("keeper", "payment", Paying.Paid, other.Cash());
    }

    [Fact]
    public async Task Who_receives_the_money_is_no_witness_of_it()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await ApprovedAsync(town);
        foreach (var (receives, witness) in new[] { ("甲一之子甲小一", "甲一之子甲小一"), ("本人", "甲一") })
        {
            var cash = story.Cash();
            (cash["receivedBy"], cash["firstWitness"]) = (receives, witness);
            Assert.Equal("secondWitness", Assert.Single((await story.TryAsync("keeper", "payment", Paying.Paid, cash)).Refusal!.Fields).Path);
        }
    }

    [Fact]
    public async Task Paying_first_needs_a_named_second_approver_who_is_not_the_first_and_does_not_pay()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("leader", AidTown.Town, Roles.Window);
        await town.GrantRoleAsync("leader", AidTown.Town, Roles.FundKeeper);
        var story = await town.ReportAsync(AidTown.Report());
        var silent = story.PhoneYes();
        silent.Remove("calledNumber");
        Assert.Equal("calledNumber", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, silent)).Refusal!.Fields).Path);
        Assert.Equal("secondApprover", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes(second: "keeper"))).Refusal!.Fields).Path);
        Assert.Equal("secondApprover", Assert.Single((await story.TryAsync("leader", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes())).Refusal!.Fields).Path);
        Assert.Contains("800", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes("800.01"))).Refusal!.Fields).Message, StringComparison.Ordinal);
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes());
        Assert.Equal("duties.aid-payment", (await story.TryAsync("leader", "payment", Paying.Paid, story.Cash())).Refusal!.Code);
        await town.GrantRoleAsync("desk", AidTown.Town, Roles.FundKeeper);
        Assert.Equal("duties.aid-payment", (await story.TryAsync("desk", "payment", Paying.Paid, story.Cash())).Refusal!.Code);
        var alone = story.Cash();
        alone["secondWitness"] = "王村长";
        Assert.Equal("secondWitness", Assert.Single((await story.TryAsync("keeper", "payment", Paying.Paid, alone)).Refusal!.Fields).Path);
        Assert.Equal(["receipt", "secondWitness", "photos"], (await story.TryAsync("keeper", "payment", Paying.Paid, new JsonObject { ["method"] = "cash", ["source"] = "standby-fund", ["receivedBy"] = "本人" })).Refusal!.Fields.Select(f => f.Path));
        Assert.Equal(["holder", "bank", "account"], (await story.TryAsync("keeper", "payment", Paying.OrderSent, new JsonObject { ["method"] = "order", ["source"] = "standby-fund", ["receivedBy"] = "本人" })).Refusal!.Fields.Select(f => f.Path));
        var letters = AidStory.Order();
        letters["account"] = "abcd";
        Assert.Equal("account", Assert.Single((await story.TryAsync("keeper", "payment", Paying.OrderSent, letters)).Refusal!.Fields).Path);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        Assert.Equal("relief-first.other-person", (await story.TryAsync("leader2", "secondConfirmation", SecondConfirmation.Confirmed, AidStory.Opinion())).Refusal!.Code);
    }

    [Fact]
    public async Task Whoever_verified_is_not_the_leader_whose_yes_is_heard_by_phone_under_any_account()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var number = Papers.Id("32092119700101", "77", 1);
        await town.HireAsync("twin-leader", AidTown.Town, Roles.TownshipLeader, number);
        await town.HireAsync("twin-checker", AidTown.Town, Roles.Investigator, number);
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        await story.DoAsync("twin-checker", "check", EmergencyCheck.PayFirst, AidStory.Verified());
        Assert.Contains("核实", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes(second: "twin-leader"))).Refusal!.Fields).Message, StringComparison.Ordinal);
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes());
    }

    [Fact]
    public async Task Nobody_says_yes_by_phone_before_it_happened()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await town.ReportAsync(AidTown.Report());
        Assert.Equal("calledTime", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes(at: "09:30"))).Refusal!.Fields).Path);
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes());
    }

    [Fact]
    public async Task A_leader_does_not_say_yes_by_phone_for_a_relative_or_for_himself()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var number = Papers.Id("32092119680305", "81", 1);
        await town.TakeAsync("admin", new DeclareRelative(town.IdOf("leader"), "张德福", number, "父亲", Guid.NewGuid()));
        await town.HireAsync("needy-leader", AidTown.Town, Roles.TownshipLeader, number);
        var story = await town.ReportAsync(AidTown.Report(idNumber: number));
        Assert.Contains("近亲属", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes())).Refusal!.Fields).Message, StringComparison.Ordinal);
        Assert.Contains("本人", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes(second: "needy-leader"))).Refusal!.Fields).Message, StringComparison.Ordinal);
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes(second: "leader2"));
    }

    [Fact]
    public async Task Only_a_leader_who_can_confirm_it_afterwards_says_yes_by_phone()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.HireAsync("dibao-leader", AidTown.Town, Roles.VillageAssistant);
        await town.TakeAsync("admin", new GiveGrant(town.IdOf("dibao-leader"), Roles.TownshipLeader, AidTown.Town, "dibao", town.Place.NewYear, null, Guid.NewGuid()));
        var story = await town.ReportAsync(AidTown.Report());
        Assert.Equal("secondApprover", Assert.Single((await story.TryAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes(second: "dibao-leader"))).Refusal!.Fields).Path);
    }

    [Fact]
    public async Task A_leader_who_denies_the_call_opens_supervision_and_nothing_is_taken_back()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await town.ReportAsync(AidTown.Report());
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes());
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.DoAsync("leader", "secondConfirmation", SecondConfirmation.Denied, AidStory.Opinion());
        await story.DoAsync("officer", "consentSupervision", Supervision.Settled, new JsonObject { ["result"] = "通话记录与登记不符，责成整改" });
        await story.DoAsync("desk", "papers", PaperCompletion.Complete, story.FoundOut());
        await story.DoAsync("desk", "referral", Referral.NotNeeded);
        Assert.Equal("19,200.00", (await town.BookAsync()).Fund.Balance);
    }

    [Fact]
    public async Task A_call_whose_leader_has_gone_since_goes_to_supervision_instead_of_standing()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await town.ReportAsync(AidTown.Report());
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes());
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        Assert.Equal("relief-first.other-person", (await story.TryAsync("leader2", "secondConfirmation", SecondConfirmation.Denied, AidStory.Opinion())).Refusal?.Code);
        var (leader, own) = (town.IdOf("leader"), Roles.TownshipLeader);
        await town.TakeAsync("admin", new EndGrant(await installation.ReadAsync(db => db.Grants.Where(g => g.OfficialId == leader && g.Role == own).Select(g => g.Id).SingleAsync()), Guid.NewGuid()));
        await installation.GoToAsync(new DateOnly(2022, 3, 2));
        Assert.Equal("relief-first.gone", (await story.TryAsync("leader2", "secondConfirmation", SecondConfirmation.Confirmed, AidStory.Opinion())).Refusal?.Code);
        await story.DoAsync("leader2", "secondConfirmation", SecondConfirmation.Denied, new JsonObject { ["opinion"] = "本人已调离" });
        await story.DoAsync("officer", "consentSupervision", Supervision.Settled, new JsonObject { ["result"] = "已向本人核实" });
    }

    [Fact]
    public async Task A_short_fund_leaves_the_approval_standing_and_the_county_tops_it_up()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.TakeAsync("finance", new MoveFund(await town.FundAsync(), "taken-back", "19500", "响财收1号", Guid.NewGuid()));
        var story = await ApprovedAsync(town);
        var refused = (await story.TryAsync("keeper", "payment", Paying.Paid, story.Cash())).Refusal!;
        Assert.Equal("fund.short", refused.Code);
        Assert.Contains("审批仍然有效", refused.Message, StringComparison.Ordinal);
        await story.DoAsync("keeper", "payment", Paying.FundShort, new JsonObject { ["note"] = "余额只有五百元" });
        await town.TakeAsync("finance", new MoveFund(await town.FundAsync(), "advance", "1000", "响财预2号", Guid.NewGuid()));
        await story.DoAsync("officer", "topUp", FundTopUp.ToppedUp, new JsonObject { ["note"] = "财政已拨一千元" });
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        Assert.Equal("570.00", (await town.BookAsync()).Fund.Balance);
        var much = (await town.DoAsync("finance", new MoveFund(await town.FundAsync(), "taken-back", "570.01", "响财收2号", Guid.NewGuid()))).Refusal!;
        Assert.Equal("fund.short", much.Code);
        Assert.Contains("不能收回（退回）570.01 元", much.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_source_pays_when_the_fund_is_short()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.TakeAsync("finance", new MoveFund(await town.FundAsync(), "taken-back", "20000", "响财收1号", Guid.NewGuid()));
        var story = await ApprovedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash("charity"));
        Assert.Equal("慈善捐助", Assert.Single((await story.PageAsync()).Payments).Source);
        Assert.Equal("0.00", (await town.BookAsync()).Fund.Balance);
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Somebody_who_dies_before_the_second_stage_is_paid_no_more_and_the_room_comes_back(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        var story = await StagedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        Assert.Equal(["papers"], (await story.OpenAsync()).Select(t => t.ActivityId));
        await installation.GoToAsync(LegalTime.StartOf(new DateOnly(2022, 3, 15)).AddHours(9));
        await story.DoAsync("checker", "check", StageCheck.End, new JsonObject { ["finding"] = "本人已于十日去世" });
        Assert.Equal(["同意救助", "退回额度"], (await story.PageAsync()).Approvals.Select(a => a.Kind));
        Assert.Equal(50_000, (await installation.ReadAsync(db => db.Instruments.SingleAsync())).Used.Fen);
        await story.CloseAsync();
        Assert.Equal("Finished", (await story.InstanceAsync()).Status);
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Somebody_who_leaves_after_the_look_is_not_paid_the_second_stage_and_the_room_comes_back(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        var story = await StagedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await installation.GoToAsync(LegalTime.StartOf(new DateOnly(2022, 3, 15)).AddHours(9));
        await story.DoAsync("checker", "check", StageCheck.Continue, new JsonObject { ["finding"] = "仍住在亲戚家" });
        await story.DoAsync("keeper", "payment", Paying.CannotPay, new JsonObject { ["note"] = "本人已离开本县，去向不明" });
        Assert.Equal(["同意救助", "退回额度"], (await story.PageAsync()).Approvals.Select(a => a.Kind));
        Assert.Equal(50_000, (await installation.ReadAsync(db => db.Instruments.SingleAsync())).Used.Fen);
        Assert.Equal(["500.00"], (await story.PageAsync()).Payments.Select(p => p.Amount));
        await story.CloseAsync();
        Assert.Equal("Finished", (await story.InstanceAsync()).Status);
    }

    [Fact]
    public async Task Stages_are_paid_on_their_days_after_a_look()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await StagedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.DoAsync("desk", "papers", PaperCompletion.Complete, story.FoundOut());
        await installation.GoToAsync(LegalTime.StartOf(new DateOnly(2022, 3, 15)).AddHours(9));
        await story.DoAsync("checker", "check", StageCheck.Continue, new JsonObject { ["finding"] = "仍在住院" });
        // The hours of the first help have nothing to do with the second.
        Assert.Null((await story.OpenAsync()).Single(t => t.Step == "Approvals.AidPayment").DueAt);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.DoAsync("desk", "referral", Referral.NotNeeded);
        Assert.Equal(["500.00", "430.00"], (await story.PageAsync()).Payments.Select(p => p.Amount));
    }

    [Fact]
    public async Task A_first_payment_after_the_hours_is_flagged_and_stands()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await ApprovedAsync(town);
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        Assert.True(Assert.Single((await story.PageAsync()).Payments).Late);
        Assert.Equal(1, (await town.AskAsync("officer", new ViewFilings("2022-03")))!.Late);
    }

    [Fact]
    public async Task Papers_are_due_from_the_payment_in_the_inbox_too_although_the_bank_took_a_week()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await ApprovedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.OrderSent, AidStory.Order());
        await installation.GoToAsync(new DateOnly(2022, 3, 8));
        await story.DoAsync("keeper", "bankAnswer", BankAnswer.Arrived, new JsonObject { ["on"] = "2022-03-08" });
        Assert.Equal(new DateOnly(2022, 3, 15), Assert.Single((await town.AskAsync("officer", new ListOwed(false))).Rows).DueOn);
        Assert.Equal(new DateOnly(2022, 3, 15), Assert.Single(await story.OpenAsync()).DueOn);
    }

    [Fact]
    public async Task Papers_come_in_one_by_one_are_postponed_once_and_listed_when_overdue()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", idNumber: Papers.Id("32092119680305", "81", 1)))).PaidAsync();
        Assert.Equal("papers.missing", (await story.TryAsync("desk", "papers", PaperCompletion.Complete, new JsonObject { ["papers"] = new JsonArray("application") })).Refusal!.Code);
        await story.DoAsync("desk", "papers", PaperCompletion.Received, new JsonObject { ["papers"] = new JsonArray("application", "receipt") });
        Assert.Equal(3, Assert.Single((await town.AskAsync("officer", new ListOwed(false))).Rows).Papers.Count);
        await installation.GoToAsync(new DateOnly(2022, 3, 10));
        Assert.Equal("easedOn", Assert.Single((await story.TryAsync("desk", "papers", PaperCompletion.Postpone, new JsonObject { ["easedOn"] = "2022-02-20" })).Refusal!.Fields).Path);
        await story.DoAsync("desk", "papers", PaperCompletion.Postpone, new JsonObject { ["easedOn"] = "2022-03-10" });
        Assert.Equal(new DateOnly(2022, 3, 24), Assert.Single(await story.OpenAsync()).DueOn);
        Assert.Equal("papers.postponed", (await story.TryAsync("desk", "papers", PaperCompletion.Postpone, new JsonObject { ["easedOn"] = "2022-03-10" })).Refusal!.Code);
        Assert.Equal(new DateOnly(2022, 3, 24), Assert.Single((await town.AskAsync("officer", new ListOwed(false))).Rows).DueOn);
        await installation.GoToAsync(new DateOnly(2022, 3, 25));
        Assert.Equal(1, Assert.Single((await town.AskAsync("officer", new ListOwed(true))).Townships).Overdue);
        await story.DoAsync("desk", "papers", PaperCompletion.Irregular, new JsonObject { ["note"] = "联系不上本人" });
        await story.DoAsync("officer", "supervision", Supervision.Settled, new JsonObject { ["result"] = "责成乡镇说明" });
        Assert.Equal("fund.nothing", (await town.DoAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid()))).Refusal!.Code);
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task A_month_closes_with_what_is_open_and_takes_no_more_lines(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"))).PaidAsync();
        var fund = await town.FundAsync();
        Assert.Equal("fund.month", (await town.DoAsync("keeper", new CloseMonth(fund, 202203, null, Guid.NewGuid()))).Refusal!.Code);
        // The month before has spent nothing, whatever stands open now.
        await town.TakeAsync("keeper", new CloseMonth(fund, 202202, null, Guid.NewGuid()));
        Assert.Equal(("0.00", 0), Assert.Single((await town.BookAsync()).Closings) is var before ? (before.Unreported, before.OwedCases) : default);
        await installation.GoToAsync(new DateOnly(2022, 4, 2));
        await town.TakeAsync("keeper", new CloseMonth(fund, 202203, null, Guid.NewGuid()));
        Assert.Equal("fund.closed", (await town.DoAsync("keeper2", new CloseMonth(fund, 202203, null, Guid.NewGuid()))).Refusal!.Code);
        var closing = (await town.BookAsync()).Closings.Single(c => c.Month == "2022-03");
        Assert.Equal(("0.00", "20,000.00", "930.00", "19,070.00", "930.00", 1), (closing.Opening, closing.In, closing.Out, closing.Closing, closing.Unreported, closing.OwedCases));
    }

    [Fact]
    public async Task At_the_end_of_a_year_the_balance_is_carried_although_january_has_spent_some_of_it()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var fund = await town.FundAsync();
        await installation.GoToAsync(new DateOnly(2023, 1, 3));
        await town.TakeAsync("finance", new MoveFund(fund, "taken-back", "5000", "响财收1号", Guid.NewGuid()));
        await installation.GoToAsync(new DateOnly(2023, 2, 3));
        Assert.Equal("fund.year", (await town.DoAsync("keeper", new CloseMonth(fund, 202301, null, Guid.NewGuid()))).Refusal?.Code);
        Assert.Equal("yearEnd", Assert.Single((await town.DoAsync("keeper", new CloseMonth(fund, 202212, null, Guid.NewGuid()))).Refusal!.Fields).Path);
        await town.TakeAsync("keeper", new CloseMonth(fund, 202212, "carry", Guid.NewGuid()));
        var book = await town.BookAsync();
        Assert.Equal("15,000.00", book.Fund.Balance);
        Assert.True(book.Balances);
        Assert.Equal("0.00", Assert.Single(book.Closings).Closing);
        Assert.Equal(["预拨", "收回", "结转", "结转"], book.Entries.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_list_of_vouchers_is_reimbursed_once_and_by_somebody_else()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("keeper", AidTown.Town, Roles.Finance);
        var story = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"))).PaidAsync();
        Assert.Equal("fund.nothing", (await town.DoAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid()))).Refusal!.Code);
        await story.CloseAsync();
        var voucher = RowId.TryParse(await town.TakeAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid())), out var id) ? id : default;
        Assert.Equal("fund.nothing", (await town.DoAsync("keeper2", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("fund.two-hands", (await town.DoAsync("keeper", new Reimburse(voucher, "响财拨1号", Guid.NewGuid()))).Refusal!.Code);
        await town.TakeAsync("finance", new Reimburse(voucher, "响财拨1号", Guid.NewGuid()));
        Assert.Equal("fund.reimbursed", (await town.DoAsync("finance", new Reimburse(voucher, "响财拨1号", Guid.NewGuid()))).Refusal!.Code);
    }

    [Fact]
    public async Task Whoever_made_a_list_of_vouchers_does_not_reimburse_it_under_any_account()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var number = Papers.Id("32092119700101", "77", 1);
        await town.HireAsync("twin-keeper", AidTown.Town, Roles.FundKeeper, number);
        await town.HireAsync("twin-finance", AidTown.CountyCode, Roles.Finance, number);
        var story = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"))).PaidAsync();
        await story.CloseAsync();
        var voucher = RowId.TryParse(await town.TakeAsync("twin-keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid())), out var id) ? id : default;
        Assert.Equal("fund.two-hands", (await town.DoAsync("twin-finance", new Reimburse(voucher, "响财拨1号", Guid.NewGuid()))).Refusal?.Code);
        await town.TakeAsync("finance", new Reimburse(voucher, "响财拨1号", Guid.NewGuid()));
    }

    [Fact]
    public async Task A_second_stage_by_transfer_is_reported_once_the_bank_has_answered_and_not_replaced_twice()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await StagedAsync(town);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.DoAsync("desk", "papers", PaperCompletion.Complete, story.FoundOut());
        await installation.GoToAsync(LegalTime.StartOf(new DateOnly(2022, 3, 15)).AddHours(9));
        await story.DoAsync("checker", "check", StageCheck.Continue, new JsonObject { ["finding"] = "仍在住院" });
        await story.DoAsync("keeper", "payment", Paying.OrderSent, AidStory.Order());
        Assert.Equal("fund.nothing", (await town.DoAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid()))).Refusal?.Code);
        await story.DoAsync("keeper", "bankAnswer", BankAnswer.CameBack, new JsonObject { ["on"] = "2022-03-15", ["reason"] = "户名不符" });
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        var voucher = RowId.TryParse(await town.TakeAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid())), out var id) ? id : default;
        await town.TakeAsync("finance", new Reimburse(voucher, "响财拨1号", Guid.NewGuid()));
        Assert.Equal("20,000.00", (await town.BookAsync()).Fund.Balance);
    }

    [Fact]
    public async Task The_neighbours_claim_for_the_same_fire_is_asked_about_once_and_never_merged()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var first = await town.ReportAsync(AidTown.Report());
        var asked = (await town.DoAsync("desk", new ReportEmergency(AidTown.Json(AidTown.Report("李四海")), Guid.NewGuid()))).Refusal!;
        Assert.Equal("event", Assert.Single(asked.Fields).Path);
        var known = (await town.AskAsync("desk", new DutyDesk()))["events"][^1].Code;
        var second = await town.ReportAsync(AidTown.Report("李四海", sameAs: known));
        Assert.Equal("李四海", Assert.Single((await first.PageAsync()).SameEvent).Name);
        Assert.Equal("张德福", Assert.Single((await second.PageAsync()).SameEvent).Name);
        await second.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, second.PhoneYes());
        await first.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, first.PhoneYes());
    }

    [Fact]
    public async Task An_event_the_desk_offers_is_taken_whatever_it_did_to_this_family_and_on_whatever_day()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var first = await town.ReportAsync(AidTown.Report());
        var known = (await town.AskAsync("desk", new DutyDesk()))["events"][^1].Code;
        await installation.GoToAsync(new DateOnly(2022, 3, 4));
        await town.ReportAsync(AidTown.Report("李四海", cause: "death", on: "2022-03-04", sameAs: known));
        Assert.Equal("李四海", Assert.Single((await first.PageAsync()).SameEvent).Name);
        var elsewhere = AidTown.Report("王五", area: AidTown.OtherTown, sameAs: known);
        Assert.Equal("event", Assert.Single((await town.DoAsync("other-desk", new ReportEmergency(AidTown.Json(elsewhere), Guid.NewGuid()))).Refusal!.Fields).Path);
    }

    [Fact]
    public async Task Somebody_unknown_is_helped_first_and_counts_once_the_number_is_known()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var number = Papers.Id("32092119680305", "81", 1);
        var unknown = await (await town.ReportAsync(AidTown.Report("不详", urgency: "emergency", cause: "accident"))).PaidAsync();
        Assert.False((await unknown.PageAsync()).IdentityKnown);
        var papers = unknown.AllPapers();
        papers["idNumber"] = number;
        await unknown.DoAsync("desk", "papers", PaperCompletion.Complete, papers);
        Assert.True((await unknown.PageAsync()).IdentityKnown);
        var again = await town.ReportAsync(AidTown.Report("张德福", urgency: "emergency", cause: "accident", idNumber: number, sameAs: ReportEmergency.AnotherEvent));
        await again.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        Assert.Equal("countyApproval", Assert.Single(await again.OpenAsync()).ActivityId);
    }

    [Fact]
    public async Task What_cannot_wait_for_approval_is_paid_first_in_the_middle_of_an_emergency_case()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        await story.DoAsync("checker", "check", EmergencyCheck.PayFirst, AidStory.Verified());
        await story.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, story.PhoneYes("500"));
        await story.DoAsync("keeper", "firstPayment", Paying.Paid, story.Cash());
        await story.DoAsync("leader", "secondConfirmation", SecondConfirmation.Confirmed, AidStory.Opinion());
        await story.DoAsync("desk", "firstPapers", PaperCompletion.Complete, story.FoundOut());
        await story.DoAsync("desk", "firstReferral", Referral.NotNeeded);
        Assert.Equal(("Finished", AidResults.Paid), ((await story.InstanceAsync()).Status, (await story.InstanceAsync()).Result));
    }

    [Fact]
    public async Task Whoever_verified_does_not_approve()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("leader", AidTown.Town, Roles.Investigator);
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        await story.DoAsync("leader", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        Assert.Equal("duties.aid-approval", (await story.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal!.Code);
        await story.DoAsync("leader2", "townshipApproval", Approving.Approve, AidStory.Opinion());
    }

    [Fact]
    public async Task A_spot_check_that_finds_something_is_open_until_supervision_has_ended()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"))).PaidAsync();
        Assert.Equal("check.role", (await town.DoAsync("leader", new PickForCheck(story.Case, Guid.NewGuid()))).Refusal!.Code);
        var check = RowId.TryParse(await town.TakeAsync("officer", new PickForCheck(story.Case, Guid.NewGuid())), out var id) ? id : default;
        Assert.Equal("check.picked", (await town.DoAsync("officer", new PickForCheck(story.Case, Guid.NewGuid()))).Refusal!.Code);
        await town.TakeAsync("officer", new RecordCheck(check, "irregular", "见证人签字不全", Guid.NewGuid()));
        Assert.Equal("督查中", Assert.Single((await town.AskAsync("officer", new ViewFilings("2022-03")))!.Rows).CheckState);
        await town.TakeAsync("county-leader", new SettleSupervision(check, "已整改", Guid.NewGuid()));
        var row = Assert.Single((await town.AskAsync("officer", new ViewFilings("2022-03")))!.Rows);
        Assert.Equal(("督查办结", "已整改"), (row.CheckState, row.Supervised));
        Assert.Equal("19,070.00", (await town.BookAsync()).Fund.Balance);
    }

    [Fact]
    public async Task A_stranger_without_home_goes_to_the_shelter()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await town.ReportAsync(AidTown.Report("不详", urgency: "emergency", cause: "other"));
        await story.DoAsync("checker", "check", EmergencyCheck.Shelter, AidStory.Verified());
        Assert.Equal(("Finished", AidResults.HandedOver), ((await story.InstanceAsync()).Status, (await story.InstanceAsync()).Result));
    }

    [Fact]
    public async Task A_report_sent_twice_begins_one_case()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var command = Guid.NewGuid();
        var once = await town.TakeAsync("desk", new ReportEmergency(AidTown.Json(AidTown.Report()), command));
        var twice = await town.TakeAsync("desk", new ReportEmergency(AidTown.Json(AidTown.Report()), command));
        Assert.Equal(once, twice);
        Assert.Equal(1, await installation.ReadAsync(db => db.AidClaims.CountAsync()));
    }

    private static async Task<AidStory> ApprovedAsync(AidTown town, string name = "甲一", string leader = "leader")
    {
        var story = await town.ReportAsync(AidTown.Report(name, urgency: "emergency", sameAs: ReportEmergency.AnotherEvent));
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        await story.DoAsync(leader, "townshipApproval", Approving.Approve, AidStory.Opinion());
        return story;
    }

    private static async Task<AidStory> StagedAsync(AidTown town)
    {
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", cause: "illness"));
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        var opinion = AidStory.Opinion();
        opinion["stages"] = new JsonArray(new JsonObject { ["on"] = "2022-03-01", ["amount"] = "500" }, new JsonObject { ["on"] = "2022-03-15", ["amount"] = "430.01", ["condition"] = "仍在住院" });
        Assert.Equal("stages", Assert.Single((await story.TryAsync("leader", "townshipApproval", Approving.Approve, opinion)).Refusal!.Fields).Path);
        opinion["stages"]![1]!["amount"] = "430";
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, opinion);
        return story;
    }
}
