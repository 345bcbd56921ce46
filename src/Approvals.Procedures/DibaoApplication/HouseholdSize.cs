using Approvals.Procedures.Casework;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>按家庭人口分支: goes one way for households above a number of members, another for the rest. A county's own care, not a figure of the law.</summary>
public sealed class HouseholdSize : CommandStep
{
    public const string Above = "Above";
    public const string Within = "Within";
    private const string Limit = "Limit";
    private const int Usual = 3;

    public override CommandCard Card { get; } = new("Approvals.HouseholdSize", "按家庭人口分支", "2 调查核实", [new(Above, "超过"), new(Within, "不超过")])
    {
        OnlyReads = true,
        Guide = "看共同生活的家庭成员有几人：超过填写的人数走“超过”，否则走“不超过”。例如四人以上家庭再入户一次。",
        Inputs = [new InputDescriptor(Limit, "System.Int32", "人数") { Description = "填 3 表示四人及以上走“超过”", DefaultValue = Usual }],
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file, inputs[Limit].AsInt32() ?? Usual);

    internal sealed record Ask(CaseFile File, int Limit) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var members = (await request.File.FactsAsync(cancellationToken)).Of<MemberFact>(FactKind.Member).Select(m => m.Fact.Subject).Distinct().Count();
            return new CommandAnswer.Outcome(members > request.Limit ? Above : Within);
        }
    }
}
