using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What may have been unknown or wrong when somebody was helped first. What is left empty stays as it is.</summary>
public sealed record CorrectPersonForm
{
    [Field("姓名", Most = 40)]
    public required string Name { get; init; }

    [Field("身份证号", Hint = "已经登记的不用重填", Most = 18)]
    public string? IdNumber { get; init; }

    [Field("户籍在哪里")]
    public Registration? Registration { get; init; }

    [Field("住在哪里")]
    public Registration? Residence { get; init; }

    [Field("报告人电话", Most = 20)]
    public string? Phone { get; init; }

    [Field("更正原因", Hint = "怎样查明的，例如公安核实", Most = 200)]
    public required string Reason { get; init; }
}

/// <summary>What was corrected, in words without names.</summary>
public sealed record PersonCorrected(string CaseId, string Summary);

/// <summary>更正身份: who was helped first is found out later. Old and new stay on file, the reason with them; the flow is not touched.</summary>
public sealed record CorrectPerson(RowId Case, JsonElement Form, Guid CommandId) : ICommand<PersonCorrected>
{
    /// <summary>Who may: the desk, the investigators and the village's assistant of the place.</summary>
    internal static readonly string[] Roles = [People.Roles.Window, People.Roles.Investigator, People.Roles.VillageAssistant];

    internal sealed class Handler(ActionSession session, Cases cases, AidIdentity identity, Seals seals) : IRequestHandler<CorrectPerson, Reply<PersonCorrected>>
    {
        public async Task<Reply<PersonCorrected>> Handle(CorrectPerson request, CancellationToken cancellationToken)
        {
            if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file || file.Case.Programme != AidIntake.Programme)
            {
                return Casework.Refusals.NoSuchCase;
            }

            session.Mandate = Roles.Select(r => session.Acting.MandateFor(r, file.Case.HandlingArea, file.Case.Programme)).FirstOrDefault(m => m is not null);
            var form = FormCheck.Read<CorrectPersonForm>(request.Form, session.Time.Today);
            return session.Mandate is null ? Casework.Refusals.RoleNeeded(Roles)
                : file.TouchesActor ? Casework.Refusals.OwnFamily
                : form.Done ? await CorrectAsync(file, form.Value, cancellationToken)
                : form.Refusal!;
        }

        private async Task<Reply<PersonCorrected>> CorrectAsync(CaseFile file, CorrectPersonForm form, CancellationToken cancel)
        {
            List<string> changes = [];
            var before = file.Case.ApplicantName;
            var name = form.Name.Trim();
            if (name != before)
            {
                await RenameAsync(file, name, form.Reason, cancel);
                changes.Add("姓名");
            }

            if (form.IdNumber is { Length: > 0 } typed)
            {
                var known = await AidIdentity.IsKnownAsync(file, cancel);
                if (await identity.EstablishAsync(file, typed, cancel) is { } wrong)
                {
                    return wrong;
                }

                changes.AddRange(known ? [] : ["身份证号"]);
            }

            changes.AddRange(await ReportAsync(file, form, cancel));
            if (changes.Count == 0)
            {
                return Refusals.NothingToCorrect;
            }

            file.Say("case.corrected", ("what", string.Join("、", changes)), ("reason", form.Reason));
            return new PersonCorrected(file.Case.Address.ToString(), $"已更正：{string.Join("、", changes)}");
        }

        // While no number is known, limits count by name and place: they follow the name.
        private async Task RenameAsync(CaseFile file, string name, string reason, CancellationToken cancel)
        {
            var before = file.Case.ApplicantName;
            file.Record(file.Case.Id, AidFactKind.Person, new PersonFact(before, name), file.Today, reason: reason);
            HotCases.SetApplicantName(session.Hot, file.Case.Address, name);
            file.Case.ApplicantName = name;
            if (!await AidIdentity.IsKnownAsync(file, cancel))
            {
                var claim = await AidCase.ClaimAsync(file, cancel);
                HotCases.SetMemberHash(session.Hot, file.Case.Address, file.Case.ApplicantId, AidIntake.HashOf(seals, file.Case.Id, claim.Area, name));
                return;
            }

            var ids = await session.Db.CaseMembers.Where(m => m.County == file.Case.County && m.CaseId == file.Case.Id).Select(m => m.CitizenId).ToListAsync(cancel);
            foreach (var citizen in await session.Db.Citizens.Where(c => c.County == file.Case.County && ids.Contains(c.Id) && c.Name == before).ToListAsync(cancel))
            {
                citizen.Name = name;
            }
        }

        private async Task<List<string>> ReportAsync(CaseFile file, CorrectPersonForm form, CancellationToken cancel)
        {
            var (fact, report) = (await file.FactsAsync(cancel)).Last<ReportFact>(AidFactKind.Report) is { } last ? (last.Fact, last.Value) : throw new InvalidOperationException("A case without a report.");
            List<string> changes = [];
            if (form.Registration is { } registered && registered != report.Registration)
            {
                report = report with { Registration = registered };
                changes.Add("户籍");
            }

            if (form.Residence is { } lives && lives != report.Residence)
            {
                report = report with { Residence = lives };
                changes.Add("住处");
            }

            if (form.Phone?.Trim() is { Length: > 0 } phone)
            {
                report = report with { SealedReporterPhone = Convert.ToBase64String(seals.Seal(phone).Bytes) };
                changes.Add("电话");
            }

            if (changes.Count > 0)
            {
                file.Record(file.Case.Id, AidFactKind.Report, report, file.Today, FormJson.Read<List<Guid>>(fact.Evidence), supersedes: fact, reason: form.Reason);
            }

            return changes;
        }
    }
}
