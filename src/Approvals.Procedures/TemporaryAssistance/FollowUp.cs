using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What has to be said when help goes on: only what is new.</summary>
public sealed record FollowUpForm
{
    [Field("新出现的困难", Hint = "上次救助以后还缺什么", Long = true, Most = 300)]
    public required string Needs { get; init; }

    [Field("什么原因")]
    public required AidCause Cause { get; init; }

    [Field("哪天发生的")]
    public required DateOnly HappenedOn { get; init; }

    [Field("几口人有困难", Fewest = 1, Most = 30)]
    public required int Persons { get; init; }

    [Field("谁报告的")]
    public required ReportChannel Channel { get; init; }

    [Field("照片", Most = 6)]
    public List<FileRef>? Photos { get; init; }
}

/// <summary>跟进救助 (P12): a new need of people who were helped before is a case of its own, linked to the first: same people, same event, its own check, approval and limits.</summary>
public sealed record FollowUp(RowId Case, JsonElement Form, Guid CommandId) : ICommand<CaseStarted>
{
    internal sealed class Handler(ActionSession session, AidIntake intake) : IRequestHandler<FollowUp, Reply<CaseStarted>>
    {
        public async Task<Reply<CaseStarted>> Handle(FollowUp request, CancellationToken cancellationToken)
        {
            var read = FormCheck.Read<FollowUpForm>(request.Form, session.Time.Today);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            var (county, id) = (request.Case.County, request.Case.Id);
            if (await session.Db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == county && c.Id == id && c.Programme == AidIntake.Programme, cancellationToken) is not { } before)
            {
                return Casework.Refusals.NoSuchCase;
            }

            if (AidCase.Standing(await session.Db.AidPayments.AsNoTracking().Where(p => p.County == county && p.CaseId == id).ToListAsync(cancellationToken)).Count == 0)
            {
                return Refusals.NothingToFollow;
            }

            return await intake.BeginAsync(await ClaimAsync(before, read.Value, cancellationToken), cancellationToken);
        }

        private async Task<NewClaim> ClaimAsync(Case before, FollowUpForm form, CancellationToken cancel)
        {
            var wide = session.Wide("follow-up");
            var claim = await wide.AidClaims.AsNoTracking().FirstAsync(c => c.County == before.County && c.CaseId == before.Id, cancel);
            var members = await wide.CaseMembers.AsNoTracking().Where(m => m.County == before.County && m.CaseId == before.Id).ToListAsync(cancel);
            var facts = new CaseFacts(await HotFacts.ReadAsync(session.Hot, before.Address, cancel));
            var report = facts.Last<ReportFact>(AidFactKind.Report)!.Value.Value;
            return new NewClaim(
                AidTrack.Emergency, form.Cause, claim.Area, claim.Place, form.HappenedOn, session.Time.Now, before.ApplicantName, null, null, null,
                report with { Channel = form.Channel, Persons = form.Persons, Needs = form.Needs, IdentityKnown = report.IdentityKnown || facts.Has(AidFactKind.Identity) }, form.Photos ?? [])
            {
                Follows = new FollowedCase(before.Id, before.HouseholdId, before.ApplicantId, claim.EventId, claim.PersonHash, members),
            };
        }
    }
}
