using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Forms;

namespace Approvals.Web.Tests;

/// <summary>The working day of a big county: 20 actions and 100 inbox reads a second, sent when they are due, whoever still waits (open loop).</summary>
/// <remarks>Two seconds with few tasks in the daily run, which only asks that all are answered; with SOAK=1 a minute with 200,000 open tasks and the times demanded. Times include the client's.</remarks>
public sealed class LoadTests(PostgreSqlServer server, ITestOutputHelper output)
{
    private const int ActionsPerSecond = 20;
    private const int ReadsPerSecond = 100;
    private static readonly string[] Readers = ["chenjing", "mali", "liuyang", "gaocun", "zhaohe", "liwen", "wangju", "linfang"];

    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Theory, MemberData(nameof(Stores))]
    public async Task Twenty_actions_and_a_hundred_inboxes_a_second_are_answered_in_time(Store store)
    {
        var (tasks, seconds) = (Soak.Count(720, 200_000), Soak.Count(2, 60));
        using var place = await Place.DemoAsync(store, server);
        await place.CrowdAsync(tasks);
        await using var site = await Site.StartAsync(place);
        var day = await WorkingDay.BeginAsync(site);
        await day.RunAsync(Soak.Count(1, 20));
        day.Forget();

        var cpu = site.Cpu;
        await day.RunAsync(seconds);
        var used = (site.Cpu - cpu).TotalMilliseconds;

        Assert.Equal((seconds * ActionsPerSecond, seconds * ReadsPerSecond), (day.Actions.Count, day.Pages.Count + day.Lists.Count));
        var (action, page, list) = (P95(day.Actions), P95(day.Pages), P95(day.Lists));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{store}, {tasks} open tasks, {seconds} s: p95 action {action:F1} ms, inbox page {page:F1} ms, inbox by API {list:F1} ms; CPU {used / day.Requests:F1} ms per request, {used / seconds / 10:F0} % of a core"));
        if (Soak.IsOn)
        {
            Assert.InRange(action, 0, 100);
            Assert.InRange(Math.Max(page, list), 0, 50);
        }
    }

    private static double P95(ConcurrentQueue<double> times) => times.Order().ElementAt(times.Count * 95 / 100);

    /// <summary>Families on their way and officials who look at their inboxes.</summary>
    private sealed class WorkingDay
    {
        private readonly Site _site;
        private readonly FileRef _photo;
        private readonly IReadOnlyList<(string Login, string Step, string Outcome, Func<JsonObject> Form)> _steps;
        private readonly ConcurrentQueue<(string Case, int Step)> _ready = new();
        private readonly Dictionary<string, PageClient> _browsers = [];
        private int _families;

        private WorkingDay(Site site, FileRef photo, Guid[] visitors) => (_site, _photo, _steps) = (site, photo, Family.StepsToNotice(photo, visitors));

        public ConcurrentQueue<double> Actions { get; } = new();

        public ConcurrentQueue<double> Pages { get; } = new();

        public ConcurrentQueue<double> Lists { get; } = new();

        // Before a step the case is opened, as people do.
        public int Requests => (Actions.Count * 2) + Pages.Count + Lists.Count;

        public static async Task<WorkingDay> BeginAsync(Site site)
        {
            var first = await Family.ApplyAsync(site, "900");
            await first.DoAsync("chenjing", "Acceptance", Acceptance.Accepted);
            var day = new WorkingDay(site, first.Photo, await first.VisitorsAsync());
            foreach (var login in Readers)
            {
                await site.AsAsync(login);
                await (day._browsers[login] = site.Browser()).SignInAsync(login);
            }

            return day;
        }

        /// <summary>What was measured so far does not count.</summary>
        public void Forget()
        {
            Actions.Clear();
            Pages.Clear();
            Lists.Clear();
        }

        /// <summary>Sends everything at its moment and waits for the last answer.</summary>
        public async Task RunAsync(int seconds)
        {
            var (begin, under) = (Stopwatch.GetTimestamp(), new List<Task>());
            var ticks = ActionsPerSecond + ReadsPerSecond;
            for (var tick = 0; tick < seconds * ticks; tick++)
            {
                var due = TimeSpan.FromSeconds((double)tick / ticks);
                if (due - Stopwatch.GetElapsedTime(begin) is var early && early > TimeSpan.Zero)
                {
                    await Task.Delay(early, TestContext.Current.CancellationToken);
                }

                double Late() => (Stopwatch.GetElapsedTime(begin) - due).TotalMilliseconds;
                var nth = tick;
                under.Add(Task.Run(() => nth % (ticks / ActionsPerSecond) == 0 ? ActAsync() : ReadAsync(nth, Late)));
            }

            await Task.WhenAll(under);
        }

        private async Task ReadAsync(int nth, Func<double> late)
        {
            var login = Readers[nth % Readers.Length];
            if (nth / Readers.Length % 2 == 0)
            {
                Assert.Equal(HttpStatusCode.OK, (await _browsers[login].GetAsync("/")).Status);
                Pages.Enqueue(late());
            }
            else
            {
                (await (await _site.AsAsync(login)).GetAsync("/api/tasks")).Expect();
                Lists.Enqueue(late());
            }
        }

        private async Task ActAsync()
        {
            if (!_ready.TryDequeue(out var next))
            {
                var (started, spent) = await TimedAsync("chenjing", "/api/cases", new JsonObject { ["form"] = Papers.OneOfMany(_photo, Interlocked.Increment(ref _families)) });
                Actions.Enqueue(spent);
                _ready.Enqueue(((string)started["caseId"]!, 0));
                return;
            }

            var (login, step, outcome, data) = _steps[next.Step];
            var seen = (await (await _site.AsAsync(login)).GetAsync($"/api/cases/{next.Case}")).Expect();
            var task = (string)seen["tasks"]!.AsArray().Single(t => (string?)t!["step"] == $"Approvals.{step}" && (string?)t["state"] == "待办")!["taskId"]!;
            var (_, took) = await TimedAsync(login, $"/api/tasks/{task}/complete", new JsonObject { ["outcome"] = outcome, ["data"] = data() });
            Actions.Enqueue(took);
            if (next.Step + 1 < _steps.Count)
            {
                _ready.Enqueue((next.Case, next.Step + 1));
            }
        }

        private async Task<(JsonNode Answer, double Milliseconds)> TimedAsync(string login, string path, JsonObject body)
        {
            var client = await _site.AsAsync(login);
            var from = Stopwatch.GetTimestamp();
            var answer = await client.CommandAsync(path, body);
            var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            Assert.True(answer.Done, answer.Text);
            return (answer.Json, took);
        }
    }
}
