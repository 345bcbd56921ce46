using System.Globalization;
using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>急难报告: by the person, a village, a patrol or a hotline, at the place of the emergency whatever the registration. Starts 急难型 or 先行救助.</summary>
public sealed record ReportEmergency(JsonElement Form, Guid CommandId) : ICommand<CaseStarted>
{
    /// <summary>Chosen where it is not one of the events already reported.</summary>
    public const string AnotherEvent = "new";

    internal sealed class Handler(ActionSession session, Divisions divisions, AidIntake intake) : IRequestHandler<ReportEmergency, Reply<CaseStarted>>
    {
        public async Task<Reply<CaseStarted>> Handle(ReportEmergency request, CancellationToken cancellationToken)
        {
            var read = FormCheck.Read<ReportForm>(request.Form, session.Time.Today);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            var form = read.Value;
            if (!AreaCode.TryParse(form.Area, out var area) || area.Level < AreaLevel.Township || divisions.Find(area) is null)
            {
                return Refusal.Invalid([new FieldError("area", "在哪里", "请从列表中选择乡镇（街道）或村（社区）")]);
            }

            var reported = form.ReportedTime is { Length: > 0 } typed ? TimesOfDay.LastBefore(session.Time.Now, typed) : session.Time.Now;
            if (reported is not { } at)
            {
                return Refusal.Invalid([new FieldError("reportedTime", "什么时候接报", $"“{form.ReportedTime}”不是时间：请按 23:50 的样子填写")]);
            }

            // A time later than now was yesterday's; nobody reports what has not happened yet, and the hours run from here.
            if (Time.LegalTime.DateOf(at) < form.HappenedOn)
            {
                return Refusals.FutureReport;
            }

            return await intake.BeginAsync(new NewClaim(
                form.Urgency == Urgency.ReliefFirst ? AidTrack.ReliefFirst : AidTrack.Emergency, form.Cause, area, form.Place.Trim(), form.HappenedOn, at, form.Name.Trim(), form.IdNumber, form.Phone, form.Event,
                new ReportFact(form.Channel, form.Registration ?? Registration.Unknown, form.Persons, form.Needs, form.IdNumber is { Length: > 0 }, null) { Residence = form.Residence }, form.Photos ?? []), cancellationToken);
        }
    }
}

/// <summary>A claim of 临时救助 as an intake form gives it.</summary>
internal sealed record NewClaim(
    AidTrack Track, AidCause Cause, AreaCode Area, string Place, DateOnly HappenedOn, DateTimeOffset ReportedAt, string Name, string? IdNumber, string? Phone, string? Event, ReportFact Report, IReadOnlyList<FileRef> Photos)
{
    /// <summary>The case it goes on from: same people, same event.</summary>
    public FollowedCase? Follows { get; init; }
}

/// <summary>What a follow-up takes over from the case before it.</summary>
internal sealed record FollowedCase(Guid Id, Guid HouseholdId, Guid ApplicantId, Guid EventId, byte[] PersonHash, IReadOnlyList<CaseMember> Members);

/// <summary>Begins a case of 临时救助: the person as far as known, the event, the clock in hours, and the procedure of its track.</summary>
public sealed class AidIntake(ActionSession session, Cases cases, Definitions definitions, Driver driver, Seals seals, PolicyShelf shelf)
{
    public const string Programme = ProgrammeNames.TemporaryAssistance;
    private const string Unknown = "不详";
    private const int DaysNearby = 1;
    private static readonly string[] Desk = [Roles.Window, Roles.Investigator, Roles.VillageAssistant];

    internal async Task<Reply<CaseStarted>> BeginAsync(NewClaim claim, CancellationToken cancel)
    {
        session.Mandate = Desk.Select(r => session.Acting.MandateFor(r, claim.Area, Programme)).FirstOrDefault(m => m is not null);
        if (session.Mandate is null && !session.Acting.IsJob)
        {
            return Refusals.NotDesk;
        }

        var law = (await shelf.CurrentAsync(session, cancel)).On(claim.Area.County, session.Time.Today, session.Time.Now);
        if (claim.Follows is null && IntakePlaces.Refuse(law, claim.Track, claim.Report) is { } elsewhere)
        {
            return elsewhere;
        }

        IdNumber? number = null;
        if (claim.IdNumber is { Length: > 0 } typed)
        {
            var read = IdNumbers.Read("idNumber", "身份证号", typed);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            number = read.Value;
        }

        var eventId = claim.Follows is { } first ? first.EventId : await EventAsync(claim, cancel);
        if (!eventId.Done)
        {
            return eventId.Refusal!;
        }

        return await definitions.PublishedAsync(session, DefinitionOf(claim.Track), claim.Area, cancel) is { } definition
            ? await StartAsync(claim, number, eventId.Value, definition, cancel)
            : Refusals.NoDefinition;
    }

