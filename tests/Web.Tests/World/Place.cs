using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Approvals.Web.Tests;

/// <summary>Which database a test runs on.</summary>
public enum Store
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where an installation keeps its things and in which mode it runs: what a site and the verbs are started with.</summary>
public sealed record Place(Store Store, string Folder, string? Connection, bool Demo) : IDisposable
{
    private static readonly SemaphoreSlim Settling = new(1);
    private static readonly Dictionary<Store, Place> Settled = [];

    public static IEnumerable<Store> Stores => [Store.Sqlite, Store.PostgreSql];

    /// <summary>Nothing there yet.</summary>
    public static Place Empty(Store store, PostgreSqlServer server, bool demo = false) =>
        new(store, Directory.CreateTempSubdirectory("approvals-web-").FullName, store == Store.PostgreSql ? server.NewDatabase() : null, demo);

    /// <summary>The demo county on its first day: a copy of one that the program settled once per run.</summary>
    public static async Task<Place> DemoAsync(Store store, PostgreSqlServer server)
    {
        await Settling.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!Settled.TryGetValue(store, out var settled))
            {
                settled = Empty(store, server, demo: true);
                AppDomain.CurrentDomain.ProcessExit += (_, _) => settled.Dispose();
                await using (await Site.StartAsync(settled))
                {
                }

                Settled[store] = settled;
            }

            return settled.Copy(server);
        }
        finally
        {
            Settling.Release();
        }
    }

    /// <summary>The same data in the other mode.</summary>
    public Place InProduction() => this with { Demo = false };

    /// <summary>Changes the database behind the product's back, as somebody with a database tool would; gives the rows changed.</summary>
    public async Task<int> TamperAsync(string sql)
    {
        await using var connection = Open();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Adds so many open tasks to the demo county.</summary>
    public async Task CrowdAsync(int tasks)
    {
        await using var connection = Open();
        await Crowd.SettleAsync(connection, Store, tasks);
    }

    /// <summary>Reads one number from the database.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = Open();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // Nobody works on it while it is copied, so a log not yet folded in is copied whole.
    private Place Copy(PostgreSqlServer server)
    {
        var copy = this with { Folder = Directory.CreateTempSubdirectory("approvals-web-").FullName, Connection = Connection is null ? null : server.NewDatabase(Connection) };
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    private DbConnection Open() => Store == Store.Sqlite
        ? new SqliteConnection($"Data Source={Path.Combine(Folder, "approvals.db")};Pooling=False")
        : new NpgsqlConnection(Connection + ";Pooling=False");
}
