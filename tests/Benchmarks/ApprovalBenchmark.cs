using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Storage;
using Approvals.Tests.Shared;
using Approvals.Workflow;

namespace Approvals.Benchmarks;

/// <summary>Whole approvals of six human steps: the pure steps alone, then through the product in memory, on SQLite and on PostgreSQL.</summary>
internal static class ApprovalBenchmark
{
    private static readonly JsonElement Form = JsonElement.Parse("{\"note\":\"已补\"}");

    public static async Task RunAsync(bool quick)
    {
        var cases = quick ? 300 : 1_000;
        Console.WriteLine("| where | callers | approvals per second | CPU µs per approval | bytes of database per case before its steps | bytes of a finished one |");
        Console.WriteLine("|---|---|---|---|---|---|");
        PureSteps(quick ? 20_000 : 200_000);
        await WholeAsync("warming up", "memory", 32, 200, shows: false);
        await using var server = new PostgreSqlProcess();
        foreach (var (name, connection) in new[] { ("in memory (SQLite)", "memory"), ("SQLite FULL", null), ("PostgreSQL", server.IsInstalled ? server.NewDatabase() : "") })
        {
            if (connection == "")
            {
                Console.WriteLine("| PostgreSQL | – | not installed | | | |");
                continue;
            }

            foreach (var callers in new[] { 1, 32 })
            {
                await WholeAsync(name, name == "PostgreSQL" ? server.NewDatabase() : connection, callers, cases);
            }
        }
    }

    /// <summary>The step function on the same flow, with its state kept in memory and with its state written and read between steps.</summary>
    private static void PureSteps(int approvals)
    {
        var catalogue = new Steps(Composition.Activities()).Catalogue;
        var definition = DefinitionReader.Read(BenchInstallation.LinearFlow(), catalogue).Definition!;
        foreach (var stores in new[] { false, true })
        {
            Play(definition, catalogue, approvals / 4, stores);
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var begun = Stopwatch.GetTimestamp();
            Play(definition, catalogue, approvals, stores);
            var wall = Stopwatch.GetElapsedTime(begun);
            process.Refresh();
            var micros = (process.TotalProcessorTime - cpu).TotalMicroseconds / approvals;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| pure steps{(stores ? ", state as JSON between them" : "")} | 1 | {approvals / wall.TotalSeconds:N0} | {micros:F1} ({micros / (BenchInstallation.StepsPerCase + 1):F2} per step, ≤ 20) | | |"));
        }
    }

    private static void Play(WorkflowDefinition definition, ActivityCatalogue catalogue, int approvals, bool stores)
    {
        var now = new DateTimeOffset(2022, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));
        for (var i = 0; i < approvals; i++)
        {
            var state = WorkflowEngine.Step(definition, catalogue, null, new Stimulus.Start(), now).State!;
            while (state.Status == WorkflowStatus.Running)
            {
                state = stores ? InstanceState.Parse(state.ToJson()) : state;
                state = WorkflowEngine.Step(definition, catalogue, state, new Stimulus.TaskCompleted(state.Bookmarks[0].Id, Supplement.Supplied, Value.Null), now).State!;
            }
        }
    }

    private static async Task WholeAsync(string name, string? connection, int callers, int cases, bool shows = true)
    {
        await using var installation = await BenchInstallation.StartAsync(connection, 0);
        var empty = await installation.SizeAsync();
        await installation.ApplyAsync(cases);
        var waiting = await installation.SizeAsync();
        var (seconds, cpu) = (0.0, 0.0);
        for (var step = 0; step < BenchInstallation.StepsPerCase; step++)
        {
            var tasks = new ConcurrentQueue<RowId>(await installation.AllOpenAsync());
            var sample = await Sample.TakeAsync(1, () => Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CompleteAsync(installation, tasks)))));
            (seconds, cpu) = (seconds + (sample.WallMicros / 1e6), cpu + (sample.CpuMicros / cases));
        }

        if (!shows)
        {
            return;
        }

        var full = await installation.SizeAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {callers} | {cases / seconds:N0} | {cpu:N0} | {(waiting - empty) / cases:N0} | {(full - empty) / cases:N0} |"));
    }

    private static async Task CompleteAsync(BenchInstallation installation, ConcurrentQueue<RowId> tasks)
    {
        while (tasks.TryDequeue(out var task))
        {
            var reply = await installation.Actions.DoAsync(installation.Clerk, new CompleteTask(task, Supplement.Supplied, Form, Guid.NewGuid()));
            if (!reply.Done)
            {
                throw new InvalidOperationException(reply.Refusal!.Code);
            }
        }
    }
}
