using System.Text;
using Approvals.Workflow.Tests.Elsa;

namespace Approvals.Workflow.Tests.Documents;

/// <summary>Whatever is done to a document, reading, checking and writing it never crash; and what can be read can be started.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly string[] Splices = ["null", "{}", "[]", "0", "-1", "1e99", "\"\"", "true", "\"Workflow1\"", "\"\\ud800\"", "[[[[[[]]]]]]", "{\"id\":\"T\"}", "9999999999999999999999999", "\"Elsa.Flowchart\"", "\"Variable\"", "\"JavaScript\""];

    [Fact]
    public void Mutated_documents_never_crash_the_reader()
    {
        var originals = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "conformance"), "*.json")
            .SelectMany(f => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(f))!["definitions"]!.AsArray().Select(d => d!.ToJsonString()))
            .ToArray();
        var random = new Random(Soak.Seed(output));
        for (var i = 0; i < Soak.Count(1_500, 100_000); i++)
        {
            var document = Mutate(originals[random.Next(originals.Length)], random);
            Try(document);
        }
    }

    private static void Try(string document)
    {
        try
        {
            var reading = DefinitionReader.Read(document, OracleActivities.Catalogue);
            Assert.True(reading.Definition is not null || reading.Findings.Count > 0, document);
            DefinitionCheck.Check(reading, OracleActivities.Catalogue);
            if (reading.Definition is { } definition)
            {
                var written = DefinitionWriter.Write(definition);
                Assert.Equal(written, DefinitionWriter.Write(DefinitionReader.Read(written, OracleActivities.Catalogue).Definition!));
                var started = WorkflowEngine.Step(definition, OracleActivities.Catalogue, null, new Stimulus.Start(), new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
                Assert.False(started.WaitsForNothing, document);
                Assert.Equal(started.State!.ToJson(), InstanceState.Parse(started.State.ToJson()).ToJson());
            }
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{e}\n{document}");
        }
    }

    private static string Mutate(string document, Random random)
    {
        var text = new StringBuilder(document);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            switch (random.Next(4))
            {
                case 0:
                    Splice(text, random);
                    break;
                case 1:
                    Swap(text, random);
                    break;
                case 2:
                    text.Remove(random.Next(text.Length), 1);
                    break;
                default:
                    text[random.Next(text.Length)] = "{}[]\",:0aA\\"[random.Next(11)];
                    break;
            }
        }
        return text.ToString();
    }

    /// <summary>Puts another value in the place of one.</summary>
    private static void Splice(StringBuilder text, Random random)
    {
        var all = text.ToString();
        var colon = all.IndexOf(':', random.Next(all.Length));
        if (colon < 0)
        {
            return;
        }
        var end = all.IndexOfAny([',', '}', ']'], colon);
        text.Remove(colon + 1, Math.Max(0, end - colon - 1)).Insert(colon + 1, Splices[random.Next(Splices.Length)]);
    }

    /// <summary>Gives one text the place of another.</summary>
    private static void Swap(StringBuilder text, Random random)
    {
        var parts = text.ToString().Split('"');
        var (a, b) = (random.Next(parts.Length / 2) * 2 + 1, random.Next(parts.Length / 2) * 2 + 1);
        if (b < parts.Length && a < parts.Length)
        {
            (parts[a], parts[b]) = (parts[b], parts[a]);
            text.Clear().AppendJoin('"', parts);
        }
    }
}
