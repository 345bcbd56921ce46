using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>财产核查 by the county's table; while there is none, the reviewer judges with a reason (see <see cref="PropertyReview"/>).</summary>
public sealed class PropertyTest : CommandStep
{
    public const string Within = "Within";
    public const string Over = "Over";
    public const string Manual = "Manual";

    public override CommandCard Card { get; } = new("Approvals.PropertyTest", "财产核查", "3 核算与初审",
        [new(Within, "符合"), new(Over, "超出"), new(Manual, "人工判断")])
    {
        Guide = "按本县财产限额自动核查；本县没有设定限额时转人工判断。",
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var law = await file.LawAsync(cancellationToken);
            var facts = await file.FactsAsync(cancellationToken);
            if (!law.IsSet("dibao.property-limits") || facts.Last<PropertyFact>(FactKind.Property) is not { } stated)
            {
                return new CommandAnswer.Outcome(Manual);
            }

            var answer = PropertyAssessment.Test(law, HouseholdView.Of(facts).Property(stated.Value, stated.Fact));
            if (Obstacles.Blocking(answer) is { } blocked)
            {
                return blocked;
            }

            var verdict = answer.Explained!;
            file.Record(file.Case.Id, FactKind.PropertyTest, new PropertyTestFact(verdict.Value, verdict.Explanation.Steps[^1].Result), file.Today,
                supersedes: facts.Last<PropertyTestFact>(FactKind.PropertyTest)?.Fact);
            return new CommandAnswer.Outcome(verdict.Value ? Within : Over);
        }
    }
}

/// <summary>The reviewer says whether the property lies within the rules, and why.</summary>
public sealed class PropertyReview : HumanStep<PropertyReview.Answers>
{
    public override StepCard Card { get; } = new("Approvals.PropertyReview", "财产判断", "3 核算与初审", Roles.Reviewer,
    [
        new(PropertyTest.Within, "符合财产规定", "进入收入核算"),
        new(PropertyTest.Over, "超出财产规定", "收入仍然核算，初审时应提出不予确认"),
    ])
    {
        Guide = "本县还没有设定财产限额表：请根据申报、核对和入户情况判断，并写明理由。",
        Clause = "JL2020-2.4.4c",
    };

    public sealed record Answers
    {
        [Field("判断理由", Long = true, Most = 500)]
        public required string Reason { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var within = request.Outcome == PropertyTest.Within;
            var before = (await file.FactsAsync(cancellationToken)).Last<PropertyTestFact>(FactKind.PropertyTest)?.Fact;
            file.Record(file.Case.Id, FactKind.PropertyTest, new PropertyTestFact(within, request.Form.Reason), file.Today, supersedes: before);
            return StepReply.Complete(request.Outcome, within ? "财产符合规定" : "财产超出规定");
        }
    }
}
