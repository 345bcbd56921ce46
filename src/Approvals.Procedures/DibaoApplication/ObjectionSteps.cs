using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>异议处理: decided by somebody who did not first investigate; what was found goes into a new calculation and a new 初审.</summary>
public sealed class ObjectionDecision : HumanStep<ObjectionDecision.Answers>
{
    public const string Upheld = "Upheld";
    public const string Rejected = "Rejected";

    public override StepCard Card { get; } = new("Approvals.ObjectionDecision", "异议处理", "4 公示与异议", Roles.Reviewer,
    [
        new(Upheld, "异议成立", "按复查结果重新核算、重新初审"),
        new(Rejected, "异议不成立", "重新核算、重新初审，维持或调整"),
    ])
    {
        Guide = "根据复查和评议结果处理异议。参加过第一次入户调查的人不能办。",
        Clause = "HN2017-3.4.3",
        OtherRoles = [Roles.TownshipLeader, Roles.CountyOfficer],
    };

    public sealed record Answers
    {
        [Field("复查认定的情况", Hint = "不要写异议人的姓名", Long = true, Most = 800)]
        public required string Findings { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var file = request.File;
            if (await Duties.InvestigatedAsync(file, cancellationToken, FactKind.Visit))
            {
                return Refusals.InvestigatorDecides;
            }

            var upheld = request.Outcome == Upheld;
            file.Record(file.Case.Id, FactKind.ObjectionDecision, new ObjectionDecisionFact(upheld, request.Form.Findings), file.Today);
            return StepReply.Complete(request.Outcome, upheld ? "异议成立" : "异议不成立");
        }
    }
}

/// <summary>是否重新公示 after an objection: never, if the result changed, or always, as the county has set.</summary>
public sealed class RepeatNotice : CommandStep
{
    public const string Repeat = "Repeat";
    public const string Skip = "Skip";

    public override CommandCard Card { get; } = new("Approvals.RepeatNotice", "是否重新公示", "4 公示与异议", [new(Repeat, "重新公示"), new(Skip, "不再公示")])
    {
        Guide = "按本县设定（不再公示、结果有变化的重新公示、一律重新公示）决定异议处理后要不要再公示。",
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var law = await file.LawAsync(cancellationToken);
            if (law.Find("notice.repeat-after-objection") is not { } setting)
            {
                return Policy.Obstacles.Unset(law, "notice.repeat-after-objection");
            }

            var repeat = setting.Value.Text switch
            {
                "never" => false,
                "always" => true,
                _ => await ChangedAsync(file, cancellationToken),
            };
            return new CommandAnswer.Outcome(repeat ? Repeat : Skip);
        }

        // What the board showed last is compared with what it would show now.
        private static async Task<bool> ChangedAsync(CaseFile file, CancellationToken cancel)
        {
            var notice = await OpenNotice.LatestAsync(file, cancel);
            var shown = await file.Session.Wide("notice").Calculations.AsNoTracking()
                .Where(c => c.County == file.Case.County && c.CaseId == file.Case.Id && c.RecordedAt <= notice!.RecordedAt)
                .OrderByDescending(c => c.RecordedAt).ThenByDescending(c => c.Id).FirstAsync(cancel);
            var now = await Calculations.LatestAsync(file, cancel);
            return Calculations.ResultOf(shown).Monthly != Calculations.ResultOf(now!).Monthly
                || Calculations.ResultOf(shown).Members != Calculations.ResultOf(now!).Members;
        }
    }
}
