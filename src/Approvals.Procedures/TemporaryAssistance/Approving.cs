using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>审批: the township's leader under an instrument, or the county's; amount, stages, clauses and the room left are kept with it.</summary>
public sealed class Approving : HumanStep<Approving.Answers>
{
    public const string Approve = "Approve";
    public const string Refused = "Refuse";
    public const string Return = "Return";
    public const string Escalate = "Escalate";

    public override StepCard Card { get; } = new("Approvals.AidApproval", "临时救助审批", "2 测算与审批", Roles.TownshipLeader,
    [
        new(Approve, "同意救助", "由另一个人发放；额度同时扣减"),
        new(Refused, "不予救助", "告知本人，写明理由和别的办法"),
        new(Return, "退回核实", "情况没有问清的，退回再核实"),
        new(Escalate, "报上一级", "乡镇报县审批；县里提交一事一议"),
    ])
    {
        Guide = "看核实情况、建议金额、余下的额度和同一事件的其他申请，作出决定。核实人不能审批，审批人不能发放。",
        Clause = "N2021-2.6.5",
        RunsByHours = true,
        OtherRoles = [Roles.CountyLeader],
    };

    public sealed record StageRow
    {
        [Field("发放日期", MayBeFuture = true)]
        public required DateOnly On { get; init; }

        [Field("金额（元）")]
        public required Money Amount { get; init; }

        [Field("发放条件", Hint = "例如：仍在住院", Most = 80)]
        public string? Condition { get; init; }
    }

    public sealed record Answers
    {
        [Field("审批金额（元）", Hint = "不填即为建议金额；乡镇不能高于建议金额")]
        public Money? Amount { get; init; }

        [Field("审批意见", Long = true, Most = 300)]
        public required string Opinion { get; init; }

        [Field("分阶段发放", Hint = "一次审批、分阶段救助的，列出各阶段；第一阶段为今天", Most = 6)]
        public List<StageRow>? Stages { get; init; }

        [Field("同一事由再次救助的理由", Hint = "今年已因同一事由救助过、县里批准例外的填写", Most = 200)]
        public string? ExceptionReason { get; init; }
    }

    internal sealed class Handler(AidDeciding deciding) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var byCounty = file.Task!.Role == Roles.CountyLeader;
            if (request.Outcome is Return or Escalate)
            {
                return StepReply.Complete(request.Outcome, request.Outcome == Return ? $"退回核实：{form.Opinion}" : byCounty ? "提交一事一议" : "报县审批");
            }

            if (await VerifiedAsync(file, cancellationToken))
            {
                return Refusals.VerifierApproves;
            }

            if (request.Outcome == Refused)
            {
                await AidDeciding.RefuseAsync(file, form.Opinion, byCounty ? AidDeciding.ByCounty : "township", cancellationToken);
                return StepReply.Complete(Refused, "不予救助");
            }

