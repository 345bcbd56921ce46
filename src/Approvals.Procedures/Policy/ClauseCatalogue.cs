using Approvals.Policies;
using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Policy;

/// <summary>The clauses with everything they reach: computed once for the shipped packs, when somebody first asks.</summary>
public sealed class ClauseCatalogue(PolicyShelf shelf, Divisions divisions, Steps steps)
{
    private readonly Lazy<ClauseReach> _reach = new(() => ClauseReach.Of(shelf.Packs, new RuleBook(shelf.Packs, divisions), WorkedExamples.Shipped()));
    private readonly Lazy<IReadOnlyDictionary<string, ClauseEntry>> _register = new(ClauseRegister.Shipped);
    private readonly Lazy<IReadOnlyList<WorkedExample>> _examples = new(WorkedExamples.Shipped);

    private readonly Lazy<ILookup<string, string>> _readers = new(() => ReadersOf(new RuleBook(shelf.Packs, divisions)));

    public IReadOnlyList<WorkedExample> Examples => _examples.Value;

    /// <summary>The rules that ask for a parameter, by id.</summary>
    public IEnumerable<string> RulesReading(string key) => _readers.Value[key];

    /// <summary>What a clause reaches; null when the packs have no such clause.</summary>
    public Reach? ReachOf(string clause) => shelf.Packs.Clauses.ContainsKey(clause) ? _reach.Value[clause] : null;

    /// <summary>What the register says of a clause; null for one of a regulation.</summary>
    public ClauseEntry? EntryOf(string clause) => _register.Value.GetValueOrDefault(clause);

    /// <summary>The steps that rest on a clause, by name.</summary>
    public IReadOnlyList<string> StepsOf(string clause) => [.. steps.Human.Where(s => s.Card.Clause == clause).Select(s => s.Card.Name).Order(StringComparer.Ordinal)];

    private static ILookup<string, string> ReadersOf(RuleBook rules) => WorkedExamples.Shipped()
        .SelectMany(e => rules.Calculate(e.Call).Keys.Select(k => (Key: k, e.Rule))).Distinct().OrderBy(x => x.Rule, StringComparer.Ordinal).ToLookup(x => x.Key, x => x.Rule);

    /// <summary>What officials are told under a clause when something is refused.</summary>
    public static IReadOnlyList<string> RefusalsOf(string clause) => [.. RefusalRegister.All.Where(r => r.Clause == clause).Select(r => r.Message).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>Every refusal that stands in one of the rooms' Refusals.</summary>
internal static class RefusalRegister
{
    public static IReadOnlyList<Refusal> All { get; } =
    [
        .. typeof(RefusalRegister).Assembly.GetTypes().Where(t => t.Name == "Refusals")
            .SelectMany(t => t.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static))
            .Where(f => f.FieldType == typeof(Refusal)).Select(f => (Refusal)f.GetValue(null)!),
    ];
}
