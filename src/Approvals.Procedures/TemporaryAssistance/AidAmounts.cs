using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Policy;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>救助金额测算: by the county's table with its trace, or the amount by hand while there is no table.</summary>
public sealed class AidAmounts : CommandStep
{
    public const string Proposed = "Proposed";
    public const string Nothing = "Nothing";

    public override CommandCard Card { get; } = new("Approvals.AidAmount", "救助金额测算", "2 测算与审批", [new(Proposed, "有建议金额"), new(Nothing, "不应救助")])
    {
        Guide = "按本县标准表测算；标准表没有设定的，用核实人写明理由的金额。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    /// <summary>Whether the county has what the table needs: factors, ceiling and a standard.</summary>
    internal static bool HasTable(LawOfTheDay law) => law.IsSet("temporary-assistance.factors") && law.IsSet("temporary-assistance.ceiling-multiple") && law.IsSet("dibao.urban-standard");

    /// <summary>What the table gives for a verification.</summary>
    internal static Answer<AidResult> Calculate(LawOfTheDay law, AidTrack track, VerificationFact facts, string reference)
    {
        Sourced<T> Fact<T>(T value) => Sourced.Fact(value, reference);
        return AidCalculations.Amount(law, new AidFacts(
            Fact(track == AidTrack.Expense ? AidKind.Expense : AidKind.Emergency), Fact(facts.Persons), Fact(facts.Months), facts.Loss is { } loss ? Fact(loss) : null, Fact(facts.OtherAid))
        {
            IncomePerHead = facts.IncomePerHead is { } income ? Fact(income) : null,
            PropertyOk = facts.PropertyOk is { } property ? Fact(property) : null,
        }, StandardKind.Urban);
    }

    /// <summary>True when the table of today gives another amount than the one proposed from it. An amount by hand reads no table; the epidemic track's is that of the day of application.</summary>
    internal static async Task<bool> IsStaleAsync(CaseFile file, AidTrack track, ProposalFact proposal, CancellationToken cancel)
    {
        if (proposal.ByHand || track == AidTrack.FastTrack || (await file.FactsAsync(cancel)).Last<VerificationFact>(AidFactKind.Verification) is not var (fact, verification))
        {
            return false;
        }

        var answer = Calculate(await file.LawAsync(cancel), track, verification, fact.Id.ToString());
        return !answer.IsDecided || answer.Explained.Value.Amount != proposal.Amount;
    }

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var (fact, verification) = (await file.FactsAsync(cancellationToken)).Last<VerificationFact>(AidFactKind.Verification)
                ?? throw new InvalidOperationException("An amount without a verification.");
            if (verification.ByHand is { } byHand)
            {
                Propose(file, new ProposalFact(byHand, true, verification.ByHandReason));
                return new CommandAnswer.Outcome(Proposed);
            }

            var claim = await AidCase.ClaimAsync(file, cancellationToken);
            var law = await file.LawAsync(cancellationToken);
            var answer = Calculate(law, claim.Track, verification, fact.Id.ToString());
            if (!answer.IsDecided)
            {
                return Obstacles.Blocking(answer)!;
            }

            file.Add(KeptCalculation.Of(file, "temporary-assistance.amount", law.Day, answer.Explained, [fact.Id]));
            var amount = answer.Explained.Value.Amount;
            Propose(file, new ProposalFact(amount, false, null));
            return new CommandAnswer.Outcome(amount > Money.Zero ? Proposed : Nothing);
        }

        private static void Propose(CaseFile file, ProposalFact proposal) => file.Record(file.Case.Id, AidFactKind.Proposal, proposal, file.Today);
    }
}
