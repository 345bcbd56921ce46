using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>No binding clause with a figure or a formula is forgotten.</summary>
public class ClauseReachTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyDictionary<string, ClauseEntry> Register = ClauseRegister.Shipped();
    private static readonly ClauseReach Shipped = ClauseReach.Of(Law.Shipped, Law.Rules, Golden.Catalogue);

    [Fact]
    public void The_register_has_the_380_clauses_of_the_five_documents_and_the_packs_have_their_words()
    {
        Assert.Equal(380, Register.Count);
        Assert.Empty(Register.Keys.Except(Law.Shipped.Clauses.Keys));
        Assert.Equal(
            [("HN2017", 52), ("HN2020", 85), ("JL2020", 104), ("N2021", 62), ("YC2017", 77)],
            Register.Keys.GroupBy(id => Law.Shipped.Clauses[id].Document).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void No_binding_clause_with_a_figure_or_a_formula_is_reached_by_nothing()
    {
        var forgotten = Shipped.Forgotten(Register);
        output.WriteLine($"{Law.Shipped.Clauses.Values.Count(c => ClauseReach.IsBinding(c) && ClauseReach.HasFigureOrFormula(c, Register))} binding clauses with a figure or a formula, forgotten: {forgotten.Count}");
        Assert.Equal([], forgotten.Select(c => $"{c.Id} {c.Anchor}"));
    }

    [Fact]
    public void A_clause_with_a_figure_that_nothing_cites_is_noticed()
    {
        const string Forgotten = "  - { id: BASE-2, section: 第二条, exactness: MUST, anchor: 三个月, text: 延续三个月。, rule: Three months. }\n";
        var toy = ToyPacks.Load(ToyPacks.Nation.Replace("  - { id: UNSEEN-1", Forgotten + "  - { id: UNSEEN-1", StringComparison.Ordinal)).OrThrow();
        var reach = ClauseReach.Of(toy, new RuleBook(toy, Divisions.Shipped()), []);
        Assert.Equal(["BASE-2"], reach.Forgotten(new Dictionary<string, ClauseEntry>()).Select(c => c.Id));
    }

    [Fact]
    public void The_gap_of_Hunan_reaches_its_rule_its_examples_and_its_basis()
    {
        var reach = Shipped["HN2017-2.2.3"];
        Assert.Contains("dibao.shortfall", reach.Rules);
        Assert.Contains(reach.Examples, name => name.StartsWith("F2-1 ", StringComparison.Ordinal));
        Assert.Contains(reach.Parameters, p => p.Key == "dibao.shortfall-basis");
    }

    [Fact]
    public void A_regulation_article_reaches_the_letters_that_rest_on_it() =>
        Assert.Contains("不予确认同意的主要依据", Shipped["SC649-11"].Decisions);
}
