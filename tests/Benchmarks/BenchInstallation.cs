using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Benchmarks;

/// <summary>An installation with one window clerk and a flow of six linear steps, filled with cases that wait at their first step.</summary>
internal sealed class BenchInstallation : IAsyncDisposable
{
    internal const int StepsPerCase = 6;
    private const int SetAside = 100;
    private static readonly string LastStep = $"s{StepsPerCase}";
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private BenchInstallation(ServiceProvider services, string folder, string? connection) => (_services, _folder, Connection) = (services, folder, connection);

    public string? Connection { get; }

    public string DatabaseFile => Path.Combine(_folder, "approvals.db");

    public Actions Actions => _services.GetRequiredService<Actions>();

    public Lane Lane => _services.GetRequiredService<Lane>();

    public ActingAs Clerk { get; private set; } = ActingAs.Nobody;

    /// <param name="connection">PostgreSQL; null for SQLite, "memory" for SQLite in memory.</param>
    /// <param name="cases">So many wait at their first step when it begins.</param>
    public static async Task<BenchInstallation> StartAsync(string? connection, int cases)
    {
        var inMemory = connection == "memory";
        connection = inMemory ? null : connection;
        var folder = Directory.CreateTempSubdirectory("approvals-bench-").FullName;
        var services = new ServiceCollection();
#pragma warning disable RS0030 // A composition root of its own.
        services.AddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddApprovals(new ApprovalsOptions { Demo = true, DataFolder = folder, Database = inMemory ? "memory" : connection is null ? "sqlite" : "postgresql", ConnectionString = connection });
        var started = new BenchInstallation(services.BuildServiceProvider(), folder, connection);
        await started.SettleAsync(cases);
        return started;
    }

    /// <summary>The cases the hand-written rival writes to; nobody else touches them, for it leaves no state that could run on.</summary>
    public IReadOnlyList<Guid> Aside { get; private set; } = [];

    public Steps Steps => _services.GetRequiredService<Steps>();

    /// <summary>So many open tasks, one per case, without those set aside and without a case's last step.</summary>
    public Task<List<RowId>> OpenTasksAsync(int count) => Lane.ReadAsync(ActingAs.SystemJob("bench"), async session =>
        (await session.Db.Tasks.Where(t => t.State == TaskState.Open && !Aside.Contains(t.InstanceId) && t.ActivityId != LastStep).OrderBy(t => t.Id).Take(count).Select(t => new { t.County, t.Id }).ToListAsync()).ConvertAll(t => new RowId(t.County, t.Id)), default);

    /// <summary>All open tasks, whatever their step.</summary>
    public Task<List<RowId>> AllOpenAsync() => Lane.ReadAsync(ActingAs.SystemJob("bench"), async session =>
        (await session.Db.Tasks.Where(t => t.State == TaskState.Open).Select(t => new { t.County, t.Id }).ToListAsync()).ConvertAll(t => new RowId(t.County, t.Id)), default);

    /// <summary>Bytes of everything the database holds.</summary>
    public Task<long> SizeAsync() => Lane.ReadAsync(ActingAs.SystemJob("bench"), s => s.Db.Database.SqlQueryRaw<long>(
        Connection is not null ? "SELECT pg_database_size(current_database()) AS \"Value\"" : "SELECT (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size()) AS \"Value\"").SingleAsync(), default);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SettleAsync(int cases)
    {
        var job = ActingAs.SystemJob("bench");
        await Lane.PrepareAsync(migrate: true, default);
        await Actions.DoAsync(job, new LoadDefinitions([LinearFlow()]));
        var admin = await Actions.DoAsync(job, new SetUp("220182", new NewOfficial("admin", "安全员", "民政局", "bench-password", null, null)));
        var acting = await ActAsync(admin.Value);
        var clerk = await Actions.DoAsync(acting, new OpenAccount(new NewOfficial("clerk", "经办", "民政局", "bench-password", null, null), Guid.NewGuid()));
        await Actions.DoAsync(acting, new GiveGrant(clerk.Value, Roles.Window, "220182", "*", new DateOnly(2020, 1, 1), null, Guid.NewGuid()));
        Clerk = await ActAsync(clerk.Value);
        await ApplyAsync(cases);
        Aside = await Lane.ReadAsync(job, s => s.Db.Instances.OrderBy(i => i.Id).Take(SetAside).Select(i => i.Id).ToListAsync(), default);
    }

