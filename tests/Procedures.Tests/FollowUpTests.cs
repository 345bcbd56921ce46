using System.Text.Json.Nodes;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;

namespace Approvals.Procedures.Tests;

/// <summary>跟进救助: the same people, the same event, another need.</summary>
public class FollowUpTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task Help_that_was_not_enough_goes_on_in_a_case_of_its_own_that_knows_the_first(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        var first = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", idNumber: Papers.Id("32092119680305", "81", 1)))).PaidAsync();
        Assert.True((await first.PageAsync("desk")).MayFollowUp);
        var next = await FollowAsync(town, first, "illness");
        var (before, after) = (Assert.Single((await next.PageAsync()).FollowUps), Assert.Single((await first.PageAsync()).FollowUps));
        Assert.Equal(("前一次救助", "930.00"), (before.Relation, before.Approved));
        Assert.Equal(("跟进救助", next.Case.ToString()), (after.Relation, after.CaseId));
        Assert.Empty((await next.PageAsync()).SameEvent);
        Assert.True((await next.PageAsync()).IdentityKnown);
        await next.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        await next.DoAsync("leader", "townshipApproval", Approving.Approve, AidStory.Opinion());
        // 3,000 a person in 30 days: both cases count.
        Assert.Contains((await next.PageAsync()).Approvals[0].Room, r => r == new AidNote("同一人短期", "1,140.00"));
    }

    [Fact]
    public async Task For_the_same_cause_it_is_the_countys()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var first = await (await town.ReportAsync(AidTown.Report("不详", urgency: "emergency"))).PaidAsync();
        var next = await FollowAsync(town, first, "fire");
        await next.DoAsync("checker", "check", EmergencyCheck.Confirmed, AidStory.Verified());
        Assert.Equal("countyApproval", Assert.Single(await next.OpenAsync()).ActivityId);
    }

    [Fact]
    public async Task What_was_never_paid_is_not_followed_and_other_offices_do_not_follow()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency"));
        Assert.Equal("follow-up.nothing", (await town.DoAsync("desk", Following(story, "illness"))).Refusal!.Code);
        await story.PaidAsync();
        Assert.Equal("case.unknown", (await town.DoAsync("other-desk", Following(story, "illness"))).Refusal!.Code);
        Assert.Equal("aid.role", (await town.DoAsync("leader", Following(story, "illness"))).Refusal!.Code);
        Assert.False((await story.PageAsync("officer")).MayFollowUp);
    }

    private static FollowUp Following(AidStory first, string cause) =>
        new(first.Case, AidTown.Json(new JsonObject { ["needs"] = "出院后没钱买药", ["cause"] = cause, ["happenedOn"] = "2022-03-01", ["persons"] = 1, ["channel"] = "village" }), Guid.NewGuid());

    private static async Task<AidStory> FollowAsync(AidTown town, AidStory first, string cause)
    {
        var started = await town.TakeAsync("desk", Following(first, cause));
        return new AidStory(town, RowId.TryParse(started.CaseId, out var id) ? id : default);
    }
}
