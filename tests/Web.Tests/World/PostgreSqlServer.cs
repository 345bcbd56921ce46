[assembly: AssemblyFixture(typeof(Approvals.Web.Tests.PostgreSqlServer))]

namespace Approvals.Web.Tests;

/// <summary>The PostgreSQL server of the test run.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly PostgreSqlProcess _process = new();

    /// <summary>The connection string of a new database: empty, or a copy of one that nobody is connected to.</summary>
    public string NewDatabase(string? template = null)
    {
        Assert.SkipUnless(_process.IsInstalled, "PostgreSQL is not installed; .ci/run installs it");
        return _process.NewDatabase(template);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
