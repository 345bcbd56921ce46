namespace Approvals.Web.Tests;

/// <summary>The demo on SQLite, running for a class of tests that do not disturb each other.</summary>
public sealed class DemoSite(PostgreSqlServer server) : IAsyncLifetime
{
    private Place _place = null!;

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _place = await Place.DemoAsync(Store.Sqlite, server);
        Site = await Site.StartAsync(_place);
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        _place.Dispose();
    }
}
