using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>One way out as the button shows it.</summary>
public sealed record OutcomeButton(string Name, string Verb, string Consequence, bool KeepsOpen, bool Allowed);

/// <summary>A task ready to be done: what to do, by when, the form, the ways out, who is on it.</summary>
public sealed record TaskView(
    string TaskId, string CaseId, string CaseNumber, string Applicant, string Step, string StepName, string Guide, ClauseText? Clause, DateOnly? DueOn, int? DaysLeft, bool Estimated,
    string? Holder, bool HeldByMe, bool MayDo, string? WhyNot, bool IsOpen, Form Form, IReadOnlyList<OutcomeButton> Outcomes, JsonObject? Draft,
    IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>> References, bool MayAskAssistance, int? MinutesLeft = null);

/// <summary>One task; null when it does not exist for this person.</summary>
public sealed record ViewTask(RowId Task) : IQuestion<TaskView?>;

/// <summary>Keeps what has been typed into a form and not sent.</summary>
public sealed record SaveDraft(string Key, JsonElement Content) : IAction<DateTimeOffset>;

/// <summary>What was typed before, or null.</summary>
public sealed record ReadDraft(string Key) : IQuestion<JsonObject?>;

/// <summary>Throws a draft away, once it has been sent.</summary>
public sealed record DropDraft(string Key) : IAction<bool>;

/// <summary>The choices of a form's references: people, places.</summary>
public sealed record ListReferences(string? Area) : IQuestion<IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>>;

internal sealed class TaskViewHandlers(ActionSession session, Steps steps, PolicyShelf shelf, References references, Seals seals) :
    IRequestHandler<ViewTask, TaskView?>,
    IRequestHandler<SaveDraft, Reply<DateTimeOffset>>,
    IRequestHandler<ReadDraft, JsonObject?>,
    IRequestHandler<DropDraft, Reply<bool>>,
    IRequestHandler<ListReferences, IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>>
{
    private static readonly string[] Assistable = ["Approvals.ObjectionVisit", "Approvals.ObjectionDecision"];

    public async Task<TaskView?> Handle(ViewTask request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Task.County, request.Task.Id);
        var found = await session.Db.Tasks.AsNoTracking().Where(t => t.County == county && t.Id == id)
            .Join(session.Db.Cases, t => new { t.County, Id = t.CaseId }, c => new { c.County, c.Id }, (t, c) => new { t, c }).FirstOrDefaultAsync(cancellationToken);
        if (found is null || steps.FindHuman(found.t.Step) is not { } step)
        {
            return null;
        }

        var task = found.t;
        var whyNot = await WhyNotAsync(task, cancellationToken);
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        var holder = task.HolderId is null ? null : await TaskRights.NameOfAsync(session, task.HolderId, cancellationToken);
        return new TaskView(
            task.Address.ToString(), found.c.Address.ToString(), found.c.Number, found.c.ApplicantName, task.Step, step.Card.Name, step.Card.Guide,
            step.Card.Clause is { } clause ? ClauseTexts.Of(policies, clause) : null,
            task.DueOn, task.DueOn is { } due ? shelf.Calendar.WorkingDaysBetween(session.Time.Today, due) : null, task.DueEstimated,
            holder, task.HolderId == session.Acting.Id, whyNot is null, whyNot, task.State == TaskState.Open, step.Form, Buttons(step, task),
            await Handle(new ReadDraft(task.Address.ToString()), cancellationToken),
            await references.OfAsync(found.c.HandlingArea, cancellationToken), Assistable.Contains(task.Step) && task.State == TaskState.Open, HoursClock.MinutesLeft(task.DueAt, session.Time.Now));
    }

    public async Task<Reply<DateTimeOffset>> Handle(SaveDraft request, CancellationToken cancellationToken)
    {
        var text = request.Content.GetRawText();
        if (text.Length > 200_000)
        {
            return new Refusal(RefusalKind.Invalid, "draft.large", "草稿太大，没有保存", Next: "请减少文字后再试");
        }

        var me = session.Acting.Id;
        var draft = await session.Db.FormDrafts.FirstOrDefaultAsync(d => d.OfficialId == me && d.Key == request.Key, cancellationToken);
        if (draft is null)
        {
            session.Db.FormDrafts.Add(draft = new FormDraft { OfficialId = me, Key = request.Key, Content = seals.Seal(text), SavedAt = session.Time.Now });
        }

        draft.Content = seals.Seal(text);
        draft.SavedAt = session.Time.Now;
        return session.Time.Now;
    }

    public async Task<JsonObject?> Handle(ReadDraft request, CancellationToken cancellationToken)
    {
        var me = session.Acting.Id;
        var draft = await session.Db.FormDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.OfficialId == me && d.Key == request.Key, cancellationToken);
        return draft is null ? null : JsonNode.Parse(seals.Open(draft.Content)) as JsonObject;
    }

    public async Task<Reply<bool>> Handle(DropDraft request, CancellationToken cancellationToken)
    {
        var me = session.Acting.Id;
        return await session.Db.FormDrafts.Where(d => d.OfficialId == me && d.Key == request.Key).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>> Handle(ListReferences request, CancellationToken cancellationToken) =>
        await references.OfAsync(AreaCode.TryParse(request.Area, out var area) ? area : null, cancellationToken);

    private List<OutcomeButton> Buttons(HumanStep step, CaseTask task) =>
        [.. step.Card.Outcomes.Where(o => !o.IsFound).Select(o => Button(o, task, false)).Concat(step.Card.Notes.Select(o => Button(o, task, true)))];

    private OutcomeButton Button(StepOutcome outcome, CaseTask task, bool keepsOpen)
    {
        var roles = outcome.Roles.Count > 0 ? outcome.Roles : [task.Role];
        return new OutcomeButton(outcome.Name, outcome.Verb, outcome.Consequence, keepsOpen, roles.Any(r => session.Acting.MandateFor(r, task.Area, task.Programme) is not null));
    }

    private async Task<string?> WhyNotAsync(CaseTask task, CancellationToken cancel) =>
        task.State != TaskState.Open ? "这项待办已经结束"
        : session.Acting.MandateFor(task.Role, task.Area, task.Programme) is null && !HasOutcome(task) ? $"这一步由“{Roles.NameOf(task.Role)}”办理"
        : task.HolderId is { } holder && holder != session.Acting.Id ? $"{await TaskRights.NameOfAsync(session, holder, cancel)}正在办理"
        : null;

    private bool HasOutcome(CaseTask task) => steps.FindHuman(task.Step)!.Card.Outcomes
        .Any(o => o.Roles.Any(r => session.Acting.MandateFor(r, task.Area, task.Programme) is not null));
}

