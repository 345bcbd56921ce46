using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The same sheet where a township decides under an instrument.</summary>
public sealed record TownshipApprovalAnswers : ApprovalAnswers;

/// <summary>The same sheet where a township refuses under an instrument.</summary>
public sealed record TownshipRefusalAnswers : ApprovalAnswers;

/// <summary>审核确认 by a township under an instrument in force; without one, or in doubt, it goes up to the county.</summary>
public sealed class TownshipApproval : HumanStep<TownshipApprovalAnswers>
{
    public const string Type = "Approvals.TownshipApproval";
    public const string Escalated = "Escalate";

    internal static readonly StepOutcome Escalate = new(Escalated, "报县审核确认", "由县级审查、县局分管领导审核确认");

    public override StepCard Card { get; } = new(Type, "乡镇审核确认", "5 审核确认", Roles.TownshipLeader,
    [
        new(Approval.Confirmed, "确认同意", "按委托（下放）文件作出决定，生成确认通知书"),
        new(Approval.Refused, "不予确认同意", "生成告知书，写明理由和救济途径"),
        new(Approval.Returned, "退回初审", "按意见重新初审；金额变化的重新公示"),
        Escalate,
    ])
    {
        Notes = [new(InitialReview.Recalculate, "重新计算", "按今天的政策再算一次，任务保留")],
        Guide = "有有效的委托（下放）文件才能决定；文件到期、撤销或拿不准的，报县审核确认。参加过调查的人不能审核确认。",
        Clause = "O13",
        Clock = "clock.county-decision",
    };

    internal sealed class Handler(Deciding deciding) : IRequestHandler<StepDone<TownshipApprovalAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<TownshipApprovalAnswers> request, CancellationToken cancellationToken) => request.Outcome switch
        {
            InitialReview.Recalculate => await Recalculation.RunAsync(request.File, cancellationToken),
            Approval.Returned => StepReply.Complete(Approval.Returned, "退回初审"),
            Escalated => StepReply.Complete(Escalated, "报县审核确认"),
            Approval.Confirmed => await deciding.ConfirmAsync(request.File, request.Form, cancellationToken),
            _ => await deciding.RefuseAsync(request.File, request.Form, cancellationToken),
        };
    }
}

/// <summary>审核 a proposal to refuse, by a township under an instrument.</summary>
public sealed class TownshipRefusal : HumanStep<TownshipRefusalAnswers>
{
    public const string Type = "Approvals.TownshipRefusal";

    public override StepCard Card { get; } = new(Type, "乡镇审核不予确认", "5 审核确认", Roles.TownshipLeader,
    [
        new(Approval.Refused, "不予确认同意", "生成告知书，三个工作日内送达"),
        new(Approval.Returned, "退回初审", "不同意拟办意见，退回重新初审"),
        TownshipApproval.Escalate,
    ])
    {
        Notes = [new(InitialReview.Recalculate, "重新计算", "按今天的政策再算一次，任务保留")],
        Guide = "核对不予确认的理由是否成立；委托（下放）文件到期、撤销或拿不准的，报县审核。",
        Clause = "O13",
        Clock = "clock.county-decision",
    };

    internal sealed class Handler(Deciding deciding) : IRequestHandler<StepDone<TownshipRefusalAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<TownshipRefusalAnswers> request, CancellationToken cancellationToken) => request.Outcome switch
        {
            InitialReview.Recalculate => await Recalculation.RunAsync(request.File, cancellationToken),
            Approval.Returned => StepReply.Complete(Approval.Returned, "退回初审"),
            TownshipApproval.Escalated => StepReply.Complete(TownshipApproval.Escalated, "报县审核"),
            _ => await deciding.RefuseAsync(request.File, request.Form, cancellationToken),
        };
    }
}
