using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>村（社区）审核 of the epidemic track: who knows the family says on the same day whether it is as written.</summary>
public sealed class VillageReview : HumanStep<VillageReview.Answers>
{
    public const string Agreed = "Agree";
    public const string Ordinary = "Ordinary";

    public override StepCard Card { get; } = new("Approvals.VillageReview", "村（社区）审核", "1 报告与核实", Roles.VillageAssistant,
    [
        new(Agreed, "情况属实", "送乡镇当日审批"),
        new(Ordinary, "有疑问，按普通程序", "告知本人，按急难型或低保办理"),
    ])
    {
        Guide = "当天看一看或打电话问一问：人数、困难是不是和承诺书一致。写审核意见的人不能审批。",
        Clause = "JL2020-2.7.8",
        RunsByHours = true,
        OtherRoles = [Roles.Investigator, Roles.Window],
    };

    public sealed record Answers
    {
        [Field("怎样核实的")]
        public required CheckMethod Method { get; init; }

        [Field("审核意见", Long = true, Most = 300)]
        public required string Opinion { get; init; }

        [Field("救助人数", Hint = "与承诺书不一致的，以核实为准", Fewest = 1, Most = 30)]
        public required int Persons { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            file.Record(file.Case.Id, AidFactKind.Verification, new VerificationFact(form.Method, file.Session.Acting.Name, form.Opinion, form.Persons, 1, null, Domain.Money.Zero), file.Today);
            return Task.FromResult<Reply<StepReply>>(StepReply.Complete(request.Outcome, request.Outcome == Agreed ? $"村（社区）审核属实，{form.Persons} 人" : "村（社区）有疑问，按普通程序办理"));
        }
    }
}
