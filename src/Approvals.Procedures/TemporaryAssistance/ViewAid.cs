using System.Globalization;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>Another claim of the same event, or of the same person: shown beside, never merged.</summary>
public sealed record AidNeighbour(string? CaseId, string Number, string Name, string Place, string Stage, string Approved, string Relation, string Office);

/// <summary>A label and its words: what is known, or how much room is left.</summary>
public sealed record AidNote(string Label, string Text);

/// <summary>An approval, refusal or release as pages show it.</summary>
public sealed record AidApprovalLine(
    string Kind, string Number, string Amount, DateTimeOffset At, string Who, string? Second, string Level, string? InstrumentId, string? InstrumentNumber, IReadOnlyList<AidNote> Room, IReadOnlyList<ClauseText> Clauses, string Reason, IReadOnlyList<AidStageLine> Stages);

/// <summary>A stage of an approval as pages show it.</summary>
public sealed record AidStageLine(DateOnly On, string Amount, string? Condition);

/// <summary>A payment or a bank's return.</summary>
public sealed record AidPaymentLine(string Amount, string Method, string Source, DateTimeOffset At, string Who, string ReceivedBy, string? Receipt, string? Witnesses, bool Late, bool IsReturn, int Stage);

/// <summary>A paper of the ledger.</summary>
public sealed record OwedPaperLine(string Paper, DateOnly DueOn, bool Settled, DateTimeOffset? SettledAt, bool Overdue);

/// <summary>The room a township has for this case under an instrument, before approving.</summary>
public sealed record InstrumentRoom(string InstrumentId, string Number, string Form, DateOnly To, IReadOnlyList<AidNote> Room);

/// <summary>Everything a page shows about a case of 临时救助 beside the case itself.</summary>
public sealed record AidPage(
    string Track, string Cause, string Place, DateOnly HappenedOn, DateTimeOffset ReportedAt, DateTimeOffset? DueAt, int? MinutesLeft, bool FirstPaid, string Channel, string Registration, string? Residence, int Persons, string Needs, string? Phone, bool IdentityKnown,
    IReadOnlyList<AidNote> Known, string? Proposal, bool ProposalByHand, IReadOnlyList<AidApprovalLine> Approvals, IReadOnlyList<AidPaymentLine> Payments, IReadOnlyList<OwedPaperLine> Papers,
    IReadOnlyList<AidNeighbour> FollowUps, IReadOnlyList<AidNeighbour> SameEvent, IReadOnlyList<AidNeighbour> SamePerson, IReadOnlyList<InstrumentRoom> Instruments, string? FundBalance, string? FundId, bool MayStartDibao, bool MayFollowUp, bool MayCorrect);

/// <summary>A case of 临时救助; null when it does not exist for this person or is of another programme.</summary>
public sealed record ViewAid(RowId Case) : IQuestion<AidPage?>;

internal sealed class ViewAidHandler(ActionSession session, Seals seals, Divisions divisions, PolicyShelf shelf, FundDesk funds) : IRequestHandler<ViewAid, AidPage?>
{
    private const string Before = "前一次救助";
    private const string After = "跟进救助";
    private const string SameEvent = "同一事件";
    private const string SamePerson = "同一人";
    private static readonly string[] CallingBack = [Roles.Window, Roles.VillageAssistant, Roles.Investigator];

