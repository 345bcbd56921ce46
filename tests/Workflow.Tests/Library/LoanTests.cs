namespace Approvals.Workflow.Tests.Library;

/// <summary>Whole journeys of a loan, with the whole ordered journal.</summary>
public sealed class LoanTests
{
    private static Chart Loan() => new Chart("loan")
        .Variable("opinion")
        .With("start", "Elsa.Start")
        .With("request", "Library.RequestLoan", ("book", Chart.Literal("红楼梦")))
        .With("check", "Library.CheckCard", ("card", Chart.Script("getInput('Card')")))
        .With("approve", "Library.ApproveLoan", ("dueDays", Chart.Literal("8", "Int32")), ("result", Chart.To("opinion")))
        .With("issue", "Library.IssueBook")
        .With("end", "Elsa.End")
        .Connect("start>request request:Submitted>check check:Valid>approve check:Expired>end approve:Approved>issue approve:Rejected>end approve:Returned>request issue:Issued>end");

    private static ObjectValue Card(string number) => Value.Record(("Card", number));

    [Fact]
    public async Task A_loan_is_requested_checked_approved_and_issued()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        Assert.Equal("红楼梦", desk.Tasks.Values.Single().Payload["Book"].AsText());
        await desk.Complete("request", "Submitted");
        var task = desk.Tasks.Values.Single();
        Assert.Equal((8, "librarian"), (task.Payload["DueDays"].AsInt32(), task.Payload["Role"].AsText()));
        Assert.Equal(["Approved", "Rejected", "Returned"], task.Outcomes);
        await desk.Complete("approve", "Approved", Value.Record(("note", "同意")));

        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
        Assert.Equal("""{"note":"同意"}""", desk.Variables["opinion"].ToString());
        Assert.Equal(
            "start:Started start:Completed request:Started request:Suspended request:Resumed request:Completed "
            + "check:Started check:Completed approve:Started approve:Suspended approve:Resumed approve:Completed "
            + "issue:Started issue:Completed end:Started end:Completed",
            desk.Trace);
        Assert.IsType<Output.Finished>(Assert.Single(desk.Other));
    }

    [Fact]
    public async Task A_returned_loan_is_asked_for_again_as_often_as_it_is_returned()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        for (var round = 0; round < 3; round++)
        {
            await desk.Complete("request", "Submitted");
            await desk.Complete("approve", "Returned");
        }
        await desk.Complete("request", "Submitted");
        await desk.Complete("approve", "Rejected");
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
        Assert.DoesNotContain(desk.Journal, e => e.ActivityId == "issue");
    }

    [Fact]
    public async Task The_command_gets_the_evaluated_inputs_and_its_answer_is_kept_with_the_burst()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-7"));
        desk.Handlers["check"] = _ => new CommandAnswer.Outcome("Expired", Value.Record(("since", "2025-12-31")));
        await desk.Complete("request", "Submitted");
        var (command, answer) = Assert.Single(desk.Last.Commands);
        Assert.Equal("""{"Card":"A-7"}""", command.Payload.ToString());
        Assert.Equal("Library.CheckCard", command.Type);
        Assert.Equal(["Expired"], Assert.IsType<CommandAnswer.Outcome>(answer).Names);
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
    }

    [Fact]
    public async Task A_blocked_step_keeps_what_was_done_and_goes_on_when_retried()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        desk.Handlers["check"] = _ => new CommandAnswer.Blocked("card-missing", "没有登记借书证", Value.Record(("card", "A-1")));
        await desk.Complete("request", "Submitted");
        var block = desk.Blocks.Values.Single();
        Assert.Equal(("card-missing", "没有登记借书证", """{"card":"A-1"}"""), (block.Reason, block.Message, block.Data.ToString()));
        Assert.Empty(desk.Tasks);
        Assert.Empty(desk.Incidents);
        Assert.Equal("request:Resumed request:Completed check:Started check:Suspended", Desk.Shown(desk.Last.Journal));
        Assert.Equal("没有登记借书证", desk.Last.Journal[^1].Message);

        // Still missing: the row keeps its number.
        await desk.Take(new Stimulus.Retry(block.Bookmark));
        Assert.Equal(block.Bookmark, desk.Blocks.Keys.Single());

        desk.Handlers["check"] = _ => new CommandAnswer.Outcome("Valid");
        await desk.Take(new Stimulus.Retry(block.Bookmark));
        Assert.Empty(desk.Blocks);
        Assert.Equal("check:Resumed check:Completed approve:Started approve:Suspended", Desk.Shown(desk.Last.Journal));
    }

    [Fact]
    public async Task A_command_that_asks_to_wait_is_asked_again_when_its_timer_fires()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        var due = desk.Now.AddDays(3);
        desk.Handlers["check"] = c => desk.Now < due ? new CommandAnswer.WaitUntil(due, "等待发证") : new CommandAnswer.Outcome("Valid");
        await desk.Complete("request", "Submitted");
        var timer = desk.Timers.Values.Single();
        Assert.Equal((due, "等待发证"), (timer.Due, timer.Reason));

        // A timer is a hint: one that fires early is set again, and nothing happens.
        await desk.Take(new Stimulus.TimerFired(timer.Bookmark));
        Assert.Empty(desk.Last.Journal);
        Assert.Equal(due, desk.Timers.Values.Single().Due);

        await desk.Fire("check");
        Assert.Empty(desk.Timers);
        Assert.Single(desk.Tasks, t => t.Value.ActivityId == "approve");
    }

    [Fact]
    public async Task A_command_that_wants_to_wait_again_only_moves_its_timer()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        desk.Handlers["check"] = _ => new CommandAnswer.WaitUntil(desk.Now.AddDays(1), "再等一天");
        await desk.Complete("request", "Submitted");
        var bookmark = desk.Timers.Keys.Single();
        await desk.Fire("check");
        Assert.Equal(bookmark, Assert.IsType<Output.SetTimer>(Assert.Single(desk.Last.Outputs)).Bookmark);
        Assert.Equal(desk.Now.AddDays(1), desk.Timers[bookmark].Due);
    }

    [Fact]
    public async Task A_fault_parks_the_branch_as_an_incident_that_can_be_retried()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        desk.Handlers["check"] = _ => new CommandAnswer.Fault("除以零", "DivideByZeroException");
        await desk.Complete("request", "Submitted");
        var incident = desk.Incidents.Values.Single();
        Assert.Equal(("check", "DivideByZeroException", "除以零"), (incident.ActivityId, incident.FaultType, incident.Message));
        Assert.Equal((WorkflowStatus.Running, WorkflowSubStatus.Suspended), (desk.State!.Status, desk.State.SubStatus));

        desk.Handlers.Clear();
        await desk.Take(new Stimulus.Retry(incident.Bookmark));
        Assert.Empty(desk.Incidents);
        Assert.Empty(desk.State.Incidents);
        Assert.Single(desk.Tasks, t => t.Value.ActivityId == "approve");
    }

    [Fact]
    public async Task An_incident_can_be_answered_in_place_of_the_failed_step()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        desk.Handlers["check"] = _ => new CommandAnswer.Fault("网络", "Timeout");
        await desk.Complete("request", "Submitted");
        var incident = desk.Incidents.Keys.Single();
        var refused = await desk.Take(new Stimulus.AnswerIncident(incident, "Perhaps", Value.Null));
        Assert.Equal("unknown-outcome", refused.Refusal!.Code);
        await desk.Take(new Stimulus.AnswerIncident(incident, "Expired", Value.Null));
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
    }

    [Fact]
    public async Task A_step_whose_type_is_gone_can_be_answered_by_the_ways_that_leave_it()
    {
        var desk = new Desk(new Chart("gone").With("old", "Library.Removed").With("a", "Library.ApproveLoan").Connect("old:Valid>a").Read());
        await desk.Start();
        var incident = desk.Incidents.Keys.Single();
        Assert.Equal("unknown-outcome", (await desk.Take(new Stimulus.AnswerIncident(incident, "Done", Value.Null))).Refusal!.Code);
        await desk.Take(new Stimulus.AnswerIncident(incident, "Valid", Value.Null));
        Assert.Equal("a", Assert.Single(desk.Tasks).Value.ActivityId);
    }

    [Fact]
    public async Task An_incident_can_be_moved_elsewhere()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        desk.Handlers["check"] = _ => new CommandAnswer.Fault("网络", "Timeout");
        await desk.Complete("request", "Submitted");
        await desk.Take(new Stimulus.MoveTo(desk.Incidents.Keys.Single(), "approve", "人工核对"));
        Assert.Empty(desk.Incidents);
        Assert.Equal("check:Canceled approve:Started approve:Suspended", Desk.Shown(desk.Last.Journal));
        await desk.Complete("approve", "Approved");
        Assert.Equal(WorkflowSubStatus.Finished, desk.State!.SubStatus);
    }

    [Fact]
    public async Task Cancelling_closes_tasks_and_timers_and_is_journalled()
    {
        var desk = new Desk(new Chart("cancel")
            .With("fork", "Elsa.FlowFork", ("branches", Chart.List("A", "B")))
            .With("approve", "Library.ApproveLoan")
            .With("delay", "Elsa.Delay", ("timeSpan", Chart.Literal("1.00:00:00", "TimeSpan")))
            .With("archive", "Library.ArchiveLoan")
            .Connect("fork:A>approve fork:B>delay approve:Approved>archive delay>archive")
            .Read());
        await desk.Start();
        await desk.Take(new Stimulus.Cancel("撤回"));
        Assert.Equal(WorkflowSubStatus.Cancelled, desk.State!.SubStatus);
        Assert.Empty(desk.Tasks);
        Assert.Empty(desk.Timers);
        Assert.Equal("approve:Canceled delay:Canceled", Desk.Shown(desk.Last.Journal));
        Assert.Equal(WorkflowSubStatus.Cancelled, Assert.IsType<Output.Finished>(desk.Last.Outputs[^1]).Status);
    }

    [Fact]
    public async Task A_task_opened_and_closed_within_a_burst_leaves_no_trace_in_the_outputs()
    {
        var desk = new Desk(new Chart("race")
            .With("fork", "Elsa.FlowFork", ("branches", Chart.List("A", "B")))
            .With("approve", "Library.ApproveLoan")
            .With("check", "Library.CheckCard")
            .With("join", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAny")))
            .With("archive", "Library.ArchiveLoan")
            .Connect("fork:A>approve fork:B>check approve:Approved>join check:Valid>join join>archive")
            .Read());
        await desk.Start();
        Assert.IsType<Output.Finished>(Assert.Single(desk.Last.Outputs));
        Assert.Contains("approve:Suspended", desk.Trace, StringComparison.Ordinal);
        Assert.Contains("approve:Canceled", desk.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_outcome_is_refused_and_names_the_known_ones()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        var refused = await desk.Complete("request", "Escalate");
        Assert.Equal("unknown-outcome", refused.Refusal!.Code);
        Assert.Contains("Submitted", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Single(desk.Tasks);
    }

    [Fact]
    public async Task A_command_answered_with_an_unknown_outcome_is_a_fault()
    {
        var desk = new Desk(Loan().Read());
        await desk.Start(Card("A-1"));
        desk.Handlers["check"] = _ => new CommandAnswer.Outcome("Perhaps");
        await desk.Complete("request", "Submitted");
        Assert.Equal("UnknownOutcome", desk.Incidents.Values.Single().FaultType);
    }

    [Fact]
    public async Task A_command_answered_without_an_outcome_is_done_if_it_may_be()
    {
        var desk = new Desk(new Chart("bare").With("archive", "Library.ArchiveLoan").With("issue", "Library.IssueBook").Connect("archive>issue").Read());
        desk.Handlers["archive"] = _ => new CommandAnswer.Outcome([], Value.Null);
        desk.Handlers["issue"] = _ => new CommandAnswer.Outcome([], Value.Null);
        await desk.Start();
        Assert.Equal(("issue", "UnknownOutcome"), (desk.Incidents.Values.Single().ActivityId, desk.Incidents.Values.Single().FaultType));
    }

    [Fact]
    public async Task A_flow_that_loops_through_automatic_steps_is_stopped_after_fifty()
    {
        var desk = new Desk(new Chart("loop")
            .With("check", "Library.CheckCard")
            .With("archive", "Library.ArchiveLoan")
            .Connect("check:Valid>archive archive>check")
            .Read());
        var stopped = await Assert.ThrowsAsync<TooManyHopsException>(() => desk.Start());
        Assert.Contains("50", stopped.Message, StringComparison.Ordinal);
        Assert.True(stopped.ActivityId is "check" or "archive");
    }

    [Fact]
    public async Task Fifty_commands_in_one_burst_are_still_allowed()
    {
        var chart = new Chart("chain");
        for (var i = 0; i < Burst.MaximumHops; i++)
        {
            chart.With($"c{i}", "Library.ArchiveLoan");
            chart.Connect(i > 0 ? $"c{i - 1}>c{i}" : "");
        }
        var desk = new Desk(chart.Read());
        await desk.Start();
        Assert.Equal(Burst.MaximumHops, desk.Last.Commands.Count);
    }
}
