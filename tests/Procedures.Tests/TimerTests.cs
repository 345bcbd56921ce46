using System.Diagnostics;
using System.Globalization;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Timers are rows: any node fires them, each fires once, a node that dies takes none with it, and a million of them cost a start nothing.</summary>
public sealed class TimerTests(PostgreSqlServer server, ITestOutputHelper output)
{
    public static readonly TheoryData<Store> Stores = [Store.Memory, Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Due_timers_fire_once_each_however_many_loops_and_nodes_drain_them(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await WaitingCaseAsync(installation, county);
        var cases = Soak.Count(300, 100_000);
        await TimerRows.CopyAsync(installation, store, cases - 1, Due);
        // SQLite belongs to one process: three loops there; on PostgreSQL three nodes of their own.
        await using var second = store == Store.PostgreSql ? installation.Again(store) : null;
        await using var third = store == Store.PostgreSql ? installation.Again(store) : null;
        Installation[] nodes = [installation, second ?? installation, third ?? installation];
        installation.Time.SetTo(Due.AddMinutes(1));

        var watch = Stopwatch.StartNew();
        var moved = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken))));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store}: {cases} due timers drained in {watch.Elapsed.TotalSeconds:F1} s by {string.Join(" + ", moved)}"));

        Assert.Equal(cases, moved.Sum());
        Assert.Equal(0, await installation.ReadAsync(db => db.Timers.CountAsync()));
        Assert.Equal(cases, await installation.ReadAsync(db => db.Events.CountAsync(e => e.Kind == "timer.fired")));
        Assert.Equal(cases, await installation.ReadAsync(db => db.Tasks.CountAsync(t => t.State == TaskState.Open && t.ActivityId == "after")));
        Assert.True(cases < 50_000 || moved.Length == 1 || moved.Count(m => m > 0) > 1, "one node did it all");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_case_whose_state_cannot_be_read_does_not_keep_the_timers_of_others_waiting(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var (broken, sound) = (await WaitingCaseAsync(installation, county), await WaitingCaseAsync(installation, county, "2"));
        await installation.TamperAsync(db => db.Instances.Where(i => i.CaseId == broken.Case.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, "{}")));
        await installation.TamperAsync(db => db.Timers.Where(t => t.CaseId == broken.Case.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.DueAt, Due.AddHours(-1))));
        installation.Time.SetTo(Due.AddMinutes(1));

        Assert.Equal(1, await installation.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken));
        Assert.True(await sound.IsOpenAsync("after"));
        Assert.Equal(broken.Case.Id, Assert.Single(await installation.ReadAsync(db => db.Timers.ToListAsync())).CaseId);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_dies_with_a_lease_delays_its_timers_and_loses_none(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await WaitingCaseAsync(installation, county);
        installation.Time.SetTo(Due.AddMinutes(1));
        var leased = await installation.DoAsync(ActingAs.SystemJob("dying"), new LeaseTimers(10));
        Assert.Single(leased.Value);

        Assert.Equal(0, await installation.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken));
        await installation.TamperAsync(db => db.Timers.ExecuteUpdateAsync(t => t.SetProperty(x => x.LeasedUntil, Instants.FromMicroseconds(1))));
        Assert.Equal(1, await installation.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken));
        Assert.True(await family.IsOpenAsync("after"));

        // The dead node comes back and fires what it had leased: it is over.
        Assert.False((await installation.DoAsync(ActingAs.SystemJob("dying"), new FireTimer(leased.Value[0]))).Value);
        Assert.Equal(1, await installation.ReadAsync(db => db.Events.CountAsync(e => e.Kind == "timer.fired")));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_timer_fired_early_is_only_a_hint_and_is_set_again(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await WaitingCaseAsync(installation, county);
        var timer = await installation.ReadAsync(db => db.Timers.SingleAsync());

        await installation.DoAsync(ActingAs.SystemJob("early"), new FireTimer(new DueTimer(family.Case, timer.InstanceId, timer.Bookmark)));

        Assert.Empty(await family.OpenAsync());
        Assert.Equal(timer.DueAt, (await installation.ReadAsync(db => db.Timers.SingleAsync())).DueAt);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.PostgreSql)]
    public async Task A_start_with_many_pending_timers_takes_no_longer_than_an_empty_one(Store store)
    {
        var (bare, few) = await Installation.StartAsync(store, server);
        await using var _ = bare;
        await WaitingCaseAsync(bare, few);
        var (laden, county) = await Installation.StartAsync(store, server);
        await using var __ = laden;
        await WaitingCaseAsync(laden, county);
        var pending = Soak.Count(20_000, 1_000_000);
        await TimerRows.CopyAsync(laden, store, pending - 1, Due);

        // In turn, so that whatever else the machine does falls on both; the first of each is thrown away.
        var (empties, fulls) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i <= Soak.Count(5, 25); i++)
        {
            empties.Add(await StartOnceAsync(bare, store));
            fulls.Add(await StartOnceAsync(laden, store));
        }

        var (empty, full) = (Median(empties.Skip(1)), Median(fulls.Skip(1)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store}: start {empty.TotalMilliseconds:F1} ms empty, {full.TotalMilliseconds:F1} ms with {pending} pending timers, ratio {full / empty:F2}"));
        Assert.Equal(pending, await laden.ReadAsync(db => db.Timers.CountAsync()));
        // A loaded machine may be slow by chance; the soak run, alone on its machine, holds the figure.
        Assert.True(full / empty <= (Soak.IsOn ? 1.1 : 3), $"{full / empty:F2}");
    }

    private static DateTimeOffset Due => new(2022, 3, 1, 10, 0, 0, TimeSpan.FromHours(8));

    /// <summary>One start of a node: schema looked at, definitions loaded, the steps of running cases found, everything due drained.</summary>
    private static async Task<TimeSpan> StartOnceAsync(Installation installation, Store store)
    {
        var watch = Stopwatch.StartNew();
        await using var node = installation.Again(store);
        await node.StartUpAsync();
        return watch.Elapsed;
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ToList() is var all ? all[all.Count / 2] : default;

    private static async Task<Journey> WaitingCaseAsync(Installation installation, County county, string seed = "1")
    {
        await new Flow().With("acceptance", "Approvals.Acceptance").With("later", "Elsa.StartAt", ("dateTime", Flow.Literal("2022-03-01T10:00:00+08:00"))).With("after", "Approvals.Supplement")
            .Connect("acceptance:Accepted>later later>after").PublishAsync(installation);
        var family = await Journey.BeginAsync(installation, county, seed: seed);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        Assert.Equal("later", (await family.InstanceAsync()).Stage);
        return family;
    }
}
