using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>送达: the letter reaches the applicant, proved by a receipt; until then the leader may take the decision back to correct it.</summary>
public sealed class Delivery : HumanStep<Delivery.Answers>
{
    public const string Delivered = "Delivered";
    public const string Recall = "Recall";

    public override StepCard Card { get; } = new("Approvals.Delivery", "送达", "6 送达与待遇", Roles.Window,
    [
        new(Delivered, "登记送达", "确认的，待遇随即生效；不予确认的，案件办结"),
        new(Recall, "收回更正", "决定尚未送达，收回后退回初审更正") { Roles = [Roles.CountyLeader, Roles.TownshipLeader] },
    ])
    {
        Guide = "打印文书盖章，送达申请人，回证拍照上传。",
        Clause = "SC649-11",
        Clock = "clock.refusal-letter",
        OtherRoles = [Roles.VillageAssistant],
    };

    public sealed record Answers
    {
        [Field("送达方式")]
        public required DeliveryMethod Method { get; init; }

        [Field("送达日期")]
        public required DateOnly DeliveredOn { get; init; }

        [Field("签收人", Hint = "直接送达、邮寄的填签收人", Most = 60)]
        public string? ReceivedBy { get; init; }

        [Field("送达回证照片", Hint = "留置送达拍见证人签字", Most = 6)]
        public List<FileRef>? Receipt { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var decision = await Standing.LatestAsync(file, cancellationToken) ?? throw new InvalidOperationException("A delivery without a decision.");
            if (request.Outcome == Recall)
            {
                Standing.Recall(file, decision);
                return StepReply.Complete(Recall, "决定未送达，收回更正");
            }

            if (form.DeliveredOn < decision.On)
            {
                return Refusal.Invalid([new FieldError("deliveredOn", "送达日期", $"送达日期早于决定日期（{decision.On:yyyy-MM-dd}）：请核对")]);
            }

            if (form.Method != DeliveryMethod.Announcement && form.Receipt is not { Count: > 0 })
            {
                return Refusal.Invalid([new FieldError("receipt", "送达回证照片", "请上传送达回证照片；公告送达的除外")]);
            }

            file.Record(file.Case.Id, FactKind.Delivery, new DeliveryFact(form.Method, form.DeliveredOn, form.ReceivedBy), form.DeliveredOn,
                file.Attach(form.Receipt ?? [], "送达回证"));
            if (decision.Kind == Decision.Refused)
            {
                file.Instance.Result = Decision.Refused;
            }

            return StepReply.Complete(Delivered, $"{EnumCodes.TextOf(form.Method)}，{form.DeliveredOn:yyyy-MM-dd}");
        }
    }
}

/// <summary>The decision that stands: the last one not taken back.</summary>
internal static class Standing
{
    public static async Task<Decision?> LatestAsync(CaseFile file, CancellationToken cancel)
    {
        var rows = await file.Session.Db.Decisions.AsNoTracking().Where(d => d.County == file.Case.County && d.CaseId == file.Case.Id)
            .OrderBy(d => d.RecordedAt).ThenBy(d => d.Id).ToListAsync(cancel);
        return rows.LastOrDefault(d => d.Kind != Decision.Recalled && rows.TrueForAll(later => later.Supersedes != d.Id));
    }

    /// <summary>Supersedes a decision by a row that says it was taken back.</summary>
    public static void Recall(CaseFile file, Decision decision) => file.Add(new Decision
    {
        County = decision.County,
        Id = file.NewId(),
        CaseId = decision.CaseId,
        Kind = Decision.Recalled,
        Number = decision.Number,
        Reasons = FormJson.Write<string[]>(["未送达前收回更正"]),
        Clauses = decision.Clauses,
        CalculationId = decision.CalculationId,
        DefinitionVersionId = file.Instance.DefinitionVersionId,
        Level = decision.Level,
        DecidedBy = file.Session.Acting.Id,
        GrantId = file.Session.Mandate!.GrantId,
        On = file.Today,
        KnownAt = file.Session.Time.Now,
        RecordedAt = file.Session.Time.Now,
        Supersedes = decision.Id,
    });
}
