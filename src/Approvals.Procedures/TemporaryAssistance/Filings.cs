using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>One approval of a month as it is filed with the county.</summary>
public sealed record FilingLine(
    string CaseId, string Number, string Name, string Township, string Cause, string Amount, DateOnly On, string Level, string? Instrument, bool Paid, bool Late, int Owed, bool Overdue, bool SameEvent,
    string? CheckId, string? CheckState, string? Finding, string? Supervised);

/// <summary>月度备案清单: made by itself from the approvals of the month; the county only samples and asks.</summary>
/// <param name="Flagged">Cases late, overdue, or of an event with several claims: looked at before others.</param>
public sealed record FilingMonth(string Month, IReadOnlyList<FilingLine> Rows, string Total, int Late, int Flagged, bool MayCheck);

/// <summary>The filing list of a month (2022-03) in the areas this person works in; null when it is no month.</summary>
public sealed record ViewFilings(string Month) : IQuestion<FilingMonth?>;

/// <summary>抽查: the county picks a case of the list.</summary>
public sealed record PickForCheck(RowId Case, Guid CommandId) : ICommand<string>;

/// <summary>抽查结果: upheld, or irregular with what was found; an irregular one is open for supervision.</summary>
public sealed record RecordCheck(RowId Check, string Result, string Finding, Guid CommandId) : ICommand<string>;

/// <summary>督查办结: what supervision of an irregular case came to. Nothing is taken back from the person by it.</summary>
public sealed record SettleSupervision(RowId Check, string Result, Guid CommandId) : ICommand<string>;

