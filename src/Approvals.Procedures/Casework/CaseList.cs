using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>What to look for: case number, the beginning of a name, or the last four of an ID number; by result; by place.</summary>
public sealed record CaseFilter(string? Text = null, string? State = null, string? Village = null, int Page = 0);

/// <summary>One case in the list.</summary>
public sealed record CaseLine(string CaseId, string Number, string Applicant, string Programme, string Village, DateOnly AppliedOn, string Stage, string State, DateOnly? DueOn);

/// <summary>A page of cases.</summary>
/// <param name="Places">What to narrow the list to: the villages of the township, or the townships of the county this person works in.</param>
public sealed record CasePage(IReadOnlyList<CaseLine> Rows, int Total, int Page, int PageSize, IReadOnlyList<Forms.Choice> Places);

/// <summary>The cases this person sees, the latest first.</summary>
public sealed record ListCases(CaseFilter Filter) : IQuestion<CasePage>;

internal sealed class CaseListHandler(ActionSession session, Divisions divisions) : IRequestHandler<ListCases, CasePage>
{
    private const int PageSize = 30;

    public async Task<CasePage> Handle(ListCases request, CancellationToken cancellationToken)
    {
        var cases = Narrow(session.Db.Cases.AsNoTracking(), request.Filter);
        var rows = cases.Join(session.Db.Instances, c => new { c.County, c.Id }, i => new { i.County, Id = i.CaseId }, (c, i) => new { c, i });
        rows = request.Filter.State switch
        {
            "running" => rows.Where(x => x.i.Status == "Running"),
            "confirmed" or "refused" or "withdrawn" or "cancelled" or "paid" => rows.Where(x => x.i.Result == request.Filter.State),
            _ => rows,
        };
        var total = await rows.CountAsync(cancellationToken);
        var page = await rows.OrderByDescending(x => x.c.CreatedAt).ThenByDescending(x => x.c.Id).Skip(request.Filter.Page * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return new CasePage([.. page.Select(x => new CaseLine(
            x.c.Address.ToString(), x.c.Number, x.c.ApplicantName, ProgrammeNames.Of(x.c.Programme), divisions.Find(x.c.HandlingArea)?.Name ?? x.c.HandlingArea.ToString(),
            x.c.AppliedOn, x.i.Stage, StateOf(x.i), x.i.DueOn))], total, request.Filter.Page, PageSize, Places());
    }

    private IReadOnlyList<Forms.Choice> Places() =>
        [.. session.Acting.Mandates.Where(m => Roles.OpeningCases.Contains(m.Role)).Select(m => m.Area).Distinct()
            .SelectMany(a => divisions.Below(a, session.Time.Today)).DistinctBy(d => d.Code).OrderBy(d => d.Code)
            .Select(d => new Forms.Choice(d.Code.ToString(), d.Name))];

    private IQueryable<Case> Narrow(IQueryable<Case> cases, CaseFilter filter)
    {
        if (AreaCode.TryParse(filter.Village, out var area))
        {
            var range = AreaRange.Of(area);
            var (from, to) = (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
            cases = cases.Where(c => c.HandlingArea >= from && c.HandlingArea <= to);
        }

        if (filter.Text?.Trim() is not { Length: > 0 } text)
        {
            return cases;
        }

        if (text.Length == 4 && text.Take(3).All(char.IsAsciiDigit))
        {
            var last4 = text.ToUpperInvariant();
            return cases.Where(c => session.Db.CaseMembers.Any(m => m.County == c.County && m.CaseId == c.Id
                && session.Db.Citizens.Any(p => p.County == m.County && p.Id == m.CitizenId && p.IdLast4 == last4)));
        }

        return cases.Where(c => c.Number == text || c.ApplicantName.StartsWith(text));
    }

    private static string StateOf(Instance i) => i.Result switch
    {
        "confirmed" => "已确认",
        "refused" => "不予确认",
        "withdrawn" => "已撤回",
        "cancelled" => "已终止",
        "paid" => "已救助",
        "not-paid" => "未发放",
        "handed-over" => "已移交",
        _ => "办理中",
    };
}
