using System.Text.Json.Nodes;
using Approvals.Procedures.TemporaryAssistance;

namespace Approvals.Procedures.Tests;

/// <summary>支出型 and the epidemic track.</summary>
public class ExpenseAidTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Expenses_of_twelve_months_less_what_others_gave_are_helped_after_a_notice(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        var story = await ApplyAsync(town);
        await story.DoAsync("checker", "check", ExpenseCheck.Confirmed, Checked());
        Assert.Equal("800.00", (await story.PageAsync()).Proposal);
        Assert.Contains((await story.PageAsync()).Known, k => k.Text.Contains("另有 1 项超出计算月数", StringComparison.Ordinal));
        await installation.GoToAsync(new DateOnly(2022, 3, 4));
        Assert.Equal("takenDownOn", Assert.Single((await story.TryAsync("desk", "notice", ExpenseNotice.NoObjection, Notice(story, "2022-03-04"))).Refusal!.Fields).Path);
        await installation.GoToAsync(new DateOnly(2022, 3, 5));
        var early = Notice(story, "2022-03-05");
        early["postedOn"] = "2022-02-20";
        Assert.Equal("postedOn", Assert.Single((await story.TryAsync("desk", "notice", ExpenseNotice.NoObjection, early)).Refusal!.Fields).Path);
        await story.DoAsync("desk", "notice", ExpenseNotice.NoObjection, Notice(story, "2022-03-05"));
        await story.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        await story.DoAsync("keeper", "payment", Paying.Paid, story.Cash());
        await story.CloseAsync();
        Assert.Equal(AidResults.Paid, (await story.InstanceAsync()).Result);
    }

    [Fact]
    public async Task Income_at_the_limit_is_refused_and_the_applicant_told()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await ApplyAsync(town);
        var rich = Checked();
        rich["incomePerHead"] = "16000";
        Assert.Equal("aid.nothing", (await story.TryAsync("checker", "check", ExpenseCheck.Confirmed, rich)).Refusal!.Code);
        await story.DoAsync("checker", "check", ExpenseCheck.NotEligible, rich);
        await story.DoAsync("desk", "telling", Telling.Told, new JsonObject { ["method"] = "in-person", ["on"] = "2022-03-01", ["said"] = "人均收入不低于上限，可以申请医疗救助" });
        Assert.Equal(AidResults.Refused, (await story.InstanceAsync()).Result);
    }

    [Fact]
    public async Task The_cap_of_a_household_and_year_holds_for_the_county_too()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.SetAsync("temporary-assistance.expense-year-cap", "700", "O07");
        await town.SetAsync("temporary-assistance.expense-notice", "false", "O07");
        var story = await ApplyAsync(town);
        await story.DoAsync("checker", "check", ExpenseCheck.Confirmed, Checked());
        Assert.Equal("aid.year-cap", (await story.TryAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion())).Refusal!.Code);
        await story.DoAsync("leader", "townshipApproval", Approving.Escalate, AidStory.Opinion());
        Assert.Equal("aid.year-cap", (await story.TryAsync("county-leader", "countyApproval", Approving.Approve, AidStory.Opinion())).Refusal!.Code);
        await story.DoAsync("county-leader", "countyApproval", Approving.Approve, AidStory.Opinion("700"));
    }

    [Fact]
    public async Task The_epidemic_track_is_closed_where_no_pack_opens_it()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var form = new JsonObject { ["area"] = AidTown.Town, ["place"] = "南河路12号", ["name"] = "张德福", ["idNumber"] = Papers.Id("32092119680305", "81", 1), ["persons"] = 3, ["needs"] = "隔离在家没有收入", ["committed"] = true, ["papers"] = new JsonArray(new JsonObject { ["file"] = town.Photo.File, ["mediaType"] = town.Photo.MediaType }) };
        var refused = (await town.DoAsync("desk", new ApplyOnFastTrack(AidTown.Json(form), Guid.NewGuid()))).Refusal!;
        Assert.Equal("fast-track.closed", refused.Code);
        Assert.Contains("只适用于吉林省", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>An application as the window types it.</summary>
    internal static JsonObject Application(AidTown town)
    {
        var photo = new JsonArray(new JsonObject { ["file"] = town.Photo.File, ["mediaType"] = town.Photo.MediaType });
        return new JsonObject { ["area"] = town.Place.Town, ["place"] = "南河路12号", ["name"] = "张德福", ["idNumber"] = Papers.Id("32092119680305", "81", 1), ["cause"] = "medical", ["persons"] = 2, ["needs"] = "住院费用高", ["registration"] = "here", ["papers"] = photo };
    }

    private static async Task<AidStory> ApplyAsync(AidTown town)
    {
        var started = await town.TakeAsync("desk", new ApplyForExpense(AidTown.Json(Application(town)), Guid.NewGuid()));
        return new AidStory(town, Storage.RowId.TryParse(started.CaseId, out var id) ? id : default);
    }

    // 20,000 within twelve months, 5,000 before; 19,200 given by others: 800 is open.
    private static JsonObject Checked() => new()
    {
        ["verifiers"] = "孙磊、周婷",
        ["finding"] = "票据齐全",
        ["incomePerHead"] = "15999.99",
        ["propertyOk"] = true,
        ["expenses"] = new JsonArray(new JsonObject { ["what"] = "住院", ["amount"] = "20000", ["on"] = "2021-12-01" }, new JsonObject { ["what"] = "前年住院", ["amount"] = "5000", ["on"] = "2021-03-01" }),
        ["insured"] = "18000",
        ["otherAid"] = "1200",
        ["persons"] = 2,
        ["months"] = 2,
    };

    private static JsonObject Notice(AidStory story, string takenDownOn)
    {
        var photos = story.Photos();
        photos.Add((JsonNode)photos[0]!.DeepClone());
        return new JsonObject { ["postedOn"] = "2022-03-01", ["takenDownOn"] = takenDownOn, ["photos"] = photos };
    }
}
