using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>快速核实: a visit or a phone call and one proof; what the amount is made from.</summary>
public sealed class EmergencyCheck : HumanStep<EmergencyCheck.Answers>
{
    public const string Confirmed = "Confirmed";
    public const string PayFirst = "PayFirst";
    public const string NotEmergency = "NotEmergency";
    public const string Shelter = "Shelter";

    public override StepCard Card { get; } = new("Approvals.EmergencyCheck", "快速核实", "1 报告与核实", Roles.Investigator,
    [
        new(Confirmed, "情况属实，测算金额", "按本县标准表测算，送有权限的负责人审批"),
        new(PayFirst, "等不及审批，先付小额", "电话请示负责人后先付，手续后补"),
        new(NotEmergency, "不属于急难救助", "告知本人并说明理由和别的办法"),
        new(Shelter, "转救助管理站", "身份不明、流浪乞讨的，先管吃住，移交救助管理站和公安"),
    ])
    {
        Guide = "到现场或打电话，问清几口人、缺什么、损失多少、别处给了多少。一项证明即可，不做信息核对，不公示。",
        Clause = "O07",
        RunsByHours = true,
        OtherRoles = [Roles.Window, Roles.VillageAssistant],
    };

    public sealed record Answers
    {
        [Field("怎样核实的")]
        public required CheckMethod Method { get; init; }

        [Field("核实人", Hint = "两名经办人姓名，补手续时签字", Most = 40)]
        public required string Verifiers { get; init; }

        [Field("核实情况", Long = true, Most = 500)]
        public required string Finding { get; init; }

        [Field("需要救助几人", Fewest = 1, Most = 30)]
        public required int Persons { get; init; }

        [Field("困难大约持续几个月", Fewest = 1, Most = 12)]
        public required int Months { get; init; }

        [Field("损失或必需支出（元）", Hint = "说得清金额的填，例如医药费、重建费")]
        public Money? Loss { get; init; }

        [Field("保险和其他救助（元）", Hint = "已经拿到或确定能拿到的")]
        public Money? OtherAid { get; init; }

        [Field("自行确定金额（元）", Hint = "只在本县没有救助标准表时填写")]
        public Money? ByHand { get; init; }

        [Field("自行确定金额的理由", Long = true, Most = 300)]
        public string? ByHandReason { get; init; }

        [Field("照片", Most = 6)]
        public List<FileRef>? Photos { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var law = await file.LawAsync(cancellationToken);
            var found = new VerificationFact(form.Method, form.Verifiers, form.Finding, form.Persons, form.Months, form.Loss, form.OtherAid ?? Money.Zero) { ByHand = form.ByHand, ByHandReason = form.ByHandReason };
            if (request.Outcome == Confirmed && RefuseAmount(law, (await AidCase.ClaimAsync(file, cancellationToken)).Track, found) is { } refusal)
            {
                return refusal;
            }

            file.Record(file.Case.Id, AidFactKind.Verification, found, file.Today, file.Attach(form.Photos ?? [], "核实照片"));
            return StepReply.Complete(request.Outcome, request.Outcome switch
            {
                Confirmed => $"{EnumCodes.TextOf(form.Method)}核实属实，{form.Persons} 人",
                PayFirst => "情况紧急，先付小额",
                NotEmergency => "不属于急难救助",
                _ => Shelters(file, form),
            });
        }

        private static string Shelters(CaseFile file, Answers form)
        {
            file.Record(file.Case.Id, AidFactKind.Handover, new HandoverFact("救助管理站", form.Finding), file.Today);
            file.Instance.Result = AidResults.HandedOver;
            return "移交救助管理站";
        }
    }

    /// <summary>Why an amount cannot be proposed from this; null when it can.</summary>
    internal static Refusal? RefuseAmount(LawOfTheDay law, AidTrack track, VerificationFact found)
    {
        if (!AidAmounts.HasTable(law))
        {
            return found.ByHand is not { Fen: > 0 } ? Refusals.AmountNeeded
                : string.IsNullOrWhiteSpace(found.ByHandReason) ? Refusals.ByHandNeedsReason
                : track == AidTrack.Expense && !InsideGate(law, found) ? Refusals.BeyondGate
                : null;
        }

        if (found.ByHand is not null)
        {
            return Refusals.TableIsSet;
        }

        var answer = AidAmounts.Calculate(law, track, found, string.Empty);
        return answer.IsDecided ? answer.Explained.Value.Amount > Money.Zero ? null : Refusals.NothingLeft
            : new Refusal(RefusalKind.Conflict, "cannot-decide", Obstacles.Blocking(answer)!.Message, "O07", "补齐以后再提交");
    }

    // The gate of 支出型 stands also where the amount comes from no table.
    private static bool InsideGate(LawOfTheDay law, VerificationFact found) =>
        found.PropertyOk == true && !(law.AmountIfSet("temporary-assistance.expense-income-limit") is { } limit && found.IncomePerHead >= limit.Value);
}

/// <summary>How a case of 临时救助 ends.</summary>
public static class AidResults
{
    public const string Paid = "paid";
    public const string Refused = "refused";
    public const string HandedOver = "handed-over";
    public const string NotPaid = "not-paid";
}
