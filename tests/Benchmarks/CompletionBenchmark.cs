using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Storage;
using Approvals.Tests.Shared;

namespace Approvals.Benchmarks;

/// <summary>CPU per task completion: ours, the hand-written floor, naive EF Core; one and thirty-two callers; both databases.</summary>
internal static class CompletionBenchmark
{
    private static readonly JsonElement Form = JsonElement.Parse("{\"note\":\"已补\"}");

    public static async Task RunAsync(bool quick)
    {
        var (cases, rounds, perRound) = quick ? (2200, 3, 800) : (8000, 5, 2000);
        Console.WriteLine($"| database | callers | version | CPU µs | wall µs | commits per completion | engine rows |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        await using var server = new PostgreSqlProcess();
        foreach (var connection in new[] { null, server.IsInstalled ? server.NewDatabase() : "" })
        {
            if (connection == "")
            {
                Console.WriteLine("| PostgreSQL | – | not installed | | | | |");
                continue;
            }

            await using var installation = await BenchInstallation.StartAsync(connection, cases);
            foreach (var callers in new[] { 1, 32 })
            {
                await CompareAsync(installation, connection is null ? "SQLite FULL" : "PostgreSQL", callers, rounds, perRound);
            }
        }
    }

    private static async Task CompareAsync(BenchInstallation installation, string database, int callers, int rounds, int perRound)
    {
        var hand = new HandWritten(installation);
        var naive = new NaiveEf(installation);
        var (ours, floor, plain) = (new Measured(), new Measured(), new Measured());
        for (var round = 0; round <= rounds; round++)
        {
            // The first round warms up and is thrown away; the order alternates so that none is always first.
            var order = new List<Func<Task>>
            {
                async () => ours.Add(await OursAsync(installation, callers, perRound), round > 0),
                async () => floor.Add(await hand.MeasureAsync(perRound, callers == 1 ? 1 : 32), round > 0),
                async () => plain.Add(await NaiveAsync(installation, naive, callers, perRound / 2), round > 0),
            };
            foreach (var run in round % 2 == 0 ? order : Enumerable.Reverse(order))
            {
                await run();
            }
        }

        Print(database, callers, "ours", ours);
        Print(database, callers, callers == 1 ? "hand-written, one per commit" : "hand-written, 32 per commit", floor);
        Print(database, callers, "naive EF Core", plain);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {database} | {callers} | ratios | ours/floor {ours.Cpu / floor.Cpu:F2} (≤ 4) | naive/ours {plain.Cpu / ours.Cpu:F2} (≥ 4) | | |"));
    }

    private static async Task<Sample> OursAsync(BenchInstallation installation, int callers, int count)
    {
        var lane = installation.Lane;
        var (commits, rows) = (lane.Commits, lane.EngineRows);
        var sample = await OnTasksAsync(installation, callers, count, async task =>
        {
            var reply = await installation.Actions.DoAsync(installation.Clerk, new CompleteTask(task, Supplement.Supplied, Form, Guid.NewGuid()));
            if (!reply.Done)
            {
                throw new InvalidOperationException(reply.Refusal!.Code);
            }
        });
        return sample with { Commits = (lane.Commits - commits) / (double)count, Rows = (lane.EngineRows - rows) / (double)count };
    }

    private static async Task<Sample> NaiveAsync(BenchInstallation installation, NaiveEf naive, int callers, int count)
    {
        // SQLite has one writer; without a gate the callers would only wait in its busy handler.
        using var gate = new SemaphoreSlim(installation.Connection is null ? 1 : callers);
        return await OnTasksAsync(installation, callers, count, async task =>
        {
            await gate.WaitAsync();
            try
            {
                await naive.CompleteAsync(task);
            }
            finally
            {
                gate.Release();
            }
        }) with
        { Rows = NaiveEf.EngineRows };
    }

    private static async Task<Sample> OnTasksAsync(BenchInstallation installation, int callers, int count, Func<RowId, Task> complete)
    {
        var tasks = new ConcurrentQueue<RowId>(await installation.OpenTasksAsync(count));
        if (tasks.Count < count)
        {
            throw new InvalidOperationException($"Only {tasks.Count} of {count} tasks are open: more cases are needed.");
        }

        return await Sample.TakeAsync(count, () => Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (tasks.TryDequeue(out var task))
            {
                await complete(task);
            }
        }))));
    }

    private static void Print(string database, int callers, string version, Measured m) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {database} | {callers} | {version} | {m.Cpu:F0} | {m.Wall:F0} | {m.Commits:F3} | {m.Rows:F1} |"));
}

/// <summary>What one round cost per completion.</summary>
internal sealed record Sample(double CpuMicros, double WallMicros, double Commits, double Rows)
{
    public static async Task<Sample> TakeAsync(int count, Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var wall = Stopwatch.GetTimestamp();
        await work();
        process.Refresh();
        return new Sample((process.TotalProcessorTime - cpu).TotalMicroseconds / count, Stopwatch.GetElapsedTime(wall).TotalMicroseconds / count, 1, 0);
    }
}

/// <summary>The median of several rounds.</summary>
internal sealed class Measured
{
    private readonly List<Sample> _samples = [];

    public double Cpu => Median(s => s.CpuMicros);

    public double Wall => Median(s => s.WallMicros);

    public double Commits => Median(s => s.Commits);

    public double Rows => Median(s => s.Rows);

    public void Add(Sample sample, bool counts)
    {
        if (counts)
        {
            _samples.Add(sample);
        }
    }

    private double Median(Func<Sample, double> of)
    {
        var sorted = _samples.Select(of).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
