using Approvals.Procedures.Legality;
using Approvals.Workflow;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What the law demands of every flow that gives 临时救助, whoever draws it.</summary>
public sealed class AidFlowLaw : IFlowLaw
{
    private const string Check = "Approvals.EmergencyCheck";
    private const string Amount = "Approvals.AidAmount";
    private const string FastAmount = "Approvals.FastTrackAmount";
    private const string Village = "Approvals.VillageReview";
    private const string Review = "Approvals.FastTrackReview";
    private const string Expense = "Approvals.ExpenseCheck";
    private const string Notice = "Approvals.ExpenseNotice";
    private const string Authority = "Approvals.AidAuthority";
    private const string Approves = "Approvals.AidApproval";
    private const string Meets = "Approvals.CaseMeeting";
    private const string First = "Approvals.ReliefFirst";
    private const string Second = "Approvals.SecondConfirmation";
    private const string Pays = "Approvals.AidPayment";
    private const string Bank = "Approvals.BankAnswer";
    private const string Gate = "Approvals.StageGate";
    private const string Owes = "Approvals.OwedPapers";
    private const string Papers = "Approvals.PaperCompletion";
    private const string Supervises = "Approvals.Supervision";
    private const string Refers = "Approvals.Referral";
    private const string Tells = "Approvals.AidTelling";

    public IReadOnlyList<FlowRule> Rules { get; } =
    [
        new Precedes("aid-amount", Passing.AnyOf(Amount, FastAmount), [Approves, Meets], ["O07"], "审批以前须按标准表测算金额或写明理由", "请让每一条路都先经过“救助金额测算”"),
        new Precedes("village-review", Passing.Of(Village, VillageReview.Agreed), [FastAmount], ["JL2020-2.7.8"], "当日审批先由村（社区）审核", "请在“当日审批测算”之前经过“村（社区）审核”的“情况属实”"),
        new Follows("fast-track-review", Passing.Of(FastAmount, FastTrackAmount.Proposed), new([Review, Tells, Pays], [FastTrackReview.Confirmed, FastTrackReview.Corrected, FastTrackReview.FalseCommitment, Telling.Told, Paying.CannotPay]), ["JL2020-2.7.7"], "当日审批凭承诺先救助，核对、入户、公示须事后补做", "请在办结之前经过“事后完善”"),
        new Follows("false-commitment", Passing.Of(Review, FastTrackReview.FalseCommitment), Passing.Of(Supervises), ["JL2020-2.7.7"], "承诺不实的须督查", "请把“承诺不实”接到“督查”"),
        new Precedes("aid-authority", Passing.Of(Authority), [Approves], ["N2021-2.6.5"], "谁来审批由权限规则决定，不能由流程固定", "请在“临时救助审批”之前经过“审批权限”"),
        new Precedes("aid-decision", new([Approves, Meets, First, Gate], [Approving.Approve, ReliefFirst.PayFirst, StageGate.Next]), [Pays], ["N2021-2.6.3", "N2021-2.6.5"], "没有审批或先行救助的决定，不能发放", "请让每一条路都先经过“临时救助审批”“一事一议”或“先行救助”"),
        new Between("expense-notice", Passing.Of(Expense, ExpenseCheck.Confirmed), Passing.Of(Notice, ExpenseNotice.NoObjection), [Approves, Meets], ["O07"], "本地规定支出型审批前要公示", "请在“审批权限”之前经过“支出型公示”，或用“按政策分支”读取 temporary-assistance.expense-notice") { Where = new("temporary-assistance.expense-notice", "true") },
        new Follows("second-approver", Passing.Of(First, ReliefFirst.PayFirst), new([Second, Pays], [SecondConfirmation.Confirmed, SecondConfirmation.Denied, Paying.CannotPay]), ["N2021-2.6.3"], "电话同意的负责人须在系统里补确认", "请在先付以后经过“电话审批补确认”"),
        new Follows("denied-consent", Passing.Of(Second, SecondConfirmation.Denied), Passing.Of(Supervises), ["N2021-2.6.3"], "电话同意被否认的须督查", "请把“当时没有同意”接到“督查”"),
        new Between("owed-papers", Passing.Of(First, ReliefFirst.PayFirst), Passing.Of(Owes), [Papers, Refers], ["N2021-2.6.3"], "先付的案件须登记欠缺手续并在期限内补齐", "请在发放以后经过“登记欠缺手续”"),
        new Follows("papers", Passing.Of(Owes), Passing.Of(Papers), ["N2021-2.6.3"], "登记了欠缺手续的，须有补齐手续的环节", "请在“登记欠缺手续”之后经过“补齐手续”"),
        new Follows("irregular", Passing.Of(Papers, PaperCompletion.Irregular), Passing.Of(Supervises), ["N2021-2.6.3"], "手续不规范的须督查", "请把“不规范”接到“督查”"),
        new Follows("bank-return", Passing.Of(Bank, BankAnswer.CameBack), Passing.Of(Pays), ["N2021-2.6.4"], "退汇的须重新发放或登记无法发放", "请把“退汇”接回“发放”"),
        new Follows("refusal-told", new([Approves, Meets, Check, First], [Approving.Refused, EmergencyCheck.NotEmergency, ReliefFirst.NotNeeded]), Passing.Of(Tells), ["SC649-11"], "不予救助的须告知本人并说明理由", "请接到“告知结果”"),
        new Follows("referral", Passing.Of(Owes), Passing.Of(Refers), ["YC2017-3.4.3"], "救助以后须看一看能不能转到别的帮助", "请在办结之前经过“转介”"),
    ];
}
