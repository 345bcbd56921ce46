using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>One member as a page shows them; the number masked.</summary>
public sealed record MemberLine(string CitizenId, int Position, string Name, string Relation, string Sex, int Age, string MaskedId, string? Phone, string Labour, string Disability, bool Ill, bool Student, bool Consented);

/// <summary>One income.</summary>
public sealed record IncomeLine(string Person, string Kind, string Amount, int Times, string Annual, string? Line, bool Corrected);

/// <summary>One answered source; notes only for those who may read the report.</summary>
public sealed record CheckLine(string Source, string Answer, bool Agrees, string? Note);

/// <summary>One visit.</summary>
public sealed record VisitLine(string Kind, DateOnly On, string Visitors, string Finding, string Living, string? Differences);

/// <summary>A plain line of what is known, with when it was recorded.</summary>
public sealed record KnownLine(string Label, string Text, DateTimeOffset RecordedAt);

/// <summary>What is known about the household of a case.</summary>
/// <param name="CaseId">Whose household it is.</param>
/// <param name="Holds">Whether whoever asks holds a task of the case, and so sees full numbers without giving a reason.</param>
public sealed record HouseholdPage(
    string CaseId, bool Holds, string Village, string? Group, string Standard, IReadOnlyList<MemberLine> Members, IReadOnlyList<IncomeLine> Incomes, string Savings, int Vehicles, int Houses, bool Business, string? PropertyNote,
    string Bank, string AccountLast4, IReadOnlyList<CheckLine> Check, IReadOnlyList<VisitLine> Visits, IReadOnlyList<KnownLine> Known, bool TouchesStaff);

/// <summary>The household of a case; null when the case does not exist for this person or is of another kind.</summary>
public sealed record ViewHousehold(RowId Case) : IQuestion<HouseholdPage?>;

/// <summary>The application as it stands now, as the form it was typed in, for correcting it. It has every number in full: only for those who may correct, and logged once per case and day.</summary>
public sealed record ApplicationAsTyped(RowId Case) : IAction<JsonObject>;

/// <summary>Shows one full ID number: to the holder of a task of the case freely, otherwise with one of five reasons, logged once per case and day.</summary>
public sealed record RevealNumber(RowId Case, Guid Citizen, string? Reason) : IAction<string>
{
    /// <summary>The reasons there are.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["核对身份", "打印文书", "发放账户核实", "信访答复", "审计检查"];
}

