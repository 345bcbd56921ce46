using Approvals.Procedures.Legality;
using Approvals.Workflow;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>What the law demands of every flow that grants 低保, whoever draws it.</summary>
public sealed class DibaoFlowLaw : IFlowLaw
{
    private const string Acceptance = "Approvals.Acceptance";
    private const string Visit = "Approvals.HomeVisit";
    private const string Check = "Approvals.InformationCheck";
    private const string Review = "Approvals.DemocraticReview";
    private const string Calculation = "Approvals.Calculation";
    private const string Initial = "Approvals.InitialReview";
    private const string Posting = "Approvals.NoticePosting";
    private const string Period = "Approvals.NoticePeriod";
    private const string Result = "Approvals.NoticeResult";
    private const string Revisit = "Approvals.ObjectionVisit";
    private const string ObjectionDecided = "Approvals.ObjectionDecision";
    private const string Repeat = "Approvals.RepeatNotice";
    private const string Approves = "Approvals.Approval";
    private const string Refuses = "Approvals.RefusalApproval";
    private const string Delivers = "Approvals.Delivery";
    private const string Awards = "Approvals.AwardWriting";

    private static readonly string[] Confirming = [Approves, "Approvals.TownshipApproval"];
    private static readonly string[] Refusing = [Refuses, "Approvals.TownshipRefusal"];
    private static readonly string[] Deciding = [.. Confirming, .. Refusing];

    public IReadOnlyList<FlowRule> Rules { get; } =
    [
        new Precedes("notice", Passing.Of(Result), Confirming, ["SC649-11", "O01"], "初审意见须在村（社区）公示，公示期满并登记结果后才能审核确认", "请让每一条路都先经过“公示结果登记”"),
        new Precedes("notice-period", Passing.Of(Period), [Result], ["O01"], "公示须满法定期限才能登记结果", "请在“公示结果登记”之前经过“公示期”"),
        new Precedes("notice-posting", Passing.Of(Posting), [Period], ["O01"], "公示期从张贴之日的次日起算，没有张贴不能起算", "请在“公示期”之前经过“公示张贴”"),
        new Between("notice-of-proposal", Passing.Of(Initial, InitialReview.ProposeConfirm), Passing.AnyOf(Result, Repeat), Confirming, ["SC649-11", "O01"], "每次提出确认的意见都须公示，或在异议处理后按本县设定决定不再公示", "请把“提出确认”接到“公示张贴”或“是否重新公示”"),
        new Precedes("repeat-notice", Passing.Of(Result), [Repeat], ["O01"], "没有公示过的，不能决定“不再公示”", "请先经过“公示结果登记”"),
        new Precedes("visit", Passing.Of(Visit, HomeVisit.Visited), [Initial, .. Deciding], ["SC649-11", "O03"], "作出决定以前须由两人以上入户调查", "请让每一条路都先经过“入户调查”"),
        new Precedes("information-check", Passing.Of(Check), [Initial, .. Deciding], ["SC649-11", "N2021-2.8.3"], "作出决定以前须核对申请家庭的信息", "请让每一条路都先经过“信息核对”"),
        new Precedes("calculation", Passing.Of(Calculation), [Initial, .. Deciding], ["N2021-2.8.2", "SC649-9"], "家庭收入核算以后才能提出意见和作出决定", "请让每一条路都先经过“收入核算”"),
        new Precedes("second-person", Passing.Of(Initial), Deciding, ["SC649-11"], "乡镇提出初审意见，再由审核确认机关决定：一件申请至少经过两道审查", "请在审核确认之前经过“初审”"),
        new Between("objection-visit", Passing.Of(Result, NoticeResult.ObjectionRaised), Passing.Of(Revisit), Confirming, ["O01", "YC2017-4.3.5"], "公示有异议的须重新调查", "请把“有异议”接到“异议复查”，复查以后才能走向审核确认"),
        new Between("objection-decision", Passing.Of(Result, NoticeResult.ObjectionRaised), Passing.Of(ObjectionDecided), Confirming, ["O01", "HN2017-3.4.3"], "公示的异议须作出处理", "请在“异议复查”之后经过“异议处理”"),
        new Between("objection-review", Passing.Of(Result, NoticeResult.ObjectionRaised), Passing.Of(Initial), Confirming, ["SC649-11", "O01"], "重新调查以后须重新提出初审意见", "请在“异议处理”之后经过“初审”"),
        new Precedes("award", new(Confirming, [Approval.Confirmed]), [Awards], ["SC649-11", "O01"], "没有确认同意的决定，待遇不能生效", "请让每一条路都先经过“审核确认”的“确认同意”"),
        new Precedes("award-delivery", Passing.Of(Delivers, Delivery.Delivered), [Awards], ["SC649-11"], "决定送达以后待遇才能生效", "请在“待遇生效”之前经过“送达”"),
        new Follows("delivery-of-confirmation", new(Confirming, [Approval.Confirmed, Approval.Refused]), Passing.Of(Delivers, Delivery.Delivered), ["SC649-11", "O01"], "决定须书面告知申请人", "请把“确认同意”和“不予确认同意”都接到“送达”"),
        new Follows("delivery-of-refusal", new(Refusing, [Approval.Refused]), Passing.Of(Delivers, Delivery.Delivered), ["SC649-11", "O01"], "不予确认须书面告知申请人并说明理由", "请把“不予确认同意”接到“送达”"),
        new Precedes("democratic-review", Passing.Of(Review), [Initial, .. Confirming], ["HN2017-2.1.1", "O01"], "本地规定每件申请都开民主评议", "请在“初审”之前经过“民主评议”，或用“按政策分支”读取 democratic-review.required") { Where = new("democratic-review.required", "true") },
        new Between("democratic-review-on-objection", Passing.Of(Result, NoticeResult.ObjectionRaised), Passing.Of(Review), Confirming, ["O01"], "本地规定公示有异议的要开民主评议", "请在“异议处理”之前经过“民主评议”，或用“按政策分支”读取 democratic-review.on-objection") { Where = new("democratic-review.on-objection", "true") },
        new WithinClock("clock", Acceptance, Deciding, "clock.case", ["O01"], "从受理到审核确认，固定等待的时间不能用尽法定期限", "请缩短或删除等待"),
    ];
}