    /// <summary>Whoever has no number yet counts by name and place; somebody nameless only as this case.</summary>
    internal static byte[] HashOf(Seals seals, Guid caseId, AreaCode area, string name) => seals.Hash(name == Unknown ? $"unknown|{caseId}" : $"unnumbered|{area}|{name}");

    internal static string DefinitionOf(AidTrack track) => $"temporary-assistance-{EnumCodes.CodeOf(track)}";

    // An event that may be the same is asked about, once; it is never merged by itself.
    private async Task<Reply<Guid>> EventAsync(NewClaim claim, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(claim.Event))
        {
            var near = await NearbyAsync(session, claim.Area, claim.Cause, claim.HappenedOn.AddDays(-DaysNearby), claim.HappenedOn.AddDays(DaysNearby), cancel);
            return near.Count == 0 ? session.NewId() : Refusals.SameEvent(near.Select(n => n.Number));
        }

        return claim.Event == ReportEmergency.AnotherEvent ? session.NewId()
            : Guid.TryParse(claim.Event, out var id) && await IsOfTownshipAsync(id, claim.Area, cancel) ? id
            : Refusals.UnknownEvent;
    }

    // Asking goes by cause and day; the answer does not: one fire burns a house and kills, and is heard of days later.
    private async Task<bool> IsOfTownshipAsync(Guid eventId, AreaCode area, CancellationToken cancel)
    {
        var (from, to) = TownshipOf(area);
        return await session.Wide("same-event").AidClaims.AnyAsync(c => c.EventId == eventId && c.Area >= from && c.Area <= to, cancel);
    }

    private static (AreaCode From, AreaCode To) TownshipOf(AreaCode area)
    {
        var range = AreaRange.Of(AidLimits.TownshipOf(area));
        return (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
    }

    /// <summary>Claims of a kind (or of any) in a township whose event lies between two days, whoever made them, the latest first.</summary>
    internal static async Task<List<(Guid EventId, string Number, string Place, string Name)>> NearbyAsync(ActionSession session, AreaCode area, AidCause? cause, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var wide = session.Wide("same-event");
        var (from, to) = TownshipOf(area);
        return [.. (await wide.AidClaims.AsNoTracking().Where(c => c.Area >= from && c.Area <= to && c.HappenedOn >= first && c.HappenedOn <= last && (cause == null || c.Cause == cause))
            .Join(wide.Cases, c => new { c.County, Id = c.CaseId }, k => new { k.County, k.Id }, (c, k) => new { c.EventId, k.Number, c.Place, k.ApplicantName, k.CreatedAt })
            .OrderByDescending(x => x.CreatedAt).Take(20).ToListAsync(cancel)).Select(x => (x.EventId, x.Number, x.Place, x.ApplicantName))];
    }

    private async Task<Reply<CaseStarted>> StartAsync(NewClaim claim, IdNumber? number, Guid eventId, WorkflowDefinition definition, CancellationToken cancel)
    {
        var county = int.Parse(claim.Area.County.ToString(), CultureInfo.InvariantCulture);
        var person = number is null ? null : await CitizenAsync(claim, number, county, cancel);
        var begun = await CaseOfAsync(claim, county, claim.Follows?.ApplicantId ?? person?.Id ?? session.NewId(), cancel);
        var hash = claim.Follows?.PersonHash ?? person?.IdHash ?? HashOf(seals, begun.Id, claim.Area, claim.Name);
        var file = cases.Begin(begun, Instance.Of(session, begun, definition));
        HotCases.Insert(session.Hot, begun);
        foreach (var (citizen, idHash) in claim.Follows?.Members.Select(m => (m.CitizenId, m.IdHash)) ?? [(begun.ApplicantId, hash)])
        {
            HotCases.InsertMember(session.Hot, new CaseMember { County = county, CaseId = begun.Id, CitizenId = citizen, IdHash = idHash });
        }

        file.Add("aid_claims", new AidClaim
        {
            County = county,
            Id = session.NewId(),
            CaseId = begun.Id,
            Track = claim.Track,
            Cause = claim.Cause,
            EventId = eventId,
            Follows = claim.Follows?.Id,
            Area = claim.Area,
            Place = claim.Place,
            HappenedOn = claim.HappenedOn,
            ReportedAt = claim.ReportedAt,
            PersonHash = hash,
        });
        file.Record(begun.Id, AidFactKind.Report, WithPhone(claim), session.Time.Today, file.Attach(claim.Photos, TitleOf(claim.Track)).AsEnumerable());
        await SetClockAsync(file, claim, cancel);
        file.Say("aid.reported", ("track", EnumCodes.CodeOf(claim.Track)), ("cause", EnumCodes.TextOf(claim.Cause)), ("persons", claim.Report.Persons.ToString(CultureInfo.InvariantCulture)));
        var refusal = await driver.AdvanceAsync(file, new Stimulus.Start(), cancel);
        return refusal is null ? new CaseStarted(begun.Address.ToString(), begun.Number, file.Instance.Stage) : refusal;
    }

    private static string TitleOf(AidTrack track) => track switch
    {
        AidTrack.FastTrack => "个人承诺书",
        AidTrack.Expense => "申请材料",
        _ => "现场照片",
    };

    private ReportFact WithPhone(NewClaim claim) =>
        string.IsNullOrWhiteSpace(claim.Phone) ? claim.Report : claim.Report with { SealedReporterPhone = Convert.ToBase64String(seals.Seal(claim.Phone.Trim()).Bytes) };

    // From report or discovery, through nights and holidays; the epidemic track until 24:00 of the day. 支出型 has no hours.
    private static async Task SetClockAsync(CaseFile file, NewClaim claim, CancellationToken cancel)
    {
        file.Instance.AcceptedOn = file.Today;
        var law = await file.LawAsync(cancel);
        file.Instance.DueAt = claim.Track switch
        {
            AidTrack.Expense => null,
            AidTrack.FastTrack => Time.LegalTime.EndOf(Time.LegalTime.DateOf(claim.ReportedAt)),
            _ => law.CountIfSet("temporary-assistance.response-hours") is { } hours ? claim.ReportedAt.AddHours(hours.Value) : null,
        };
    }

    private async Task<Citizen> CitizenAsync(NewClaim claim, IdNumber number, int county, CancellationToken cancel)
    {
        var hash = seals.Hash(number.Number);
        if (await session.Wide("citizens").Citizens.FirstOrDefaultAsync(c => c.County == county && c.IdHash == hash, cancel) is { } known)
        {
            return known;
        }

        var citizen = Citizen.Of(session, seals, claim.Name, number, claim.Phone, county);
        session.Wide("citizens").Citizens.Add(citizen);
        return citizen;
    }

    private Guid NewHousehold(NewClaim claim, int county)
    {
        var household = new Household { County = county, Id = session.NewId(), Area = claim.Area, CreatedAt = session.Time.Wall };
        session.Wide("citizens").Households.Add(household);
        return household.Id;
    }

    private async Task<Case> CaseOfAsync(NewClaim claim, int county, Guid person, CancellationToken cancel)
    {
        return new Case
        {
            County = county,
            Id = session.NewId(),
            Number = $"LS{county}-{await Numbers.NextAsync(session, county, "aid-case", cancel)}",
            Programme = Programme,
            Procedure = EnumCodes.CodeOf(claim.Track),
            HandlingArea = claim.Area,
            RegistrationArea = claim.Area,
            HouseholdId = claim.Follows?.HouseholdId ?? NewHousehold(claim, county),
            ApplicantId = person,
            ApplicantName = claim.Name,
            AppliedOn = Time.LegalTime.DateOf(claim.ReportedAt),
            CreatedBy = session.Acting.Id,
            CreatedAt = session.Time.Now,
        };
    }
}
