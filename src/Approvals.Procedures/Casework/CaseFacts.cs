using Approvals.Procedures.Forms;

namespace Approvals.Procedures.Casework;

/// <summary>The facts of a case as known now: what has been superseded or withdrawn is left out, what was recorded stays on file.</summary>
public sealed class CaseFacts(IReadOnlyList<Fact> all)
{
    private readonly HashSet<Guid> _replaced = [.. all.Where(f => f.Supersedes is not null).Select(f => f.Supersedes!.Value)];

    /// <summary>Every fact ever recorded on the case, oldest first.</summary>
    public IReadOnlyList<Fact> All { get; } = all;

    public IEnumerable<Fact> Current => All.Where(f => !f.Withdrawn && !_replaced.Contains(f.Id));

    /// <summary>The current facts of a kind, oldest first.</summary>
    public IEnumerable<(Fact Fact, T Value)> Of<T>(string kind) =>
        Current.Where(f => f.Kind == kind).Select(f => (f, FormJson.Read<T>(f.Value)));

    /// <summary>The latest current fact of a kind.</summary>
    public (Fact Fact, T Value)? Last<T>(string kind)
        where T : class =>
        Current.LastOrDefault(f => f.Kind == kind) is { } fact ? (fact, FormJson.Read<T>(fact.Value)) : null;

    public bool Has(string kind) => Current.Any(f => f.Kind == kind);
}
