using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>民主评议: advice of the villagers on the facts. Counts only; ballots stay secret, relatives leave the room.</summary>
public sealed class DemocraticReview : HumanStep<DemocraticReview.Answers>
{
    public const string Held = "Held";

    public override StepCard Card { get; } = new("Approvals.DemocraticReview", "民主评议", "2 调查核实", Roles.Investigator,
        [new(Held, "提交评议结果", "评议意见供核算和初审参考，不代替决定")])
    {
        Guide = "由乡镇组织，在村（社区）召开；近亲属回避，无记名投票，只登记票数。",
        Clause = "HN2017-2.1.1",
        OtherRoles = [Roles.Window, Roles.Reviewer],
    };

    public sealed record Answers
    {
        [Field("评议日期")]
        public required DateOnly HeldOn { get; init; }

        [Field("到会人数", Fewest = 1, Most = 500)]
        public required int Present { get; init; }

        [Field("其中村民代表", Hint = "不含工作人员和村干部", Fewest = 0, Most = 500)]
        public required int Lay { get; init; }

        [Field("同意票", Fewest = 0, Most = 500)]
        public required int Agree { get; init; }

        [Field("不同意票", Fewest = 0, Most = 500)]
        public required int Disagree { get; init; }

        [Field("弃权票", Fewest = 0, Most = 500)]
        public required int Abstain { get; init; }

        [Field("签到表和评议记录照片", Fewest = 1, Most = 10)]
        public required List<FileRef> Minutes { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var law = await file.LawAsync(cancellationToken);
            if (form.Present < law.Count("democratic-review.quorum").Value)
            {
                return Refusals.QuorumMissing;
            }

            if (new Ratio(form.Lay, form.Present) < law.Ratio("democratic-review.lay-share").Value)
            {
                return Refusals.LayShareMissing;
            }

            if (form.Agree + form.Disagree + form.Abstain != form.Present)
            {
                return Refusals.VotesDoNotAddUp;
            }

            file.Record(file.Case.Id, FactKind.Review, new ReviewFact(form.HeldOn, form.Present, form.Lay, form.Agree, form.Disagree, form.Abstain),
                form.HeldOn, file.Attach(form.Minutes, "民主评议记录"));
            return StepReply.Complete(Held, $"到会 {form.Present} 人，同意 {form.Agree}，不同意 {form.Disagree}，弃权 {form.Abstain}");
        }
    }
}
