using Approvals.Policies;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>What a person wants to see of their inbox; everything stands in the address of the page.</summary>
/// <param name="Step">Only tasks of this step.</param>
/// <param name="Village">Only tasks of this village or township.</param>
/// <param name="Text">Case number, or the beginning of the applicant's name.</param>
/// <param name="Due">overdue, soon (two working days or fewer), or null for all.</param>
/// <param name="Mine">Only what the person holds.</param>
public sealed record InboxFilter(string? Step = null, string? Village = null, string? Text = null, string? Due = null, bool Mine = false, int Page = 0);

/// <summary>One task in the list.</summary>
public sealed record InboxRow(
    string TaskId, string CaseId, string CaseNumber, string Applicant, string Programme, string Step, string StepName, string Village, string Stage,
    DateOnly OpenedOn, DateOnly? DueOn, int? DaysLeft, bool Estimated, string? Holder, bool HeldByMe, DateTimeOffset? DueAt, int? MinutesLeft);

/// <summary>A page of the inbox with the numbers beside the filters.</summary>
public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, int Total, int Page, int PageSize, IReadOnlyList<InboxCount> Counts, IReadOnlyList<Forms.Choice> Places);

/// <summary>How many tasks of one step wait for this person.</summary>
public sealed record InboxCount(string Step, string StepName, int Count);

/// <summary>待办: the open tasks this person may do, the most urgent first.</summary>
public sealed record Inbox(InboxFilter Filter) : IQuestion<InboxPage>;

/// <summary>已办: what this person has completed, the latest first.</summary>
public sealed record DoneTasks(int Page) : IQuestion<IReadOnlyList<DoneRow>>;

/// <summary>One completed task.</summary>
public sealed record DoneRow(string CaseId, string CaseNumber, string Applicant, string StepName, string Outcome, DateTimeOffset CompletedAt, string Stage);

internal sealed class InboxHandlers(ActionSession session, Steps steps, Divisions divisions, PolicyShelf shelf, BigInboxes big) :
    IRequestHandler<Inbox, InboxPage>,
    IRequestHandler<DoneTasks, IReadOnlyList<DoneRow>>
{
    private const int PageSize = 30;

    /// <summary>So many urgent tasks of a big inbox may be closed before the first page has to be looked for again.</summary>
    private const int Spare = 20;
    private const int SoonWorkingDays = 2;
    private const int MostPlaces = 500;

    public async Task<InboxPage> Handle(Inbox request, CancellationToken cancellationToken)
    {
        if (session.Acting.Mandates.Count == 0)
        {
            return new InboxPage([], 0, 0, PageSize, [], []);
        }

        var query = new InboxQuery(session.Acting.Mandates, request.Filter, session.Acting.Id, session.Time.Today, SoonDay());
        var (groups, urgent) = await big.OfAsync(session.Hot, query, PageSize + Spare, cancellationToken);
        var rows = await RowsAsync(query, urgent, cancellationToken);
        var total = request.Filter is { Text: null, Village: null, Due: null, Mine: false }
            ? groups.Where(g => request.Filter.Step is null || g.Step == request.Filter.Step).Sum(g => g.Count)
            : await HotInbox.TotalAsync(session.Hot, query, cancellationToken);
        return new InboxPage([.. rows.Select(Shown)], total, request.Filter.Page, PageSize,
            [.. groups.GroupBy(g => g.Step).Select(g => new InboxCount(g.Key, NameOf(g.Key), g.Sum(x => x.Count))).OrderBy(c => c.StepName, StringComparer.Ordinal)],
            [.. groups.Select(g => g.Area).Distinct().OrderBy(AreaRange.NumberOf).Take(MostPlaces).Select(a => new Forms.Choice(a.ToString(), (divisions.Find(a.Parent)?.Name ?? string.Empty) + (divisions.Find(a)?.Name ?? a.ToString())))]);
    }

    public async Task<IReadOnlyList<DoneRow>> Handle(DoneTasks request, CancellationToken cancellationToken)
    {
        var rows = await HotInbox.DoneAsync(session.Hot, session.Acting.Id, PageSize, request.Page, cancellationToken);
        return [.. rows.Select(r => new DoneRow(new RowId(r.County, r.CaseId).ToString(), r.CaseNumber, r.Applicant, NameOf(r.Step), OutcomeOf(r.Step, r.Outcome), r.CompletedAt, r.Stage))];
    }

    // The first page of a big inbox: what was most urgent a moment ago and is still open.
    private async Task<List<InboxLine>> RowsAsync(InboxQuery query, IReadOnlyList<RowId> urgent, CancellationToken cancel)
    {
        if (urgent.Count > 0 && query.Filter == new InboxFilter())
        {
            // Every line is asked for its place again: the summary decides what is looked up, never what may be seen.
            var open = (await HotInbox.StillOpenAsync(session.Hot, urgent, cancel))
                .FindAll(l => query.Mandates.Any(m => AreaRange.Of(m.Area).Contains(l.Area) && (m.Programme == "*" || m.Programme == l.Programme)));
            if (open.Count >= PageSize)
            {
                return open.GetRange(0, PageSize);
            }
        }

        return await HotInbox.PageAsync(session.Hot, query, PageSize, cancel);
    }

    private InboxRow Shown(InboxLine line) => new(
        new RowId(line.County, line.TaskId).ToString(), new RowId(line.County, line.CaseId).ToString(), line.CaseNumber,
        Mending.ShowsFamily(line.Step) ? line.Applicant : "—",
        ProgrammeNames.Of(line.Programme), line.Step, NameOf(line.Step), divisions.Find(line.Area)?.Name ?? line.Area.ToString(), line.Stage,
        line.OpenedOn, line.DueOn, line.DueOn is { } due ? shelf.Calendar.WorkingDaysBetween(session.Time.Today, due) : null, line.Estimated,
        line.Holder, line.HolderId == session.Acting.Id, line.DueAt, HoursClock.MinutesLeft(line.DueAt, session.Time.Now));

    private DateOnly SoonDay() => shelf.Calendar.WorkingDaysAfter(session.Time.Today, SoonWorkingDays);

    private string NameOf(string step) => steps.FindHuman(step)?.Card.Name ?? Mending.NameOf(step) ?? step;

    private string OutcomeOf(string step, string? outcome) =>
        steps.FindHuman(step)?.Card.Outcomes.FirstOrDefault(o => o.Name == outcome)?.Verb ?? outcome ?? string.Empty;
}

/// <summary>What is left of a clock in hours.</summary>
public static class HoursClock
{
    /// <summary>Whole minutes until a moment; negative when it has passed, null without a moment.</summary>
    public static int? MinutesLeft(DateTimeOffset? due, DateTimeOffset now) => due is { } at ? (int)Math.Floor((at - now).TotalMinutes) : null;
}

/// <summary>Programmes by the names people use.</summary>
public static class ProgrammeNames
{
    public const string Dibao = "dibao";
    public const string TemporaryAssistance = "temporary-assistance";

    public static string Of(string programme) => programme switch
    {
        Dibao => "低保",
        "tekun" => "特困",
        TemporaryAssistance => "临时救助",
        var other => other,
    };
}
