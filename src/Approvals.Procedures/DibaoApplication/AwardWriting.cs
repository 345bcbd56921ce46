using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>待遇生效: the delivered decision becomes an award, from its first month on, open-ended. The roster does the rest.</summary>
public sealed class AwardWriting : CommandStep
{
    public const string Written = "Written";

    public override CommandCard Card { get; } = new("Approvals.AwardWriting", "待遇生效", "6 送达与待遇", [new(Written, "已生效")])
    {
        Guide = "按送达的决定写入待遇：起发月份、每月金额；发放名册由此产生。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var decision = await Standing.LatestAsync(file, cancellationToken) ?? throw new InvalidOperationException("An award without a decision.");
            var award = AwardOf(file, decision, HouseholdView.Of(await file.FactsAsync(cancellationToken)).Members);
            file.Add(award, new AwardSegment
            {
                County = file.Case.County,
                Id = file.NewId(),
                AwardId = award.Id,
                FirstMonth = decision.FirstMonth!.Value,
                Monthly = decision.Monthly!.Value,
                Kind = "shortfall",
            });
            file.Instance.Result = Decision.Confirmed;
            return new CommandAnswer.Outcome(Written);
        }

        private static Award AwardOf(CaseFile file, Decision decision, int members) => new()
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            HouseholdId = file.Case.HouseholdId,
            DecisionId = decision.Id,
            Programme = file.Case.Programme,
            Area = file.Case.HandlingArea,
            Payee = file.Case.ApplicantName,
            Members = members,
            RecordedAt = file.Session.Time.Wall,
            KnownFrom = file.Session.Time.Now,
        };
    }
}
