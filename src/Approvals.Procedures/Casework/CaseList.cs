using Approvals.Policies;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;

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
        var ranges = session.Acting.RangesFor(Roles.OpeningCases);
        var page = await HotCaseList.PageAsync(session.Hot, ranges, request.Filter, PageSize, cancellationToken);
        var total = await HotCaseList.TotalAsync(session.Hot, ranges, request.Filter, cancellationToken);
        return new CasePage([.. page.Select(x => new CaseLine(
            new RowId(x.County, x.Id).ToString(), x.Number, x.Applicant, ProgrammeNames.Of(x.Programme), divisions.Find(x.Area)?.Name ?? x.Area.ToString(),
            x.AppliedOn, x.Stage, StateOf(x.Result), x.DueOn))], total, request.Filter.Page, PageSize, Places());
    }

    private IReadOnlyList<Forms.Choice> Places() =>
        [.. session.Acting.Mandates.Where(m => Roles.OpeningCases.Contains(m.Role)).Select(m => m.Area).Distinct()
            .SelectMany(a => divisions.Below(a, session.Time.Today)).DistinctBy(d => d.Code).OrderBy(d => d.Code)
            .Select(d => new Forms.Choice(d.Code.ToString(), d.Name))];

    private static string StateOf(string? result) => result switch
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
