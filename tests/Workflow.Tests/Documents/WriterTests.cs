using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Elsa;
using Approvals.Workflow.Tests.Flows;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Documents;

/// <summary>Definition files for review.</summary>
public sealed class WriterTests
{
    private static WorkflowDefinition Read(string json, ActivityCatalogue? catalogue = null) => DefinitionReader.Read(json, catalogue ?? LibraryActivities.Catalogue).Definition!;

    private static Chart Loan() => new Chart("loan")
        .With("z-start", "Elsa.Start").With("b", "Library.ApproveLoan", ("note", Chart.Literal("请核对")), ("dueDays", Chart.Literal("3")), ("role", Chart.Literal("director")))
        .With("a", "Library.CheckCard").With("end", "Elsa.End")
        .Connect("b:Rejected>end b:Approved>a z-start>b a:Valid>end a:Expired>end");

    [Fact]
    public void Writing_is_stable_and_reading_back_gives_the_same_definition()
    {
        var written = DefinitionWriter.Write(Loan().Read());
        Assert.Equal(written, DefinitionWriter.Write(Read(written)));
        Assert.Empty(DefinitionReader.Read(written, LibraryActivities.Catalogue).Findings);
    }

    [Fact]
    public void What_Studio_shuffles_is_written_the_same()
    {
        var document = Loan().Document();
        var shuffled = document.DeepClone();
        foreach (var list in new[] { "activities", "connections" })
        {
            var items = shuffled["root"]![list]!.AsArray().Select(i => i!.DeepClone()).Reverse().ToArray();
            shuffled["root"]![list] = new JsonArray(items);
        }
        Assert.Equal(DefinitionWriter.Write(Read(document.ToJsonString())), DefinitionWriter.Write(Read(shuffled.ToJsonString())));
    }

    [Fact]
    public void Activities_stand_in_the_order_of_the_flow_and_positions_come_last()
    {
        var written = JsonNode.Parse(DefinitionWriter.Write(Loan().Read()))!;
        var activities = written["root"]!["activities"]!.AsArray();
        Assert.Equal(["z-start", "b", "a", "end"], activities.Select(a => (string)a!["id"]!));
        var approve = activities[1]!.AsObject();
        Assert.Equal(["id", "nodeId", "name", "type", "version", "role", "dueDays", "note", "customProperties", "metadata"], approve.Select(m => m.Key));
        Assert.Equal("designer", approve["metadata"]!.AsObject().Last().Key);
        Assert.Equal("root", written.AsObject().Last().Key);
        Assert.Equal("Workflow1:fc:b", (string)approve["nodeId"]!);
    }

    [Fact]
    public void Chinese_stays_readable()
    {
        var written = DefinitionWriter.Write(Loan().Read());
        Assert.Contains("请核对", written, StringComparison.Ordinal);
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_lost_not_even_what_no_descriptor_knows()
    {
        var document = Loan().Document();
        document["root"]!["activities"]![1]!["extra"] = JsonNode.Parse("""{"b":[1,2.50,null],"a":"x"}""");
        document["future"] = "kept";
        var written = JsonNode.Parse(DefinitionWriter.Write(Read(document.ToJsonString())))!;
        Assert.Equal("kept", (string)written["future"]!);
        Assert.Equal("""{"a":"x","b":[1,2.50,null]}""", written["root"]!["activities"]![1]!["extra"]!.ToJsonString());
    }

    [Fact]
    public void Every_recorded_case_survives_writing_and_reading()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "conformance"), "*.json"))
        {
            foreach (var document in JsonNode.Parse(File.ReadAllText(file))!["definitions"]!.AsArray())
            {
                var definition = Read(document!.ToJsonString(), OracleActivities.Catalogue);
                var written = DefinitionWriter.Write(definition);
                var again = Read(written, OracleActivities.Catalogue);
                Assert.Equal(written, DefinitionWriter.Write(again));
                Assert.Equal(definition.Nodes.Select(n => (n.NodeId, n.WrittenType)).Order(), again.Nodes.Select(n => (n.NodeId, n.WrittenType)).Order());
                Assert.Equal(Shown(definition), Shown(again));
            }
        }
    }

    [Fact]
    public void Random_flows_have_the_same_graph_after_writing_and_reading()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var flow = new RandomFlow(seed);
            var written = DefinitionWriter.Write(flow.Chart.Read(FlowActivities.Catalogue));
            Assert.Equal(Shown(flow.Chart.Read(FlowActivities.Catalogue)), Shown(Read(written, FlowActivities.Catalogue)));
        }
    }

    /// <summary>The graphs by name, whatever the order in the document.</summary>
    private static string Shown(WorkflowDefinition definition) => string.Join('\n', definition.Nodes
        .Where(n => n.Type == BuiltIns.FlowchartType)
        .OrderBy(n => n.NodeId, StringComparer.Ordinal)
        .Select(n => n.Graph())
        .Select(g => $"{(g.Start < 0 ? "" : g.Activities[g.Start].Id)} {string.Join(' ', g.Connections.Select(c => $"{c.Key}{c.IsForward}{c.IsValid}").Order(StringComparer.Ordinal))}"));
}