internal sealed class HouseholdPageHandlers(ActionSession session, Cases cases, Seals seals, Divisions divisions) :
    IRequestHandler<ViewHousehold, HouseholdPage?>,
    IRequestHandler<ApplicationAsTyped, Reply<JsonObject>>,
    IRequestHandler<RevealNumber, Reply<string>>
{
    public async Task<HouseholdPage?> Handle(ViewHousehold request, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(request.Case, cancellationToken);
        if (opened is not var (found, facts, people) || facts.Last<HouseholdFact>(FactKind.Household) is not { } household)
        {
            return null;
        }

        var view = HouseholdView.Of(facts);
        var property = facts.Last<PropertyFact>(FactKind.Property)!.Value.Value;
        var account = facts.Last<AccountFact>(FactKind.Account)!.Value.Value;
        return new HouseholdPage(
            request.Case.ToString(), await HoldsAsync(request.Case, cancellationToken), divisions.FullName(found.HandlingArea), household.Value.Group, EnumCodes.TextOf(household.Value.Standard),
            Members(facts, people), Incomes(facts, view, people), property.Savings.ToString(), property.Vehicles, property.Houses, property.Business, property.Note,
            account.Bank, account.Last4, Check(facts), await VisitsAsync(facts, cancellationToken), Known(facts),
            await NearRelatives.TouchStaffAsync(session, request.Case, cancellationToken));
    }

    public async Task<Reply<JsonObject>> Handle(ApplicationAsTyped request, CancellationToken cancellationToken)
    {
        if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file || await OpenAsync(request.Case, cancellationToken) is not var (found, facts, people))
        {
            return Casework.Refusals.NoSuchCase;
        }

        if (CaseRights.Refuse(file, Roles.Window, Roles.Investigator, Roles.Reviewer) is { } refusal)
        {
            return refusal;
        }

        await NoteRevealAsync(request.Case, "申请信息", "更正申请信息", cancellationToken);
        return AsTyped(found, facts, people);
    }

    public async Task<Reply<string>> Handle(RevealNumber request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Case.County, request.Case.Id);
        var citizen = await session.Db.CaseMembers.Where(m => m.County == county && m.CaseId == id && m.CitizenId == request.Citizen)
            .Join(session.Db.Citizens, m => new { m.County, Id = m.CitizenId }, c => new { c.County, c.Id }, (m, c) => c).FirstOrDefaultAsync(cancellationToken);
        if (citizen is null)
        {
            return Casework.Refusals.NoSuchCase;
        }

        var holds = await HoldsAsync(request.Case, cancellationToken);
        if (!holds && (request.Reason is null || !RevealNumber.Reasons.Contains(request.Reason)))
        {
            return Refusal.Invalid([new FieldError("reason", "查看原因", $"请选择查看原因：{string.Join("、", RevealNumber.Reasons)}")]);
        }

        await NoteRevealAsync(request.Case, "身份证号", holds ? "办理中" : request.Reason, cancellationToken);
        return seals.Open(citizen.IdNumber);
    }

    private async Task<bool> HoldsAsync(RowId @case, CancellationToken cancel)
    {
        var (county, id, me) = (@case.County, @case.Id, session.Acting.Id);
        return await session.Db.Tasks.AnyAsync(t => t.County == county && t.CaseId == id && t.State == TaskState.Open && t.HolderId == me, cancel);
    }

    // Once per person, case and day, whatever was shown.
    private async Task NoteRevealAsync(RowId @case, string what, string? reason, CancellationToken cancel)
    {
        var (me, today) = (session.Acting.Id, session.Time.Today);
        if (!await session.Db.AccessEntries.AnyAsync(a => a.OfficialId == me && a.CaseId == @case.Id && a.On == today && a.Kind == "reveal", cancel))
        {
            session.Db.AccessEntries.Add(AccessEntry.Of(session, me, @case.County, "reveal", what, @case.Id, reason));
        }
    }

    private async Task<(Case Case, CaseFacts Facts, Dictionary<Guid, Citizen> People)?> OpenAsync(RowId id, CancellationToken cancel)
    {
        var found = await session.Db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == id.County && c.Id == id.Id, cancel);
        if (found is null)
        {
            return null;
        }

        var facts = new CaseFacts(await HotFacts.ReadAsync(session.Hot, id, cancel));
        var people = await session.Db.CaseMembers.Where(m => m.County == id.County && m.CaseId == id.Id)
            .Join(session.Db.Citizens, m => new { m.County, Id = m.CitizenId }, c => new { c.County, c.Id }, (m, c) => c).AsNoTracking().ToDictionaryAsync(c => c.Id, cancel);
        return (found, facts, people);
    }

    private List<MemberLine> Members(CaseFacts facts, Dictionary<Guid, Citizen> people)
    {
        var consented = facts.Of<ConsentFact>(FactKind.Consent).Select(c => c.Fact.Subject).ToHashSet();
        return [.. facts.Of<MemberFact>(FactKind.Member).Select((m, i) =>
        {
            var person = people[m.Fact.Subject];
            return new MemberLine(person.Id.ToString(), i + 1, person.Name, EnumCodes.TextOf(m.Value.Relation), person.Sex, AgeOf(person.Birth),
                $"{seals.Open(person.IdNumber)[..3]}***********{person.IdLast4}", person.Phone is { } phone ? Masks.Phone(seals.Open(phone)) : null,
                EnumCodes.TextOf(m.Value.Labour), m.Value.Disability == DisabilityGrade.None ? "无" : EnumCodes.TextOf(m.Value.Disability), m.Value.SeriouslyIll, m.Value.Student,
                consented.Contains(person.Id));
        })];
    }

    private int AgeOf(DateOnly birth)
    {
        var today = session.Time.Today;
        return today.Year - birth.Year - (birth.AddYears(today.Year - birth.Year) > today ? 1 : 0);
    }

    private static List<IncomeLine> Incomes(CaseFacts facts, HouseholdView view, Dictionary<Guid, Citizen> people) =>
        [.. facts.Of<IncomeFact>(FactKind.Income).Select(i => new IncomeLine(
            people.TryGetValue(i.Fact.Subject, out var person) ? person.Name : view.PositionOf(i.Fact.Subject), EnumCodes.TextOf(i.Value.Kind), i.Value.Amount.ToString(), i.Value.Times,
            (i.Value.Amount * i.Value.Times).ToString(), i.Value.Line, i.Fact.Supersedes is not null))];

    private List<CheckLine> Check(CaseFacts facts)
    {
        var full = ReportRights.MaySee(session.Acting, ReportRights.Title);
        return [.. (facts.Last<CheckFact>(FactKind.Check)?.Value.Sources ?? []).Select(s =>
            new CheckLine(EnumCodes.TextOf(s.Source), EnumCodes.TextOf(s.Answer), s.Answer == CheckAnswer.Agrees, full ? s.Note : null))];
    }

    private async Task<List<VisitLine>> VisitsAsync(CaseFacts facts, CancellationToken cancel)
    {
        var visits = facts.Of<VisitFact>(FactKind.Visit).Select(v => ("入户调查", v.Value))
            .Concat(facts.Of<VisitFact>(FactKind.NobodyHome).Select(v => ("上门无人", v.Value)))
            .Concat(facts.Of<VisitFact>(FactKind.ObjectionVisit).Select(v => ("异议复查", v.Value))).ToList();
        var ids = visits.SelectMany(v => v.Value.Visitors).Distinct().ToList();
        var names = await session.Wide("name-of-official").Officials.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return [.. visits.Select(v => new VisitLine(v.Item1, v.Value.On, string.Join("、", v.Value.Visitors.Select(id => names.GetValueOrDefault(id, "？"))),
            EnumCodes.TextOf(v.Value.Finding), v.Value.Living, v.Value.Differences))];
    }

    private static List<KnownLine> Known(CaseFacts facts)
    {
        var known = new List<KnownLine>();
        void Add<T>(string kind, string label, Func<T, string> text)
        {
            known.AddRange(facts.Of<T>(kind).Select(f => new KnownLine(label, text(f.Value), f.Fact.RecordedAt)));
        }

        Add<ReviewFact>(FactKind.Review, "民主评议", r => $"{r.On:yyyy-MM-dd} 到会 {r.Present} 人，同意 {r.Agree}，不同意 {r.Disagree}，弃权 {r.Abstain}");
        Add<PropertyTestFact>(FactKind.PropertyTest, "财产", p => $"{(p.Within ? "符合规定" : "超出规定")}：{p.Reason}");
        Add<InitialReviewFact>(FactKind.InitialReview, "初审", r => $"{(r.ProposesConfirmation ? "提出确认" : r.Ground is { } g ? $"拟不予确认（{EnumCodes.TextOf(g)}）" : "退回")}：{r.Opinion}{(r.SilentSourceCovered is { } s ? $"；未反馈来源补查：{s}" : "")}");
        Add<NoticeResultFact>(FactKind.NoticeResult, "公示结果", n => $"第 {n.Round} 次公示，{(n.Objection ? "有异议" : "无异议")}，{n.TakenDownOn:yyyy-MM-dd} 撤下");
        Add<ObjectionDecisionFact>(FactKind.ObjectionDecision, "异议处理", o => $"{(o.Upheld ? "异议成立" : "异议不成立")}：{o.Findings}");
        Add<ExaminationFact>(FactKind.Examination, "县级审查", e => e.VisitedOn is { } on ? $"{e.Opinion}（县级 {on:yyyy-MM-dd} 入户）" : e.Opinion);
        Add<DeliveryFact>(FactKind.Delivery, "送达", d => $"{EnumCodes.TextOf(d.Method)}，{d.On:yyyy-MM-dd}{(d.ReceivedBy is { } by ? $"，签收人 {by}" : "")}");
        return [.. known.OrderBy(k => k.RecordedAt)];
    }

    private JsonObject AsTyped(Case found, CaseFacts facts, Dictionary<Guid, Citizen> people)
    {
        var members = facts.Of<MemberFact>(FactKind.Member).ToList();
        var positions = members.Select(m => m.Fact.Subject).ToList();
        var household = facts.Last<HouseholdFact>(FactKind.Household)!.Value.Value;
        var property = facts.Last<PropertyFact>(FactKind.Property)!.Value.Value;
        var account = facts.Last<AccountFact>(FactKind.Account)!.Value.Value;
        var signatures = facts.Of<ConsentFact>(FactKind.Consent).ToList();
        var form = new ApplicationForm
        {
            Household = new HouseholdPart
            {
                Village = household.Village,
                Group = household.Group,
                Standard = household.Standard,
                AppliedOn = found.AppliedOn,
                Members = [.. members.Select(m => RowOf(m.Value, people[m.Fact.Subject]))],
            },
            Income = new IncomePart
            {
                Items = [.. facts.Of<IncomeFact>(FactKind.Income).Select(i => new IncomeRow { Member = positions.IndexOf(i.Fact.Subject) + 1, Kind = i.Value.Kind, Amount = i.Value.Amount, Times = i.Value.Times, Line = i.Value.Line })],
            },
            Property = new PropertyPart
            {
                Savings = property.Savings,
                Vehicles = property.Vehicles,
                Houses = property.Houses,
                Business = property.Business,
                Note = property.Note,
                Bank = account.Bank,
                Account = seals.Open(new Sealed(Convert.FromBase64String(account.SealedNumber))),
            },
            Consent = new ConsentPart
            {
                Signatures = [.. signatures.Select(s => new SignatureRow { Member = positions.IndexOf(s.Fact.Subject) + 1, ByGuardian = s.Value.ByGuardian })],
                SignedOn = signatures.Count > 0 ? signatures[0].Value.SignedOn : found.AppliedOn,
                Papers = PapersOf(found),
            },
        };
        return JsonNode.Parse(JsonSerializer.Serialize(form, FormJson.Options))!.AsObject();
    }

    private List<FileRef> PapersOf(Case found) =>
        [.. session.Db.Evidence.AsNoTracking().Where(e => e.County == found.County && e.CaseId == found.Id && e.Title == "申请书、授权书、承诺书").Select(e => new FileRef(e.File, e.MediaType))];

    private MemberRow RowOf(MemberFact fact, Citizen person) => new()
    {
        Name = person.Name,
        IdNumber = person.IdNumber15 is { } old ? seals.Open(old) : seals.Open(person.IdNumber),
        Relation = fact.Relation,
        Phone = person.Phone is { } phone ? seals.Open(phone) : null,
        Labour = fact.Labour,
        Disability = fact.Disability,
        SeriouslyIll = fact.SeriouslyIll,
        Student = fact.Student,
    };
}
