using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Time;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>What the deciding leader writes.</summary>
public record ApprovalAnswers
{
    [Field("审核意见", Long = true, Most = 500)]
    public required string Opinion { get; init; }

    [Field("不予确认的理由", Hint = "只在“不予确认同意”时选择")]
    public RefusalGround? Ground { get; init; }
}

/// <summary>The same sheet where only a refusal is proposed.</summary>
public sealed record RefusalApprovalAnswers : ApprovalAnswers;

/// <summary>审核确认 after a notice: 确认同意, 不予确认同意, or back to 初审. What the law guarantees is checked here in data, whatever the flow looks like.</summary>
public sealed class Approval : HumanStep<ApprovalAnswers>
{
    public const string Confirmed = "Confirm";
    public const string Refused = "Refuse";
    public const string Returned = "Return";

    public override StepCard Card { get; } = new("Approvals.Approval", "审核确认", "5 审核确认", Roles.CountyLeader,
    [
        new(Confirmed, "确认同意", "生成确认通知书，送达后待遇生效"),
        new(Refused, "不予确认同意", "生成告知书，写明理由和救济途径"),
        new(Returned, "退回初审", "按意见重新初审；金额变化的重新公示"),
    ])
    {
        Notes = [new(InitialReview.Recalculate, "重新计算", "按今天的政策再算一次，任务保留")],
        Guide = "核对公示、调查、核算是否齐全有效，作出决定。参加过调查的人不能审核确认。",
        Clause = "HN2017-3.1.4",
        Clock = "clock.county-decision",
        OtherRoles = [Roles.TownshipLeader],
    };

    internal sealed class Handler(Deciding deciding) : IRequestHandler<StepDone<ApprovalAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<ApprovalAnswers> request, CancellationToken cancellationToken) => request.Outcome switch
        {
            InitialReview.Recalculate => await Recalculation.RunAsync(request.File, cancellationToken),
            Returned => StepReply.Complete(Returned, "退回初审"),
            Confirmed => await deciding.ConfirmAsync(request.File, request.Form, cancellationToken),
            _ => await deciding.RefuseAsync(request.File, request.Form, cancellationToken),
        };
    }
}

/// <summary>审核 a proposal to refuse: there was no notice, so it can be refused or sent back, but never confirmed here.</summary>
public sealed class RefusalApproval : HumanStep<RefusalApprovalAnswers>
{
    public override StepCard Card { get; } = new("Approvals.RefusalApproval", "审核不予确认", "5 审核确认", Roles.CountyLeader,
    [
        new(Approval.Refused, "不予确认同意", "生成告知书，三个工作日内送达"),
        new(Approval.Returned, "退回初审", "不同意拟办意见，退回乡镇重新初审"),
    ])
    {
        Notes = [new(InitialReview.Recalculate, "重新计算", "按今天的政策再算一次，任务保留")],
        Guide = "核对不予确认的理由是否成立。认为应当确认的，退回初审并公示。",
        Clause = "SC649-11",
        Clock = "clock.county-decision",
        OtherRoles = [Roles.TownshipLeader],
    };

    internal sealed class Handler(Deciding deciding) : IRequestHandler<StepDone<RefusalApprovalAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<RefusalApprovalAnswers> request, CancellationToken cancellationToken) => request.Outcome switch
        {
            InitialReview.Recalculate => await Recalculation.RunAsync(request.File, cancellationToken),
            Approval.Returned => StepReply.Complete(Approval.Returned, "退回初审"),
            _ => await deciding.RefuseAsync(request.File, request.Form, cancellationToken),
        };
    }
}

/// <summary>What must be true before a case may be decided, looked up in the rows and not in the flow.</summary>
internal static class Guarantees
{
    private const int FewestVisitors = 2;

    public static async Task<Refusal?> ForConfirmingAsync(CaseFile file, CancellationToken cancel) =>
        await ForDecidingAsync(file, cancel)
        ?? (await NoticeRanAsync(file, cancel) ? null : Refusals.NoticeMissing);

    public static async Task<Refusal?> ForDecidingAsync(CaseFile file, CancellationToken cancel)
    {
        if (await Duties.InvestigatedAsync(file, cancel, FactKind.Visit, FactKind.ObjectionVisit))
        {
            return Refusals.InvestigatorConfirms;
        }

        var visits = (await file.FactsAsync(cancel)).Of<VisitFact>(FactKind.Visit);
        return visits.Any(v => v.Value.Visitors.Distinct().Count() >= FewestVisitors) ? null : Refusals.VisitMissing;
    }

    // A notice ran its period, was registered, and every objection to it has been decided since.
    private static async Task<bool> NoticeRanAsync(CaseFile file, CancellationToken cancel)
    {
        if (await OpenNotice.LatestAsync(file, cancel) is not { } notice || file.Session.Time.Now < LegalTime.EndOf(notice.LastDay))
        {
            return false;
        }

        var facts = await file.FactsAsync(cancel);
        var result = facts.Of<NoticeResultFact>(FactKind.NoticeResult).LastOrDefault(r => r.Value.Round == notice.Round);
        var objections = await OpenNotice.ObjectionsAsync(file, notice.Id, cancel);
        var decided = facts.Of<ObjectionDecisionFact>(FactKind.ObjectionDecision).Any(d => d.Fact.RecordedAt >= notice.RecordedAt);
        return result.Fact is not null && (decided || (objections == 0 && !result.Value.Objection));
    }
}
