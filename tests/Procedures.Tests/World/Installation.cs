using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Demo;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using Approvals.Procedures.Versions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Procedures.Tests;

/// <summary>Which database a test runs on.</summary>
public enum Store
{
    Sqlite,
    PostgreSql,

    /// <summary>SQLite in memory: the same statements, nothing kept.</summary>
    Memory,
}

/// <summary>A whole product without pages: real database, real packs, real workflows, in a folder of its own.</summary>
public sealed class Installation : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2022, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Lazy<PolicySet> Packs = new(() => ShippedPacks.Load(withDemo: true));
    private static readonly SemaphoreSlim MakingTemplates = new(1);
    private static readonly Dictionary<(Store, string), (string Folder, string? Connection)> Templates = [];

    private readonly ServiceProvider _services;
    private bool _ownsFolder = true;

    private Installation(ServiceProvider services, string folder, string? connection, ManualTime time) =>
        (_services, Folder, Connection, Time) = (services, folder, connection, time);

    public ManualTime Time { get; }

    public string Folder { get; }

    public string? Connection { get; }

    public Task<Reply<T>> DoAsync<T>(ActingAs acting, IAction<T> action) => Get<Actions>().DoAsync(acting, action, TestContext.Current.CancellationToken);

    public Task<T> AskAsync<T>(ActingAs acting, IQuestion<T> question) => Get<Actions>().AskAsync(acting, question, TestContext.Current.CancellationToken);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts on 2022-03-01 09:00 in China with 榆树市 settled: a copy of an installation made once per run.</summary>
    public static async Task<(Installation, County)> StartAsync(Store store, PostgreSqlServer server)
    {
        var installation = await StartAsync(store, server, "220182", County.SettleAsync);
        return (installation, await County.FindAsync(installation));
    }

    /// <summary>A copy of an installation whose county was settled once per run.</summary>
    /// <param name="at">The business time at which it was settled and starts; 2022-03-01 09:00 unless told.</param>
    public static async Task<Installation> StartAsync(Store store, PostgreSqlServer server, string place, Func<Installation, Task> settle, DateTimeOffset? at = null)
    {
        var template = await TemplateAsync(store == Store.Memory ? Store.Sqlite : store, server, place, settle, at ?? Start);
        var folder = Directory.CreateTempSubdirectory("approvals-").FullName;
        foreach (var file in Directory.EnumerateFiles(template.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Build(store, folder, template.Connection is null ? null : server.NewDatabase(template.Connection), new ManualTime(at ?? Start));
    }

    /// <summary>An installation that holds the demo county, brought there by the actions of its officials.</summary>
    public static async Task<Installation> StartDemoAsync(Store store, PostgreSqlServer server)
    {
        var demo = await DemoAsync(store, server);
        await demo.Get<DemoClock>().ResumeAsync(TestContext.Current.CancellationToken);
        await demo.Get<DemoCounty>().LoadAsync(TestContext.Current.CancellationToken);
        return demo;
    }

    /// <summary>An empty installation of the demonstration, ready for its households.</summary>
    public static async Task<Installation> DemoAsync(Store store, PostgreSqlServer server, IReadOnlyList<RuleCorrection>? corrections = null)
    {
        var installation = Build(store, Directory.CreateTempSubdirectory("approvals-").FullName, store == Store.PostgreSql ? server.NewDatabase() : null, corrections: corrections);
        await PrepareAsync(installation);
        return installation;
    }

    /// <summary>The same folder and database once more, as after a restart or as another node; the folder stays with the first.</summary>
    public Installation Again(Store store, string? letters = null)
    {
        var again = Build(store, Folder, Connection, Time, letters: letters);
        again._ownsFolder = false;
        return again;
    }

    /// <summary>What a node does before it takes requests, and its first round of background work.</summary>
    public async Task StartUpAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        await Get<Lane>().PrepareAsync(migrate: true, cancel);
        await DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions(DefinitionFiles.Read(Path.Combine(AppContext.BaseDirectory, "workflows"))));
        Assert.Empty(await AskAsync(ActingAs.SystemJob("start"), new FindMissingSteps()));
        await Get<TimerLoop>().DrainAsync(cancel);
        await Get<WorkLoop>().DrainAsync(cancel);
    }

    /// <summary>Looks into the database with nobody's scope.</summary>
    public Task<T> ReadAsync<T>(Func<ApprovalsDb, Task<T>> look) =>
        Get<Lane>().ReadAsync(ActingAs.SystemJob("test"), session => look(session.Db), TestContext.Current.CancellationToken);

    /// <summary>Changes the database behind the product's back, as somebody with a database tool would.</summary>
    public async Task TamperAsync(Func<ApprovalsDb, Task> change) => await Get<Lane>().WriteAsync(ActingAs.SystemJob("test"), async session =>
    {
        await change(session.Db);
        return new Reply<bool>(true);
    }, TestContext.Current.CancellationToken);

    /// <summary>Moves the business clock to a moment and fires what is due.</summary>
    public async Task GoToAsync(DateTimeOffset moment)
    {
        Time.SetTo(moment);
        await Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken);
        await Get<WorkLoop>().DrainAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Moves the business clock to a time of a day in China and fires what is due.</summary>
    public async Task GoToAsync(DateOnly day, int hour = 9)
    {
        Time.SetTo(LegalTime.StartOf(day).AddHours(hour));
        await Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static async Task<(string Folder, string? Connection)> TemplateAsync(Store store, PostgreSqlServer server, string place, Func<Installation, Task> settle, DateTimeOffset at)
    {
        var key = (store, $"{place} {at:O}");
        await MakingTemplates.WaitAsync();
        try
        {
            if (!Templates.TryGetValue(key, out var template))
            {
                var folder = Directory.CreateTempSubdirectory("approvals-template-").FullName;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
                template = Templates[key] = (folder, store == Store.PostgreSql ? server.NewDatabase() : null);
                await MakeAsync(store, template.Folder, template.Connection, settle, at);
            }

            return template;
        }
        finally
        {
            MakingTemplates.Release();
        }
    }

    private static async Task MakeAsync(Store store, string folder, string? connection, Func<Installation, Task> settle, DateTimeOffset at)
    {
        var made = Build(store, folder, connection, new ManualTime(at));
        await PrepareAsync(made);
        await settle(made);
        await made._services.DisposeAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    private static async Task PrepareAsync(Installation made)
    {
        await made.Get<Lane>().PrepareAsync(migrate: true, TestContext.Current.CancellationToken);
        var texts = DefinitionFiles.Read(Path.Combine(AppContext.BaseDirectory, "workflows"));
        Assert.True((await made.DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions(texts))).Done);
    }

    private static Installation Build(Store store, string folder, string? connection, ManualTime? time = null, IReadOnlyList<RuleCorrection>? corrections = null, string? letters = null)
    {
        time ??= new ManualTime(Start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddApprovals(new ApprovalsOptions
        {
            Demo = true,
            DataFolder = folder,
            Database = store switch { Store.Sqlite => "sqlite", Store.PostgreSql => "postgresql", _ => "memory" },
            ConnectionString = connection,
            LetterFolder = letters ?? Path.Combine(AppContext.BaseDirectory, "letters"),
        });
        // The packs that ship are the same for every installation of a run; reading them is most of what starting one costs.
        services.AddSingleton(_ => Packs.Value);
        if (corrections is not null)
        {
            services.AddSingleton(corrections);
        }

        return new Installation(services.BuildServiceProvider(), folder, connection, time);
    }
}
