using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Documents;

/// <summary>Reading what Studio writes, with all its oddities.</summary>
public sealed class ReaderTests
{
    private static string Example => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "example-definition.json"));

    /// <summary>The activities of the captured definition.</summary>
    private static ActivityCatalogue Captured { get; } = new(
        Of("Approvals.SubmitApplication", [new("FormCode", "System.String", "表单编码") { DefaultValue = "form-a" }], ["Done"]),
        Of("Approvals.HomeVisit", [new("AssigneeRole", "System.String", "办理角色") { DefaultValue = "village-clerk" }, new("DueDays", "System.Int32", "办理时限(天)") { DefaultValue = 5 }, new("Notes", "System.String", "办理说明"), new("RequirePhotos", "System.Boolean", "必须上传照片") { DefaultValue = true }, new("Scope", "System.Collections.Generic.ICollection`1[System.String]", "核查范围")], ["Pass", "Fail", "Return"]),
        Of("Approvals.PublicNotice", [new("Days", "System.Int32", "公示天数") { DefaultValue = 7 }, new("Place", "System.String", "公示地点") { DefaultValue = "board" }], ["NoObjection", "Objection"]),
        Of("Approvals.Approve", [new("AssigneeRole", "System.String", "办理角色") { DefaultValue = "county-approver" }], ["Approved", "Rejected"]),
        Of("Approvals.Finish", [new("Result", "System.String", "办结结果")], []));

    [Fact]
    public void The_captured_definition_is_read_whole()
    {
        var reading = DefinitionReader.Read(Example, Captured);
        Assert.Empty(reading.Findings);
        var definition = reading.Definition!;
        Assert.Equal(("ver-1", "subsidy-demo", 1, "临时救助审批流程", "3.8.2.0"), (definition.Id, definition.DefinitionId, definition.Version, definition.Name, definition.ToolVersion));
        Assert.Equal((true, false), (definition.IsLatest, definition.IsPublished));
        Assert.Equal(["submit1", "visit1", "notice1", "approve1", "finish1"], definition.Root.Children.Select(c => c.Id));
        Assert.Equal("Workflow1:Flowchart1:visit1", definition.Find("visit1")!.NodeId);
        Assert.Equal("入户核查（两人以上）", definition.Find("visit1")!.Title);
        Assert.Equal("Amount", definition.Variables.Single().Name);
        Assert.Equal(IncidentStrategy.Suspend, definition.IncidentStrategy);
    }

    [Fact]
    public void A_missing_node_id_is_computed()
    {
        var document = JsonNode.Parse(Example)!;
        foreach (var activity in document["root"]!["activities"]!.AsArray())
        {
            activity!.AsObject().Remove("nodeId");
        }
        document["root"]!.AsObject().Remove("nodeId");
        Assert.Equal("Workflow1:Flowchart1:approve1", DefinitionReader.Read(document.ToJsonString(), Captured).Definition!.Find("approve1")!.NodeId);
    }

    [Theory]
    [InlineData("""{"typeName":"Int32","expression":{"type":"Literal","value":"8"},"memoryReference":{"id":null}}""", "8")]
    [InlineData("""{"typeName":null,"expression":{"type":"Literal","value":8},"memoryReference":null}""", "8")]
    [InlineData("""{"typeName":"Int32","expression":{"type":"JavaScript","value":"2 * 5"}}""", "10")]
    [InlineData("""{"typeName":"Int32","expression":{"type":"JavaScript","value":"'12'"}}""", "12")]
    [InlineData("""{"typeName":null,"expression":{"type":"Variable","value":"{\"id\":\"v-n\",\"name\":\"n\",\"typeName\":\"Int32\"}"},"memoryReference":null}""", "42")]
    [InlineData("""{"typeName":null,"expression":{"type":"Variable","value":{"id":"v-n","name":"n"}}}""", "42")]
    [InlineData("""{"typeName":"Int32","expression":{"type":"Input","value":{"name":"Amount"}}}""", "7")]
    [InlineData("""{"typeName":"Int32","expression":{"type":"Input","value":"Amount"}}""", "7")]
    [InlineData("""{"typeName":"Int32","memoryReference":{"id":"v-n"}}""", "42")]
    [InlineData("null", "5")]
    [InlineData("9", "9")]
    public async Task An_input_is_read_in_every_form_in_which_Studio_leaves_it(string written, string value)
    {
        var desk = new Desk(new Chart().Variable("n", "Int32", "42").Input("Amount", "Int32").With("approve", "Library.ApproveLoan", ("dueDays", JsonNode.Parse(written))).Read());
        await desk.Start(Value.Record(("Amount", 7)));
        Assert.Equal(value, desk.Tasks.Values.Single().Payload["DueDays"].ToString());
    }

    [Fact]
    public async Task Untouched_inputs_have_their_defaults_and_inputs_without_one_are_left_out()
    {
        var desk = new Desk(new Chart().With("approve", "Library.ApproveLoan").Read());
        await desk.Start();
        Assert.Equal("""{"Role":"librarian","DueDays":5}""", desk.Tasks.Values.Single().Payload.ToString());
    }

    [Theory]
    [InlineData("""{"expression":{"type":"Object","value":"[\"income\",\"house\"]"}}""", """["income","house"]""")]
    [InlineData("""{"expression":{"type":"Object","value":["income"]}}""", """["income"]""")]
    [InlineData("""{"expression":{"type":"Object","value":""}}""", "null")]
    [InlineData("""{"expression":{"type":"Literal","value":"[\"a\"]"}}""", """["a"]""")]
    public void Object_values_are_JSON_in_a_text(string written, string value)
    {
        var document = JsonNode.Parse(Example)!;
        document["root"]!["activities"]![1]!["scope"] = JsonNode.Parse(written);
        var reading = DefinitionReader.Read(document.ToJsonString(), Captured);
        Assert.Equal(value, reading.Definition!.Find("visit1")!.Input("Scope")!.Constant!.ToString());
    }

    [Fact]
    public void Dynamic_outcomes_come_from_their_input()
    {
        var definition = new Chart().With("fork", "Elsa.FlowFork", ("branches", Chart.List("批准", "驳回"))).Read();
        Assert.Equal(["批准", "驳回"], Ways.Of(definition.Find("fork")!));
    }

    [Fact]
    public void Ports_left_empty_mean_Done_and_In_and_double_connections_count_once()
    {
        var document = new Chart().With("a", "Elsa.WriteLine").With("b", "Elsa.WriteLine").Document();
        document["root"]!["connections"] = JsonNode.Parse("""[{"source":{"activity":"a"},"target":{"activity":"b"}},{"source":{"activity":"a","port":""},"target":{"activity":"b","port":null}},{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]""");
        var connection = Assert.Single(DefinitionReader.Read(document.ToJsonString(), LibraryActivities.Catalogue).Definition!.Root.Connections);
        Assert.Equal(("Done", "In"), (connection.Port, connection.TargetPort));
    }

    [Fact]
    public void Members_are_read_whatever_their_case()
    {
        var pascal = Example.Replace("\"definitionId\"", "\"DefinitionId\"", StringComparison.Ordinal).Replace("\"root\"", "\"Root\"", StringComparison.Ordinal);
        Assert.Equal("subsidy-demo", DefinitionReader.Read(pascal, Captured).Definition!.DefinitionId);
    }

    [Theory]
    [InlineData("", "not-json")]
    [InlineData("{", "not-json")]
    [InlineData("[]", "not-an-object")]
    [InlineData("null", "not-an-object")]
    [InlineData("{}", "no-root")]
    [InlineData("""{"root":5}""", "no-root")]
    [InlineData("""{"root":{"type":"Elsa.Flowchart"}}""", "no-id")]
    [InlineData("""{"id":"a","id":"b","root":{}}""", "not-json")]
    [InlineData("""{"root":{"id":"fc","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.WriteLine"},{"id":"a","type":"Elsa.WriteLine"}]}}""", "duplicate-id")]
    [InlineData("""{"root":{"id":"Workflow1","type":"Elsa.Flowchart"}}""", "duplicate-id")]
    public void A_document_without_a_usable_graph_is_refused_with_the_place(string json, string code)
    {
        var reading = DefinitionReader.Read(json, LibraryActivities.Catalogue);
        Assert.Null(reading.Definition);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(code, finding.Code);
        Assert.StartsWith("$", finding.Path, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Message);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void More_than_two_thousand_activities_are_refused()
    {
        var chart = new Chart();
        for (var i = 0; i < DefinitionReader.MaximumActivities; i++)
        {
            chart.With($"a{i}", "Elsa.WriteLine");
        }
        var reading = DefinitionReader.Read(chart.Document().ToJsonString(), LibraryActivities.Catalogue);
        Assert.Null(reading.Definition);
        Assert.Equal("too-many-activities", Assert.Single(reading.Findings).Code);
    }

    [Fact]
    public void A_large_flow_with_loops_is_read_quickly_enough_to_be_edited()
    {
        var chart = new Chart();
        for (var i = 0; i < 1_900; i++)
        {
            chart.With($"a{i}", "Library.ApproveLoan");
            chart.Connect(i == 0 ? "" : $"a{i - 1}:Approved>a{i} a{i}:Returned>a{i - 1} a{i}:Rejected>a{i / 2}");
        }
        var definition = chart.Read();
        Assert.Equal(1_899, definition.Root.Graph().Connections.Count(c => c.IsForward));
        Assert.True(definition.Root.Graph().Connections.All(c => c.IsValid));
    }

    [Fact]
    public void An_unknown_type_stands_as_not_found_and_says_where()
    {
        var reading = DefinitionReader.Read(new Chart().With("q", "No.Such").With("old", "Elsa.WriteLine").Document().ToJsonString(), LibraryActivities.Catalogue);
        Assert.Equal(Node.NotFoundType, reading.Definition!.Find("q")!.Type);
        Assert.Equal("No.Such", reading.Definition.Find("q")!.WrittenType);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("unknown-type", "$.root.activities[0]", "q"), (finding.Code, finding.Path, finding.ActivityId));
    }

    [Fact]
    public void A_known_type_in_an_unknown_version_says_so()
    {
        var document = new Chart().With("a", "Elsa.WriteLine").Document();
        document["root"]!["activities"]![0]!["version"] = 7;
        Assert.Contains("版本 7", Assert.Single(DefinitionReader.Read(document.ToJsonString(), LibraryActivities.Catalogue).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_values_of_variables_are_read_as_their_type()
    {
        var definition = new Chart()
            .Variable("whole", "Int32", "5").Variable("text", "String", "5").Variable("flag", "System.Boolean", "true").Variable("number", "Decimal", "1.50")
            .Variable("any", "Object", "{\"a\":1}").Variable("plain", "Object", "abc").Variable("none", "Int32").Variable("memory", "Int32", "1", "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core")
            .With("a", "Elsa.WriteLine").Read();
        Assert.Equal("5 \"5\" true 1.5 {\"a\":1} \"abc\" null 1", string.Join(' ', definition.Variables.Select(v => v.Default)));
        Assert.Equal(["memory"], definition.Variables.Where(v => v.IsTransient).Select(v => v.Name));
        var reading = DefinitionReader.Read(new Chart().Variable("bad", "Int32", "five").With("a", "Elsa.WriteLine").Document().ToJsonString(), LibraryActivities.Catalogue);
        Assert.Equal("bad-default", Assert.Single(reading.Findings).Code);
    }

    private static CapturedActivity Of(string type, InputDescriptor[] inputs, string[] outcomes) =>
        new(new ActivityDescriptor(type, type, "捕获") { Inputs = inputs, Outcomes = [.. outcomes.Select(o => new Outcome(o, o))] });

    private sealed class CapturedActivity(ActivityDescriptor descriptor) : HumanActivity
    {
        public override ActivityDescriptor Descriptor => descriptor;
    }
}
