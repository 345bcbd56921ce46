using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What an applicant of the epidemic track gives: a short form and a signed commitment.</summary>
public sealed record FastTrackForm
{
    [Field("所在地", From = "places")]
    public required string Area { get; init; }

    [Field("详细地址", Most = 80)]
    public required string Place { get; init; }

    [Field("申请人姓名", Most = 40)]
    public required string Name { get; init; }

    [Field("身份证号", Most = 18)]
    public required string IdNumber { get; init; }

    [Field("救助人数", Fewest = 1, Most = 30)]
    public required int Persons { get; init; }

    [Field("困难情况", Long = true, Most = 300)]
    public required string Needs { get; init; }

    [Field("已签个人承诺书")]
    public required bool Committed { get; init; }

    [Field("承诺书照片", Fewest = 1, Most = 4)]
    public required List<FileRef> Papers { get; init; }
}

/// <summary>疫情当日审批 (P25): only where and when the pack says so; approval is due at 24:00 of the day.</summary>
public sealed record ApplyOnFastTrack(JsonElement Form, Guid CommandId) : ICommand<CaseStarted>
{
    internal sealed class Handler(ActionSession session, Divisions divisions, AidIntake intake, PolicyShelf shelf) : IRequestHandler<ApplyOnFastTrack, Reply<CaseStarted>>
    {
        public async Task<Reply<CaseStarted>> Handle(ApplyOnFastTrack request, CancellationToken cancellationToken)
        {
            var read = FormCheck.Read<FastTrackForm>(request.Form, session.Time.Today);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            var form = read.Value;
            if (!AreaCode.TryParse(form.Area, out var area) || area.Level < AreaLevel.Township || divisions.Find(area) is null)
            {
                return Refusal.Invalid([new FieldError("area", "所在地", "请从列表中选择乡镇（街道）或村（社区）")]);
            }

            var policies = await shelf.CurrentAsync(session, cancellationToken);
            if (FastTrackState.Of(policies, policies.On(area.County, session.Time.Today, session.Time.Now), session.Time.Now) is { IsOpen: false } closed)
            {
                return Refusals.NoFastTrack(closed.Why, closed.Clause);
            }

            if (!form.Committed)
            {
                return Refusals.NoCommitment;
            }

            return await intake.BeginAsync(new NewClaim(
                AidTrack.FastTrack, AidCause.Epidemic, area, form.Place.Trim(), session.Time.Today, session.Time.Now, form.Name.Trim(), form.IdNumber, null, ReportEmergency.AnotherEvent,
                new ReportFact(ReportChannel.Self, Registration.Unknown, form.Persons, form.Needs, true, null) { Residence = Registration.Here }, form.Papers), cancellationToken);
        }
    }
}

/// <summary>当日审批测算 (F12): one month of the urban standard for each person, once per application.</summary>
public sealed class FastTrackAmount : CommandStep
{
    public const string Proposed = "Proposed";
    public const string Ordinary = "Ordinary";

    public override CommandCard Card { get; } = new("Approvals.FastTrackAmount", "当日审批测算", "2 测算与审批", [new(Proposed, "有建议金额"), new(Ordinary, "改按普通程序")])
    {
        Guide = "当日审批先给一个月的城市低保标准；不在当日审批期间的改按急难型办理。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var facts = await file.FactsAsync(cancellationToken);
            var (fact, persons) = facts.Last<VerificationFact>(AidFactKind.Verification) is { } reviewed ? (reviewed.Fact, reviewed.Value.Persons)
                : facts.Last<ReportFact>(AidFactKind.Report) is { } reported ? (reported.Fact, reported.Value.Persons)
                : throw new InvalidOperationException("A case without a report.");
            var law = await file.LawAsync(cancellationToken);
            var answer = AidCalculations.FastTrack(law, new FastTrackFacts(
                Sourced.Fact(persons, fact.Id.ToString()), Sourced.Fact(true, fact.Id.ToString()), Sourced.Given(false), Sourced.Given(file.Case.AppliedOn)));
            if (!answer.IsDecided)
            {
                return Obstacles.Blocking(answer)!;
            }

            var amount = answer.Explained.Value.Amount;
            if (amount == Money.Zero)
            {
                return new CommandAnswer.Outcome(Ordinary);
            }

            file.Add(KeptCalculation.Of(file, "fast-track.advance", law.Day, answer.Explained, [fact.Id]));
            file.Record(file.Case.Id, AidFactKind.Proposal, new ProposalFact(amount, false, null), file.Today);
            return new CommandAnswer.Outcome(Proposed);
        }
    }
}
