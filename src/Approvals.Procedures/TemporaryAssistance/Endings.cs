using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>督查: the county looks into what was not regular. It ends with words and a task, never with an automatic claw-back.</summary>
public sealed class Supervision : HumanStep<Supervision.Answers>
{
    public const string Settled = "Settled";

    public override StepCard Card { get; } = new("Approvals.Supervision", "督查", "4 补手续", Roles.CountyOfficer, [new(Settled, "督查办结", "结论记入台账；要向本人追回的，另作决定")])
    {
        Guide = "查清手续为什么没有补齐或电话审批为什么被否认，写明结论和整改要求。",
        Clause = "N2021-2.6.3",
        OtherRoles = [Roles.CountyLeader],
    };

    public sealed record Answers
    {
        [Field("督查结论", Long = true, Most = 500)]
        public required string Result { get; init; }

        [Field("材料照片", Most = 8)]
        public List<FileRef>? Photos { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            file.Record(file.Case.Id, AidFactKind.Supervision, new SupervisionFact(form.Result), file.Today, file.Attach(form.Photos ?? [], "督查材料"));
            return Task.FromResult<Reply<StepReply>>(StepReply.Complete(Settled, form.Result));
        }
    }
}

/// <summary>摆渡: one screen at the end. What else may help; a chosen programme starts with the facts already known.</summary>
public sealed class Referral : HumanStep<Referral.Answers>
{
    public const string Referred = "Referred";
    public const string NotNeeded = "NotNeeded";

    public override StepCard Card { get; } = new("Approvals.Referral", "转介（摆渡）", "5 转介与办结", Roles.Window,
    [
        new(Referred, "转介", "低保可以在案件页直接带出已知信息开始申请；其他的打印转介单"),
        new(NotNeeded, "不需要转介", "案件办结"),
    ])
    {
        Guide = "看一看这家人还能不能得到别的帮助：低保？医保？残联？住建？慈善？",
        Clause = "YC2017-3.4.3",
        OtherRoles = [Roles.VillageAssistant],
    };

    public sealed record Answers
    {
        [Field("还可以转到")]
        public List<ReferralTarget>? Targets { get; init; }

        [Field("说明", Long = true, Most = 300)]
        public string? Note { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken) => Task.FromResult(Refer(request.File, request.Outcome, request.Form));

        private static Reply<StepReply> Refer(CaseFile file, string outcome, Answers form)
        {
            var targets = form.Targets ?? [];
            if (outcome == Referred && targets.Count == 0)
            {
                return Refusals.NothingToRefer;
            }

            file.Record(file.Case.Id, AidFactKind.Referral, new ReferralFact(outcome == Referred ? targets : [], form.Note), file.Today);
            return StepReply.Complete(outcome, outcome == Referred ? $"转到 {string.Join("、", targets.Select(t => EnumCodes.TextOf(t)))}" : "不需要转介");
        }
    }
}

/// <summary>告知: who is not helped is told so, with the reason and where else to turn (I10).</summary>
public sealed class Telling : HumanStep<Telling.Answers>
{
    public const string Told = "Told";

    public override StepCard Card { get; } = new("Approvals.AidTelling", "告知结果", "5 转介与办结", Roles.Window, [new(Told, "已告知", "案件办结")])
    {
        Guide = "把结果、理由和别的办法告诉本人：可以申请低保、医疗救助，可以向县里反映。",
        Clause = "SC649-11",
        OtherRoles = [Roles.VillageAssistant],
    };

    public sealed record Answers
    {
        [Field("怎样告知的")]
        public required TellingMethod Method { get; init; }

        [Field("告知日期")]
        public required DateOnly On { get; init; }

        [Field("告知内容", Long = true, Most = 300)]
        public required string Said { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            file.Record(file.Case.Id, AidFactKind.Telling, new TellingFact(form.Method, form.On, form.Said), form.On);
            file.Instance.Result ??= AidResults.Refused;
            return Task.FromResult<Reply<StepReply>>(StepReply.Complete(Told, $"{EnumCodes.TextOf(form.Method)}告知，{form.On:yyyy-MM-dd}"));
        }
    }
}