    public async Task<AidPage?> Handle(ViewAid request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Case.County, request.Case.Id);
        var found = await session.Db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == county && c.Id == id, cancellationToken);
        if (found is null || await session.Db.AidClaims.AsNoTracking().FirstOrDefaultAsync(c => c.County == county && c.CaseId == id, cancellationToken) is not { } claim)
        {
            return null;
        }

        var instance = await session.Db.Instances.AsNoTracking().FirstAsync(i => i.County == county && i.CaseId == id, cancellationToken);
        var facts = new CaseFacts(await HotFacts.ReadAsync(session.Hot, request.Case, cancellationToken));
        var report = facts.Last<ReportFact>(AidFactKind.Report)!.Value.Value;
        var payments = await session.Db.AidPayments.AsNoTracking().Where(p => p.County == county && p.CaseId == id).OrderBy(p => p.PaidAt).ThenBy(p => p.Id).ToListAsync(cancellationToken);
        var fund = await funds.FindAsync(county, AidLimits.TownshipOf(claim.Area), cancellationToken);
        var (followUps, sameEvent, samePerson) = await NeighboursAsync(found, claim, cancellationToken);
        return new AidPage(
            EnumCodes.TextOf(claim.Track), EnumCodes.TextOf(claim.Cause), divisions.FullName(claim.Area) + claim.Place, claim.HappenedOn, claim.ReportedAt, instance.DueAt,
            HoursClock.MinutesLeft(instance.DueAt, session.Time.Now), payments.Count > 0, EnumCodes.TextOf(report.Channel), EnumCodes.TextOf(report.Registration), report.Residence is { } lives ? EnumCodes.TextOf(lives) : null, report.Persons, report.Needs, PhoneOf(report, instance.Status),
            report.IdentityKnown || facts.Has(AidFactKind.Identity), Known(facts),
            facts.Last<ProposalFact>(AidFactKind.Proposal)?.Value.Amount.ToString(), facts.Last<ProposalFact>(AidFactKind.Proposal)?.Value.ByHand == true,
            await ApprovalsAsync(county, id, cancellationToken), await PaymentsAsync(payments, cancellationToken), await PapersAsync(county, id, cancellationToken),
            followUps, sameEvent, samePerson, await RoomAsync(found, claim, cancellationToken), fund?.Balance.ToString(), fund?.Address.ToString(),
            facts.Last<ReferralFact>(AidFactKind.Referral)?.Value.Targets.Contains(ReferralTarget.Dibao) == true && CarryToDibao.Roles.Any(r => session.Acting.MandateFor(r, found.HandlingArea, AidIntake.Programme) is not null),
            AidCase.Standing(payments).Count > 0 && CallingBack.Any(r => session.Acting.MandateFor(r, claim.Area, AidIntake.Programme) is not null),
            CorrectPerson.Roles.Any(r => session.Acting.MandateFor(r, found.HandlingArea, AidIntake.Programme) is not null));
    }

    // Whole only for those who may have to call back while the case runs.
    private string? PhoneOf(ReportFact report, string status)
    {
        if (report.SealedReporterPhone is not { } kept)
        {
            return null;
        }

        var phone = seals.Open(new Sealed(Convert.FromBase64String(kept)));
        return status == "Running" && CallingBack.Any(session.Acting.Has) ? phone : Masks.Phone(phone);
    }

    private static List<AidNote> Known(CaseFacts facts)
    {
        var known = new List<(DateTimeOffset At, string Label, string Text)>();
        void Add<T>(string kind, string label, Func<T, string> text) => known.AddRange(facts.Of<T>(kind).Select(f => (f.Fact.RecordedAt, label, text(f.Value))));
        known.AddRange(facts.Of<PersonFact>(AidFactKind.Person).Select(f => (f.Fact.RecordedAt, "更正姓名", $"由“{f.Value.Before}”改为“{f.Value.After}”：{f.Fact.Reason}")));
        Add<VerificationFact>(AidFactKind.Verification, "核实", v => $"{EnumCodes.TextOf(v.Method)}（{v.Verifiers}）：{v.Finding}；{v.Persons} 人、{v.Months} 个月{(v.Loss is { } loss ? $"，损失或支出 {loss} 元" : "")}，其他救助 {v.OtherAid} 元{(v.IncomePerHead is { } income ? $"，人均年收入 {income} 元" : "")}");
        Add<PhoneConsentFact>(AidFactKind.PhoneConsent, "电话审批", c => $"{c.CalledAt.ToShortMinute()} 通话：{c.Note}");
        Add<SecondConfirmationFact>(AidFactKind.SecondConfirmation, "补确认", c => $"{(c.Confirmed ? "确认当时同意" : "当时没有同意")}：{c.Opinion}");
        Add<BankAnswerFact>(AidFactKind.BankAnswer, "银行回单", b => b.Paid ? $"{b.On:yyyy-MM-dd} 到账" : $"{b.On:yyyy-MM-dd} 退汇：{b.Reason}");
        Add<TopUpFact>(AidFactKind.TopUp, "备用金补足", t => $"{(t.ToppedUp ? "已补足" : "改用其他资金")}：{t.Note}");
        Add<MeetingFact>(AidFactKind.Meeting, "一事一议", m => $"{m.HeldOn:yyyy-MM-dd} 到会 {m.Present} 人：{m.Opinion}");
        Add<StageCheckFact>(AidFactKind.StageCheck, "阶段核查", s => $"第 {s.Stage} 阶段：{s.Finding}");
        Add<FastTrackReviewFact>(AidFactKind.FastTrackReview, "事后完善", r => $"{r.CheckedOn:yyyy-MM-dd} 核对，{r.VisitedOn:yyyy-MM-dd} 入户（{r.Visitors}），{r.PostedOn:yyyy-MM-dd} 至 {r.TakenDownOn:yyyy-MM-dd} 公示；实际 {r.Persons} 人：{r.Finding}");
        Add<SupervisionFact>(AidFactKind.Supervision, "督查", s => s.Result);
        Add<HandoverFact>(AidFactKind.Handover, "移交", h => $"{h.To}：{h.Note}");
        Add<TellingFact>(AidFactKind.Telling, "告知", t => $"{EnumCodes.TextOf(t.Method)}，{t.On:yyyy-MM-dd}：{t.Said}");
        Add<ReferralFact>(AidFactKind.Referral, "转介", r => r.Targets.Count == 0 ? "不需要转介" : string.Join("、", r.Targets.Select(t => EnumCodes.TextOf(t))));
        return [.. known.OrderBy(k => k.At).Select(k => new AidNote(k.Label, k.Text))];
    }

    private async Task<List<AidApprovalLine>> ApprovalsAsync(int county, Guid id, CancellationToken cancel)
    {
        var rows = await session.Db.AidApprovals.AsNoTracking().Where(a => a.County == county && a.CaseId == id).OrderBy(a => a.DecidedAt).ThenBy(a => a.Id).ToListAsync(cancel);
        var names = await NamesAsync(rows.SelectMany(a => new[] { a.DecidedBy, a.SecondBy ?? Guid.Empty }), cancel);
        var instruments = rows.Select(r => r.InstrumentId).OfType<Guid>().ToList();
        var numbers = await session.Db.Instruments.AsNoTracking().Where(i => i.County == county && instruments.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number, cancel);
        var policies = await shelf.CurrentAsync(session, cancel);
        return [.. rows.Select(a => new AidApprovalLine(
            a.Kind switch { AidApproval.Approved => "同意救助", AidApproval.Refused => "不予救助", _ => "退回额度" }, a.Number, Money.Max(a.Amount, -a.Amount).ToString(), a.DecidedAt,
            names.GetValueOrDefault(a.DecidedBy, "系统"), a.SecondBy is { } second ? names.GetValueOrDefault(second, "—") : null, LevelOf(a.Level),
            a.InstrumentId is { } i ? new RowId(county, i).ToString() : null, a.InstrumentId is { } n ? numbers.GetValueOrDefault(n) : null,
            [.. FormJson.Read<SortedDictionary<string, string>>(a.Room).Select(r => new AidNote(r.Key, Money.Parse(r.Value).ToString()))],
            [.. FormJson.Read<List<string>>(a.Clauses).Select(c => ClauseTexts.Of(policies, c))], a.Reason, [.. FormJson.Read<List<AidStage>>(a.Stages).Select(s => new AidStageLine(s.On, s.Amount.ToString(), s.Condition))]))];
    }

    internal static string LevelOf(string level) => level switch
    {
        "township-entrusted" => "乡镇审批（受县民政局委托）",
        "township-assigned" => "乡镇审批（下放）",
        AidDeciding.ByMeeting => "县里一事一议",
        AidDeciding.ByCounty => "县级审批",
        _ => "乡镇",
    };

    private async Task<List<AidPaymentLine>> PaymentsAsync(List<AidPayment> rows, CancellationToken cancel)
    {
        var names = await NamesAsync(rows.Select(p => p.PaidBy), cancel);
        return [.. rows.Select(p => new AidPaymentLine(Money.Max(p.Amount, -p.Amount).ToString(), EnumCodes.TextOf(p.Method), EnumCodes.TextOf(p.Source), p.PaidAt, names.GetValueOrDefault(p.PaidBy, "系统"),
            p.ReceivedBy, p.Receipt, p.Witnesses, p.Late, p.Reverses is not null, p.Stage))];
    }

    private async Task<List<OwedPaperLine>> PapersAsync(int county, Guid id, CancellationToken cancel) =>
        [.. (await session.Db.OwedPapers.AsNoTracking().Where(p => p.County == county && p.CaseId == id).OrderBy(p => p.Paper).ToListAsync(cancel))
            .Select(p => new OwedPaperLine(EnumCodes.TextOf(p.Paper), p.DueOn, p.SettledAt is not null, p.SettledAt, p.SettledAt is null && session.Time.Today > p.DueOn))];

    // Looks beyond the person's own area on purpose: five fields of each, the case itself only for those who see it.
    private async Task<(List<AidNeighbour> FollowUps, List<AidNeighbour> Event, List<AidNeighbour> Person)> NeighboursAsync(Case found, AidClaim claim, CancellationToken cancel)
    {
        var wide = session.Wide("same-event");
        var members = wide.CaseMembers.Where(m => m.County == found.County && m.CaseId == found.Id).Select(m => m.IdHash);
        var near = await wide.AidClaims.AsNoTracking().Where(c => c.CaseId != found.Id && ((c.County == found.County && c.EventId == claim.EventId)
                || wide.CaseMembers.Any(m => m.County == c.County && m.CaseId == c.CaseId && members.Contains(m.IdHash))))
            .Join(wide.Cases, c => new { c.County, Id = c.CaseId }, k => new { k.County, k.Id }, (c, k) => new { c, k })
            .Join(wide.Instances, x => new { x.k.County, x.k.Id }, i => new { i.County, Id = i.CaseId }, (x, i) => new { x.c, x.k, i.Stage }).OrderByDescending(x => x.k.CreatedAt).Take(20).ToListAsync(cancel);
        var ids = near.Select(n => n.k.Id).ToList();
        var sums = (await wide.AidApprovals.AsNoTracking().Where(a => ids.Contains(a.CaseId)).Select(a => new { a.CaseId, a.Amount }).ToListAsync(cancel)).ToLookup(a => a.CaseId, a => a.Amount);
        var ranges = session.Acting.RangesFor(Roles.OpeningCases);
        AidNeighbour Shown(Case k, AidClaim c, string stage) => new(
            ranges.Any(r => r.Contains(k.HandlingArea)) ? k.Address.ToString() : null, k.Number, k.ApplicantName, c.Place, stage.Length > 0 ? stage : "已办结",
            sums[k.Id].Aggregate(Money.Zero, (sum, a) => sum + a).ToString(), RelationOf(c, found, claim), divisions.Find(AidLimits.TownshipOf(c.Area))?.Name ?? string.Empty);
        var shown = near.ConvertAll(n => Shown(n.k, n.c, n.Stage));
        return ([.. shown.Where(n => n.Relation is Before or After)], [.. shown.Where(n => n.Relation == SameEvent)], [.. shown.Where(n => n.Relation == SamePerson)]);
    }

    private static string RelationOf(AidClaim other, Case found, AidClaim claim) =>
        other.CaseId == claim.Follows ? Before : other.Follows == found.Id ? After : other.EventId == claim.EventId ? SameEvent : SamePerson;

    private async Task<List<InstrumentRoom>> RoomAsync(Case found, AidClaim claim, CancellationToken cancel)
    {
        var law = (await shelf.CurrentAsync(session, cancel)).On(claim.Area.County, session.Time.Today, session.Time.Now);
        var near = (await HotAid.NearbyAsync(session.Hot, found.Address, claim.EventId, cancel)).Where(n => n.Amount > Money.Zero).ToList();
        var use = AidUse.Of(near, found.Id, claim, session.Time.Today, law.Count("temporary-assistance.split-days").Value);
        var kind = AidLimits.KindOf(claim.Track);
        return [.. (await HotInstruments.InForceAsync(session.Hot, found.County, AidLimits.TownshipOf(claim.Area), AidIntake.Programme, session.Time.Today, cancel)).Where(i => i.Covers(kind))
            .Select(i => new InstrumentRoom(i.Id.ToString(), i.Number, EnumCodes.TextOf(i.Form), i.To, [.. AidLimits.RoomOf(i, Money.Zero, use).Select(r => new AidNote(r.Key, Money.Parse(r.Value).ToString()))]))];
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToList();
        return await session.Wide("name-of-official").Officials.AsNoTracking().Where(o => wanted.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
    }
}

