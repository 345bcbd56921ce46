using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>A step of the flow fails: what is undone, what is kept, who sees it, and what two people may do about it.</summary>
public sealed class IncidentTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task The_first_fault_undoes_everything_the_second_keeps_the_work_and_parks_the_case_in_sight(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.HireAsync("sysadmin", "220182", Roles.SystemAdmin);
        var family = await BeforeTheFaultAsync(installation, county);
        var (before, facts) = (await family.InstanceAsync(), await installation.ReadAsync(db => db.Facts.CountAsync()));
        var command = Guid.NewGuid();
        var task = await family.TaskAsync("propertyReview");

        var fault = await Assert.ThrowsAsync<StepFaultException>(() => county.CompleteAsync("reviewer", task, PropertyTest.Within, Papers.Reason(), command));
        Assert.Equal(("calculation", "JsonException"), (fault.ActivityId, fault.Kind));
        var after = await family.InstanceAsync();
        Assert.Equal((before.State, before.EventSeq, before.Stage), (after.State, after.EventSeq, after.Stage));
        Assert.Equal(facts, await installation.ReadAsync(db => db.Facts.CountAsync()));
        Assert.True(await family.IsOpenAsync("propertyReview"));

        var kept = await county.CompleteAsync("reviewer", task, PropertyTest.Within, Papers.Reason(), command);
        Assert.True(kept.Done && kept.Value.Completed, Journey.Say(kept.Refusal));
        Assert.Equal("收入核算（待处理异常）", (await family.InstanceAsync()).Stage);
        Assert.True(await installation.ReadAsync(db => db.Facts.CountAsync()) > facts);
        Assert.Equal(kept.Value, (await county.CompleteAsync("reviewer", task, PropertyTest.Within, Papers.Reason(), command)).Value);

        var seen = Assert.Single((await county.AskAsync("investigator", new ViewCase(family.Case)))!.Hindrances);
        Assert.Equal(("incident", "JsonException"), (seen.Kind, seen.Key));
        var waiting = Assert.Single((await county.AskAsync("sysadmin", new Inbox(new InboxFilter()))).Rows);
        Assert.Equal(("处理异常", "—"), (waiting.StepName, waiting.Applicant));
        Assert.True(RowId.TryParse(waiting.TaskId, out var mending));
        Assert.Equal($"/Incidents/{seen.HindranceId}", await county.AskAsync("sysadmin", new MendingPlace(mending)));
        Assert.Equal("task.mending", (await county.CompleteAsync("officer", mending, "Done")).Refusal!.Code);
        var line = Assert.Single((await county.AskAsync("sysadmin", new ListIncidents(new IncidentFilter(Hindrance.Incident)))).Rows);
        Assert.Equal((null, null, "JsonException"), (line.Applicant, line.Message, line.Key));
        Assert.NotNull(Assert.Single((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(null)))).Rows).Applicant);
        Assert.Null(await county.AskAsync("sysadmin", new ViewCase(family.Case)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_retry_that_fails_changes_nothing_but_the_log_and_one_that_works_moves_on(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.HireAsync("sysadmin", "220182", Roles.SystemAdmin);
        var (family, incident) = await ParkedAsync(installation, county);
        var before = await family.InstanceAsync();

        for (var i = 0; i < 3; i++)
        {
            var failed = await county.DoAsync("sysadmin", new RetryIncident(incident, Guid.NewGuid()));
            Assert.Equal(("incident.still-fails", RefusalKind.Conflict), (failed.Refusal!.Code, failed.Refusal.Kind));
        }

        Assert.Equal((before.State, before.EventSeq), ((await family.InstanceAsync()).State, (await family.InstanceAsync()).EventSeq));
        Assert.Equal(3, await installation.ReadAsync(db => db.AccessEntries.CountAsync(a => a.Kind == "incident-retry")));
        Assert.Single((await county.AskAsync("sysadmin", new ListIncidents(new IncidentFilter(null)))).Rows);

        await RestoreAsync(installation, family);
        var command = Guid.NewGuid();
        var retried = await county.DoAsync("sysadmin", new RetryIncident(incident, command));
        Assert.True(retried.Done, Journey.Say(retried.Refusal));
        Assert.Equal(retried.Value, (await county.DoAsync("sysadmin", new RetryIncident(incident, command))).Value);
        Assert.True(await family.IsOpenAsync("initialReview"));
        Assert.Empty((await county.AskAsync("sysadmin", new Inbox(new InboxFilter()))).Rows);
        Assert.Empty((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(null)))).Rows);
        Assert.Equal("incident.over", (await county.DoAsync("reviewer", new RetryIncident(incident, Guid.NewGuid()))).Refusal!.Code);
        Assert.Contains("异常处理：重试出错的环节", (await county.AskAsync("window", new ViewCase(family.Case)))!.Timeline.Select(t => t.Sentence));
        Assert.Equal(0, await installation.ReadAsync(db => db.FaultCounts.CountAsync()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_people_answer_in_a_failed_steps_place_and_the_case_goes_the_way_they_said(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var (family, incident) = await ParkedAsync(installation, county);

        var view = await county.AskAsync("reviewer", new ViewIncident(incident));
        Assert.Equal([CalculationStep.Eligible, CalculationStep.NotEligible], view!.Outcomes.Select(o => o.Code));
        Assert.Equal((true, true, false), (view.MayRetry, view.MayPropose, view.MayConfirm));
        Assert.Equal("target", Assert.Single((await ProposeAsync(county, "reviewer", incident, "answer", "Nonsense")).Refusal!.Fields).Path);
        Assert.Equal("reason", Assert.Single((await ProposeAsync(county, "reviewer", incident, "answer", CalculationStep.NotEligible, "")).Refusal!.Fields).Path);

        var proposed = await ProposeAsync(county, "reviewer", incident, "answer", CalculationStep.NotEligible);
        Assert.True(proposed.Done, Journey.Say(proposed.Refusal));
        Assert.Equal("repair.proposed", (await ProposeAsync(county, "officer", incident, "cancel", null)).Refusal!.Code);
        var repair = await RepairAsync(county, "officer", incident);
        Assert.Equal("task.role", (await county.DoAsync("reviewer", new ConfirmRepair(repair, Guid.NewGuid()))).Refusal!.Code);
        var confirmed = await county.DoAsync("officer", new ConfirmRepair(repair, Guid.NewGuid()));

        Assert.True(confirmed.Done, Journey.Say(confirmed.Refusal));
        Assert.True(await family.IsOpenAsync("initialReview"));
        Assert.Equal("incident.over", (await county.DoAsync("leader", new ConfirmRepair(repair, Guid.NewGuid()))).Refusal!.Code);
        var lines = (await county.AskAsync("window", new ViewCase(family.Case)))!.Timeline;
        Assert.Contains(lines, t => t.Who == "reviewer同志" && t.Sentence.StartsWith("异常处理：提议代替系统给出结果：不符合收入条件（到“初审”）", StringComparison.Ordinal));
        Assert.Contains(lines, t => t.Who == "officer同志" && t.Sentence.StartsWith("异常处理：确认代替系统给出结果", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Nobody_confirms_their_own_proposal_not_even_with_a_second_account(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var person = Papers.Id("22018219700101", "9", 1);
        await county.HireAsync("first-account", "220182", Roles.CountyOfficer, idNumber: person);
        await county.HireAsync("second-account", "220182", Roles.CountyLeader, idNumber: person);
        var (family, incident) = await ParkedAsync(installation, county);

        Assert.True((await ProposeAsync(county, "first-account", incident, "cancel", null)).Done);
        var repair = await RepairAsync(county, "first-account", incident);
        Assert.Equal("repair.same-person", (await county.DoAsync("first-account", new ConfirmRepair(repair, Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("repair.same-person", (await county.DoAsync("second-account", new ConfirmRepair(repair, Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("收入核算（待处理异常）", (await family.InstanceAsync()).Stage);
        Assert.True((await county.DoAsync("leader", new RejectRepair(repair, Guid.NewGuid()))).Done);
        Assert.Equal("repair.settled", (await county.DoAsync("leader", new ConfirmRepair(repair, Guid.NewGuid()))).Refusal!.Code);
        Assert.Null((await county.AskAsync("officer", new ViewIncident(incident)))!.Proposal);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_case_is_taken_back_to_a_step_it_has_been_through_and_to_no_other(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var (family, incident) = await ParkedAsync(installation, county);
        Assert.Equal(["acceptance", "informationCheck", "homeVisit", "propertyReview"], (await county.AskAsync("officer", new ViewIncident(incident)))!.Steps.Select(s => s.Code));

        foreach (var forbidden in new[] { "countyApproval", "award", "end", "initialReview", "nowhere" })
        {
            Assert.Equal("target", Assert.Single((await ProposeAsync(county, "officer", incident, "move", forbidden)).Refusal!.Fields).Path);
        }

        Assert.True((await ProposeAsync(county, "officer", incident, "move", "homeVisit")).Done);
        Assert.True((await county.DoAsync("leader", new ConfirmRepair(await RepairAsync(county, "leader", incident), Guid.NewGuid()))).Done);
        Assert.Equal("homeVisit", Assert.Single(await family.OpenAsync()).ActivityId);
        await RestoreAsync(installation, family);
        await family.DoAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-02", county.IdOf("investigator"), county.IdOf("investigator2")));
        Assert.True(await family.IsOpenAsync("propertyReview"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_case_ended_by_two_people_leaves_nothing_open_and_the_family_may_apply_again(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var (family, incident) = await ParkedAsync(installation, county);

        Assert.True((await ProposeAsync(county, "officer", incident, "cancel", null)).Done);
        Assert.True((await county.DoAsync("leader", new ConfirmRepair(await RepairAsync(county, "leader", incident), Guid.NewGuid()))).Done);
        var instance = await family.InstanceAsync();
        Assert.Equal(("Finished", "Cancelled", "cancelled", ""), (instance.Status, instance.SubStatus, instance.Result, instance.State));
        Assert.Empty(await family.OpenAsync());
        Assert.Equal(0, await installation.ReadAsync(db => db.Hindrances.CountAsync(h => h.ClosedAt == null)));
        Assert.Equal("已终止", Assert.Single((await county.AskAsync("officer", new ListCases(new CaseFilter(State: "cancelled")))).Rows).State);
        await Journey.BeginAsync(installation, county);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Incidents_are_seen_and_touched_only_where_one_may(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.HireAsync("other-admin", County.SmallTownship, Roles.SystemAdmin);
        var (_, incident) = await ParkedAsync(installation, county);

        foreach (var stranger in new[] { "window", "investigator", "finance", "small-leader", "other-admin" })
        {
            Assert.Empty((await county.AskAsync(stranger, new ListIncidents(new IncidentFilter(null)))).Rows);
            Assert.Null(await county.AskAsync(stranger, new ViewIncident(incident)));
            Assert.Equal("incident.unknown", (await county.DoAsync(stranger, new RetryIncident(incident, Guid.NewGuid()))).Refusal!.Code);
            Assert.Equal("incident.unknown", (await ProposeAsync(county, stranger, incident, "cancel", null)).Refusal!.Code);
        }

        Assert.False((await county.AskAsync("auditor", new ViewIncident(incident)))!.MayRetry);
        Assert.Equal("task.role", (await county.DoAsync("auditor", new RetryIncident(incident, Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("repair.unknown", (await county.DoAsync("leader", new ConfirmRepair(new RowId(220182, Guid.NewGuid()), Guid.NewGuid()))).Refusal!.Code);
        Assert.Null(await installation.AskAsync(ActingAs.Nobody, new ViewIncident(incident)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_the_runtime_itself_cannot_do_is_undone_once_and_then_parked_like_any_other_fault(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var loop = ("key", (JsonNode)Flow.Literal("democratic-review.required"));
        await new Flow().With("acceptance", "Approvals.Acceptance").With("broken", "Elsa.FlowDecision", ("condition", Flow.Script("getInput('nobody').name === 'x'")))
            .With("round", "Approvals.PolicyChoice", loop, ("ways", Flow.List("true", "false"))).With("supplement", "Approvals.Supplement")
            .Connect("acceptance:Accepted>broken broken:True>supplement broken:False>round round:false>round round:true>round supplement:Supplied>acceptance").PublishAsync(installation);
        var family = await Journey.BeginAsync(installation, county);

        var fault = await Assert.ThrowsAsync<StepFaultException>(() => family.TryAsync("window", "acceptance", Acceptance.Accepted));
        Assert.Equal(("broken", "InputEvaluation"), (fault.ActivityId, fault.Kind));
        Assert.True(await family.IsOpenAsync("acceptance"));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        var first = Assert.Single((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(null)))).Rows);
        Assert.Equal("broken", first.Step);
        Assert.True(RowId.TryParse(first.IncidentId, out var incident));
        Assert.Equal("incident.still-fails", (await county.DoAsync("officer", new RetryIncident(incident, Guid.NewGuid()))).Refusal!.Code);

        // Answered, it goes into a circle of automatic steps, which is a fault of the flow as well.
        Assert.True((await ProposeAsync(county, "reviewer", incident, "answer", "False")).Done);
        var repair = await RepairAsync(county, "officer", incident);
        var endless = await Assert.ThrowsAsync<StepFaultException>(() => county.DoAsync("officer", new ConfirmRepair(repair, Guid.NewGuid())));
        Assert.Equal(("round", "TooManyHopsException"), (endless.ActivityId, endless.Kind));
        var confirmed = await county.DoAsync("officer", new ConfirmRepair(repair, Guid.NewGuid()));
        Assert.True(confirmed.Done, Journey.Say(confirmed.Refusal));
        var second = Assert.Single((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(null)))).Rows);
        Assert.Equal(("round", "TooManyHopsException"), (second.Step, second.Key));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_fault_in_background_work_is_tried_again_with_pauses_and_then_parked(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));
        // The notice the period rests on is gone: the step that waits for its end cannot go on.
        await installation.TamperAsync(db => db.Notices.ExecuteDeleteAsync());
        installation.Time.SetTo(new DateTimeOffset(2022, 3, 11, 9, 0, 0, TimeSpan.FromHours(8)));

        var rests = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.Equal(0, await installation.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken));
            Assert.Equal("公示期", (await family.InstanceAsync()).Stage);
            var lease = (await installation.ReadAsync(db => db.Timers.SingleAsync())).LeasedUntil!.Value;
            rests.Add(lease - DateTimeOffset.UnixEpoch);
            Assert.Equal(0, await installation.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken));
            await installation.TamperAsync(db => db.Timers.ExecuteUpdateAsync(t => t.SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null)));
        }

        Assert.Equal([1, 2, 4], rests.Zip(rests.Skip(1), (a, b) => (int)Math.Round((b - a).TotalMinutes)));
        Assert.Equal(1, await installation.Get<TimerLoop>().DrainAsync(TestContext.Current.CancellationToken));
        Assert.Equal("公示期（待处理异常）", (await family.InstanceAsync()).Stage);
        Assert.Equal(0, await installation.ReadAsync(db => db.Timers.CountAsync()));
        var incident = Assert.Single((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(null)))).Rows);
        Assert.True(RowId.TryParse(incident.IncidentId, out var id));
        // The end of a legal period is not a thing to be answered by hand.
        Assert.Empty((await county.AskAsync("officer", new ViewIncident(id)))!.Outcomes);
        Assert.Equal("repair.not-answerable", (await ProposeAsync(county, "officer", id, "answer", NoticePeriod.Ended)).Refusal!.Code);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_branch_blocked_again_for_another_reason_has_one_hindrance_and_one_task(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        JsonObject Item(string kind, int amount) => new() { ["member"] = 2, ["kind"] = kind, ["amount"] = amount, ["times"] = 1, ["line"] = "承包地" };
        var family = await Journey.BeginAsync(installation, county, f => Papers.With(f, "income.items", new JsonArray(Item("farm", 6000), Item("farm", 8000), Item("basic-pension", 1200))), seed: "7");
        installation.Time.SetTo(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.InvestigateAsync("2026-03-02");
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        var first = await installation.ReadAsync(db => db.Hindrances.SingleAsync(h => h.ClosedAt == null));

        Assert.Equal("income.exclude-basic-pension.scope", first.Key);
        await county.SetValueAsync(first.Key, "none", "N2021-2.8.1", from: "2026-01-01");

        var second = await installation.ReadAsync(db => db.Hindrances.SingleAsync(h => h.ClosedAt == null));
        Assert.Equal(("facts", first.Bookmark), (second.Key, second.Bookmark));
        Assert.Equal(Mending.Facts, Assert.Single(await family.OpenAsync()).Step);
    }

    private static Task<Reply<Mended>> ProposeAsync(County county, string person, RowId incident, string kind, string? target, string reason = "查阅纸质档案后认定") =>
        county.DoAsync(person, new ProposeRepair(incident, County.Json(new JsonObject { ["kind"] = kind, ["target"] = target, ["reason"] = reason }), Guid.NewGuid()));

    private static async Task<RowId> RepairAsync(County county, string person, RowId incident)
    {
        Assert.True(RowId.TryParse((await county.AskAsync(person, new ViewIncident(incident)))!.Proposal!.RepairId, out var repair));
        return repair;
    }

    /// <summary>A family whose record of income is damaged, before the step that reads it.</summary>
    private static async Task<Journey> BeforeTheFaultAsync(Installation installation, County county)
    {
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await installation.GoToAsync(new DateOnly(2022, 3, 2));
        await family.InvestigateAsync();
        await installation.TamperAsync(db => db.Facts.Where(f => f.Kind == FactKind.Income).ExecuteUpdateAsync(f => f.SetProperty(x => x.Value, x => "?" + x.Value)));
        return family;
    }

    private static Task RestoreAsync(Installation installation, Journey family) =>
        installation.TamperAsync(db => db.Facts.Where(f => f.CaseId == family.Case.Id && f.Kind == FactKind.Income).ExecuteUpdateAsync(f => f.SetProperty(x => x.Value, x => x.Value.Substring(1))));

    private static async Task<(Journey Family, RowId Incident)> ParkedAsync(Installation installation, County county)
    {
        var family = await BeforeTheFaultAsync(installation, county);
        await Assert.ThrowsAsync<StepFaultException>(() => family.TryAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason()));
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        var line = Assert.Single((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(Hindrance.Incident)))).Rows);
        Assert.True(RowId.TryParse(line.IncidentId, out var incident));
        return (family, incident);
    }
}
