using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Documents;

/// <summary>What may not be published: each with its place, its 中文 message and its remedy.</summary>
public sealed class CheckTests
{
    private static IReadOnlyList<Finding> Check(JsonObject document)
    {
        var findings = DefinitionCheck.Check(DefinitionReader.Read(document.ToJsonString(), LibraryActivities.Catalogue), LibraryActivities.Catalogue);
        Assert.All(findings, f =>
        {
            Assert.StartsWith("$", f.Path, StringComparison.Ordinal);
            Assert.NotEmpty(f.Message);
            Assert.NotEmpty(f.Remedy);
            Assert.Equal(FindingSeverity.Error, f.Severity);
        });
        return findings;
    }

    private static Finding Only(Chart chart) => Assert.Single(Check(chart.Document()));

    private static (string Code, string? ActivityId) Place(Finding finding) => (finding.Code, finding.ActivityId);

    private static Chart Approve() => new Chart().With("approve", "Library.ApproveLoan").With("end", "Elsa.End").Connect("approve:Approved>end approve:Rejected>end approve:Returned>approve");

    [Fact]
    public void A_sound_definition_has_no_findings() => Assert.Empty(Check(Approve().Document()));

    [Fact]
    public void An_unknown_type() => Assert.Equal(("unknown-type", "q"), Place(Only(new Chart().With("q", "No.Such"))));