internal sealed class FilingHandlers(ActionSession session, Divisions divisions, CountyJournal journal) :
    IRequestHandler<ViewFilings, FilingMonth?>,
    IRequestHandler<PickForCheck, Reply<string>>,
    IRequestHandler<RecordCheck, Reply<string>>,
    IRequestHandler<SettleSupervision, Reply<string>>
{
    private static readonly Refusal NotCounty = new(RefusalKind.Forbidden, "check.role", "抽查由县救助科办理，你没有该角色", "N2021-2.6.5", "请联系县救助科");

    private static readonly Refusal NoSuchCheck = new(RefusalKind.NotFound, "check.unknown", "没有找到这条抽查", Next: "请刷新备案清单");

    private static readonly Refusal PickedAlready = new(RefusalKind.Conflict, "check.picked", "这件已经在抽查", Next: "请刷新备案清单");

    private static readonly Refusal CheckedAlready = new(RefusalKind.Conflict, "check.done", "这条抽查已经办结", Next: "请刷新备案清单");

    public async Task<FilingMonth?> Handle(ViewFilings request, CancellationToken cancellationToken)
    {
        if (!YearMonth.TryParse(request.Month, out var month))
        {
            return null;
        }

        var (wide, first, last) = (session.Wide("filings"), month.FirstDay, month.AddMonths(1).FirstDay);
        var rows = new List<FilingLine>();
        foreach (var range in session.Acting.RangesFor(Roles.OpeningCases))
        {
            var (from, to) = (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
            var found = await wide.AidApprovals.AsNoTracking().Where(a => a.Kind == AidApproval.Approved && a.On >= first && a.On < last)
                .Join(wide.Cases.Where(c => c.HandlingArea >= from && c.HandlingArea <= to), a => new { a.County, Id = a.CaseId }, c => new { c.County, c.Id }, (a, c) => new Filed(a, c))
                .ToListAsync(cancellationToken);
            rows.AddRange(await LinesAsync(wide, found, cancellationToken));
        }

        var ordered = rows.OrderBy(r => r.Township, StringComparer.Ordinal).ThenBy(r => r.On).ThenBy(r => r.Number, StringComparer.Ordinal).ToList();
        return new FilingMonth(month.ToString(), ordered, ordered.Aggregate(Money.Zero, (sum, r) => sum + Money.Parse(r.Amount.Replace(",", "", StringComparison.Ordinal))).ToString(),
            ordered.Count(r => r.Late), ordered.Count(r => r.Late || r.Overdue || r.SameEvent), session.Acting.Has(Roles.CountyOfficer) || session.Acting.Has(Roles.CountyLeader));
    }

    public async Task<Reply<string>> Handle(PickForCheck request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Case.County, request.Case.Id);
        if (await session.Db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == county && c.Id == id, cancellationToken) is not { } found
            || await session.Db.AidApprovals.AsNoTracking().Where(a => a.County == county && a.CaseId == id && a.Kind == AidApproval.Approved).OrderBy(a => a.DecidedAt).FirstOrDefaultAsync(cancellationToken) is not { } approval)
        {
            return Casework.Refusals.NoSuchCase;
        }

        if (!Checks(found.HandlingArea))
        {
            return NotCounty;
        }

        if (await session.Db.SpotChecks.AnyAsync(s => s.County == county && s.CaseId == id, cancellationToken))
        {
            return PickedAlready;
        }

        var check = new SpotCheck
        {
            County = county,
            Id = session.NewId(),
            CaseId = id,
            Area = found.HandlingArea,
            Month = (approval.On.Year * 100) + approval.On.Month,
            Why = "sampled",
            ChosenBy = session.Acting.Id,
            ChosenAt = session.Time.Now,
        };
        session.Db.SpotChecks.Add(check);
        var draft = new EventDraft { Kind = "check.picked", Facts = new() { ["case"] = id.ToString() } };
        draft.Rows.Add(("spot_checks", check.Id, RowText.HashOf(check)));
        journal.Write(county, draft);
        return check.Address.ToString();
    }

    public async Task<Reply<string>> Handle(RecordCheck request, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(request.Check, cancellationToken);
        if (!opened.Done)
        {
            return opened.Refusal!;
        }

        var check = opened.Value;
        if (check.Result is not null)
        {
            return CheckedAlready;
        }

        if (EnumCodes.Of(typeof(SpotCheckResult)).GetValueOrDefault(request.Result) is not SpotCheckResult result || string.IsNullOrWhiteSpace(request.Finding))
        {
            return Refusal.Invalid([new FieldError("finding", "抽查结果", "请选择维持或不规范，并写明查到的情况")]);
        }

        (check.Result, check.Finding, check.CheckedBy, check.CheckedAt) = (result, request.Finding.Trim(), session.Acting.Id, session.Time.Now);
        journal.Write(check.County, new EventDraft { Kind = "check.recorded", Facts = new() { ["check"] = check.Id.ToString(), ["result"] = request.Result, ["finding"] = check.Finding } });
        return request.Result;
    }

    public async Task<Reply<string>> Handle(SettleSupervision request, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(request.Check, cancellationToken);
        if (!opened.Done)
        {
            return opened.Refusal!;
        }

        var check = opened.Value;
        if (check.Result != SpotCheckResult.Irregular || check.SupervisedAt is not null)
        {
            return CheckedAlready;
        }

        if (string.IsNullOrWhiteSpace(request.Result))
        {
            return Refusal.Invalid([new FieldError("result", "督查结论", "请写明督查结论和整改情况")]);
        }

        (check.Supervised, check.SupervisedAt) = (request.Result.Trim(), session.Time.Now);
        journal.Write(check.County, new EventDraft { Kind = "supervision.settled", Facts = new() { ["check"] = check.Id.ToString(), ["result"] = check.Supervised } });
        return check.Supervised;
    }

    private async Task<Reply<SpotCheck>> OpenAsync(RowId id, CancellationToken cancel) =>
        await session.Db.SpotChecks.FirstOrDefaultAsync(s => s.County == id.County && s.Id == id.Id, cancel) is not { } check ? NoSuchCheck
        : Checks(check.Area) ? check
        : NotCounty;

    private bool Checks(AreaCode area)
    {
        session.Mandate = session.Acting.MandateFor(Roles.CountyOfficer, area, AidIntake.Programme) ?? session.Acting.MandateFor(Roles.CountyLeader, area, AidIntake.Programme);
        return session.Mandate is not null;
    }

    private async Task<List<FilingLine>> LinesAsync(ApprovalsDb wide, List<Filed> found, CancellationToken cancel)
    {
        var ids = found.Select(f => f.Case.Id).Distinct().ToList();
        var events = found.Select(f => f.Approval.EventId).Distinct().ToList();
        var instruments = await wide.Instruments.AsNoTracking().Where(i => found.Select(f => f.Approval.InstrumentId).Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number, cancel);
        var payments = (await wide.AidPayments.AsNoTracking().Where(p => ids.Contains(p.CaseId)).ToListAsync(cancel)).ToLookup(p => p.CaseId);
        var papers = (await wide.OwedPapers.AsNoTracking().Where(p => ids.Contains(p.CaseId) && p.SettledAt == null).ToListAsync(cancel)).ToLookup(p => p.CaseId);
        var claims = (await wide.AidClaims.AsNoTracking().Where(c => events.Contains(c.EventId)).Select(c => c.EventId).ToListAsync(cancel)).CountBy(e => e).ToDictionary();
        var checks = await wide.SpotChecks.AsNoTracking().Where(s => ids.Contains(s.CaseId)).ToDictionaryAsync(s => s.CaseId, cancel);
        return [.. found.Select(f =>
        {
            var check = checks.GetValueOrDefault(f.Case.Id);
            return new FilingLine(
                f.Case.Address.ToString(), f.Case.Number, f.Case.ApplicantName, divisions.Find(AidLimits.TownshipOf(f.Case.HandlingArea))?.Name ?? string.Empty, EnumCodes.TextOf(f.Approval.Cause),
                f.Approval.Amount.ToString(), f.Approval.On, ViewAidHandler.LevelOf(f.Approval.Level), f.Approval.InstrumentId is { } i ? instruments.GetValueOrDefault(i) : null,
                AidCase.Standing([.. payments[f.Case.Id]]).Exists(p => p.ApprovalId == f.Approval.Id), payments[f.Case.Id].Any(p => p.Late), papers[f.Case.Id].Count(), papers[f.Case.Id].Any(p => session.Time.Today > p.DueOn),
                claims.GetValueOrDefault(f.Approval.EventId) > 1, check?.Address.ToString(), StateOf(check), check?.Finding, check?.Supervised);
        })];
    }

    private static string? StateOf(SpotCheck? check) => check switch
    {
        null => null,
        { Result: null } => "抽查中",
        { Result: SpotCheckResult.Upheld } => "维持",
        { SupervisedAt: null } => "督查中",
        _ => "督查办结",
    };

    private sealed record Filed(AidApproval Approval, Case Case);
}
