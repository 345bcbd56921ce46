using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Policy;

/// <summary>A parameter a clause reaches, with its value here and today.</summary>
public sealed record ClauseParameter(string Key, string Name, string Shown);

/// <summary>A rule a clause reaches, with the examples that cite it.</summary>
public sealed record ClauseRule(string Rule, string Title, IReadOnlyList<string> Examples);

/// <summary>A clause with its words and everything it reaches.</summary>
/// <param name="Anchor">The words quoted, inside the text.</param>
/// <param name="Asks">What it asks of the software, in Chinese.</param>
/// <param name="Steps">Steps that rest on it.</param>
/// <param name="Refusals">What officials are told under it.</param>
/// <param name="Letters">Kinds of decision whose letters rest on it.</param>
/// <param name="Procedures">Procedures it belongs to.</param>
/// <param name="Neighbours">The clauses before and after it in its document.</param>
public sealed record ClausePage(
    ClauseLine Clause, string Anchor, DocumentLine Document, IReadOnlyList<string> Asks, IReadOnlyList<ClauseParameter> Parameters, IReadOnlyList<ClauseRule> Rules,
    IReadOnlyList<string> Steps, IReadOnlyList<string> Refusals, IReadOnlyList<string> Letters, IReadOnlyList<string> Procedures, IReadOnlyList<string> Neighbours);

/// <summary>One clause; null when the packs have none of that id.</summary>
public sealed record ViewClause(string Id) : IQuestion<ClausePage?>;

internal sealed class ViewClauseHandler(ActionSession session, PolicyShelf shelf, ClauseCatalogue catalogue, Divisions divisions) : IRequestHandler<ViewClause, ClausePage?>
{
    public async Task<ClausePage?> Handle(ViewClause request, CancellationToken cancellationToken)
    {
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        if (!policies.Clauses.TryGetValue(request.Id, out var clause) || catalogue.ReachOf(request.Id) is not { } reach)
        {
            return null;
        }

        var county = AreaCode.Parse(session.Acting.County.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var law = policies.On(county, session.Time.Today, session.Time.Now);
        var entry = catalogue.EntryOf(clause.Id);
        var examples = catalogue.Examples.ToLookup(e => e.Rule, e => e.Name);
        var siblings = policies.Clauses.Values.Where(c => c.Document == clause.Document).Select(c => c.Id).ToList();
        var at = siblings.IndexOf(clause.Id);
        return new ClausePage(
            ClauseWords.LineOf(clause, policies, catalogue),
            clause.Anchor,
            DocumentWords.LineOf(policies.Documents[clause.Document], policies, county, divisions, session.Time.Today, session.Time.Now),
            entry?.Asks ?? [],
            [.. reach.Parameters.Select(p => new ClauseParameter(p.Key, p.Name, law.Find(p.Key)?.Value.Display ?? "未设定"))],
            [.. reach.Rules.Select(r => new ClauseRule(r, RuleBook.TitleOf(r), [.. examples[r].Where(reach.Examples.Contains)]))],
            catalogue.StepsOf(clause.Id),
            ClauseCatalogue.RefusalsOf(clause.Id),
            reach.Decisions,
            entry?.Procedures ?? [],
            [.. siblings.Skip(Math.Max(0, at - 1)).Take(at == 0 ? 2 : 3).Where(id => id != clause.Id)]);
    }
}
