using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Policy;

/// <summary>A clause as lists show it.</summary>
/// <param name="Binding">How far the text binds, in Chinese.</param>
/// <param name="Kind">What it rules, in Chinese; empty for a regulation outside the five documents.</param>
public sealed record ClauseLine(string Id, string Document, string Section, string Binding, string Kind, string Text);

/// <summary>Clauses found, the first hundred of them, and what may be chosen from.</summary>
public sealed record ClauseList(IReadOnlyList<ClauseLine> Lines, int Total, IReadOnlyList<DocumentLine> Documents, IReadOnlyList<string> Kinds);

/// <summary>A document of the law with its state today.</summary>
/// <param name="State">in force, not yet, over or missing, in Chinese.</param>
public sealed record DocumentLine(string Id, string Reference, string Kind, string Period, string State, string Seen, string? Afterwards, int Clauses);

/// <summary>Clauses by words, document and kind. Several words must all be there.</summary>
public sealed record FindClauses(string? Text, string? Document, string? Kind) : IQuestion<ClauseList>;

internal sealed class FindClausesHandler(ActionSession session, PolicyShelf shelf, ClauseCatalogue catalogue, Divisions divisions) : IRequestHandler<FindClauses, ClauseList>
{
    private const int MostLines = 100;

    public async Task<ClauseList> Handle(FindClauses request, CancellationToken cancellationToken)
    {
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        var words = (request.Text ?? string.Empty).Split([' ', '　', '，', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var all = policies.Clauses.Values.Select(c => ClauseWords.LineOf(c, policies, catalogue)).ToList();
        var found = all.Where(l => words.All(w => Has(l, w)))
            .Where(l => string.IsNullOrEmpty(request.Document) || policies.Clauses[l.Id].Document == request.Document)
            .Where(l => string.IsNullOrEmpty(request.Kind) || l.Kind == request.Kind).ToList();
        var county = AreaCode.Parse(session.Acting.County.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new ClauseList(
            [.. found.Take(MostLines)],
            found.Count,
            [.. policies.Documents.Values.Select(d => DocumentWords.LineOf(d, policies, county, divisions, session.Time.Today, session.Time.Now))],
            [.. all.Select(l => l.Kind).Where(k => k.Length > 0).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static bool Has(ClauseLine line, string word) =>
        line.Id.Contains(word, StringComparison.OrdinalIgnoreCase) || line.Text.Contains(word, StringComparison.Ordinal)
        || line.Section.Contains(word, StringComparison.Ordinal) || line.Document.Contains(word, StringComparison.Ordinal) || line.Kind == word;
}

/// <summary>Clauses in the words of a page.</summary>
internal static class ClauseWords
{
    public static ClauseLine LineOf(PolicyClause clause, PolicySet policies, ClauseCatalogue catalogue) => new(
        clause.Id, policies.DocumentOf(clause.Id).Reference, clause.Section, BindingOf(clause.Exactness), catalogue.EntryOf(clause.Id)?.Kind ?? string.Empty, clause.Text);

    private static string BindingOf(string exactness) => exactness switch
    {
        "MUST" => "明确规定",
        "LOCAL" => "由地方确定",
        "MUST+LOCAL" => "必须有，数值由地方定",
        _ => "目标要求",
    };
}

/// <summary>Documents in the words of a page.</summary>
internal static class DocumentWords
{
    public static DocumentLine LineOf(PolicyDocument document, PolicySet policies, AreaCode county, Divisions divisions, DateOnly today, DateTimeOffset now) => new(
        document.Id,
        document.Reference,
        document.Kind == DocumentKind.CampaignPlan ? "行动方案" : "长期文件",
        document.Period is { } period ? $"{LegalDay.Text(period.From)} 至 {(period.To is { } to ? LegalDay.Text(to) : "今")}" : "—",
        StateOf(document, policies, county, divisions, today, now),
        document.Status switch
        {
            TextStatus.Seen => "已见原文",
            TextStatus.ToBeConfirmed => policies.IsConfirmed(document, county, today, now) ? "本县已核对原文" : "待本县核对原文",
            _ => "待录入",
        },
        document.Afterwards,
        policies.Clauses.Values.Count(c => c.Document == document.Id));

    private static string StateOf(PolicyDocument document, PolicySet policies, AreaCode county, Divisions divisions, DateOnly today, DateTimeOffset now) =>
        document.Period is not { } period ? "待录入"
        : !county.IsWithin(document.Area) ? $"只适用于{divisions.Find(document.Area)?.Name ?? document.AreaName}"
        : today < period.From ? "尚未施行"
        : policies.IsInForce(document, county, today, now) ? "有效"
        : "已到期";
}
