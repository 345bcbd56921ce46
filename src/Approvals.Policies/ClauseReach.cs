using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Approvals.Policies;

/// <summary>What a clause reaches in this installation.</summary>
/// <param name="Parameters">Parameters whose definition, proposed value, values or bounds cite it.</param>
/// <param name="Rules">Rules whose worked examples end in an explanation that cites it, by id.</param>
/// <param name="Examples">Those examples, by name.</param>
/// <param name="Documents">Documents whose validity it says.</param>
/// <param name="Decisions">Kinds of decision whose letters rest on it, by the name of the basis.</param>
public sealed record Reach(IReadOnlyList<Parameter> Parameters, IReadOnlyList<string> Rules, IReadOnlyList<string> Examples, IReadOnlyList<string> Documents, IReadOnlyList<string> Decisions)
{
    /// <summary>No figure, no rule and no letter knows it.</summary>
    public bool IsNothing => Parameters.Count == 0 && Rules.Count == 0 && Documents.Count == 0 && Decisions.Count == 0;
}

/// <summary>Which parameters, rules, letters and tests each clause reaches: found by asking the packs and by running every worked example, never written down by hand.</summary>
public sealed partial class ClauseReach
{
    private const string LetterPrefix = "letter.basis.";
    private readonly PolicySet _policies;
    private readonly FrozenDictionary<string, Reach> _reach;

    private ClauseReach(PolicySet policies, FrozenDictionary<string, Reach> reach) => (_policies, _reach) = (policies, reach);

    /// <summary>The reach of every clause, by running the examples over the packs.</summary>
    public static ClauseReach Of(PolicySet policies, RuleBook rules, IReadOnlyList<WorkedExample> examples)
    {
        var parameters = policies.Parameters.Values.SelectMany(p => CitedBy(policies, p).Distinct().Select(c => (Clause: c, Parameter: p))).ToLookup(x => x.Clause, x => x.Parameter);
        var runs = examples.SelectMany(e => Clauses(rules, e).Select(c => (Clause: c, Example: e))).ToLookup(x => x.Clause, x => x.Example);
        return new ClauseReach(policies, policies.Clauses.Keys.ToFrozenDictionary(c => c, c => new Reach(
            [.. parameters[c].OrderBy(p => p.Key, StringComparer.Ordinal)],
            [.. runs[c].Select(e => e.Rule).Distinct().Order(StringComparer.Ordinal)],
            [.. runs[c].Select(e => e.Name)],
            [.. policies.Documents.Values.Where(d => d.Clauses.Contains(c)).Select(d => d.Reference)],
            [.. parameters[c].Where(p => p.Key.StartsWith(LetterPrefix, StringComparison.Ordinal)).Select(p => p.Name)])));
    }

    /// <summary>The reach of a clause of the packs.</summary>
    public Reach this[string clause] => _reach[clause];

    /// <summary>Binding clauses with a figure or a formula that nothing reaches: what the product would have forgotten.</summary>
    public IReadOnlyList<PolicyClause> Forgotten(IReadOnlyDictionary<string, ClauseEntry> register) =>
        [.. _policies.Clauses.Values.Where(c => IsBinding(c) && HasFigureOrFormula(c, register) && _reach[c.Id].IsNothing)];

    /// <summary>A binding clause says how much, how many, by when or how to reckon.</summary>
    public static bool HasFigureOrFormula(PolicyClause clause, IReadOnlyDictionary<string, ClauseEntry> register) =>
        Figure().IsMatch(clause.Anchor) || (register.TryGetValue(clause.Id, out var entry) && entry.Formulas.Count > 0);

    /// <summary>The text fixes it, or fixes that the locality must.</summary>
    public static bool IsBinding(PolicyClause clause) => clause.Exactness.StartsWith("MUST", StringComparison.Ordinal);

    private static IEnumerable<string> CitedBy(PolicySet policies, Parameter parameter) =>
    [
        .. parameter.Clauses, .. parameter.Default?.Clauses ?? [], .. Listed(parameter.Default?.Value),
        .. policies.Rows.Where(r => r.Parameter.Key == parameter.Key).SelectMany(r => r.Clauses.Concat(Listed(r.Value))),
        .. policies.Bounds.Where(b => b.Parameter.Key == parameter.Key).SelectMany(b => b.Clauses),
    ];

    private static IEnumerable<string> Listed(PolicyValue? value) => value?.Kind == ValueKind.Clauses ? value.List : [];

    private static IReadOnlyList<string> Clauses(RuleBook rules, WorkedExample example) => rules.Calculate(example.Call).Explanation?.Clauses ?? [];

    [GeneratedRegex("[0-9０-９]|[一二三四五六七八九十百千万两]+(个|种|类|次|天|日|周|月|年|倍|成|人|户|元)")]
    private static partial Regex Figure();
}
