using System.Text.RegularExpressions;

namespace Approvals.Rules.Tests;

/// <summary>Every worked example of the formulas built so far is a golden case or stands, with its reason, among those not reached.</summary>
public partial class ExampleCoverageTests
{
    public static TheoryData<string, int> Formulas => new() { { "F1a", 12 }, { "F2", 12 }, { "F2b", 7 }, { "F18", 7 }, { "F19", 7 } };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Every_example_is_a_case_or_waits_for_its_pack(string formula, int examples)
    {
        var cases = GoldenCase.All.Select(c => ExampleId().Match(c.Name)).Where(m => m.Success).Select(m => m.Value).ToHashSet();
        var waiting = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "examples", "not-reached.csv"))
            .Where(l => l[0] != '#').Skip(1).Select(l => l.Split(',')[0]).ToHashSet();
        Assert.Empty(cases.Intersect(waiting));
        Assert.All(Enumerable.Range(1, examples), n => Assert.Contains($"{formula}-{n}", cases.Union(waiting)));
    }

    [Fact]
    public void Names_of_cases_are_unique() => Assert.Equal(GoldenCase.All.Count, GoldenCase.All.Select(c => c.Name).Distinct().Count());

    [GeneratedRegex("^F[0-9]+[a-c]?-[0-9]+")]
    private static partial Regex ExampleId();
}
