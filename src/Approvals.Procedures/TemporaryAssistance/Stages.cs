using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Time;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>分阶段: whether more is to be paid under the same approval; waits until the next stage's day.</summary>
public sealed class StageGate : CommandStep
{
    public const string Next = "Next";
    public const string Last = "Last";

    public override CommandCard Card { get; } = new("Approvals.StageGate", "下一阶段", "3 发放", [new(Next, "到了下一阶段"), new(Last, "已全部发放")])
    {
        Guide = "一次审批、分阶段救助的，等到下一阶段的日期；没有下一阶段的往下走。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            if (await AidCase.NextStageAsync(request.File, cancellationToken) is not var (_, number, stage))
            {
                return new CommandAnswer.Outcome(Last);
            }

            return number == 1 || request.File.Today >= stage.On
                ? new CommandAnswer.Outcome(Next)
                : new CommandAnswer.WaitUntil(LegalTime.StartOf(stage.On), "到了下一阶段的日期");
        }
    }
}

/// <summary>是否分阶段: whether the approval has further stages at all.</summary>
public sealed class StageChoice : CommandStep
{
    public const string Staged = "Staged";
    public const string Single = "Single";

    public override CommandCard Card { get; } = new("Approvals.StageChoice", "是否分阶段", "3 发放", [new(Staged, "还有以后的阶段"), new(Single, "一次发放")])
    {
        Guide = "审批时列了几个阶段的，派出“分阶段救助”继续办理。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken) =>
            new CommandAnswer.Outcome(await AidCase.NextStageAsync(request.File, cancellationToken) is null ? Single : Staged);
    }
}

/// <summary>阶段核查: before each further stage somebody looks whether it is still needed; death, moving away or recovery end it.</summary>
public sealed class StageCheck : HumanStep<StageCheck.Answers>
{
    public const string Continue = "Continue";
    public const string End = "End";

    public override StepCard Card { get; } = new("Approvals.StageCheck", "阶段核查", "3 发放", Roles.Investigator,
    [
        new(Continue, "继续发放", "进入这一阶段的发放"),
        new(End, "终止以后的阶段", "本人去世、离开或困难解除：余下的额度退回"),
    ])
    {
        Guide = "发放前看一看：人还在不在、条件还在不在。",
        Clause = "N2021-2.6.6",
        OtherRoles = [Roles.Window, Roles.VillageAssistant],
    };

    public sealed record Answers
    {
        [Field("核查情况", Long = true, Most = 300)]
        public required string Finding { get; init; }

        [Field("照片", Most = 4)]
        public List<FileRef>? Photos { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var number = (await AidCase.NextStageAsync(file, cancellationToken))?.Number ?? throw new InvalidOperationException("A check without a stage.");
            file.Record(file.Case.Id, AidFactKind.StageCheck, new StageCheckFact(number, form.Finding), file.Today, file.Attach(form.Photos ?? [], "阶段核查照片"));
            if (request.Outcome == Continue)
            {
                return StepReply.Complete(Continue, $"第 {number} 阶段继续发放");
            }

            var rest = await AidDeciding.ReleaseRestAsync(file, form.Finding, cancellationToken);
            return StepReply.Complete(End, $"终止以后的阶段，退回额度 {rest} 元：{form.Finding}");
        }
    }
}