            return await ApproveAsync(file, form, byCounty, cancellationToken);
        }

        private async Task<Reply<StepReply>> ApproveAsync(CaseFile file, Answers form, bool byCounty, CancellationToken cancel)
        {
            if ((await file.FactsAsync(cancel)).Last<ProposalFact>(AidFactKind.Proposal)?.Value is not { } proposal)
            {
                return Refusals.NoProposal;
            }

            var track = (await AidCase.ClaimAsync(file, cancel)).Track;
            if (await AidAmounts.IsStaleAsync(file, track, proposal, cancel))
            {
                return Refusals.Stale;
            }

            var amount = form.Amount ?? proposal.Amount;
            if (amount <= Money.Zero || (!byCounty && amount > proposal.Amount))
            {
                return Refusal.Invalid([new FieldError("amount", "审批金额", $"应大于 0{(byCounty ? "" : $"，不高于建议金额 {proposal.Amount} 元")}")]);
            }

            var stages = (form.Stages ?? []).Select(s => new AidStage(s.On, s.Amount, s.Condition)).ToList();
            if (stages.Count > 0 && !await StagesFitAsync(file, amount, stages, cancel))
            {
                return Refusals.StagesExceed;
            }

            var intent = new AidIntent(amount, form.Opinion, AidLimits.KindOf(track)) { Stages = stages, ExceptionReason = form.ExceptionReason };
            var approved = byCounty ? await deciding.ByCountyAsync(file, intent, AidDeciding.ByCounty, cancel) : await deciding.ByTownshipAsync(file, intent, cancel);
            return approved.Done
                ? StepReply.Complete(Approve, $"同意救助 {amount} 元{(stages.Count > 1 ? $"，分 {stages.Count} 个阶段" : "")}")
                : approved.Refusal!;
        }

        private static async Task<bool> StagesFitAsync(CaseFile file, Money amount, List<AidStage> stages, CancellationToken cancel)
        {
            var plan = Policies.AidCalculations.StagedPlan(await file.LawAsync(cancel), Sourced.Given(amount), Sourced.Given<IReadOnlyList<Money>>([.. stages.Select(s => s.Amount)]));
            return plan is { IsDecided: true, Explained.Value: true }
                && stages.Aggregate(Money.Zero, (sum, s) => sum + s.Amount) == amount
                && stages[0].On == file.Today
                && stages.Zip(stages.Skip(1)).All(pair => pair.First.On < pair.Second.On);
        }

        // On the natural person: whoever wrote the verification down does not approve on it.
        private static async Task<bool> VerifiedAsync(CaseFile file, CancellationToken cancel) =>
            await NaturalPersons.ActsAsOneOfAsync(file.Session, await AidCase.VerifiersAsync(file, cancel), cancel);
    }
}

/// <summary>一事一议: above the ceiling the county's case meeting decides; its minutes stand for the approval.</summary>
public sealed class CaseMeeting : HumanStep<CaseMeeting.Answers>
{
    public override StepCard Card { get; } = new("Approvals.CaseMeeting", "一事一议", "2 测算与审批", Roles.CountyOfficer,
    [
        new(Approving.Approve, "会议同意救助", "按会议纪要的金额发放"),
        new(Approving.Refused, "会议不予救助", "告知本人，写明理由和别的办法"),
    ])
    {
        Guide = "召集有关部门会商，登记到会人数、意见、金额，上传会议纪要。",
        Clause = "N2021-2.6.7",
        OtherRoles = [Roles.CountyLeader],
    };

    public sealed record Answers
    {
        [Field("会议日期")]
        public required DateOnly HeldOn { get; init; }

        [Field("到会人数", Fewest = 2, Most = 60)]
        public required int Present { get; init; }

        [Field("会议意见", Long = true, Most = 500)]
        public required string Opinion { get; init; }

        [Field("议定金额（元）", NeededFor = "同意救助")]
        public Money? Amount { get; init; }

        [Field("会议纪要照片", Fewest = 1, Most = 8)]
        public required List<FileRef> Minutes { get; init; }
    }

    internal sealed class Handler(AidDeciding deciding) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            if (request.Outcome == Approving.Approve && form.Amount is not { Fen: > 0 })
            {
                return Refusal.Invalid([new FieldError("amount", "议定金额", "同意救助的请填写金额")]);
            }

            if (await NaturalPersons.ActsAsOneOfAsync(file.Session, await AidCase.VerifiersAsync(file, cancellationToken), cancellationToken))
            {
                return Refusals.VerifierMeets;
            }

            file.Record(file.Case.Id, AidFactKind.Meeting, new MeetingFact(form.HeldOn, form.Present, form.Opinion), form.HeldOn, file.Attach(form.Minutes, "一事一议会议纪要"));
            if (request.Outcome == Approving.Refused)
            {
                await AidDeciding.RefuseAsync(file, form.Opinion, AidDeciding.ByMeeting, cancellationToken);
                return StepReply.Complete(Approving.Refused, "会议不予救助");
            }

            var kind = AidLimits.KindOf((await AidCase.ClaimAsync(file, cancellationToken)).Track);
            var approved = await deciding.ByCountyAsync(file, new AidIntent(form.Amount!.Value, form.Opinion, kind) { ExceptionReason = "一事一议" }, AidDeciding.ByMeeting, cancellationToken);
            return approved.Done ? StepReply.Complete(Approving.Approve, $"会议同意救助 {form.Amount} 元，到会 {form.Present} 人") : approved.Refusal!;
        }
    }
}
