using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>Every worked example of the catalogue is a shipped example, under its id and its formula's rule.</summary>
public class ExampleCoverageTests
{
    /// <summary>Formula, its rules, how many worked examples the catalogue has.</summary>
    public static TheoryData<string, string[], int> Formulas => new()
    {
        { "F1a", ["income.basic-pension"], 12 },
        { "F1b", ["income.guaranteed-revenue"], 9 },
        { "F1c", ["income.employment-cost"], 10 },
        { "F2", ["dibao.shortfall"], 12 },
        { "F2b", ["dibao.poverty-line-check"], 7 },
        { "F3", ["dibao.single-person-unit"], 11 },
        { "F4", ["dibao.expense-deduction", "expense-deduction.period"], 10 },
        { "F5", ["graded-exit.eligibility"], 10 },
        { "F6", ["graded-exit.period"], 8 },
        { "F7", ["graded-exit.payment", "graded-exit.total"], 15 },
        { "F8", ["graded-exit.requalification"], 8 },
        { "F9", ["exit.gate"], 8 },
        { "F10", ["tekun.basic-floor", "setting.check"], 10 },
        { "F11", ["tekun.care", "setting.check"], 11 },
        { "F12", ["fast-track.advance"], 9 },
        { "F13", ["medical.assistance", "setting.check"], 11 },
        { "F14", ["medical.premium-split"], 6 },
        { "F15", ["standard.bounds"], 9 },
        { "F16", ["price.subsidy"], 7 },
        { "F17", ["employment.service-gap"], 6 },
        { "F18", ["due.quarter-report", "due.review"], 7 },
        { "F19", ["policy.in-force"], 7 },
        { "F20", ["authority.route"], 7 },
        { "F21", ["backstop.category"], 8 },
        { "F22", ["household.layer"], 6 },
        { "F23", ["warning.thresholds"], 7 },
        { "F24", ["aid.staged-plan", "tekun.centralised-rate"], 7 },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Every_example_of_a_formula_is_there(string formula, string[] rules, int examples)
    {
        var cases = Golden.Catalogue.Where(e => e.CatalogueId?.StartsWith($"{formula}-", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(Enumerable.Range(1, examples).Select(n => $"{formula}-{n}"), cases.Select(e => e.CatalogueId!).Distinct().OrderBy(id => int.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(cases, e => Assert.Contains(e.Rule, rules));
    }

    [Fact]
    public void There_are_238_of_them() => Assert.Equal(238, Golden.Catalogue.Select(e => e.CatalogueId).Where(id => id is not null).Distinct().Count());

    [Fact]
    public void Every_rule_has_an_example() => Assert.Empty(RuleBook.Ids.Except(Golden.Catalogue.Select(e => e.Rule)));

    [Fact]
    public void Every_decided_example_of_the_catalogue_asserts_its_clauses() =>
        Assert.All(Golden.Catalogue.Where(e => e.Error is null && e.CannotDecide.Count == 0), e => Assert.NotEmpty(e.Cites));
}
