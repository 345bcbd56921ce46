using System.Text;
using System.Text.Json;
using Approvals.Domain;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class ExplanationTests
{
    [Fact]
    public void Recomputing_gives_the_same_bytes() => Assert.Equal(Bytes(), Bytes());

    [Fact]
    public void The_bytes_of_the_first_household_are_these()
    {
        // Kept in a file: a decision made today must read the same in years. A change here needs a new rule version.
        var kept = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "explanation-f2-1.json")).TrimEnd('\n');
        Assert.Equal(kept, Encoding.UTF8.GetString(Bytes()));
    }

    [Fact]
    public void Every_figure_in_it_has_a_source_and_every_source_of_law_a_clause()
    {
        var explanation = Law.Rules.Calculate(Golden.Catalogue.Single(e => e.CatalogueId == "F2-1").Call).Explanation!;
        Assert.All(explanation.Steps.SelectMany(s => s.Inputs), i => Assert.NotNull(i.Source));
        Assert.All(explanation.PolicyValues, p => Assert.NotEmpty(p.Clauses));
        Assert.All(explanation.Clauses, c => Assert.Contains(c, Law.Shipped.Clauses.Keys));
    }

    [Fact]
    public void A_setting_shows_as_a_setting_and_a_default_as_not_confirmed()
    {
        var json = Law.Rules.Calculate("""{"rule":"dibao.shortfall","area":"220183","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":9000},"settings":{"dibao.rural-standard":4000}}""").ToJson();
        Assert.Contains("\"from\":{\"setting\":\"dibao.rural-standard\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"row\":\"default/benefit.rounding\"", json, StringComparison.Ordinal);
        Assert.Contains("\"confirmed\":false", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_JSON_reads_back_as_what_was_written()
    {
        var text = Gen.Elements("a", "\"", "\\", "\n", "\u0001", "元", "𠮷", "/", "<", "\u2028").ListOf().Select(string.Concat);
        Generated.ForAll(text, t => JsonDocument.Parse(new CanonicalJson().Members(o => o.Name(t).Texts([t, ""])).ToUtf8()).RootElement.GetProperty(t)[0].GetString() == t);
    }

    private static byte[] Bytes() => ExplanationJson.ToUtf8(Law.Rules.Calculate(Golden.All.Single(c => c.Name.StartsWith("榆树 F2-1 three", StringComparison.Ordinal)).Call).Explanation!);
}
