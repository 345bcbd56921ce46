using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>申请: takes the filled-in application, records it as facts, and starts the procedure.</summary>
public sealed record StartApplication(JsonElement Form, Guid CommandId) : ICommand<CaseStarted>
{
    public const string Programme = ProgrammeNames.Dibao;
    public const string Procedure = "application";
    public const string DefinitionId = "dibao-application";

    internal sealed class Handler(ActionSession session, Cases cases, Definitions definitions, Driver driver, Divisions divisions, Seals seals)
        : IRequestHandler<StartApplication, Reply<CaseStarted>>
    {
        public async Task<Reply<CaseStarted>> Handle(StartApplication request, CancellationToken cancellationToken)
        {
            var read = FormCheck.Read<ApplicationForm>(request.Form, session.Time.Today);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            var form = read.Value;
            if (!AreaCode.TryParse(form.Household.Village, out var village) || village.Level != AreaLevel.Village || divisions.Find(village) is null)
            {
                return Refusals.VillageUnknown(form.Household.Village);
            }

            session.Mandate = session.Acting.MandateFor(Roles.Window, village, Programme) ?? session.Acting.MandateFor(Roles.VillageAssistant, village, Programme);
            if (session.Mandate is null && !session.Acting.IsJob)
            {
                return Refusals.NotWindow;
            }

            if (await Duplicates.FindAsync(session, seals, divisions, form.Household.Members, cancellationToken) is { } duplicate)
            {
                return duplicate;
            }

            return await definitions.PublishedAsync(session, DefinitionId, village, cancellationToken) is { } definition
                ? await BeginAsync(form, village, definition, cancellationToken)
                : Refusals.NoDefinition;
        }

        private async Task<Reply<CaseStarted>> BeginAsync(ApplicationForm form, AreaCode village, WorkflowDefinition definition, CancellationToken cancel)
        {
            var citizens = await CitizensAsync(form.Household.Members, int.Parse(village.County.ToString(), System.Globalization.CultureInfo.InvariantCulture), cancel);
            var begun = await CaseOfAsync(form, village, citizens, cancel);
            var file = cases.Begin(begun, Instance.Of(session, begun, definition));
            HotCases.Insert(session.Hot, begun);
            foreach (var citizen in citizens)
            {
                HotCases.InsertMember(session.Hot, new CaseMember { County = begun.County, CaseId = begun.Id, CitizenId = citizen.Id, IdHash = citizen.IdHash });
            }

            ApplicationFacts.Record(file, form, citizens, seals);
            file.Say("case.started", ("members", form.Household.Members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("appliedOn", $"{form.Household.AppliedOn:yyyy-MM-dd}"));
            var refusal = await driver.AdvanceAsync(file, new Stimulus.Start(), cancel);
            return refusal is null ? new CaseStarted(begun.Address.ToString(), begun.Number, file.Instance.Stage) : refusal;
        }

        private async Task<List<Citizen>> CitizensAsync(IReadOnlyList<MemberRow> members, int county, CancellationToken cancel)
        {
            var citizens = new List<Citizen>();
            foreach (var member in members)
            {
                var number = IdNumber.TryParse(member.IdNumber, out var read, out _) ? read : throw new InvalidOperationException("Checked before.");
                var hash = seals.Hash(number.Number);
                var known = await session.Wide("citizens").Citizens.FirstOrDefaultAsync(c => c.County == county && c.IdHash == hash, cancel);
                citizens.Add(known ?? NewCitizen(member, number, county));
            }

            return citizens;
        }

        private Citizen NewCitizen(MemberRow member, IdNumber number, int county)
        {
            var citizen = Citizen.Of(session, seals, member.Name, number, member.Phone, county);
            session.Wide("citizens").Citizens.Add(citizen);
            return citizen;
        }

        private async Task<Case> CaseOfAsync(ApplicationForm form, AreaCode village, List<Citizen> citizens, CancellationToken cancel)
        {
            var county = citizens[0].County;
            var applicant = form.Household.Members.FindIndex(m => m.Relation == RelationToApplicant.Self);
            var household = new Household { County = county, Id = session.NewId(), Area = village, CreatedAt = session.Time.Wall };
            session.Wide("citizens").Households.Add(household);
            return new Case
            {
                County = county,
                Id = session.NewId(),
                Number = $"DB{county}-{await Numbers.NextAsync(session, county, "case", cancel)}",
                Programme = Programme,
                Procedure = Procedure,
                HandlingArea = village,
                RegistrationArea = village,
                HouseholdId = household.Id,
                ApplicantId = citizens[applicant].Id,
                ApplicantName = form.Household.Members[applicant].Name.Trim(),
                AppliedOn = form.Household.AppliedOn,
                CreatedBy = session.Acting.Id,
                CreatedAt = session.Time.Now,
            };
        }
    }
}

/// <summary>Writes an application as facts: one per member, income, signature; the account sealed.</summary>
internal static class ApplicationFacts
{
    public static void Record(CaseFile file, ApplicationForm form, IReadOnlyList<Citizen> citizens, Seals seals)
    {
        var from = form.Household.AppliedOn;
        var papers = file.Attach(form.Consent.Papers, "申请书、授权书、承诺书");
        file.Record(file.Case.HouseholdId, FactKind.Household, HouseholdOf(form), from);
        for (var i = 0; i < citizens.Count; i++)
        {
            file.Record(citizens[i].Id, FactKind.Member, MemberOf(form.Household.Members[i]), from);
        }

        foreach (var row in form.Income.Items ?? [])
        {
            file.Record(citizens[row.Member - 1].Id, FactKind.Income, new IncomeFact(row.Kind, row.Amount, row.Times, row.Line), from);
        }

        foreach (var signature in form.Consent.Signatures)
        {
            file.Record(citizens[signature.Member - 1].Id, FactKind.Consent, new ConsentFact(form.Consent.SignedOn, signature.ByGuardian == true), form.Consent.SignedOn, papers);
        }

        file.Record(file.Case.HouseholdId, FactKind.Property, PropertyOf(form), from);
        file.Record(file.Case.HouseholdId, FactKind.Account, AccountOf(form, seals), from);
    }

    public static HouseholdFact HouseholdOf(ApplicationForm form) => new(form.Household.Village, form.Household.Group, form.Household.Standard);

    public static MemberFact MemberOf(MemberRow row) =>
        new(row.Relation, row.Labour, row.Disability ?? DisabilityGrade.None, row.SeriouslyIll == true, row.Student == true);

    public static PropertyFact PropertyOf(ApplicationForm form) =>
        new(form.Property.Savings, form.Property.Vehicles, form.Property.Houses, form.Property.Business, form.Property.Note);

    public static AccountFact AccountOf(ApplicationForm form, Seals seals)
    {
        var number = form.Property.Account.Trim();
        return new AccountFact(form.Property.Bank.Trim(), Convert.ToBase64String(seals.Seal(number).Bytes), number.Length > 4 ? number[^4..] : number);
    }
}
