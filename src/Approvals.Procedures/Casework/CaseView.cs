using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>The head of a case: who, where, how far, by when.</summary>
public sealed record CaseHead(
    string CaseId, string Number, string Programme, string Applicant, string Village, DateOnly AppliedOn, DateOnly? AcceptedOn, DateOnly? DueOn, bool DueEstimated,
    bool Extended, int? DaysLeft, string Stage, string Status, string? Result, string WorkflowVersion);

/// <summary>One sentence of the timeline.</summary>
public sealed record TimelineLine(int Seq, DateTimeOffset At, string Who, string Sentence, string Kind);

/// <summary>A task of the case, open or over.</summary>
public sealed record CaseTaskLine(string TaskId, string Step, string StepName, string Role, string State, DateOnly OpenedOn, DateOnly? DueOn, string? Who, string? Outcome, bool MayDo);

/// <summary>A decision as the case page shows it.</summary>
public sealed record DecisionLine(
    string DecisionId, string Kind, string Number, DateOnly On, string Who, string? Monthly, string? FirstMonth, IReadOnlyList<string> Reasons, IReadOnlyList<ClauseText> Clauses, string Level, string? InstrumentId, string? InstrumentNumber, string CalculationId);

/// <summary>A clause with its words, for the page that cites it.</summary>
public sealed record ClauseText(string Id, string Source, string Text);

/// <summary>A letter that can be printed.</summary>
public sealed record LetterLine(string LetterId, string Title, string Number, DateOnly On, bool Draft, bool Superseded);

/// <summary>A photo or scan.</summary>
public sealed record EvidenceLine(string EvidenceId, string Title, string MediaType, DateTimeOffset RecordedAt);

/// <summary>A branch that stands still, and what would mend it.</summary>
public sealed record HindranceLine(string HindranceId, string Kind, string Key, string Message, DateTimeOffset Since);

/// <summary>A child flow of the case.</summary>
public sealed record ChildLine(string Name, string State, string Stage, DateTimeOffset StartedAt);

/// <summary>Everything a case page shows besides the household itself.</summary>
public sealed record CaseView(
    CaseHead Head, IReadOnlyList<CaseTaskLine> Tasks, IReadOnlyList<TimelineLine> Timeline, IReadOnlyList<DecisionLine> Decisions, IReadOnlyList<LetterLine> Letters,
    IReadOnlyList<EvidenceLine> Evidence, IReadOnlyList<HindranceLine> Hindrances, Sheet? Sheet, ChainCheck Chain, IReadOnlyList<ChildLine> Children);

/// <summary>One case; null when it does not exist for this person. The opening is logged by <see cref="NoteOpening"/>.</summary>
public sealed record ViewCase(RowId Case) : IQuestion<CaseView?>;

/// <summary>Logs that a person opened a case, once per person, case and day.</summary>
public sealed record NoteOpening(RowId Case) : IAction<bool>;

internal sealed class ViewCaseHandler(ActionSession session, Steps steps, Divisions divisions, PolicyShelf shelf, Sentences sentences, Definitions definitions) : IRequestHandler<ViewCase, CaseView?>
{
    private const int MostChildrenShown = 30;

    public async Task<CaseView?> Handle(ViewCase request, CancellationToken cancellationToken)
    {
        var db = session.Db;
        var (county, id) = (request.Case.County, request.Case.Id);
        var found = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == county && c.Id == id, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var instance = await db.Instances.AsNoTracking().FirstAsync(i => i.County == county && i.CaseId == id, cancellationToken);
        var events = await db.Events.AsNoTracking().Where(e => e.County == county && e.CaseId == id).OrderBy(e => e.Seq).ToListAsync(cancellationToken);
        var names = await NamesAsync(events.Select(e => e.Actor), cancellationToken);
        var calculation = await db.Calculations.AsNoTracking().Where(c => c.County == county && c.CaseId == id)
            .OrderByDescending(c => c.RecordedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        return new CaseView(
            HeadOf(found, instance),
            await TasksAsync(found, cancellationToken),
            [.. events.Select(e => sentences.Of(e, names.GetValueOrDefault(e.Actor, "系统")))],
            await DecisionsAsync(found, cancellationToken),
            await LettersAsync(found, cancellationToken),
            await EvidenceAsync(found, cancellationToken),
            [.. (await db.Hindrances.AsNoTracking().Where(h => h.County == county && h.CaseId == id && h.ClosedAt == null).ToListAsync(cancellationToken))
                .Select(h => new HindranceLine(new RowId(h.County, h.Id).ToString(), h.Kind, h.Key, h.Message, h.OpenedAt))],
            calculation is null ? null : Sheet.Of(calculation, await shelf.CurrentAsync(session, cancellationToken), found.HandlingArea.County),
            ChainCheck.Of(events, instance),
            await ChildrenAsync(found, cancellationToken));
    }

    // The running ones first: what has ended says little.
    private async Task<List<ChildLine>> ChildrenAsync(Case c, CancellationToken cancel)
    {
        var rows = await session.Db.Children.AsNoTracking().Where(k => k.County == c.County && k.CaseId == c.Id)
            .OrderByDescending(k => k.Status).ThenBy(k => k.Id).Take(MostChildrenShown).ToListAsync(cancel);
        var lines = new List<ChildLine>(rows.Count);
        foreach (var row in rows)
        {
            lines.Add(new ChildLine((await definitions.FindAsync(session, row.DefinitionVersionId, cancel)).Name, StateOf(row.SubStatus), row.Stage, row.StartedAt));
        }

        return lines;
    }

    private static string StateOf(string subStatus) => subStatus switch
    {
        "Finished" => "已办结",
        "Cancelled" => "已取消",
        "Faulted" => "出错结束",
        _ => "办理中",
    };

    private CaseHead HeadOf(Case c, Instance i) => new(
        c.Address.ToString(), c.Number, ProgrammeNames.Of(c.Programme), c.ApplicantName, PlaceOf(c.HandlingArea), c.AppliedOn, i.AcceptedOn, i.DueOn, i.DueEstimated,
        i.Extended, i.DueOn is { } due && i.FinishedAt is null ? shelf.Calendar.WorkingDaysBetween(session.Time.Today, due) : null, i.Stage, i.Status, i.Result, i.DefinitionVersionId);

    private string PlaceOf(AreaCode area) => (divisions.Find(area.Parent)?.Name ?? string.Empty) + (divisions.Find(area)?.Name ?? area.ToString());

    private async Task<List<CaseTaskLine>> TasksAsync(Case c, CancellationToken cancel)
    {
        var tasks = await session.Db.Tasks.AsNoTracking().Where(t => t.County == c.County && t.CaseId == c.Id).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).ToListAsync(cancel);
        var names = await NamesAsync(tasks.SelectMany(t => new[] { t.CompletedBy, t.HolderId }).OfType<Guid>(), cancel);
        return [.. tasks.Select(t =>
        {
            var card = steps.FindHuman(t.Step)?.Card;
            return new CaseTaskLine(t.Address.ToString(), t.Step, card?.Name ?? Mending.NameOf(t.Step) ?? t.Step, Roles.NameOf(t.Role),
                t.State switch { TaskState.Open => "待办", TaskState.Done => "已办", _ => "已关闭" }, t.OpenedOn, t.DueOn,
                (t.CompletedBy ?? t.HolderId) is { } who ? names.GetValueOrDefault(who) : null,
                card?.Outcomes.FirstOrDefault(o => o.Name == t.Outcome)?.Verb,
                t.State == TaskState.Open && session.Acting.MandateFor(t.Role, t.Area, t.Programme) is not null);
        })];
    }

