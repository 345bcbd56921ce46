using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>Every worked example of the catalogue, which ship with the program, and further cases of our own: result and clauses.</summary>
public class GoldenTests
{
    public static TheoryData<string> Names => [.. Golden.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Worked_example(string name) => Assert.Empty(Golden.All.Single(e => e.Name == name).Run(Law.Rules).Differences);

    [Fact]
    public void Names_are_unique() => Assert.Empty(Golden.All.GroupBy(e => e.Name).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void An_example_that_is_wrong_says_how()
    {
        var right = Golden.All.First(e => e.Expect.ContainsKey("monthly"));
        var wrong = right with { Expect = new Dictionary<string, string>(right.Expect) { ["monthly"] = "0.01", ["yearly"] = "1" }, Cites = ["N2021-9.9.9"] };
        var run = wrong.Run(Law.Rules);
        Assert.Equal(["monthly: expected 0.01", "yearly: expected 1, was nothing", "cites: N2021-9.9.9 is not among"], run.Differences.Select(d => d.Split(", was 2")[0].Split(" [")[0]));
    }
}

/// <summary>The examples the tests run.</summary>
internal static class Golden
{
    public static IReadOnlyList<WorkedExample> Catalogue { get; } = WorkedExamples.Shipped();

    public static IReadOnlyList<WorkedExample> Further { get; } = WorkedExamples.Read(Path.Combine(AppContext.BaseDirectory, "golden"));

    public static IReadOnlyList<WorkedExample> All { get; } = [.. Catalogue, .. Further];
}
