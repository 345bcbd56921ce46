using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>A flow that nothing can resume is found, whatever it waited for; no other is.</summary>
public sealed class StuckTests(PostgreSqlServer server)
{
    [Theory, InlineData(Store.Memory), InlineData(Store.Sqlite), InlineData(Store.PostgreSql)]
    public async Task A_flow_whose_row_is_gone_is_named_and_no_other(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await new Flow("inner").With("inside", "Approvals.Supplement").PublishAsync(installation);
        await new Flow().With("acceptance", "Approvals.Acceptance")
            .With("task", "Approvals.Supplement").With("timer", "Elsa.Delay", ("timeSpan", Flow.Literal("1.00:00:00"))).With("event", "Elsa.Event", ("eventName", Flow.Literal("rain")))
            .With("children", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Flow.Literal("inner")), ("waitForCompletion", Flow.Script("true")), ("items", Flow.Numbers(60)))
            .With("look", "Elsa.SetName", ("value", Flow.Script("getInput('nobody').name")))
            .Connect("acceptance:Accepted>task acceptance:Accepted>timer acceptance:Accepted>event acceptance:Accepted>children acceptance:Accepted>look").PublishAsync(installation);
        var family = await Journey.BeginAsync(installation, county);
        await Assert.ThrowsAsync<StepFaultException>(() => family.TryAsync("window", "acceptance", Acceptance.Accepted));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);

        Assert.Empty(await StuckAsync(installation));
        await installation.Get<WorkLoop>().DrainAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await StuckAsync(installation));

        // From the last bookmark to the first, for the first that is lost is named.
        foreach (var (kind, remove) in new (string, Func<Storage.ApprovalsDb, Task>)[]
        {
            ("Incident", db => db.Hindrances.ExecuteDeleteAsync()),
            ("Child", db => db.Children.Where(c => c.ParentBookmark == db.Children.Max(k => k.ParentBookmark)).ExecuteUpdateAsync(c => c.SetProperty(x => x.Status, "Finished"))),
            ("Event", db => db.EventWaits.ExecuteDeleteAsync()),
            ("Timer", db => db.Timers.ExecuteDeleteAsync()),
            ("Task", db => db.Tasks.Where(t => t.ActivityId == "task").ExecuteDeleteAsync()),
        })
        {
            await installation.TamperAsync(remove);
            var found = Assert.Single(await StuckAsync(installation));
            Assert.Equal(family.Case.ToString(), found.CaseId);
            Assert.Contains($"（{kind} ", found.Why, StringComparison.Ordinal);
        }

        await installation.TamperAsync(db => db.Instances.ExecuteUpdateAsync(i => i.SetProperty(x => x.State, "{}")));
        Assert.Contains("格式", Assert.Single(await StuckAsync(installation)).Why, StringComparison.Ordinal);
        await installation.TamperAsync(db => db.Tasks.Where(t => t.ActivityId == "inside").ExecuteDeleteAsync());
        Assert.Equal(60, (await StuckAsync(installation)).Count);
    }

    private static async Task<List<StuckFlow>> StuckAsync(Installation installation)
    {
        var job = ActingAs.SystemJob("test");
        return [.. (await installation.AskAsync(job, new FindStuck(false, null))).Stuck, .. (await installation.AskAsync(job, new FindStuck(true, null))).Stuck];
    }
}