    private async Task<List<DecisionLine>> DecisionsAsync(Case c, CancellationToken cancel)
    {
        var rows = await session.Db.Decisions.AsNoTracking().Where(d => d.County == c.County && d.CaseId == c.Id).OrderBy(d => d.RecordedAt).ThenBy(d => d.Id).ToListAsync(cancel);
        var names = await NamesAsync(rows.Select(r => r.DecidedBy), cancel);
        var policies = await shelf.CurrentAsync(session, cancel);
        return [.. rows.Select(d => new DecisionLine(
            d.Id.ToString(), d.Kind, d.Number, d.On, names.GetValueOrDefault(d.DecidedBy, "系统"), d.Monthly?.ToString(),
            d.FirstMonth is { } month ? $"{month / 100}年{month % 100}月" : null,
            FormJson.Read<List<string>>(d.Reasons),
            [.. FormJson.Read<List<string>>(d.Clauses).Select(id => ClauseTexts.Of(policies, id))], d.Level, d.InstrumentId is { } i ? new RowId(c.County, i).ToString() : null, d.InstrumentNumber, d.CalculationId.ToString()))];
    }

    private async Task<List<LetterLine>> LettersAsync(Case c, CancellationToken cancel)
    {
        var rows = await session.Db.Letters.AsNoTracking().Where(l => l.County == c.County && l.CaseId == c.Id).OrderBy(l => l.RecordedAt).ToListAsync(cancel);
        return [.. rows.Select(l => new LetterLine(l.Address.ToString(), l.Title, l.Number, l.On, l.Draft, rows.Exists(later => later.Supersedes == l.Id)))];
    }

    // 核对报告 is for the township's officers, the reviewer and the county; an assistant of the village does not see it.
    private async Task<List<EvidenceLine>> EvidenceAsync(Case c, CancellationToken cancel)
    {
        var rows = await session.Db.Evidence.AsNoTracking().Where(e => e.County == c.County && e.CaseId == c.Id).OrderBy(e => e.RecordedAt).ToListAsync(cancel);
        return [.. rows.Where(e => ReportRights.MaySee(session.Acting, e.Title)).Select(e => new EvidenceLine(e.Address.ToString(), e.Title, e.MediaType, e.RecordedAt))];
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        return await session.Wide("name-of-official").Officials.AsNoTracking().Where(o => wanted.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
    }
}

internal sealed class NoteOpeningHandler(ActionSession session) : IRequestHandler<NoteOpening, Reply<bool>>
{
    public async Task<Reply<bool>> Handle(NoteOpening request, CancellationToken cancellationToken)
    {
        var (me, today) = (session.Acting.Id, session.Time.Today);
        var noted = await session.Db.AccessEntries.AnyAsync(a => a.OfficialId == me && a.CaseId == request.Case.Id && a.On == today && a.Kind == "open", cancellationToken);
        if (!noted)
        {
            session.Db.AccessEntries.Add(AccessEntry.Of(session, me, request.Case.County, "open", "案件", request.Case.Id));
        }

        return !noted;
    }
}

/// <summary>Who may see the report of the information check: not a person whose only role is in the village (practice E).</summary>
public static class ReportRights
{
    /// <summary>The title evidence of a check is filed under.</summary>
    public const string Title = "核对报告";

    public static bool MaySee(ActingAs acting, string title) =>
        title != Title || acting.Mandates.Any(m => m.Role is not (Roles.VillageAssistant or Roles.Finance));
}

/// <summary>Clauses with their words.</summary>
public static class ClauseTexts
{
    public static ClauseText Of(PolicySet policies, string id) =>
        policies.Clauses.TryGetValue(id, out var clause)
            ? new ClauseText(id, policies.DocumentOf(id).Reference + clause.Article, clause.Text)
            : new ClauseText(id, string.Empty, string.Empty);
}