    /// <summary>So many families apply; each waits at the first step.</summary>
    public async Task ApplyAsync(int cases)
    {
        var photo = (await _services.GetRequiredService<FileStore>().KeepAsync([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD9])).Value;
        for (var i = 0; i < cases; i++)
        {
            var form = BenchPapers.Application(i, photo.File);
            var reply = await Actions.DoAsync(Clerk, new StartApplication(JsonElement.Parse(form.ToJsonString()), Guid.NewGuid()));
            if (!reply.Done)
            {
                throw new InvalidOperationException(reply.Refusal!.Code + string.Join(";", reply.Refusal.Fields));
            }
        }
    }

    private async Task<ActingAs> ActAsync(Guid id)
    {
        var stamp = await Lane.ReadAsync(ActingAs.SystemJob("bench"), s => s.Db.Officials.Where(o => o.Id == id).Select(o => o.Stamp).FirstAsync(), default);
        return await Actions.AskAsync(ActingAs.SystemJob("bench"), new WhoActs(id, stamp));
    }

    // Six human steps in a row, so that each completion closes one task and opens the next.
    internal static string LinearFlow()
    {
        var activities = new JsonArray();
        var connections = new JsonArray();
        for (var i = 1; i <= StepsPerCase; i++)
        {
            activities.Add((JsonNode)new JsonObject { ["id"] = $"s{i}", ["name"] = $"s{i}", ["type"] = "Approvals.Supplement", ["version"] = 1 });
            if (i < StepsPerCase)
            {
                connections.Add((JsonNode)new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = $"s{i}", ["port"] = "Supplied" },
                    ["target"] = new JsonObject { ["activity"] = $"s{i + 1}", ["port"] = "In" },
                });
            }
        }

        return new JsonObject
        {
            ["id"] = "bench",
            ["definitionId"] = StartApplication.DefinitionId,
            ["name"] = "六步",
            ["version"] = 1,
            ["isLatest"] = true,
            ["isPublished"] = true,
            ["root"] = new JsonObject { ["id"] = "fc", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = activities, ["connections"] = connections },
        }.ToJsonString();
    }
}

/// <summary>One person per case, all different.</summary>
internal static class BenchPapers
{
    public static JsonObject Application(int number, string photo)
    {
        var papers = new JsonArray(new JsonObject { ["file"] = photo, ["mediaType"] = "image/jpeg" });
        return new JsonObject
        {
            ["household"] = new JsonObject
            {
                ["village"] = "220182101200",
                ["standard"] = "rural",
                ["appliedOn"] = "2022-03-01",
                ["members"] = new JsonArray(new JsonObject { ["name"] = "张三", ["idNumber"] = Id(number), ["relation"] = "self", ["labour"] = "none" }),
            },
            ["income"] = new JsonObject(),
            ["property"] = new JsonObject { ["savings"] = 0, ["vehicles"] = 0, ["houses"] = 1, ["business"] = false, ["bank"] = "农商行", ["account"] = "622848" },
            ["consent"] = new JsonObject { ["signatures"] = new JsonArray(new JsonObject { ["member"] = 1 }), ["signedOn"] = "2022-03-01", ["papers"] = papers },
        };
    }

    private static string Id(int number)
    {
        var body = $"220182{new DateOnly(1940, 1, 1).AddDays(number / 500):yyyyMMdd}{number % 500 + 100:D3}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }
}
