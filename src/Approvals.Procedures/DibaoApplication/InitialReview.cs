using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>初审: the township looks at the whole file and proposes 确认 or 拟不予确认, or sends it back to be investigated again.</summary>
public sealed class InitialReview : HumanStep<InitialReview.Answers>
{
    public const string ProposeConfirm = "ProposeConfirm";
    public const string ProposeRefuse = "ProposeRefuse";
    public const string Return = "Return";
    public const string Recalculate = "Recalculate";

    public override StepCard Card { get; } = new("Approvals.InitialReview", "初审", "3 核算与初审", Roles.Reviewer,
    [
        new(ProposeConfirm, "提出确认", "进入公示"),
        new(ProposeRefuse, "拟不予确认", "报审核确认机关决定，不公示"),
        new(Return, "退回重新调查", "重新核对、重新入户"),
    ])
    {
        Notes = [new(Recalculate, "重新计算", "按现在的事实和政策再算一次，任务保留")],
        Guide = "看齐全部材料、核算表和财产判断，提出初审意见。",
        Clause = "HN2017-2.1.1",
    };

    public sealed record Answers
    {
        [Field("初审意见", Long = true, Most = 500)]
        public required string Opinion { get; init; }

        [Field("不予确认的理由", Hint = "只在“拟不予确认”时选择")]
        public RefusalGround? Ground { get; init; }

        [Field("未反馈来源如何补查", Hint = "有核对来源未反馈时必填", Long = true, Most = 500)]
        public string? SilentSourceCovered { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken) => request.Outcome switch
        {
            Recalculate => await RecalculateAsync(request.File, cancellationToken),
            Return => await RecordAsync(request, false, "退回重新调查", cancellationToken),
            _ => await ProposeAsync(request, cancellationToken),
        };

        private static async Task<Reply<StepReply>> RecalculateAsync(CaseFile file, CancellationToken cancel) =>
            await Recalculation.RunAsync(file, cancel);

        private static async Task<Reply<StepReply>> ProposeAsync(StepDone<Answers> request, CancellationToken cancel)
        {
            var (file, form) = (request.File, request.Form);
            var facts = await file.FactsAsync(cancel);
            var silent = facts.Last<CheckFact>(FactKind.Check)?.Value.Sources.Any(s => s.Answer == CheckAnswer.Silent) == true;
            if (silent && string.IsNullOrWhiteSpace(form.SilentSourceCovered))
            {
                return Refusals.SilentSourceUncovered;
            }

            if (await Calculations.LatestAsync(file, cancel) is not { } latest)
            {
                return Refusals.NotCalculated;
            }

            if (await Calculations.IsStaleAsync(file, latest, cancel))
            {
                return Refusals.Stale;
            }

            var result = Calculations.ResultOf(latest);
            var within = facts.Last<PropertyTestFact>(FactKind.PropertyTest)?.Value.Within == true;
            if (request.Outcome == ProposeConfirm)
            {
                return result.Eligible && within
                    ? await RecordAsync(request, true, $"提出确认，每月 {result.Monthly} 元", cancel)
                    : Refusals.NotEligible;
            }

            return form.Ground is not { } ground ? Refusals.GroundMissing
                : Grounds.Holds(ground, result.Eligible, within) ? await RecordAsync(request, false, $"拟不予确认：{EnumCodes.TextOf(ground)}", cancel)
                : Refusals.Eligible;
        }

        private static async Task<Reply<StepReply>> RecordAsync(StepDone<Answers> request, bool proposes, string summary, CancellationToken cancel)
        {
            var (file, form) = (request.File, request.Form);
            var before = (await file.FactsAsync(cancel)).Last<InitialReviewFact>(FactKind.InitialReview)?.Fact;
            file.Record(file.Case.Id, FactKind.InitialReview, new InitialReviewFact(proposes, form.Ground, form.Opinion, form.SilentSourceCovered), file.Today, supersedes: before);
            return StepReply.Complete(request.Outcome, summary);
        }
    }
}

/// <summary>Whether a ground for refusal fits what was found.</summary>
internal static class Grounds
{
    public static bool Holds(RefusalGround ground, bool eligible, bool propertyWithin) => ground switch
    {
        RefusalGround.Income => !eligible,
        RefusalGround.Property => !propertyWithin,
        _ => true,
    };
}

/// <summary>重新计算: runs the rules again while the task stays open.</summary>
internal static class Recalculation
{
    public static async Task<Reply<StepReply>> RunAsync(CaseFile file, CancellationToken cancel)
    {
        var answer = await Calculations.RunAsync(file, cancel);
        return answer.IsDecided
            ? StepReply.Stay(answer.Explained.Value.Eligible ? $"重新计算：每月 {answer.Explained.Value.Monthly} 元" : "重新计算：不符合收入条件")
            : new Refusal(RefusalKind.Conflict, "cannot-decide", Obstacles.Blocking(answer)!.Message, "I07", "补齐以后再点“重新计算”");
    }
}
