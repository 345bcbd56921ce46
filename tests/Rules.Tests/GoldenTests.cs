using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>Every worked example of the catalogue, which ship with the program, and further cases of our own: result and clauses.</summary>
public class GoldenTests
{
    public static TheoryData<string> Names => [.. Golden.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Worked_example(string name) => Assert.Empty(Golden.All.Single(e => e.Name == name).Run(Law.Rules).Differences);

    /// <summary>The catalogue stands on the documents alone, whatever the made-up counties have set.</summary>
    [Fact]
    public void The_catalogue_needs_no_demonstration_county()
    {
        var rules = new RuleBook(ShippedPacks.Load(withDemo: false), Divisions.Shipped());
        Assert.Equal([], Golden.Catalogue.Where(e => e.CatalogueId is not null).Select(e => e.Run(rules)).Where(r => !r.Passed).Select(r => $"{r.Example.Name}: {string.Join("; ", r.Differences)}"));
    }

    [Fact]
    public void Names_are_unique() => Assert.Empty(Golden.All.GroupBy(e => e.Name).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void An_example_that_is_wrong_says_how()
    {
        var right = Golden.Catalogue.Single(e => e.CatalogueId == "F2-1");
        var wrong = right with { Expect = new Dictionary<string, string> { ["eligible"] = "true", ["monthly"] = "250.01", ["yearly"] = "1" }, Cites = ["N2021-9.9.9"] };
        Assert.Equal(
            ["monthly: expected 250.01, was 250.00", "yearly: expected 1, was nothing", "cites: N2021-9.9.9 is not among [HN2017-2.2.3, O11]"],
            wrong.Run(Law.Rules).Differences);
    }
}

/// <summary>The examples the tests run.</summary>
internal static class Golden
{
    public static IReadOnlyList<WorkedExample> Catalogue { get; } = WorkedExamples.Shipped();

    public static IReadOnlyList<WorkedExample> Further { get; } = WorkedExamples.Read(Path.Combine(AppContext.BaseDirectory, "golden"));

    public static IReadOnlyList<WorkedExample> All { get; } = [.. Catalogue, .. Further];
}
