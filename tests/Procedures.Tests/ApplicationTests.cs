using Approvals.Procedures.DibaoApplication;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Whole cases of P01 on both databases.</summary>
public sealed class ApplicationTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task A_family_of_three_with_9000_yuan_is_confirmed_at_250_a_month(Store store)
    {
        await using var installation = await Installation.StartAsync(store, server);
        var county = await County.SettleAsync(installation);
        var family = await Journey.BeginAsync(installation, county);

        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        await family.DoAsync("window", "confirmationDelivery", Delivery.Delivered, Papers.Delivery(family.Photo, "2022-03-11"));

        var instance = await family.InstanceAsync();
        Assert.Equal(("Finished", "confirmed"), (instance.Status, instance.Result));
        var segment = await installation.ReadAsync(db => db.AwardSegments.SingleAsync());
        Assert.Equal((25000L, 202204), (segment.Monthly.Fen, segment.FirstMonth));
    }
}