/// <summary>What references may name: the officials who visit, the villages one may file for, the townships that may help.</summary>
public sealed class References(ActionSession session, Divisions divisions)
{
    private static readonly string[] Visiting = [Roles.Investigator, Roles.Window, Roles.Reviewer, Roles.VillageAssistant, Roles.CountyOfficer];
    private static readonly string[] Leading = [Roles.TownshipLeader];
    private static readonly string[] Filing = [Roles.Window, Roles.VillageAssistant];

    /// <summary>Choices by the source a field names.</summary>
    /// <param name="area">The village of the case; null at intake.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>> OfAsync(AreaCode? area, CancellationToken cancel) => new Dictionary<string, IReadOnlyList<Forms.Choice>>
    {
        ["officials"] = area is { } here ? await OfficialsAsync(here, Visiting, cancel) : [],
        ["leaders"] = area is { } led ? await OfficialsAsync(led, Leading, cancel, hereOnly: true) : [],
        ["villages"] = Villages(),
        ["townships"] = area is { } place ? Townships(place) : [],
    };

    private async Task<List<Forms.Choice>> OfficialsAsync(AreaCode area, string[] roles, CancellationToken cancel, bool hereOnly = false)
    {
        var today = session.Time.Today;
        var grants = await session.Wide("visitors").Grants.AsNoTracking()
            .Where(g => roles.Contains(g.Role) && g.From <= today && (g.To == null || g.To >= today))
            .Join(session.Wide("visitors").Officials.Where(o => o.Active), g => g.OfficialId, o => o.Id, (g, o) => new { g.Area, g.Role, o.Id, o.Name, o.Office }).ToListAsync(cancel);
        return [.. grants.Where(g => hereOnly ? AreaRange.Of(g.Area).Contains(area) : g.Area.County == area.County)
            .GroupBy(g => g.Id).OrderBy(g => g.Any(x => AreaRange.Of(x.Area).Contains(area)) ? 0 : 1).ThenBy(g => g.First().Name, StringComparer.Ordinal)
            .Select(g => new Forms.Choice(g.Key.ToString(), $"{g.First().Name}（{g.First().Office} {string.Join("、", g.Select(x => Roles.NameOf(x.Role)).Distinct())}）"))];
    }

    private List<Forms.Choice> Villages() =>
        [.. session.Acting.Mandates.Where(m => Filing.Contains(m.Role)).Select(m => m.Area).Distinct().SelectMany(VillagesIn).DistinctBy(d => d.Code)
            .Select(d => new Forms.Choice(d.Code.ToString(), $"{divisions.Find(d.Code.Parent)?.Name} {d.Name}"))];

    private IEnumerable<Division> VillagesIn(AreaCode area) => area.Level switch
    {
        AreaLevel.Village => divisions.Find(area) is { } village ? [village] : [],
        AreaLevel.Township => divisions.Below(area, session.Time.Today),
        _ => divisions.Below(area, session.Time.Today).SelectMany(t => divisions.Below(t.Code, session.Time.Today)),
    };

    private List<Forms.Choice> Townships(AreaCode area) =>
        [new(area.County.ToString(), $"{divisions.Find(area.County)?.Name}（县级）"),
            .. divisions.Below(area.County, session.Time.Today).Where(t => t.Code != area.Parent).Select(t => new Forms.Choice(t.Code.ToString(), t.Name))];
}
