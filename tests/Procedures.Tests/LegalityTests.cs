using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Legality;
using Approvals.Workflow;

namespace Approvals.Procedures.Tests;

/// <summary>The lint proves: graphs that still contain a step but can get around it are refused, each with its clause.</summary>
public sealed class LegalityTests
{
    private static readonly DateOnly Today = new(2022, 3, 1);
    private static readonly Steps Steps = new(Composition.Activities());
    private static readonly PublishCheck Lint = new(Steps, LegalityLint.OfProduct(Steps));
    private static readonly PolicySet Packs = ShippedPacks.Load(withDemo: true);
    private static readonly string Shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "dibao", "application.json"));

    /// <summary>Every rule about steps, with the activity of the shipped flow it protects.</summary>
    public static TheoryData<string, string> Protected => new()
    {
        { "notice", "countyApproval" },
        { "notice-period", "noticeResult" },
        { "notice-posting", "noticePeriod" },
        { "notice-of-proposal", "countyApproval" },
        { "repeat-notice", "repeatNotice" },
        { "visit", "initialReview" },
        { "information-check", "initialReview" },
        { "calculation", "countyApproval" },
        { "second-person", "countyApproval" },
        { "objection-visit", "countyApproval" },
        { "objection-decision", "countyApproval" },
        { "objection-review", "countyApproval" },
        { "award", "award" },
        { "award-delivery", "award" },
        { "democratic-review-on-objection", "countyApproval" },
    };

    [Fact]
    public void What_ships_is_lawful() =>
        Assert.Empty(DefinitionFiles.Check(Path.Combine(AppContext.BaseDirectory, "workflows"), Today));

    [Theory]
    [MemberData(nameof(Protected))]
    public void A_condition_that_jumps_past_a_step_is_found(string rule, string activity) =>
        AssertFound(rule, activity, Graph.Shipped().Split(SourceOf(rule), "jump", "Elsa.FlowDecision", "True", "False", activity));

    [Theory]
    [MemberData(nameof(Protected))]
    public void A_rework_loop_that_comes_back_past_a_step_is_found(string rule, string activity)
    {
        // Sent back to a step of its own, the case comes round to a second way out that leads past the protected step.
        var graph = Graph.Shipped().Split(SourceOf(rule), "again", "Elsa.FlowSwitch", "Round", "Default", activity, loops: true);
        AssertFound(rule, activity, graph);
    }

    [Theory]
    [MemberData(nameof(Protected))]
    public void A_parallel_branch_that_arrives_first_is_found(string rule, string activity)
    {
        // An award that waits for the branch beside it would be lawful, so the fast branch writes one of its own.
        var graph = activity == "award"
            ? Graph.Shipped().Add("early", "Approvals.AwardWriting").Connect("early", "Written", "end").Split(SourceOf(rule), "both", "Elsa.FlowFork", "slow", "fast", "early")
            : Graph.Shipped().Split(SourceOf(rule), "both", "Elsa.FlowFork", "slow", "fast", activity);
        AssertFound(rule, activity == "award" ? "early" : activity, graph);
    }

    [Theory]
    [InlineData("delivery-of-confirmation", "countyApproval", "Confirm")]
    [InlineData("delivery-of-confirmation", "townshipApproval", "Refuse")]
    [InlineData("delivery-of-refusal", "countyRefusal", "Refuse")]
    public void A_decision_that_need_not_be_delivered_is_found(string rule, string activity, string port)
    {
        AssertFound(rule, activity, Graph.Shipped().Redirect(activity, port, "end"));
        AssertFound(rule, activity, Graph.Shipped().Between(activity, port, "maybe", "Elsa.FlowDecision", "True", "False", "end"));
        AssertFound(rule, activity, Graph.Shipped().Between(activity, port, "loop", "Elsa.FlowSwitch", "Round", "Default", "end", loops: true));
        AssertFound(rule, activity, Graph.Shipped().Between(activity, port, "race", "Elsa.FlowFork", "one", "two", "end").JoinAny("one"));
    }

    [Fact]
    public void Where_a_county_demands_a_review_for_every_case_a_flow_without_it_is_refused_there_and_the_setting_keeps_it_lawful()
    {
        // 平江 2018: every application is discussed; the shipped flow asks the pack.
        var demanding = Packs.With([]).OrThrow();
        var day = new DateOnly(2018, 6, 1);
        Assert.DoesNotContain(Findings(Shipped, day), f => f.Finding.Code == "law.democratic-review");
        foreach (var bypass in new[]
        {
            Graph.Shipped().Redirect("reviewRequired", "true", "propertyTest"),
            Graph.Shipped().Between("reviewRequired", "true", "jump", "Elsa.FlowDecision", "True", "False", "propertyTest"),
            Graph.Shipped().Between("reviewRequired", "true", "again", "Elsa.FlowSwitch", "Round", "Default", "propertyTest", loops: true),
            Graph.Shipped().Between("reviewRequired", "true", "both", "Elsa.FlowFork", "one", "two", "noticePosting"),
        })
        {
            var found = Findings(bypass.Text(), day, demanding).Where(f => f.Finding.Code == "law.democratic-review").ToList();
            Assert.NotEmpty(found);
            Assert.All(found, f => Assert.Equal("430626", f.County?.ToString()));
            Assert.All(found, f => Assert.Contains("HN2017-2.1.1", f.Sentence, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_notice_cut_out_and_its_neighbours_joined_is_refused_with_the_clause()
    {
        var graph = Graph.Shipped().Remove("noticePosting").Remove("noticePeriod").Remove("noticeResult").Connect("initialReview", "ProposeConfirm", "confirmationLevel").Connect("repeatNotice", "Repeat", "confirmationLevel");
        var found = Assert.Single(Findings(graph.Text()), f => f is { Finding: { Code: "law.notice", ActivityId: "countyApproval" } });
        Assert.Contains("SC649-11", found.Clauses);
        Assert.Contains("公示", found.Sentence, StringComparison.Ordinal);
        Assert.Contains("社会救助暂行办法", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_that_uses_up_the_legal_period_is_found_and_waiting_within_it_is_not()
    {
        static Graph Waiting(string length) => Graph.Shipped().Between("acceptance", "Accepted", "wait", "Elsa.Delay", "Done", null, null, ("timeSpan", Literal(length)));
        Assert.DoesNotContain(Findings(Waiting("10.00:00:00").Text()), f => f.Finding.Code == "law.clock");
        AssertFound("clock", "countyApproval", Waiting("60.00:00:00"));
        AssertFound("clock", "wait", Graph.Shipped().Between("acceptance", "Accepted", "wait", "Elsa.Delay", "Done", null, null, ("timeSpan", Script("getVariable('x')"))));
        AssertFound("clock", "wait", Graph.Shipped().Between("acceptance", "Accepted", "wait", "Elsa.Timer", "Done", null, null, ("interval", Literal("90.00:00:00"))));
    }

    [Fact]
    public void A_figure_of_policy_in_an_expression_is_found_and_a_count_of_people_is_not()
    {
        static Graph Deciding(string script) => Graph.Shipped().Between("acceptance", "Accepted", "choose", "Elsa.FlowDecision", "True", "False", "investigation", ("condition", Script(script)));
        var standard = Packs.On(AreaCode.Parse("220182"), Today).Find("dibao.rural-standard")!.Value.Value.Amount.Fen / 100;
        Assert.DoesNotContain(Findings(Deciding("getInput('members') > 3").Text()), f => f.Finding.Code == "policy-figure");
        Assert.Contains(Findings(Deciding($"getInput('income') < {standard}").Text()), f => f.Finding.Code == "policy-figure" && f.Finding.ActivityId == "choose" && f.Sentence.Contains("dibao.rural-standard", StringComparison.Ordinal));
    }

    [Fact]
    public void A_role_that_may_not_do_a_step_a_pack_key_that_does_not_exist_and_a_step_inside_a_loop_are_found()
    {
        var role = Graph.Shipped().Set("countyApproval", "role", Literal("reviewer"));
        Assert.Contains(Findings(role.Text()), f => f.Finding is { Code: "law.role", ActivityId: "countyApproval" });
        var key = Graph.Shipped().Set("reviewRequired", "key", Literal("no.such-key"));
        Assert.Contains(Findings(key.Text()), f => f.Finding is { Code: "policy-key", ActivityId: "reviewRequired" });
        var ways = Graph.Shipped().Set("reviewRequired", "ways", List("true"));
        Assert.Contains(Findings(ways.Text()), f => f.Finding is { Code: "policy-ways", ActivityId: "reviewRequired" });
        var nested = Graph.Shipped().Between("acceptance", "Accepted", "loop", "Elsa.While", "Done", null, null, ("body", new JsonObject { ["id"] = "inner", ["type"] = "Approvals.HomeVisit", ["version"] = 1 }));
        Assert.Contains(Findings(nested.Text()), f => f.Finding is { Code: "nested-step", ActivityId: "inner" });
    }

    [Fact]
    public void Branches_side_by_side_that_meet_before_the_decision_are_as_good_as_one_after_the_other()
    {
        // Check and visit run beside each other in what ships; a third branch beside them changes nothing either way.
        var graph = Graph.Shipped().Set("investigation", "branches", List("informationCheck", "homeVisit", "second")).Add("secondVisit", "Approvals.HomeVisit").Connect("investigation", "second", "secondVisit").Connect("secondVisit", "Visited", "reviewRequired");
        Assert.Empty(Findings(graph.Text()));

        // A join that goes on with the first of them proves nothing.
        var race = Graph.Shipped().Add("first", "Elsa.FlowJoin").Set("first", "mode", Literal("WaitAny"))
            .Redirect("homeVisit", "Visited", "first").Redirect("informationCheck", "Answered", "first").Connect("first", "Done", "reviewRequired");
        AssertFound("visit", "initialReview", race);
        AssertFound("information-check", "initialReview", race);
    }

    private static void AssertFound(string rule, string activity, Graph graph)
    {
        var found = Findings(graph.Text());
        var one = found.FirstOrDefault(f => f.Finding.Code == "law." + rule && f.Finding.ActivityId == activity);
        Assert.True(one is not null, $"law.{rule} at {activity} not among: {string.Join("\n", found.Select(f => $"{f.Finding.Code} {f.Finding.ActivityId}"))}");
        Assert.NotEmpty(one.Clauses);
        Assert.All(one.Clauses, c => Assert.Contains(c, one.Sentence, StringComparison.Ordinal));
    }

    private static IReadOnlyList<LegalFinding> Findings(string text, DateOnly? day = null, PolicySet? policies = null) =>
        Lint.Findings(DefinitionReader.Read(text, Steps.Catalogue), AreaCode.Nation, policies ?? Packs, day ?? Today);

    // Where a way that gets around the step can begin: right after the start, or for what an objection demands right after it.
    private static (string Activity, string Port) SourceOf(string rule) => rule switch
    {
        "objection-visit" or "objection-decision" or "objection-review" or "democratic-review-on-objection" => ("noticeResult", "Objection"),
        "notice-of-proposal" => ("initialReview", "ProposeConfirm"),
        _ => ("start", "Done"),
    };

    private static JsonObject Literal(string value) => Flow.Literal(value);

    private static JsonObject Script(string value) => Flow.Script(value);

    private static JsonObject List(params string[] items) => Flow.List(items);

    /// <summary>The shipped definition, redrawn.</summary>
    private sealed class Graph
    {
        private readonly JsonObject _document = JsonNode.Parse(LegalityTests.Shipped)!.AsObject();

        private JsonArray Activities => _document["root"]!["activities"]!.AsArray();

        private JsonArray Connections => _document["root"]!["connections"]!.AsArray();

        public static Graph Shipped() => new();

        public string Text() => _document.ToJsonString();

        public Graph Add(string id, string type)
        {
            Activities.Add((JsonNode)new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 });
            return this;
        }

        public Graph Set(string id, string input, JsonNode value)
        {
            Activities.First(a => a!["id"]!.GetValue<string>() == id)![input] = value;
            return this;
        }

        public Graph Connect(string from, string port, string to)
        {
            Connections.Add((JsonNode)new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
                ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
            });
            return this;
        }

        public Graph Redirect(string from, string port, string to)
        {
            Of(from, port)["target"]!["activity"] = to;
            return this;
        }

        public Graph Remove(string id)
        {
            Activities.Remove(Activities.First(a => a!["id"]!.GetValue<string>() == id));
            foreach (var loose in Connections.Where(c => c!["source"]!["activity"]!.GetValue<string>() == id || c["target"]!["activity"]!.GetValue<string>() == id).ToList())
            {
                Connections.Remove(loose);
            }

            return this;
        }

        /// <summary>Puts an activity behind a port: by one of its ports the flow goes on as before, by the other somewhere else.</summary>
        public Graph Between(string from, string port, string id, string type, string on, string? away, string? elsewhere, params (string Name, JsonNode Value)[] inputs) =>
            Between(from, port, id, type, on, away, elsewhere, false, inputs);

        public Graph Between(string from, string port, string id, string type, string on, string? away, string? elsewhere, bool loops, params (string Name, JsonNode Value)[] inputs)
        {
            var onward = Of(from, port)["target"]!["activity"]!.GetValue<string>();
            Add(id, type).Redirect(from, port, id).Connect(id, on, onward);
            foreach (var (name, value) in inputs)
            {
                Set(id, name, value);
            }

            if (type == "Elsa.FlowFork")
            {
                Set(id, "branches", List(on, away!));
            }

            if (loops)
            {
                // The loop: a first round back to the same place, then the way past.
                Set(id, "cases", new JsonArray(Case("Round"), Case("Back")));
                Add("rework", "Elsa.FlowDecision").Set("rework", "condition", Script("true")).Connect(id, "Back", "rework").Connect("rework", "True", id).Connect("rework", "False", elsewhere!);
            }

            return away is null ? this : Connect(id, away, elsewhere!);
        }

        public Graph Split((string Activity, string Port) source, string id, string type, string on, string away, string elsewhere, bool loops = false) =>
            Between(source.Activity, source.Port, id, type, on, away, elsewhere, loops, type == "Elsa.FlowDecision" ? [("condition", Script("false"))] : []);

        /// <summary>Makes the end of a race: whoever is first ends the flow.</summary>
        public Graph JoinAny(string port)
        {
            var slow = Of("race", port)["target"]!["activity"]!.GetValue<string>();
            return Add("first", "Elsa.FlowJoin").Set("first", "mode", Literal("WaitAny")).Redirect("race", port, "first").Redirect("race", "two", "first").Connect("first", "Done", "end").Connect("first", "Never", slow);
        }

        private static JsonObject Case(string label) => new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "true" } };

        private JsonNode Of(string from, string port) =>
            Connections.First(c => c!["source"]!["activity"]!.GetValue<string>() == from && c["source"]!["port"]!.GetValue<string>() == port)!;
    }
}
