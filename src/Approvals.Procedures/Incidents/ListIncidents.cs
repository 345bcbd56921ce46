using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Incidents;

/// <summary>Which branches to list.</summary>
/// <param name="Kind"><see cref="Hindrance.Incident"/>, <see cref="Hindrance.Blocked"/>, or null for both.</param>
public sealed record IncidentFilter(string? Kind, int Page = 0);

/// <summary>One branch that stands still.</summary>
/// <param name="Applicant">Null for those who see ids only.</param>
/// <param name="Message">Null for those who see ids only: it may quote a value.</param>
public sealed record IncidentLine(
    string IncidentId, string CaseId, string CaseNumber, string? Applicant, string Programme, string Village, string Step, string Kind, string Key, string? Message,
    DateTimeOffset Since, bool Proposed);

/// <summary>A page of the list with the numbers beside the filters.</summary>
public sealed record IncidentPage(IReadOnlyList<IncidentLine> Rows, int Incidents, int Blocked, int Page, int PageSize);

/// <summary>异常处理: the branches of cases here that stand still, the longest first.</summary>
public sealed record ListIncidents(IncidentFilter Filter) : IQuestion<IncidentPage>;

internal sealed class ListIncidentsHandler(ActionSession session, IncidentWords words) : IRequestHandler<ListIncidents, IncidentPage>
{
    private const int PageSize = 30;

    public async Task<IncidentPage> Handle(ListIncidents request, CancellationToken cancellationToken)
    {
        var ranges = session.Acting.RangesFor(IncidentRights.Seeing);
        var counts = await HotIncidents.CountsAsync(session.Hot, ranges, cancellationToken);
        var rows = await HotIncidents.PageAsync(session.Hot, ranges, request.Filter, PageSize, cancellationToken);
        var lines = new List<IncidentLine>(rows.Count);
        foreach (var row in rows)
        {
            lines.Add(await words.LineAsync(row, cancellationToken));
        }

        return new IncidentPage(lines, counts.GetValueOrDefault(Hindrance.Incident), counts.GetValueOrDefault(Hindrance.Blocked), request.Filter.Page, PageSize);
    }
}

/// <summary>Rows as words, no more than the person may see.</summary>
public sealed class IncidentWords(ActionSession session, Definitions definitions, Divisions divisions)
{
    internal async Task<IncidentLine> LineAsync(StandingRow row, CancellationToken cancel)
    {
        var definition = await definitions.FindAsync(session, row.VersionId, cancel);
        var opens = Opens(row);
        return new IncidentLine(
            row.Address.ToString(), row.Case.ToString(), row.CaseNumber, opens ? row.Applicant : null, ProgrammeNames.Of(row.Programme),
            (divisions.Find(row.Area.Parent)?.Name ?? string.Empty) + (divisions.Find(row.Area)?.Name ?? row.Area.ToString()),
            definition.Find(row.ActivityId)?.Title ?? row.ActivityId, row.Kind, row.Key, opens ? row.Message : null, row.Since, row.Proposed);
    }

    /// <summary>Whether the person opens case files here; a system admin does not.</summary>
    internal bool Opens(StandingRow row) => session.Acting.RangesFor(People.Roles.OpeningCases).Any(r => r.Contains(row.Area));
}
