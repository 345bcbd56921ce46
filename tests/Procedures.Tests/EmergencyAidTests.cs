using System.Text.Json.Nodes;
using Approvals.Procedures.Audit;
using Approvals.Procedures.People;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;

namespace Approvals.Procedures.Tests;

/// <summary>Emergency aid from the telephone to the book.</summary>
public class EmergencyAidTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task A_house_fire_at_23_50_is_helped_at_once_and_on_paper_by_the_fourth_working_day(Store store)
    {
        var town = await AidTown.StartAsync(store, server);
        await using var installation = town.Installation;
        await installation.GoToAsync(At("2022-03-01", 23, 50));
        var fire = await town.ReportAsync(AidTown.Report());
        var page = await fire.PageAsync();
        Assert.InRange(page.MinutesLeft!.Value, (24 * 60) - 1, 24 * 60);
        await fire.DoAsync("desk", "reliefFirst", ReliefFirst.PayFirst, fire.PhoneYes(at: "23:49"));
        await installation.GoToAsync(At("2022-03-02", 0, 20));
        await fire.DoAsync("keeper", "payment", Paying.Paid, fire.Cash());
        page = await fire.PageAsync();
        var approval = Assert.Single(page.Approvals);
        Assert.Equal("800.00", approval.Amount);
        Assert.Equal("响民委〔2022〕9号", approval.InstrumentNumber);
        Assert.Contains(new AidNote("有效期内总额度", "9,200.00"), approval.Room);
        Assert.Contains(approval.Clauses, c => c.Id == "N2021-2.6.5");
        Assert.Equal("王村长、李会计", Assert.Single(page.Payments).Witnesses);
        Assert.False(page.Payments[0].Late);
        Assert.Equal("19,200.00", (await town.BookAsync()).Fund.Balance);

        await installation.GoToAsync(At("2022-03-02", 9, 0));
        var filing = await town.AskAsync("officer", new ViewFilings("2022-03"));
        Assert.Equal("800.00", Assert.Single(filing!.Rows).Amount);
        Assert.Equal(("13900000001", "139****0001"), ((await fire.PageAsync("desk")).Phone, (await fire.PageAsync()).Phone));
        Assert.Equal(5, Assert.Single((await town.AskAsync("officer", new ListOwed(false))).Rows).Papers.Count);
        await fire.DoAsync("leader", "secondConfirmation", SecondConfirmation.Confirmed, AidStory.Opinion());

        await installation.GoToAsync(At("2022-03-07", 10, 0));
        var neighbour = await town.ReportAsync(AidTown.Report("李四海", urgency: "emergency", place: "南河路13号", sameAs: await EventOfAsync(town)));
        var beside = Assert.Single((await neighbour.PageAsync()).SameEvent);
        Assert.Equal(("张德福", "800.00", "同一事件"), (beside.Name, beside.Approved, beside.Relation));
        Assert.Equal("李四海", Assert.Single((await fire.PageAsync()).SameEvent).Name);

        await fire.DoAsync("desk", "papers", PaperCompletion.Complete, fire.FoundOut());
        await fire.DoAsync("desk", "referral", Referral.Referred, new JsonObject { ["targets"] = new JsonArray("dibao") });
        Assert.Equal(AidResults.Paid, (await fire.InstanceAsync()).Result);
        Assert.Empty((await town.AskAsync("officer", new ListOwed(false))).Rows);

        await installation.GoToAsync(At("2022-03-28", 15, 0));
        var voucher = RowId.TryParse(await town.TakeAsync("keeper", new SubmitVoucher(await town.FundAsync(), Guid.NewGuid())), out var id) ? id : default;
        await town.TakeAsync("finance", new Reimburse(voucher, "响财拨5号", Guid.NewGuid()));
        var book = await town.BookAsync();
        Assert.Equal("20,000.00", book.Fund.Balance);
        Assert.True(book.Balances);
        Assert.Equal(["预拨", "支出", "报账补足"], book.Entries.Select(e => e.Kind));
        Assert.Equal("0.00", book.Reportable);
        var verdict = await installation.AskAsync(ActingAs.SystemJob("test"), new VerifyChains());
        Assert.Empty(verdict.Findings);
    }

    private static DateTimeOffset At(string day, int hour, int minute) => LegalTime.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).AddHours(hour).AddMinutes(minute);

    private static async Task<string> EventOfAsync(AidTown town) => (await town.AskAsync("desk", new DutyDesk()))["events"][^1].Code;
}
