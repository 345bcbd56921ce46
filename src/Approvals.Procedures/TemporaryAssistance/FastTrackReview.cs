using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>事后完善 (P25): what was left out on the day is done afterwards: information check, visit, notice. A false commitment goes to supervision; nothing is taken back by it.</summary>
/// <remarks>Due so many days after the period has ended (<see cref="FastTrackState.ReviewDue"/>); until then nobody knows the day, so the task carries none.</remarks>
public sealed class FastTrackReview : HumanStep<FastTrackReview.Answers>
{
    public const string Confirmed = "Confirmed";
    public const string Corrected = "Corrected";
    public const string FalseCommitment = "FalseCommitment";

    public override StepCard Card { get; } = new("Approvals.FastTrackReview", "事后完善", "4 补手续", Roles.Investigator,
    [
        new(Confirmed, "核对无误", "复核表入卷，案件办结"),
        new(Corrected, "有出入，已更正", "写明差在哪里；不自动向本人追回"),
        new(FalseCommitment, "承诺不实，转督查", "县里督查；要向本人追回的，另作决定"),
    ])
    {
        Guide = "当日审批先救助，核对、入户、公示事后补做。期限从疫情防控期结束之日起算，见“疫情当日审批”页。审批的人不能复核。",
        Clause = "JL2020-2.7.7",
        OtherRoles = [Roles.Window],
    };

    public sealed record Answers
    {
        [Field("信息核对日期")]
        public required DateOnly CheckedOn { get; init; }

        [Field("入户日期")]
        public required DateOnly VisitedOn { get; init; }

        [Field("入户人", Hint = "两名经办人姓名", Most = 40)]
        public required string Visitors { get; init; }

        [Field("公示张贴日期")]
        public required DateOnly PostedOn { get; init; }

        [Field("公示撤下日期")]
        public required DateOnly TakenDownOn { get; init; }

        [Field("实际人数", Fewest = 1, Most = 30)]
        public required int Persons { get; init; }

        [Field("复核情况", Hint = "核对、入户、公示的结果；有出入的写明差在哪里", Long = true, Most = 500)]
        public required string Finding { get; init; }

        [Field("复核表照片", Most = 8)]
        public List<FileRef>? Photos { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            if (await AidCase.ApprovedAsync(file, cancellationToken) is { } approval && await NaturalPersons.ActsAsOneOfAsync(file.Session, [.. AidCase.DecidersOf(approval)], cancellationToken))
            {
                return Refusals.ApproverReviews;
            }

            if (form.TakenDownOn < form.PostedOn)
            {
                return Refusals.TakenDownEarly;
            }

            var then = (await file.FactsAsync(cancellationToken)).Last<VerificationFact>(AidFactKind.Verification)!.Value.Value.Persons;
            if (request.Outcome == Confirmed && form.Persons != then)
            {
                return Refusals.PersonsDiffer(then, form.Persons);
            }

            file.Record(file.Case.Id, AidFactKind.FastTrackReview, new FastTrackReviewFact(form.CheckedOn, form.VisitedOn, form.Visitors, form.PostedOn, form.TakenDownOn, form.Persons, form.Finding), file.Today, file.Attach(form.Photos ?? [], "复核表"));
            return StepReply.Complete(request.Outcome, request.Outcome switch
            {
                Confirmed => $"事后核对无误，{form.Persons} 人",
                Corrected => $"事后核对有出入：审批时 {then} 人，实际 {form.Persons} 人，已更正",
                _ => "承诺不实，转督查",
            });
        }
    }
}
