namespace Approvals.Policies;

/// <summary>The regulation articles a letter rests on first.</summary>
/// <param name="Clauses">The articles, in order.</param>
/// <param name="Documents">Their documents, each once.</param>
/// <param name="Confirmed">False: the county has not checked a text against the original, so the letter prints 草稿.</param>
public sealed record LegalBasis(IReadOnlyList<PolicyClause> Clauses, IReadOnlyList<PolicyDocument> Documents, bool Confirmed)
{
    /// <summary>《社会救助暂行办法》（国务院令第649号）第九条、第十二条.</summary>
    public string Text => string.Join("；", Documents.Select(d => d.Reference + string.Join("、", ArticlesOf(d))));

    // A section that is not an article number is our own heading and belongs in no letter.
    private IEnumerable<string> ArticlesOf(PolicyDocument document) => Clauses
        .Where(c => c.Document == document.Id && c.Section.StartsWith('第'))
        .Select(c => c.Section)
        .Distinct();
}
