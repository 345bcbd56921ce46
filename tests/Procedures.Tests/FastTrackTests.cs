using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>疫情当日审批 as Jilin had it in 2020: open inside its dates, done by 24:00, and gone after them.</summary>
public class FastTrackTests(PostgreSqlServer server)
{
    private static readonly AidPlace InTime = AidPlace.Yushu(new DateOnly(2020, 5, 6));

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Inside_its_dates_one_month_is_applied_for_approved_and_paid_on_the_same_day(Store store)
    {
        var town = await StartAsync(store);
        await using var installation = town.Installation;
        Assert.True((await town.AskAsync("desk", new ViewFastTrack())).Open);
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 22, 10));
        var story = await ApplyAsync(town);
        Assert.Equal(LegalTime.EndOf(new DateOnly(2020, 5, 6)), (await story.InstanceAsync()).DueAt);
        Assert.Equal(["个人承诺书"], (await town.AskAsync("desk", new ViewCase(story.Case)))!.Evidence.Select(e => e.Title));
        await story.DoAsync("village", "villageReview", VillageReview.Agreed, Review());
        Assert.Equal("1,650.00", (await story.PageAsync()).Proposal);
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 23, 59));
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        var page = await story.PageAsync();
        Assert.False(Assert.Single(page.Payments).Late);
        Assert.Contains(Assert.Single(page.Approvals).Clauses, c => c.Id == "JL2020-2.5.10");
        Assert.Contains((await installation.ReadAsync(db => db.Calculations.Where(c => c.Rule == "fast-track.advance").ToListAsync())), c => c.Explanation.Contains("JL2020-2.7.10", StringComparison.Ordinal));
        await story.CloseAsync();
        await story.DoAsync("checker", "afterReview", FastTrackReview.Confirmed, Afterwards("2020-05-06"));
        Assert.Equal(AidResults.Paid, (await story.InstanceAsync()).Result);
    }

    [Fact]
    public async Task Without_a_signed_commitment_the_ordinary_way_is_named_and_nothing_begins()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        var unsigned = Form(town);
        unsigned["committed"] = false;
        var refused = (await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(unsigned), Guid.NewGuid()))).Refusal!;
        Assert.Equal(("committed", "JL2020-2.7.7"), (Assert.Single(refused.Fields).Path, refused.Clause));
        Assert.Contains("按普通程序办理", refused.Fields[0].Message, StringComparison.Ordinal);
        var nowhere = Form(town);
        nowhere["area"] = $"{town.Place.Town}999";
        Assert.Equal("area", Assert.Single((await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(nowhere), Guid.NewGuid()))).Refusal!.Fields).Path);
        var unseen = Form(town);
        unseen["papers"] = new JsonArray();
        Assert.Equal("papers", Assert.Single((await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(unseen), Guid.NewGuid()))).Refusal!.Fields).Path);
        Assert.Equal(0, await installation.ReadAsync(db => db.AidClaims.CountAsync()));
    }

    [Fact]
    public async Task After_24_o_clock_it_is_late_and_still_finished()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 23, 50));
        var story = await ApplyAsync(town);
        await story.DoAsync("village", "villageReview", VillageReview.Agreed, Review());
        await installation.GoToAsync(At(new DateOnly(2020, 5, 7), 0, 5));
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        Assert.True(Assert.Single((await story.PageAsync()).Payments).Late);
        await story.CloseAsync();
    }

    [Fact]
    public async Task From_16_o_clock_the_county_is_alarmed_about_what_nobody_has_decided()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 9, 0));
        var story = await ApplyAsync(town);
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 15, 59));
        Assert.Equal(0, await town.AskAsync("officer", new FastTrackAlarm()));
        Assert.False(Assert.Single((await town.AskAsync("officer", new ViewFastTrackWatch())).Undecided).Alarm);
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 16, 0));
        Assert.Equal((1, 0), (await town.AskAsync("officer", new FastTrackAlarm()), await town.AskAsync("desk", new FastTrackAlarm())));
        Assert.Equal((true, false), Assert.Single((await town.AskAsync("officer", new ViewFastTrackWatch())).Undecided) is var line ? (line.Alarm, line.Late) : default);
        await installation.GoToAsync(At(new DateOnly(2020, 5, 7), 8, 0));
        Assert.True(Assert.Single((await town.AskAsync("officer", new ViewFastTrackWatch())).Undecided).Late);
        Assert.Equal(1, await town.AskAsync("officer", new FastTrackAlarm()));
        await story.DoAsync("village", "villageReview", VillageReview.Agreed, Review());
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        Assert.Equal(0, await town.AskAsync("officer", new FastTrackAlarm()));
    }

    [Fact]
    public async Task What_nobody_decided_on_the_last_day_still_alarms_the_county_when_the_period_is_over()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await ApplyAsync(town);
        await town.SetAsync("epidemic.period-end", "2020-05-06", "JL2020-2.7.6");
        await installation.GoToAsync(At(new DateOnly(2020, 5, 7), 9, 0));
        Assert.False((await town.AskAsync("officer", new ViewFastTrack())).Open);
        Assert.Equal(1, await town.AskAsync("officer", new FastTrackAlarm()));
    }

    [Fact]
    public async Task The_county_chooses_another_hour_of_the_alarm()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await town.SetAsync("temporary-assistance.fast-track-alarm-hour", "14", "JL2020-2.7.9");
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 9, 0));
        await ApplyAsync(town);
        await installation.GoToAsync(At(new DateOnly(2020, 5, 6), 14, 0));
        Assert.Equal(1, await town.AskAsync("officer", new FastTrackAlarm()));
    }

    [Fact]
    public async Task What_the_day_had_no_time_for_is_done_within_thirty_days_after_the_period_by_somebody_who_did_not_approve()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("leader", InTime.Town, People.Roles.Investigator);
        var story = await ApplyAsync(town);
        await story.DoAsync("village", "villageReview", VillageReview.Agreed, Review());
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.CloseAsync();
        Assert.Equal(new DateOnly(2021, 1, 30), Assert.Single((await town.AskAsync("officer", new ViewFastTrackWatch())).Afterwards).DueOn);
        await town.SetAsync("epidemic.period-end", "2020-06-30", "JL2020-2.7.6");
        await installation.GoToAsync(new DateOnly(2020, 7, 30));
        Assert.Equal((new DateOnly(2020, 7, 30), false), Assert.Single((await town.AskAsync("officer", new ViewFastTrackWatch())).Afterwards) is var due ? (due.DueOn, due.Overdue) : default);
        await installation.GoToAsync(new DateOnly(2020, 7, 31));
        Assert.True(Assert.Single((await town.AskAsync("desk", new ViewFastTrackWatch())).Afterwards).Overdue);
        Assert.Equal("duties.aid-review", (await story.TryAsync("leader", "afterReview", FastTrackReview.Confirmed, Afterwards("2020-07-30"))).Refusal!.Code);
        Assert.Equal("persons", Assert.Single((await story.TryAsync("checker", "afterReview", FastTrackReview.Confirmed, Afterwards("2020-07-30", 2))).Refusal!.Fields).Path);
        await story.DoAsync("checker", "afterReview", FastTrackReview.FalseCommitment, Afterwards("2020-07-30", 2));
        await story.DoAsync("officer", "reviewSupervision", Supervision.Settled, new JsonObject { ["result"] = "批评教育，退款另作决定" });
        var page = await story.PageAsync();
        Assert.Contains(page.Known, k => k.Label == "事后完善" && k.Text.Contains("实际 2 人", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Payments, p => p.IsReturn);
        Assert.Equal(("Finished", 0), ((await story.InstanceAsync()).Status, (await town.AskAsync("officer", new ViewFastTrackWatch())).Afterwards.Count));
    }

    [Fact]
    public async Task Whoever_reviewed_for_the_village_does_not_approve_and_a_doubt_leads_to_the_ordinary_way()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await town.GrantRoleAsync("leader", InTime.Town, People.Roles.VillageAssistant);
        var own = await ApplyAsync(town);
        await own.DoAsync("leader", "villageReview", VillageReview.Agreed, Review());
        Assert.Equal("duties.aid-approval", (await own.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal!.Code);
        var doubted = await ApplyAsync(town, "乙二", 2);
        await doubted.DoAsync("village", "villageReview", VillageReview.Ordinary, Review());
        await doubted.DoAsync("desk", "telling", Telling.Told, new JsonObject { ["method"] = "phone", ["on"] = "2020-05-06", ["said"] = "请按急难型或低保申请" });
        Assert.Equal("Finished", (await doubted.InstanceAsync()).Status);
    }

    [Fact]
    public async Task While_nobody_has_set_the_standard_the_case_waits_and_nothing_becomes_zero()
    {
        var town = await AidTown.StartAsync(Store.Memory, server, InTime);
        await using var installation = town.Installation;
        var story = await ApplyAsync(town);
        await story.DoAsync("village", "villageReview", VillageReview.Agreed, Review());
        Assert.Equal("fastAmount", Assert.Single(await story.OpenAsync()).ActivityId);
        Assert.Null((await story.PageAsync()).Proposal);
        var waiting = Assert.Single((await town.AskAsync("officer", new ViewCase(story.Case)))!.Hindrances);
        Assert.Equal("dibao.urban-standard", waiting.Key);
        Assert.Contains("政策参数", waiting.Message, StringComparison.Ordinal);
        await SetStandardAsync(town);
        Assert.Equal("1,650.00", (await story.PageAsync()).Proposal);
        Assert.Equal("townshipApproval", Assert.Single(await story.OpenAsync()).ActivityId);
    }

    [Theory]
    [InlineData("2020-12-31", true)]
    [InlineData("2021-01-01", false)]
    public async Task With_the_plan_the_track_ends_and_its_page_says_why(string day, bool open)
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await installation.GoToAsync(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        var page = await town.AskAsync("desk", new ViewFastTrack());
        Assert.Equal((open, open), (page.Open, (await town.AskAsync("desk", new ViewIntake())).FastTrack));
        var reply = await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(Form(town)), Guid.NewGuid()));
        if (open)
        {
            Assert.True(reply.Done);
            return;
        }

        Assert.Equal(("fast-track.closed", "JL2020-3.4"), (reply.Refusal!.Code, reply.Refusal.Clause));
        Assert.Contains("2020-12-31", reply.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains("没有以文号确认继续执行", page.Why, StringComparison.Ordinal);
        Assert.Equal("JL2020-3.4", page.Clauses[0].Id);
    }

    [Fact]
    public async Task A_county_that_closes_its_epidemic_period_closes_the_track_with_it()
    {
        var town = await StartAsync(Store.Memory);
        await using var installation = town.Installation;
        await town.SetAsync("epidemic.period-end", "2020-06-30", "JL2020-2.7.6");
        await installation.GoToAsync(new DateOnly(2020, 6, 30));
        Assert.True((await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(Form(town)), Guid.NewGuid()))).Done);
        await installation.GoToAsync(new DateOnly(2020, 7, 1));
        var refused = (await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(Form(town, "乙二", 2)), Guid.NewGuid()))).Refusal!;
        Assert.Equal(("fast-track.closed", "JL2020-2.7.6"), (refused.Code, refused.Clause));
        Assert.Contains("2020-06-30", refused.Message, StringComparison.Ordinal);
    }

    private async Task<AidTown> StartAsync(Store store)
    {
        var town = await AidTown.StartAsync(store, server, InTime);
        await SetStandardAsync(town);
        return town;
    }

    private static Task SetStandardAsync(AidTown town) => town.SetAsync("dibao.urban-standard", "550.00", "SC649-10", new DateOnly(2020, 1, 1));

    private static async Task<AidStory> ApplyAsync(AidTown town, string name = "张德福", int nth = 1)
    {
        var started = await town.TakeAsync("desk", new ApplyOnFastTrack(AidTown.Json(Form(town, name, nth)), Guid.NewGuid()));
        return new AidStory(town, RowId.TryParse(started.CaseId, out var id) ? id : default);
    }

    internal static JsonObject Form(AidTown town, string name = "张德福", int nth = 1) => new()
    {
        ["area"] = town.Place.Town,
        ["place"] = "站前路2号",
        ["name"] = name,
        ["idNumber"] = Papers.Id("22018219680305", "81", nth),
        ["persons"] = 3,
        ["needs"] = "隔离在家没有收入",
        ["committed"] = true,
        ["papers"] = new JsonArray(new JsonObject { ["file"] = town.Photo.File, ["mediaType"] = town.Photo.MediaType }),
    };

    internal static JsonObject Review(int persons = 3) => new() { ["method"] = "phone", ["opinion"] = "一家三口隔离在家，情况属实", ["persons"] = persons };

    internal static JsonObject Afterwards(string day, int persons = 3) => new()
    {
        ["checkedOn"] = day,
        ["visitedOn"] = day,
        ["visitors"] = "孙磊、周婷",
        ["postedOn"] = day,
        ["takenDownOn"] = day,
        ["persons"] = persons,
        ["finding"] = "补做了核对和入户",
    };

    private static DateTimeOffset At(DateOnly day, int hour, int minute) => LegalTime.StartOf(day).AddHours(hour).AddMinutes(minute);
}
