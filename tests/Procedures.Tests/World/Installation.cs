using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;

namespace Approvals.Procedures.Tests;

/// <summary>Which database a test runs on.</summary>
public enum Store
{
    Sqlite,
    PostgreSql,
}

/// <summary>A whole product without pages: real database, real packs, real workflows, in a folder of its own.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private Installation(ServiceProvider services, string folder, ManualTime time)
    {
        (_services, _folder, Time) = (services, folder, time);
    }

    public ManualTime Time { get; }

    public Actions Actions => Get<Actions>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts on 2022-03-01 09:00 in China, with the workflow files loaded.</summary>
    public static async Task<Installation> StartAsync(Store store, PostgreSqlServer server, string? folder = null, ManualTime? time = null)
    {
        folder ??= Directory.CreateTempSubdirectory("approvals-").FullName;
        time ??= new ManualTime(new DateTimeOffset(2022, 3, 1, 9, 0, 0, TimeSpan.FromHours(8)));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddApprovals(new ApprovalsOptions
        {
            DataFolder = folder,
            Database = store == Store.Sqlite ? "sqlite" : "postgresql",
            ConnectionString = store == Store.PostgreSql ? server.NewDatabase() : null,
        });
        var built = new Installation(services.BuildServiceProvider(), folder, time);
        await built.Get<Lane>().PrepareAsync(migrate: true, default);
        var texts = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);
        Assert.True((await built.Actions.DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions([.. texts]))).Done);
        return built;
    }

    /// <summary>Looks into the database with nobody's scope.</summary>
    public Task<T> ReadAsync<T>(Func<ApprovalsDb, Task<T>> look) =>
        Get<Lane>().ReadAsync(ActingAs.SystemJob("test"), session => look(session.Db), TestContext.Current.CancellationToken);

    /// <summary>Moves the business clock to a time of a day in China and fires what is due.</summary>
    public async Task GoToAsync(DateOnly day, int hour = 9)
    {
        Time.SetTo(LegalTime.StartOf(day).AddHours(hour));
        await Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
