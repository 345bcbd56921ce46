using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>What the visitors write down in the yard.</summary>
public record VisitAnswers
{
    [Field("入户日期")]
    public required DateOnly VisitedOn { get; init; }

    [Field("调查人", Hint = "至少两人，其中至少一名乡镇工作人员", From = "officials", Fewest = 1, Most = 6)]
    public required List<string> Visitors { get; init; }

    [Field("与申报是否一致")]
    public required VisitFinding Finding { get; init; }

    [Field("居住和生活状况", Hint = "看到什么写什么：房屋、家电、劳动力、病人等", Long = true, Most = 800)]
    public required string Living { get; init; }

    [Field("与申报不一致的地方", Hint = "一致的不用填；金额有出入的，办完后到“更正申请信息”里改", Long = true, Most = 800)]
    public string? Differences { get; init; }

    [Field("入户照片", Hint = "不要拍到未成年人的脸", Fewest = 1, Most = 12)]
    public required List<FileRef> Photos { get; init; }
}

/// <summary>The same sheet at the re-visit after an objection.</summary>
public sealed record ObjectionVisitAnswers : VisitAnswers;

/// <summary>入户调查: two people or more, at least one of them of the township; never a relative of the household.</summary>
public sealed class HomeVisit : HumanStep<VisitAnswers>
{
    public const string Visited = "Visited";
    public const string NobodyHome = "NobodyHome";

    public override StepCard Card { get; } = new("Approvals.HomeVisit", "入户调查", "2 调查核实", Roles.Investigator,
        [new(Visited, "提交调查结果", "与信息核对会合后进入核算")])
    {
        Notes = [new(NobodyHome, "登记一次无人在家", "记录这次上门，任务保留，约好时间再去")],
        Guide = "两人以上一同入户，看住房、人口、生活状况，与申报逐项比对，拍照。",
        Clause = "O03",
        Clock = "clock.investigation-start",
        ClockStart = ClockStart.Acceptance,
        OtherRoles = [Roles.Window],
    };

    internal sealed class Handler(VisitRecords visits) : IRequestHandler<StepDone<VisitAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<VisitAnswers> request, CancellationToken cancellationToken)
        {
            var kind = request.Outcome == NobodyHome ? FactKind.NobodyHome : FactKind.Visit;
            var recorded = await visits.RecordAsync(request.File, kind, request.Form, cancellationToken);
            return !recorded.Done ? recorded.Refusal!
                : request.Outcome == NobodyHome ? StepReply.Stay($"{request.Form.VisitedOn:yyyy-MM-dd} 上门无人在家，附照片 {request.Form.Photos.Count} 张")
                : StepReply.Complete(Visited, VisitRecords.Summary(request.Form));
        }
    }
}

/// <summary>异议复查: a re-visit by at least one person who did not investigate first.</summary>
public sealed class ObjectionVisit : HumanStep<ObjectionVisitAnswers>
{
    public override StepCard Card { get; } = new("Approvals.ObjectionVisit", "异议复查", "4 公示与异议", Roles.Investigator,
        [new(HomeVisit.Visited, "提交复查结果", "按本县设定民主评议，再作异议处理")])
    {
        Guide = "针对异议重新入户；至少一名调查人没有参加过第一次调查。本乡镇没有人的，请求代办。",
        Clause = "HN2017-3.4.3",
        OtherRoles = [Roles.CountyOfficer],
    };

    internal sealed class Handler(VisitRecords visits) : IRequestHandler<StepDone<ObjectionVisitAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<ObjectionVisitAnswers> request, CancellationToken cancellationToken)
        {
            var first = await Duties.InvestigatorsAsync(request.File, FactKind.Visit, cancellationToken);
            if (VisitRecords.Ids(request.Form).All(first.Contains))
            {
                return Refusals.SameInvestigators;
            }

            var recorded = await visits.RecordAsync(request.File, FactKind.ObjectionVisit, request.Form, cancellationToken);
            return recorded.Done ? StepReply.Complete(HomeVisit.Visited, VisitRecords.Summary(request.Form)) : recorded.Refusal!;
        }
    }
}