/// <summary>The places and recent events a duty desk offers.</summary>
public sealed record DutyDesk : IQuestion<IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>>;

internal sealed class DutyDeskHandler(ActionSession session, Divisions divisions) : IRequestHandler<DutyDesk, IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>>
{
    private const int DaysShown = 14;

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Forms.Choice>>> Handle(DutyDesk request, CancellationToken cancellationToken)
    {
        var areas = session.Acting.Mandates.Where(m => m.Role is Roles.Window or Roles.Investigator or Roles.VillageAssistant).Select(m => m.Area).Distinct().ToList();
        var events = new List<Forms.Choice> { new(ReportEmergency.AnotherEvent, "另一件事") };
        foreach (var township in areas.Select(AidLimits.TownshipOf).Where(a => a.Level == AreaLevel.Township).Distinct())
        {
            var near = await AidIntake.NearbyAsync(session, township, null, session.Time.Today.AddDays(-DaysShown), session.Time.Today, cancellationToken);
            events.AddRange(near.Select(n => new Forms.Choice(n.EventId.ToString(), $"同一件事：{n.Number} {n.Place}（{n.Name}）")));
        }

        return new Dictionary<string, IReadOnlyList<Forms.Choice>>
        {
            ["places"] = [.. areas.SelectMany(PlacesIn).DistinctBy(p => p.Code)],
            ["events"] = [.. events.DistinctBy(e => e.Code)],
        };
    }

    private IEnumerable<Forms.Choice> PlacesIn(AreaCode area) => area.Level switch
    {
        AreaLevel.Village => [Place(area)],
        AreaLevel.Township => [Place(area), .. divisions.Below(area, session.Time.Today).Select(d => Place(d.Code))],
        _ => divisions.Below(area, session.Time.Today).Select(d => Place(d.Code)),
    };

    private Forms.Choice Place(AreaCode area) => new(area.ToString(), area.Level == AreaLevel.Village
        ? $"{divisions.Find(area.Parent)?.Name} {divisions.Find(area)?.Name}"
        : string.Create(CultureInfo.InvariantCulture, $"{divisions.Find(area)?.Name}"));
}
