using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Elsa;

namespace Approvals.Workflow.Tests.Documents;

/// <summary>Whatever is done to a document, reading, checking and writing it never crash; and what can be read can be started.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    [Fact]
    public void Mutated_documents_never_crash_the_reader()
    {
        var originals = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "conformance"), "*.json")
            .SelectMany(f => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(f))!["definitions"]!.AsArray().Select(d => d!.ToJsonString()))
            .ToArray();
        var random = new Random(Soak.Seed(output));
        for (var i = 0; i < Soak.Count(1_500, 100_000); i++)
        {
            var document = DamagedDocuments.Damage(originals[random.Next(originals.Length)], random);
            Try(document);
        }
    }

    private static void Try(string document)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var reading = DefinitionReader.Read(document, OracleActivities.Catalogue);
            Assert.True(reading.Definition is not null || reading.Findings.Count > 0, document);
            foreach (var finding in DefinitionCheck.Check(reading, OracleActivities.Catalogue))
            {
                Assert.True(finding.Path.StartsWith('$') && finding.Message.Length > 0 && finding.Remedy.Length > 0 && finding.Code.Length > 0, $"{finding}\n{document}");
                Assert.True(LeadsSomewhere(finding.Path, document), $"{finding.Path} leads nowhere in {document}");
            }
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
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(5), $"slow: {document}");
    }

    /// <summary>A path is one of the document, or of the member that is missing from an object of the document.</summary>
    private static bool LeadsSomewhere(string path, string document)
    {
        JsonNode? at;
        try
        {
            at = JsonNode.Parse(document, documentOptions: new() { MaxDepth = 256 });
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return true; // broken or with a member twice: the path leads to where reading stopped
        }
        var parts = path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries)[1..];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].TrimEnd(']');
            if (at is JsonArray list && int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index < list.Count)
            {
                at = list[index];
            }
            else if (at is JsonObject o && o.FirstOrDefault(m => string.Equals(m.Key, part, StringComparison.OrdinalIgnoreCase)) is { Key: not null } member)
            {
                at = member.Value;
            }
            else
            {
                return i == parts.Length - 1;
            }
        }
        return true;
    }
}
