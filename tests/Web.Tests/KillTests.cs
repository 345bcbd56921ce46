using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Forms;

namespace Approvals.Web.Tests;

/// <summary>kill -9 at random moments under load: what was acknowledged is there once, what was not can be sent again.</summary>
/// <remarks>Five kills per database in the daily run, 200 with SOAK=1; SEED repeats the moments of a run as far as a machine can.</remarks>
public sealed class KillTests(PostgreSqlServer server, ITestOutputHelper output)
{
    private const int Workers = 6;
    private const int DemoCases = 30;

    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Theory, MemberData(nameof(Stores))]
    public async Task Killed_at_random_under_load_it_loses_no_acknowledged_action_and_doubles_none(Store store)
    {
        var seed = Soak.Seed(output);
        var kills = Soak.Count(5, 200);
        using var place = await Place.DemoAsync(store, server);
        await using var site = await Site.StartAsync(place);
        var load = await Load.StartAsync(site);
        await load.AcknowledgedAsync(10);
        await IsWholeAsync(place, seed);
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await load.AcknowledgedAsync(random.Next(1, 40));
            await Task.Delay(random.Next(0, 60), TestContext.Current.CancellationToken);
            await load.BreakAsync(site.RestartAsync);
        }

        var families = await load.FinishAsync();
        output.WriteLine($"{store}: {kills} kills, {families.Count} families, {load.Acknowledged} actions acknowledged, {load.SentAgain} sent again");

        Assert.True(load.SentAgain > 0, "No kill hit an action under way.");
        await EveryActionIsThereOnceAsync(site, families);
        Assert.Equal(DemoCases + families.Count, await place.CountAsync("SELECT COUNT(*) FROM cases"));
        await IsWholeAsync(place, seed);
    }

    // Asked under load too: what is being written meanwhile is no finding.
    private static async Task IsWholeAsync(Place place, int seed)
    {
        var verified = await Verb.RunAsync(place, ["verify"]);
        Assert.True(verified.ExitCode == 0, $"SEED={seed}: {verified.Output}{verified.Error}");
    }

    private static async Task EveryActionIsThereOnceAsync(Site site, IReadOnlyCollection<WorkedFamily> families)
    {
        var auditor = await site.AsAsync("wushen");
        foreach (var family in families)
        {
            var seen = (await auditor.GetAsync($"/api/cases/{family.Case}")).Expect();
            Assert.Equal(family.Done.Order(), seen["tasks"]!.AsArray().Where(t => (string?)t!["state"] == "已办").Select(t => (string)t!["step"]!).Order());
            var events = (await auditor.GetAsync($"/api/cases/{family.Case}/events")).Expect().AsArray();
            Assert.Single(events, e => (string?)e!["kind"] == "case.started");
            Assert.Equal(family.Done.Count, events.Count(e => (string?)e!["kind"] == "task.completed"));
            Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e!["seq"]!));
        }
    }

    /// <summary>A family and the steps that were acknowledged.</summary>
    private sealed record WorkedFamily(string Case, List<string> Done);

    /// <summary>Officials at work: each brings families from application to the posted notice, sending again whatever was not answered.</summary>
    private sealed class Load
    {
        private readonly Site _site;
        private readonly FileRef _photo;
        private readonly Guid[] _visitors;
        private readonly ConcurrentQueue<WorkedFamily> _families = new();
        private readonly List<Task> _workers;
        private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (int At, TaskCompletionSource Reached) _mark = (int.MaxValue, new());
        private int _acknowledged;
        private int _sentAgain;
        private int _seeds;
        private volatile bool _stopping;

        private Load(Site site, FileRef photo, Guid[] visitors)
        {
            (_site, _photo, _visitors) = (site, photo, visitors);
            _up.SetResult();
            _workers = [.. Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync))];
        }

        public int Acknowledged => _acknowledged;

        public int SentAgain => _sentAgain;

        public static async Task<Load> StartAsync(Site site)
        {
            foreach (var login in new[] { "chenjing", "zhaohe", "liuyang", "mali", "gaocun", "wushen" })
            {
                await site.AsAsync(login);
            }

            var first = await Family.ApplyAsync(site, "900");
            await first.DoAsync("chenjing", "Acceptance", Acceptance.Accepted);
            var load = new Load(site, first.Photo, await first.VisitorsAsync());
            load._families.Enqueue(new WorkedFamily(first.Case, ["Approvals.Acceptance"]));
            return load;
        }

        /// <summary>Until so many more actions have been acknowledged; a worker's failure ends the wait.</summary>
        public async Task AcknowledgedAsync(int more)
        {
            var mark = (At: Volatile.Read(ref _acknowledged) + more, Reached: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _mark = mark;
            await await Task.WhenAny(_workers.Append(mark.Reached.Task)).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        }

        /// <summary>Does something to the site during which nobody is answered.</summary>
        public async Task BreakAsync(Func<Task> interruption)
        {
            _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await interruption();
            _up.SetResult();
        }

        /// <summary>Everybody finishes the family in hand.</summary>
        public async Task<IReadOnlyCollection<WorkedFamily>> FinishAsync()
        {
            _stopping = true;
            await Task.WhenAll(_workers);
            return _families;
        }

        private async Task WorkAsync()
        {
            while (!_stopping)
            {
                await FamilyAsync(Interlocked.Increment(ref _seeds));
            }
        }

        private async Task FamilyAsync(int nth)
        {
            var started = await SendAsync("chenjing", "/api/cases", new JsonObject { ["form"] = Papers.OneOfMany(_photo, nth) });
            var family = new WorkedFamily((string)started["caseId"]!, []);
            _families.Enqueue(family);
            foreach (var (login, step, outcome, form) in Family.StepsToNotice(_photo, _visitors))
            {
                await StepAsync(family, login, step, outcome, form());
            }
        }

        private async Task StepAsync(WorkedFamily family, string login, string step, string outcome, JsonObject form)
        {
            var tasks = (await AskAsync(login, $"/api/cases/{family.Case}"))["tasks"]!.AsArray();
            var task = (string)tasks.Single(t => (string?)t!["step"] == $"Approvals.{step}" && (string?)t["state"] == "待办")!["taskId"]!;
            await SendAsync(login, $"/api/tasks/{task}/complete", new JsonObject { ["outcome"] = outcome, ["data"] = form });
            family.Done.Add($"Approvals.{step}");
        }

        // Every tenth is sent a second time although it was answered: the answer must be the same.
        private async Task<JsonNode> SendAsync(string login, string path, JsonObject body)
        {
            var id = Guid.NewGuid();
            var client = await _site.AsAsync(login);
            var answer = await UntilAnsweredAsync(() => client.CommandAsync(path, body.DeepClone().AsObject(), id));
            Assert.True(answer.Done, answer.Text);
            if (Interlocked.Increment(ref _acknowledged) % 10 == 0)
            {
                Assert.Equal(answer, await UntilAnsweredAsync(() => client.CommandAsync(path, body.DeepClone().AsObject(), id)));
            }

            if (Volatile.Read(ref _acknowledged) >= _mark.At)
            {
                _mark.Reached.TrySetResult();
            }

            return answer.Json;
        }

        private async Task<JsonNode> AskAsync(string login, string path)
        {
            var client = await _site.AsAsync(login);
            return (await UntilAnsweredAsync(() => client.GetAsync(path))).Expect(HttpStatusCode.OK);
        }

        private async Task<ApiAnswer> UntilAnsweredAsync(Func<Task<ApiAnswer>> send)
        {
            while (true)
            {
                await _up.Task;
                try
                {
                    return await send();
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref _sentAgain);
                }
            }
        }
    }
}
