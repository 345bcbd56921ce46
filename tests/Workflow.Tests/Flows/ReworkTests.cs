using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Flows;

/// <summary>A rework loop inside one of several parallel branches: the merge fires once, when every live branch has delivered.</summary>
public sealed class ReworkTests
{
    private static Chart TwoReviewers(string merge = "Elsa.WriteLine", string mode = "WaitAllActive") => new Chart("rework")
        .With("P", "Elsa.WriteLine")
        .With("T1", "Test.Ask")
        .With("T2", "Test.Ask")
        .With("Fix", "Test.Ask")
        .With("M", merge, ("mode", Chart.Literal(mode)))
        .With("E", "Elsa.WriteLine")
        .Connect("P>T1 P>T2 T1:Reject>Fix Fix>T1 T1:Approve>M T2:Approve>M M>E");

    private static async Task<Desk> Play(Chart chart, string moves)
    {
        var desk = new Desk(chart.Read(FlowActivities.Catalogue), FlowActivities.Catalogue);
        await desk.Start();
        foreach (var move in moves.Split(' '))
        {
            var parts = move.Split(':');
            Assert.Null((await desk.Complete(parts[0], parts.Length > 1 ? parts[1] : "Done")).Refusal);
        }
        return desk;
    }

    private static int Fired(Desk desk, string activityId) => desk.Journal.Count(e => e.ActivityId == activityId && e.Event == JournalEvent.Completed);

    [Theory]
    [InlineData("T1:Reject T2:Approve", 0)]
    [InlineData("T2:Approve T1:Reject", 0)]
    [InlineData("T1:Reject Fix T2:Approve", 0)]
    [InlineData("T2:Approve T1:Reject Fix", 0)]
    [InlineData("T1:Reject Fix T2:Approve T1:Approve", 1)]
    [InlineData("T2:Approve T1:Reject Fix T1:Approve", 1)]
    [InlineData("T1:Reject T2:Approve Fix T1:Approve", 1)]
    [InlineData("T1:Reject Fix T1:Reject Fix T2:Approve T1:Reject Fix T1:Approve", 1)]
    [InlineData("T2:Approve T1:Reject Fix:GiveUp", 1)]
    [InlineData("T1:Reject Fix:GiveUp T2:Approve", 1)]
    [InlineData("T1:Reject Fix T1:Decline T2:Approve", 1)]
    [InlineData("T2:Approve T1:Reject Fix T1:Decline", 1)]
    [InlineData("T2:Decline T1:Reject Fix T1:Approve", 1)]
    [InlineData("T1:Reject T2:Decline Fix T1:Approve", 1)]
    [InlineData("T1:Decline T2:Decline", 0)]
    public async Task An_implicit_merge_waits_for_the_branch_that_is_reworked(string moves, int merged)
    {
        foreach (var (merge, mode) in new[] { ("Elsa.WriteLine", ""), ("Elsa.FlowJoin", "WaitAllActive") })
        {
            var desk = await Play(TwoReviewers(merge, mode), moves);
            Assert.Equal((merged, merged), (Fired(desk, "M"), Fired(desk, "E")));
            Assert.Equal(merged == 0 && desk.Tasks.Count > 0 ? WorkflowStatus.Running : WorkflowStatus.Finished, desk.State!.Status);
        }
    }

    [Theory]
    [InlineData("T2:Approve T1:Reject Fix T1:Approve", 1)]
    [InlineData("T1:Reject T2:Approve Fix T1:Approve", 1)]
    [InlineData("T1:Reject Fix T1:Reject Fix T2:Approve T1:Approve", 1)]
    [InlineData("T2:Approve T1:Reject Fix:GiveUp", 0)]
    [InlineData("T1:Approve T2:Approve", 1)]
    public async Task A_join_that_waits_for_all_is_not_skipped_because_of_a_rework(string moves, int merged)
    {
        var desk = await Play(TwoReviewers("Elsa.FlowJoin", "WaitAll"), moves);
        Assert.Equal(merged, Fired(desk, "E"));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Theory]
    [InlineData("T2:Approve", 1)]
    [InlineData("T1:Reject T2:Approve", 1)]
    [InlineData("T1:Reject Fix T1:Approve", 1)]
    [InlineData("T2:Decline T1:Reject Fix T1:Approve", 1)]
    public async Task A_join_that_waits_for_any_takes_the_first_and_cancels_the_rest(string moves, int merged)
    {
        var desk = await Play(TwoReviewers("Elsa.FlowJoin", "WaitAny"), moves);
        Assert.Equal(merged, Fired(desk, "E"));
        Assert.Empty(desk.Tasks);
    }