    [Theory]
    [InlineData("1 +", "第 1 行第 4 列")]
    [InlineData("undefinedFn()", "没有函数")]
    public void An_expression_that_cannot_be_read(string script, string message)
    {
        var finding = Only(new Chart().With("w", "Elsa.WriteLine", ("text", Chart.Script(script))));
        Assert.Equal(("bad-expression", "w", "$.root.activities[0].text"), (finding.Code, finding.ActivityId, finding.Path));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Liquid")]
    [InlineData("CSharp")]
    [InlineData("Python")]
    public void An_expression_type_that_is_not_ours(string type)
    {
        var finding = Only(new Chart().With("w", "Elsa.WriteLine", ("text", JsonNode.Parse($$$"""{"expression":{"type":"{{{type}}}","value":"{{ x }}"}}"""))));
        Assert.Equal(("unsupported-expression-type", "w"), Place(finding));
        Assert.Contains("JavaScript", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_not_picked_after_switching_from_a_literal()
    {
        var finding = Only(new Chart().With("w", "Elsa.WriteLine", ("text", JsonNode.Parse("""{"expression":{"type":"Variable","value":"7"}}"""))));
        Assert.Equal(("unknown-variable", "w"), Place(finding));
    }

    [Fact]
    public void A_variable_that_does_not_exist()
    {
        Assert.Equal("unknown-variable", Only(new Chart().With("w", "Elsa.WriteLine", ("text", JsonNode.Parse("""{"expression":{"type":"Variable","value":{"id":"gone"}}}""")))).Code);
        Assert.Equal("unknown-variable", Only(new Chart().With("check", "Library.CheckCard", ("result", Chart.To("gone")))).Code);
        Assert.Equal("unknown-variable", Only(new Chart().With("s", "Elsa.SetVariable", ("variable", Chart.Variable("gone")), ("value", Chart.Literal("x")))).Code);
        Assert.Equal("unknown-reference", Only(new Chart().With("w", "Elsa.WriteLine", ("text", Chart.Script("variables.gone")))).Code);
        Assert.Equal("unknown-reference", Only(new Chart().With("w", "Elsa.WriteLine", ("text", Chart.Script("getGone()")))).Code);
        Assert.Equal("unknown-reference", Only(new Chart().With("w", "Elsa.WriteLine", ("text", Chart.Script("getOutputFrom('gone')")))).Code);
    }

    [Fact]
    public void Names_that_exist_are_fine() => Assert.Empty(Check(new Chart()
        .Variable("amount").Input("Who", "String")
        .With("each", "Elsa.ForEach", ("items", Chart.Script("[1]")), ("body", Chart.Activity("w", "Elsa.WriteLine", ("text", Chart.Script("String(getAmount()) + getWho() + getCurrentValue() + getInput('Any') + getOutputFrom('each')")))))
        .Document()));

    [Fact]
    public void A_literal_that_does_not_fit()
    {
        var finding = Only(new Chart().With("approve", "Library.ApproveLoan", ("dueDays", Chart.Literal("five", "Int32"))).With("end", "Elsa.End").Connect("approve:Approved>end approve:Rejected>end approve:Returned>end"));
        Assert.Equal(("bad-value", "approve", "$.root.activities[0].dueDays"), (finding.Code, finding.ActivityId, finding.Path));
    }

    [Theory]
    [InlineData("Elsa.Delay", "timeSpan", "7 days")]
    [InlineData("Elsa.Cron", "cronExpression", "0 0 1 * 1")]
    [InlineData("Elsa.Cron", "cronExpression", "nonsense")]
    [InlineData("Elsa.FlowJoin", "mode", "WaitSome")]
    public void A_value_that_its_activity_cannot_read(string type, string input, string value) =>
        Assert.Equal(("bad-value", "x"), Place(Only(new Chart().With("x", type, (input, Chart.Literal(value))))));

    [Fact]
    public void A_human_outcome_that_leads_nowhere()
    {
        var finding = Only(new Chart().With("approve", "Library.ApproveLoan").With("end", "Elsa.End").Connect("approve:Approved>end approve:Rejected>end"));
        Assert.Equal(("dangling-outcome", "approve"), Place(finding));
        Assert.Contains("退回", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_from_an_outcome_that_is_not_there() =>
        Assert.Equal(("unknown-outcome", "check"), Place(Only(new Chart().With("check", "Library.CheckCard").With("w", "Elsa.WriteLine").Connect("check:Valid>w check:Maybe>w"))));

    [Fact]
    public void A_connection_to_nothing() =>
        Assert.Equal(("connection-to-nothing", "w"), Place(Only(new Chart().With("w", "Elsa.WriteLine").Connect("w>gone"))));

    [Fact]
    public void A_step_that_is_never_reached() =>
        Assert.Equal(("unreachable", "orphan"), Place(Only(new Chart().With("a", "Elsa.WriteLine").With("orphan", "Elsa.WriteLine"))));

    [Fact]
    public void An_empty_flowchart() => Assert.Equal("empty", Only(new Chart()).Code);

    [Fact]
    public void A_join_that_waits_for_all_behind_an_exclusive_choice()
    {
        var decision = new Chart().With("d", "Elsa.FlowDecision", ("condition", Chart.Script("true"))).With("a", "Elsa.WriteLine").With("b", "Elsa.WriteLine").With("j", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll"))).Connect("d:True>a d:False>b a>j b>j");
        Assert.Equal(("dead-join", "j"), Place(Only(decision)));

        var oneArm = new Chart().With("f", "Elsa.FlowFork", ("branches", Chart.List("A", "B"))).With("a", "Elsa.WriteLine").With("d", "Elsa.FlowDecision", ("condition", Chart.Script("true"))).With("b", "Elsa.WriteLine").With("c", "Elsa.WriteLine").With("j", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll")))
            .Connect("f:A>a f:B>d d:True>b d:False>c a>j b>j");
        Assert.Equal(("dead-join", "j"), Place(Only(oneArm)));

        var human = new Chart().With("approve", "Library.ApproveLoan").With("a", "Elsa.WriteLine").With("b", "Elsa.WriteLine").With("j", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll")))
            .Connect("approve:Approved>a approve:Rejected>b approve:Returned>approve a>j b>j");
        Assert.Equal(("dead-join", "j"), Place(Only(human)));
    }

    [Fact]
    public void A_join_that_every_way_reaches_is_fine()
    {
        Assert.Empty(Check(new Chart().With("f", "Elsa.FlowFork", ("branches", Chart.List("A", "B"))).With("a", "Elsa.WriteLine").With("b", "Elsa.WriteLine").With("j", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll"))).Connect("f:A>a f:B>b a>j b>j").Document()));

        // One reviewer may send back or end everything: the join still gets both, or is not needed.
        Assert.Empty(Check(new Chart()
            .With("f", "Elsa.FlowFork", ("branches", Chart.List("A", "B")))
            .With("t1", "Library.ApproveLoan").With("t2", "Library.ApproveLoan").With("end", "Elsa.End").With("j", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll")))
            .Connect("f:A>t1 f:B>t2 t1:Approved>j t1:Returned>t1 t1:Rejected>end t2:Approved>j t2:Returned>t2 t2:Rejected>end")
            .Document()));
    }

    [Fact]
    public void A_backward_connection_into_the_middle_of_a_parallel_branch() =>
        Assert.Equal(("invalid-back-edge", "d"), Place(Only(new Chart()
            .With("a", "Elsa.WriteLine").With("b", "Elsa.WriteLine").With("c", "Elsa.WriteLine").With("d", "Library.CheckCard").With("e", "Elsa.WriteLine")
            .Connect("a>b a>c b>d c>d d:Valid>b d:Expired>e"))));

    [Fact]
    public void A_rework_loop_that_leaves_parallel_branches_behind()
    {
        var finding = Only(new Chart()
            .With("p", "Elsa.WriteLine").With("t1", "Library.CheckCard").With("t2", "Library.CheckCard").With("m", "Elsa.WriteLine")
            .Connect("p>t1 p>t2 t1:Expired>p t1:Valid>m t2:Valid>m"));
        Assert.Equal(("loop-out-of-parallel", "t1"), Place(finding));
    }

    [Fact]
    public void A_rework_loop_inside_a_branch_or_around_the_whole_part_is_fine() => Assert.Empty(Check(new Chart()
        .With("p", "Elsa.WriteLine").With("t1", "Library.CheckCard").With("t2", "Library.CheckCard").With("m", "Library.CheckCard").With("e", "Elsa.WriteLine")
        .Connect("p>t1 p>t2 t1:Expired>t1 t1:Valid>m t2:Valid>m m:Expired>p m:Valid>e").Document()));

    [Fact]
    public void A_strategy_that_ends_a_case_by_exception() =>
        Assert.Equal("fault-strategy", Only(Approve().Strategy("FaultStrategy")).Code);

    [Fact]
    public void A_flow_whose_state_could_outgrow_its_limit()
    {
        var chart = new Chart();
        for (var i = 0; i < 1_500; i++)
        {
            chart.With($"activity-with-a-rather-long-identifier-{i}", "Elsa.WriteLine");
            chart.Connect(i == 0 ? "" : $"activity-with-a-rather-long-identifier-{i - 1}>activity-with-a-rather-long-identifier-{i}");
        }
        Assert.Equal("state-too-large", Only(chart).Code);
    }

    [Fact]
    public void Nested_flowcharts_are_checked_too()
    {
        var inner = new Chart().With("approve", "Library.ApproveLoan").With("end", "Elsa.End").Connect("approve:Approved>end approve:Rejected>end").Flowchart("inner");
        Assert.Equal(("dangling-outcome", "approve"), Place(Only(new Chart().With(inner))));
    }

    [Fact]
    public void A_large_flow_with_many_joins_and_choices_is_checked_quickly_enough()
    {
        var chart = new Chart().With("s", "Elsa.WriteLine");
        for (var i = 0; i < 400; i++)
        {
            chart.With($"d{i}", "Elsa.FlowDecision", ("condition", Chart.Script("true"))).With($"a{i}", "Elsa.WriteLine").With($"b{i}", "Elsa.WriteLine").With($"j{i}", "Elsa.FlowJoin", ("mode", Chart.Literal("WaitAll")));
            chart.Connect($"{(i == 0 ? "s" : $"j{i - 1}")}>d{i} d{i}:True>a{i} d{i}:False>b{i} a{i}>j{i} b{i}>j{i}");
        }
        Assert.Equal(400, Check(chart.Document()).Count(f => f.Code == "dead-join"));
    }
}
