using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>What a township may approve: never more than its instrument, however many approve at once and however a claim is split.</summary>
public class AidLimitTests(PostgreSqlServer server)
{
    // One person for one month by 响水县's table: 620 × 1.5.
    private const int Fen = 93_000;

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task One_document_typed_twice_gives_its_budget_once_and_a_further_one_adds_to_it(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        var document = AidTown.Instrument("响民委〔2022〕7号", budget: "1000");
        var typed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => town.DoAsync("county-leader", new GrantInstrument(AidTown.Json(document), Guid.NewGuid()))));
        var first = Assert.Single(typed, t => t.Done).Value;
        Assert.All(typed.Where(t => !t.Done), t => Assert.Equal(("number", "N2021-2.6.5"), (Assert.Single(t.Refusal!.Fields).Path, t.Refusal.Clause)));
        await town.GrantAsync(AidTown.Instrument("响民委〔2022〕8号", budget: "500"));
        await town.TakeAsync("county-leader", new RevokeInstrument(RowId.TryParse(first, out var id) ? id : default, "金额写错", Guid.NewGuid()));
        await town.GrantAsync(document);
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Fifty_approvals_at_once_never_exceed_the_budget(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        await ApproveAtOnceAsync([town], 50);
    }

    [Fact]
    public async Task A_thousand_approvals_on_three_nodes_never_exceed_the_budget()
    {
        Assert.SkipUnless(Soak.IsOn, "for .ci/run --soak");
        var town = await AidTown.StartAsync(Store.PostgreSql, server);
        await using var first = town.Installation;
        await using var second = first.Again(Store.PostgreSql);
        await using var third = first.Again(Store.PostgreSql);
        await ApproveAtOnceAsync([town, await AidTown.FindAsync(second), await AidTown.FindAsync(third)], 1_000);
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Two_officers_approve_the_last_money_at_once_and_one_of_them_gets_it(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        await RevokeAllAsync(town);
        await town.GrantAsync(AidTown.Instrument(number: "响民委〔2022〕10号", budget: "1000"));
        var (one, other) = (await VerifiedAsync(town, "甲一"), await VerifiedAsync(town, "乙二"));
        var replies = await Task.WhenAll(one.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion()), other.TryAsync("leader2", "townshipApproval", Approving.Approve, AidStory.Opinion()));
        var refused = Assert.Single(replies, r => !r.Done);
        Assert.Equal("instrument.room", refused.Refusal!.Code);
        Assert.Equal(Fen, await UsedAsync(town, "响民委〔2022〕10号"));
    }

    [Fact]
    public async Task An_instrument_revoked_between_claim_and_approval_leaves_the_case_to_the_county()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await VerifiedAsync(town, "甲一");
        await RevokeAllAsync(town);
        var refused = await story.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        Assert.Equal("instrument.none", refused.Refusal!.Code);
        await story.DoAsync("leader", "townshipApproval", Approving.Escalate, AidStory.Opinion());
        await story.DoAsync("county-leader", "countyApproval", Approving.Approve, AidStory.Opinion());
        Assert.Equal(("县级审批", null), (await story.PageAsync()).Approvals.Select(a => (a.Level, a.InstrumentNumber)).Single());
    }

    [Fact]
    public async Task An_instrument_ends_at_midnight_and_what_was_approved_before_is_paid_after()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var (before, after) = (await VerifiedAsync(town, "甲一"), await VerifiedAsync(town, "乙二"));
        var midnight = LegalTime.EndOf(new DateOnly(2022, 12, 31));
        await installation.GoToAsync(midnight.AddSeconds(-5));
        await before.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        await installation.GoToAsync(midnight);
        Assert.Equal("instrument.none", (await after.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal!.Code);
        await before.DoAsync("keeper", "payment", Paying.Paid, before.Cash());
        Assert.Equal("930.00", Assert.Single((await before.PageAsync()).Payments).Amount);
    }

    [Fact]
    public async Task A_claim_split_over_one_person_meets_the_limit_of_the_person()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await RevokeAllAsync(town);
        await town.GrantAsync(AidTown.Instrument(number: "响民委〔2022〕11号", perPerson: "1500"));
        var number = Papers.Id("32092119680305", "81", 1);
        await (await VerifiedAsync(town, "甲一", number)).DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        var second = await VerifiedAsync(town, "甲一", number, cause: "illness");
        var refused = (await second.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal!;
        Assert.Equal("instrument.room", refused.Code);
        Assert.Contains("同一人短期合计限额", refused.Message, StringComparison.Ordinal);
        Assert.Single((await second.PageAsync()).SamePerson);
        await second.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion("570"));
    }

    [Fact]
    public async Task A_claim_split_over_one_event_meets_the_limit_of_the_event()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await RevokeAllAsync(town);
        await town.GrantAsync(AidTown.Instrument(number: "响民委〔2022〕12号", perEvent: "1500"));
        await (await VerifiedAsync(town, "甲一")).DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        var known = (await town.AskAsync("desk", new DutyDesk()))["events"][^1].Code;
        var cousin = await town.ReportAsync(AidTown.Report("乙二", urgency: "emergency", sameAs: known));
        await cousin.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        var refused = (await cousin.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal!;
        Assert.Contains("同一事件合计限额", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_cause_twice_in_a_year_is_for_the_county_with_a_reason()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var number = Papers.Id("32092119680305", "81", 1);
        await (await VerifiedAsync(town, "甲一", number)).DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 9, 1));
        var again = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", on: "2022-09-01", idNumber: number));
        await again.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        Assert.Equal("exceptionReason", Assert.Single((await again.TryAsync("county-leader", "countyApproval", Approving.Approve, AidStory.Opinion())).Refusal!.Fields).Path);
        var opinion = AidStory.Opinion();
        opinion["exceptionReason"] = "房屋再次被烧";
        await again.DoAsync("county-leader", "countyApproval", Approving.Approve, opinion);
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Room_given_back_in_january_leaves_last_years_help_in_last_year(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        await installation.GoToAsync(LegalTime.StartOf(new DateOnly(2022, 11, 20)).AddHours(9));
        var number = Papers.Id("32092119680305", "81", 1);
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", cause: "illness", on: "2022-11-20", idNumber: number));
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        var opinion = AidStory.Opinion();
        opinion["stages"] = new JsonArray(new JsonObject { ["on"] = "2022-11-20", ["amount"] = "500" }, new JsonObject { ["on"] = "2023-01-05", ["amount"] = "430" });
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, opinion);
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await installation.GoToAsync(LegalTime.StartOf(new DateOnly(2023, 1, 5)).AddHours(9));
        await story.DoAsync("checker", "check", StageCheck.End, new JsonObject { ["finding"] = "已出院" });
        await town.GrantAsync(AidTown.Instrument(number: "响民委〔2023〕1号", from: "2023-01-01", to: "2023-12-31", perHouseholdYear: "930"));
        var again = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", cause: "illness", on: "2023-01-05", idNumber: number));
        await again.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        await again.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
    }

    [Fact]
    public async Task Above_the_ceiling_the_county_meets_on_the_case()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var form = new ValueForm { Key = "temporary-assistance.case-meeting-above", Value = "1000", From = new DateOnly(2022, 3, 1), Published = new DateOnly(2022, 3, 1), Cites = "O07", DocumentNumber = "测试〔2022〕1号" };
        var proposed = await town.TakeAsync("proposer", new ProposeValue(AidTown.CountyCode, form, Guid.NewGuid()));
        await town.TakeAsync("confirmer", new ConfirmValue(proposed, Guid.NewGuid()));
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified(persons: 2));
        await story.DoAsync("officer", "caseMeeting", Approving.Approve, new JsonObject { ["heldOn"] = "2022-03-01", ["present"] = 5, ["opinion"] = "同意救助", ["amount"] = "1800", ["minutes"] = story.Photos() });
        Assert.Equal(("县里一事一议", "1,800.00"), (await story.PageAsync()).Approvals.Select(a => (a.Level, a.Amount)).Single());
    }

    [Fact]
    public async Task An_amount_of_yesterdays_table_is_calculated_again_before_anybody_approves_it()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await VerifiedAsync(town, "甲一");
        await town.SetAsync("temporary-assistance.ceiling-multiple", "1", "O07");
        var refused = (await story.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal;
        Assert.Equal("recalculate", refused?.Code);
        Assert.Contains("退回核实", refused!.Next, StringComparison.Ordinal);
        await story.DoAsync("leader", "townshipApproval", Approving.Return, AidStory.Opinion());
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        Assert.Equal("620.00", Assert.Single((await story.PageAsync()).Approvals).Amount);
    }

    [Fact]
    public async Task Whoever_verified_does_not_enter_what_the_meeting_decided()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("officer", AidTown.CountyCode, Roles.Investigator);
        await town.HireAsync("officer2", AidTown.CountyCode, Roles.CountyOfficer);
        await town.SetAsync("temporary-assistance.case-meeting-above", "1000", "O07");
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        await story.DoAsync("officer", "check", EmergencyCheck.Confirmed, AidStory.Verified(persons: 2));
        var minutes = new JsonObject { ["heldOn"] = "2022-03-01", ["present"] = 5, ["opinion"] = "同意救助", ["amount"] = "1800", ["minutes"] = story.Photos() };
        Assert.Equal("duties.aid-meeting", (await story.TryAsync("officer", "caseMeeting", Approving.Approve, minutes)).Refusal?.Code);
        await story.DoAsync("officer2", "caseMeeting", Approving.Approve, minutes);
    }

    [Fact]
    public async Task Without_an_instrument_the_county_decides_from_the_start()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await RevokeAllAsync(town);
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        Assert.Equal("countyApproval", Assert.Single(await story.OpenAsync()).ActivityId);
    }

    private static async Task ApproveAtOnceAsync(IReadOnlyList<AidTown> nodes, int count)
    {
        var town = nodes[0];
        var stories = new List<AidStory>();
        for (var i = 0; i < count; i++)
        {
            stories.Add(await VerifiedAsync(town, $"户主{i}"));
        }

        var tasks = new List<RowId>();
        foreach (var story in stories)
        {
            tasks.Add(await story.TaskAsync("townshipApproval"));
        }

        // As many as a building full of officers; each node has its own connections.
        var gate = new SemaphoreSlim(20 * nodes.Count);
        var replies = await Task.WhenAll(tasks.Select(async (task, i) =>
        {
            await gate.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return await nodes[i % nodes.Count].DoAsync("leader", new CompleteTask(task, Approving.Approve, AidTown.Json(AidStory.Opinion()), Guid.NewGuid()));
            }
            finally
            {
                gate.Release();
            }
        }));
        const int Room = 1_000_000 / Fen;
        Assert.Equal(Math.Min(Room, count), replies.Count(r => r.Done));
        Assert.All(replies.Where(r => !r.Done), r => Assert.Equal("instrument.room", r.Refusal!.Code));
        var approved = await town.Installation.ReadAsync(db => db.AidApprovals.Where(a => a.Kind == AidApproval.Approved).ToListAsync());
        Assert.Equal(await UsedAsync(town, "响民委〔2022〕9号"), approved.Sum(a => a.Amount.Fen));
        Assert.All(approved, a => Assert.NotNull(a.InstrumentId));
    }

    private static async Task<AidStory> VerifiedAsync(AidTown town, string name, string? idNumber = null, string cause = "fire")
    {
        var story = await town.ReportAsync(AidTown.Report(name, urgency: "emergency", cause: cause, idNumber: idNumber, sameAs: ReportEmergency.AnotherEvent));
        await story.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        return story;
    }

    private static async Task RevokeAllAsync(AidTown town)
    {
        foreach (var instrument in (await town.AskAsync("county-leader", new ListInstruments())).Rows)
        {
            await town.TakeAsync("county-leader", new RevokeInstrument(RowId.TryParse(instrument.InstrumentId, out var id) ? id : default, "换发", Guid.NewGuid()));
        }
    }

    private static async Task<long> UsedAsync(AidTown town, string number) => (await town.Installation.ReadAsync(db => db.Instruments.SingleAsync(i => i.Number == number))).Used.Fen;
}