    [Fact]
    public async Task A_race_that_is_won_before_the_other_branch_begins_asks_nobody_any_more()
    {
        var inner = new Chart().With("B", "Test.Ask").With("B2", "Elsa.WriteLine").Connect("B>B2").Flowchart("inner");
        var chart = new Chart("early")
            .With("F", "Elsa.FlowFork", ("branches", Chart.List("A", "B", "C", "D")))
            .With("A", "Test.Call").With("B0", "Elsa.WriteLine").With("T", "Test.Ask").With("C", "Test.Call").With(inner)
            .With("J", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAny"))).With("E", "Elsa.WriteLine")
            .Connect("F:A>A F:B>B0 F:C>C F:D>inner B0>T A>J T>J C>J inner>J J>E");
        var desk = new Desk(chart.Read(FlowActivities.Catalogue), FlowActivities.Catalogue);
        await desk.Start();
        Assert.Equal(
            "F:Started F:Completed A:Started A:Completed B0:Started B0:Completed C:Started C:Canceled "
            + "J:Started J:Completed T:Started T:Canceled B:Started B:Canceled E:Started E:Completed",
            desk.Trace);
        Assert.Equal(["A"], desk.Last.Commands.Select(c => c.Command.ActivityId));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
        Assert.IsType<Output.Finished>(Assert.Single(desk.Last.Outputs));
    }

    [Fact]
    public async Task What_a_losing_branch_held_at_a_merge_is_lost_with_it()
    {
        var chart = new Chart("held")
            .With("P", "Elsa.WriteLine").With("A", "Test.Ask").With("B", "Test.Ask").With("C", "Test.Ask").With("M", "Test.Ask")
            .With("J", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAny"))).With("E", "Test.Ask")
            .Connect("P>A P>B P>C B>M C>M M>J A>J J>E");
        var desk = await Play(chart, "B A");
        Assert.Equal(["E"], desk.Tasks.Values.Select(t => t.ActivityId));
    }

    [Fact]
    public async Task What_stands_between_the_reviewer_and_the_merge_is_taken_back_too()
    {
        var chart = new Chart("between")
            .With("P", "Elsa.WriteLine").With("T1", "Test.Ask").With("T2", "Test.Ask").With("X", "Elsa.WriteLine").With("Y", "Elsa.WriteLine").With("M", "Elsa.WriteLine")
            .Connect("P>T1 P>T2 T1:Approve>X X>Y Y>M T1:Again>T1 T2:Approve>M");
        var desk = await Play(chart, "T2:Approve T1:Again T1:Again T1:Approve");
        Assert.Equal((1, 1, 1), (Fired(desk, "X"), Fired(desk, "Y"), Fired(desk, "M")));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task Both_branches_may_be_reworked_in_any_order()
    {
        var chart = new Chart("both")
            .With("P", "Elsa.WriteLine").With("T1", "Test.Ask").With("T2", "Test.Ask").With("F1", "Test.Ask").With("F2", "Test.Ask").With("M", "Test.Ask").With("E", "Elsa.WriteLine")
            .Connect("P>T1 P>T2 T1:No>F1 F1>T1 T2:No>F2 F2>T2 T1:Yes>M T2:Yes>M M>E");
        var desk = await Play(chart, "T1:No T2:No F2 F1 T2:Yes T1:No F1 T1:Yes M");
        Assert.Equal((1, 1), (Fired(desk, "M"), Fired(desk, "E")));
    }

    [Fact]
    public async Task A_merge_waiting_at_a_person_is_not_asked_for_twice()
    {
        var chart = new Chart("pending")
            .With("P", "Elsa.WriteLine").With("T1", "Test.Ask").With("T2", "Test.Ask").With("S", "Test.Ask").With("M", "Test.Ask")
            .Connect("P>T1 P>T2 T1:Ok>M T1:Ok>S S:Redo>T1 T2:Ok>M");
        var desk = await Play(chart, "T1:Ok T2:Ok S:Redo T1:Ok");
        Assert.Single(desk.Tasks, t => t.Value.ActivityId == "M");
        await desk.Complete("S", "Done");
        await desk.Complete("M", "Done");
        Assert.Equal(1, Fired(desk, "M"));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task A_loop_around_the_whole_parallel_part_merges_once_per_round()
    {
        var chart = new Chart("around")
            .With("P", "Elsa.WriteLine").With("T1", "Test.Ask").With("T2", "Test.Ask").With("M", "Test.Ask").With("E", "Elsa.WriteLine")
            .Connect("P>T1 P>T2 T1:No>T1 T1:Yes>M T2:Yes>M M:Again>P M:Ok>E");
        var desk = await Play(chart, "T2:Yes T1:No T1:Yes M:Again T1:Yes T2:Yes M:Again T1:No T2:Yes T1:Yes M:Ok");
        Assert.Equal((3, 1), (Fired(desk, "M"), Fired(desk, "E")));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);

        // A rework in the first round must not count as a delivery in the second.
        var second = await Play(chart, "T1:No T2:Yes T1:Yes M:Again T2:Yes");
        Assert.DoesNotContain(second.Tasks, t => t.Value.ActivityId == "M");
        await second.Complete("T1", "Yes");
        Assert.Single(second.Tasks, t => t.Value.ActivityId == "M");
    }

    [Fact]
    public async Task Moving_a_branch_back_takes_back_what_it_has_delivered()
    {
        var chart = new Chart("moved")
            .With("P", "Elsa.WriteLine").With("A", "Test.Ask").With("B", "Test.Ask").With("T2", "Test.Ask").With("M", "Elsa.WriteLine")
            .Connect("P>A P>T2 A>B B:Yes>M T2:Yes>M");
        var desk = await Play(chart, "A T2:Yes");
        await desk.Take(new Stimulus.MoveTo(desk.TaskOf("B"), "A", "材料有误"));
        Assert.Equal("B:Canceled A:Started A:Suspended", Desk.Shown(desk.Last.Journal));
        await desk.Complete("A", "Done");
        await desk.Complete("B", "Yes");
        Assert.Equal(1, Fired(desk, "M"));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Theory]
    [InlineData("A:Yes T2:Yes", "A", "A:Yes", 2)] // T2's word stands
    [InlineData("T2:Yes A:Yes", "T2", "T2:Yes", 2)]
    [InlineData("A:Yes T2:Yes", "P", "A:Yes T2:Yes", 2)]
    [InlineData("A:Yes T2:Yes", "P", "T2:Yes A:Yes", 2)]
    [InlineData("A:Yes T2:No", "A", "A:Yes", 2)]
    public async Task Moving_back_before_a_merge_that_has_fired_lets_it_fire_again(string before, string to, string after, int merged)
    {
        foreach (var (merge, mode) in new[] { ("Elsa.WriteLine", ""), ("Elsa.FlowJoin", "WaitAllActive"), ("Elsa.FlowJoin", "WaitAny") })
        {
            var chart = new Chart("again")
                .With("P", "Elsa.WriteLine").With("A", "Test.Ask").With("T2", "Test.Ask").With("M", merge, ("mode", Chart.Literal(mode))).With("C", "Test.Ask").With("E", "Elsa.WriteLine")
                .Connect("P>A P>T2 A:Yes>M T2:Yes>M M>C C>E");
            var first = mode == "WaitAny" ? before.Split(' ')[0] : before;
            var desk = await Play(chart, first);
            await desk.Take(new Stimulus.MoveTo(desk.TaskOf("C"), to, "重办"));
            foreach (var move in (mode == "WaitAny" ? after.Split(' ')[0] : after).Split(' '))
            {
                Assert.Null((await desk.Complete(move.Split(':')[0], move.Split(':')[1])).Refusal);
            }
            Assert.Equal(merged, Fired(desk, "M"));
            await desk.Complete("C", "Done");
            Assert.Equal((1, WorkflowStatus.Finished, 0), (Fired(desk, "E"), desk.State!.Status, desk.Tasks.Count));
        }
    }

    [Fact]
    public async Task Moving_back_before_a_split_cancels_what_is_under_way_after_it()
    {
        var chart = new Chart("before")
            .With("O", "Test.Ask").With("P", "Elsa.WriteLine").With("A", "Test.Ask").With("T2", "Test.Ask").With("M", "Elsa.WriteLine")
            .Connect("O>P P>A P>T2 A:Yes>M T2:Yes>M");
        var desk = await Play(chart, "O");
        await desk.Take(new Stimulus.MoveTo(desk.TaskOf("A"), "O", "重新受理"));
        Assert.Equal("O", Assert.Single(desk.Tasks).Value.ActivityId);
        await desk.Complete("O", "Done");
        Assert.Equal(["A", "T2"], desk.Tasks.Values.Select(t => t.ActivityId));
        await desk.Complete("A", "Yes");
        await desk.Complete("T2", "Yes");
        Assert.Equal((1, WorkflowStatus.Finished), (Fired(desk, "M"), desk.State!.Status));
    }

    [Fact]
    public async Task Moving_a_branch_forward_leaves_its_other_arms_dead()
    {
        var chart = new Chart("forward")
            .With("P", "Elsa.WriteLine").With("A", "Test.Ask").With("B", "Test.Ask").With("X", "Elsa.WriteLine").With("T2", "Test.Ask").With("M", "Elsa.WriteLine")
            .Connect("P>A P>T2 A:Yes>B A:No>X X>M B>M T2:Yes>M");
        var desk = await Play(chart, "T2:Yes");
        await desk.Take(new Stimulus.MoveTo(desk.TaskOf("A"), "B", "越过"));
        Assert.Equal(0, Fired(desk, "M"));
        await desk.Complete("B", "Done");
        Assert.Equal((1, 0), (Fired(desk, "M"), Fired(desk, "X")));
        Assert.Equal(WorkflowStatus.Finished, desk.State!.Status);
    }

    [Fact]
    public async Task What_a_branch_moved_forward_passes_over_does_not_pass_for_the_word_of_where_it_went()
    {
        var chart = new Chart("over")
            .With("P", "Elsa.WriteLine").With("A", "Test.Ask").With("X", "Elsa.WriteLine").With("B", "Test.Ask").With("T2", "Test.Ask").With("M", "Elsa.WriteLine")
            .Connect("P>A P>T2 A>X X>B B>M T2:Yes>M");
        var desk = await Play(chart, "T2:Yes");
        await desk.Take(new Stimulus.MoveTo(desk.TaskOf("A"), "B", "越过"));
        Assert.Equal((0, "B"), (Fired(desk, "M"), Assert.Single(desk.Tasks).Value.ActivityId));
        await desk.Complete("B", "Done");
        Assert.Equal((1, 0, WorkflowStatus.Finished), (Fired(desk, "M"), Fired(desk, "X"), desk.State!.Status));
    }

    [Fact]
    public async Task An_invalid_backward_connection_is_an_incident_that_can_be_answered_otherwise()
    {
        var chart = new Chart("invalid")
            .With("A", "Elsa.WriteLine").With("B", "Elsa.WriteLine").With("C", "Elsa.WriteLine").With("D", "Test.Ask").With("E", "Elsa.WriteLine")
            .Connect("A>B A>C B>D C>D D:Again>B D:Done>E");
        var desk = await Play(chart, "D:Again");
        var incident = desk.Incidents.Values.Single();
        Assert.Equal("InvalidBackwardConnection", incident.FaultType);
        await desk.Take(new Stimulus.AnswerIncident(incident.Bookmark, "Done", Value.Null));
        Assert.Equal((1, WorkflowStatus.Finished), (Fired(desk, "E"), desk.State!.Status));
    }
}
