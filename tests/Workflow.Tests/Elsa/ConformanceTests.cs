using System.Text.Json.Nodes;

namespace Approvals.Workflow.Tests.Elsa;

/// <summary>The recorded behaviour of Elsa 3.8 in counter mode, case by case.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => [.. Files().Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_runtime_behaves_as_recorded(string name)
    {
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(Files()[name], TestContext.Current.CancellationToken))!;
        var difference = Differences.All.GetValueOrDefault((string)recorded["name"]!);
        var problems = await Compare(recorded, difference);
        output.WriteLine($"{name}: {(problems.Count > 0 ? "FAILED" : difference is null ? "as recorded" : $"differs on purpose: {difference.Reason}")}");
        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
    }

    [Fact]
    public void Every_difference_belongs_to_a_case_that_is_here()
    {
        var names = Files().Values.Select(f => (string)JsonNode.Parse(File.ReadAllText(f))!["name"]!).ToHashSet();
        Assert.DoesNotContain(Differences.All.Keys, name => !names.Contains(name));
    }

    private static Dictionary<string, string> Files()
    {
        var extra = Environment.GetEnvironmentVariable("CONFORMANCE_DIR");
        var own = Path.Combine(AppContext.BaseDirectory, "conformance");
        return (extra is null ? [own] : new[] { own, extra })
            .SelectMany(directory => Directory.GetFiles(directory, "*.json"))
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, StringComparer.Ordinal);
    }

    private static async Task<List<string>> Compare(JsonNode recorded, Difference? difference)
    {
        var problems = new List<string>();
        var host = new OracleHost(recorded["definitions"]!.AsArray().Select(d => d!));
        var observed = recorded["observed"] as JsonArray;
        foreach (var (step, index) in recorded["steps"]!.AsArray().Select((step, index) => (step!, index)))
        {
            var met = await host.Do(step);
            var expected = observed is null ? [] : Verdicts.Expected(observed[index]!);
            var ours = difference?.Steps.GetValueOrDefault(index + 1) ?? [];
            problems.AddRange(Compare(index + 1, expected, ours, Verdicts.Actual(host, met)));
        }
        return problems;
    }

    /// <summary>Facets that differ on purpose must be as the table says, and must really differ.</summary>
    private static IEnumerable<string> Compare(int step, Dictionary<string, string> elsa, Dictionary<string, string> ours, Dictionary<string, string> actual)
    {
        foreach (var facet in Verdicts.Facets)
        {
            var wanted = ours.GetValueOrDefault(facet) ?? elsa.GetValueOrDefault(facet);
            if (wanted is not null && wanted != actual[facet])
            {
                yield return $"step {step}, {facet}\nwanted:\n{wanted}\ngot:\n{actual[facet]}";
            }
            if (ours.TryGetValue(facet, out var differing) && differing == elsa.GetValueOrDefault(facet))
            {
                yield return $"step {step}, {facet}: the table of differences repeats what Elsa does";
            }
        }
    }
}
