using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Policy;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>审批权限: who decides the proposed amount (F20). Whether the township's instrument still has room is asked again at the approval itself.</summary>
public sealed class AidAuthority : CommandStep
{
    public const string Township = "Township";
    public const string County = "County";
    public const string Meeting = "Meeting";

    public override CommandCard Card { get; } = new("Approvals.AidAuthority", "审批权限", "2 测算与审批", [new(Township, "乡镇审批"), new(County, "县级审批"), new(Meeting, "一事一议")])
    {
        Guide = "有委托（下放）文件、在限额以内的由乡镇审批；没有的、超过的、同一事由今年救助过的由县里审批；超过一事一议起点的由县里会议决定。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler(AidLimits limits) : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var claim = await AidCase.ClaimAsync(file, cancellationToken);
            var law = await file.LawAsync(cancellationToken);
            var (fact, proposal) = (await file.FactsAsync(cancellationToken)).Last<ProposalFact>(AidFactKind.Proposal) ?? throw new InvalidOperationException("An authority without an amount.");
            var use = await limits.UseAsync(file, claim, law, locks: false, cancellationToken);
            var instruments = await limits.InForceAsync(file, claim, AidLimits.KindOf(claim.Track), cancellationToken);
            var route = await limits.RouteAsync(file, claim, law, Sourced.Fact(proposal.Amount, fact.Id.ToString()), use, instruments.Count > 0, cancellationToken);
            return !route.IsDecided ? Obstacles.Blocking(route)!
                : new CommandAnswer.Outcome(route.Explained.Value.Level switch { AidLevel.Township => Township, AidLevel.County => County, _ => Meeting });
        }
    }
}
