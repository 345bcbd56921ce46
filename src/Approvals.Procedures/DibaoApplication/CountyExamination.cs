using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>县级审查: the county's officer reads the whole file before the leader decides; relatives of staff and cadres are visited by the county itself.</summary>
public sealed class CountyExamination : HumanStep<CountyExamination.Answers>
{
    public const string Agree = "Agree";
    public const string Return = "Return";

    public override StepCard Card { get; } = new("Approvals.CountyExamination", "县级审查", "5 审核确认", Roles.CountyOfficer,
    [
        new(Agree, "审查通过，报分管领导", "由县局分管领导审核确认"),
        new(Return, "退回初审", "乡镇按意见补正后重新初审"),
    ])
    {
        Guide = "看齐全卷：调查、核对、核算、公示；有近亲属备案的，县里亲自入户。",
        Clause = "HN2017-3.1.4",
        Clock = "clock.county-decision",
    };

    public sealed record Answers
    {
        [Field("审查意见", Long = true, Most = 500)]
        public required string Opinion { get; init; }

        [Field("县级入户日期", Hint = "有近亲属备案的必填")]
        public DateOnly? VisitedOn { get; init; }

        [Field("县级入户人员", From = "officials", Most = 4)]
        public List<string>? Visitors { get; init; }

        [Field("县级入户照片", Most = 6)]
        public List<FileRef>? Photos { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var visitors = (form.Visitors ?? []).Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
            var mustVisit = request.Outcome == Agree && await NearRelatives.TouchStaffAsync(file.Session, file.Case.Address, cancellationToken);
            if (mustVisit && (visitors.Count == 0 || form.VisitedOn is null || form.Photos is not { Count: > 0 }))
            {
                return Refusals.CountyMustVisit;
            }

            if (await NearRelatives.AnyAmongAsync(file.Session, file.Case.Address, visitors, cancellationToken))
            {
                return Refusals.VisitorRelated;
            }

            var photos = file.Attach(form.Photos ?? [], "县级入户照片");
            file.Record(file.Case.Id, FactKind.Examination, new ExaminationFact(form.Opinion, form.VisitedOn, visitors), file.Today, photos);
            return StepReply.Complete(request.Outcome, request.Outcome == Agree ? mustVisit ? "县级已入户，审查通过" : "审查通过" : "退回初审");
        }
    }
}
