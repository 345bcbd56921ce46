namespace Approvals.Procedures.DibaoApplication;

/// <summary>What this procedure refuses, in the words the official reads, with the clause and the next step.</summary>
public static class Refusals
{
    public static readonly Refusal NotWindow = new(RefusalKind.Forbidden, "application.role",
        "低保申请由社会救助窗口或村协理员录入，你在这个村没有该角色", "YC2017-4.4.1", "请联系该乡镇的社会救助窗口");

    public static readonly Refusal OtherProgramme = new(RefusalKind.Conflict, "case.programme",
        "这项操作只用于低保申请", Next: "临时救助的情况变化请在它自己的待办里登记");

    public static readonly Refusal NoDefinition = new(RefusalKind.Conflict, "application.no-workflow",
        "本县没有已发布的低保申请流程", Next: "请联系政策管理人员在“流程设计”中发布流程");

    public static readonly Refusal MissingList = Field("missing", "缺少的材料", "请一次列全缺少的材料，每行一项", "N2021-2.9.4");

    public static readonly Refusal SilentStill = Field("sources", "各来源反馈", "还有来源未反馈：等到反馈后再提交", "N2021-2.8.4");

    public static readonly Refusal VisitTooFew = Field("visitors", "调查人", "入户调查人数不够：请补选一同入户的工作人员", "O03");

    public static readonly Refusal VisitNoTownship = Field("visitors", "调查人", "至少要有一名乡镇工作人员入户：请补选调查人", "O03");

    public static readonly Refusal VisitorRelated = Field("visitors", "调查人", "所选调查人与这家人有近亲属备案，须回避：请换人", "HN2017-3.1.4");

    public static readonly Refusal SameInvestigators = new(RefusalKind.Forbidden, "objection.same-people",
        "异议复查至少要有一名没有参加第一次调查的人", "HN2017-3.4.3", "请换一名调查人；本乡镇没有人可换的，点“请求代办”交其他乡镇或县里复查");

    public static readonly Refusal InvestigatorDecides = new(RefusalKind.Forbidden, "duties.objection",
        "你参加过第一次入户调查，不能处理这件异议", "HN2017-3.4.3", "请由没有参加第一次调查的人处理；没有人的，点“请求代办”");

    public static readonly Refusal InvestigatorConfirms = new(RefusalKind.Forbidden, "duties.confirm",
        "你参加过这个案件的调查，不能由你审核确认", "HN2017-3.1.4", "请由没有参加调查的负责人审核确认");

    public static readonly Refusal NotDelegated = new(RefusalKind.Conflict, "confirmation.not-delegated",
        "今天没有有效的委托（下放）文件让你们乡镇审核确认低保", "O13", "请选“报县审核确认”，或请县里补发文件后再办");

    /// <summary>The same where the case runs on a version of the flow from before the way up.</summary>
    public static readonly Refusal NotDelegatedNoWayUp = NotDelegated with
    { Next = "这件案件走的是旧流程，没有“报县审核确认”。最快的办法是请县里补发文件，补发后接着办；县里不补发的，选“退回初审”，重新公示后由县里审核确认" };

    public static readonly Refusal QuorumMissing = Field("present", "到会人数", "到会人数不够法定人数：请重新召集后再登记", "HN2017-2.1.1");

    public static readonly Refusal LayShareMissing = Field("lay", "其中村民代表", "村民代表比例不够：请重新组织评议人员", "HN2017-2.1.1");

    public static readonly Refusal VotesDoNotAddUp = Field("agree", "同意票", "同意、不同意、弃权三项之和应等于到会人数：请核对票数", "HN2017-2.1.1");

    public static readonly Refusal NotCalculated = new(RefusalKind.Conflict, "review.not-calculated",
        "还没有可用的核算结果", "N2021-2.8.2", "请点“重新计算”，或先补齐缺少的数据");

    public static readonly Refusal Stale = new(RefusalKind.Conflict, "recalculate",
        "核算以后，这家的情况或政策参数有变化，原来的金额不能再用", "N2021-2.8.2", "请点“重新计算”，核对新的金额；金额变化的请退回初审");

    public static readonly Refusal NotEligible = new(RefusalKind.Conflict, "review.not-eligible",
        "核算结果是不符合条件，不能提出确认", "SC649-9", "请选“拟不予确认”，或退回重新调查");

    public static readonly Refusal Eligible = new(RefusalKind.Conflict, "review.eligible",
        "收入和财产都符合条件，不能以这个理由提出不予确认", "SC649-9", "请选“提出确认”，或换成与事实相符的理由");

    public static readonly Refusal GroundMissing = Field("ground", "不予确认的理由", "请选择不予确认的理由", "SC649-11");

    public static readonly Refusal SilentSourceUncovered = Field("silentSourceCovered", "未反馈来源如何补查",
        "有核对来源没有反馈：请写明怎样补查的（走访、查阅材料等）", "N2021-2.8.4");

    /// <summary>The notice would have hung before there was anything to show.</summary>
    public static Refusal PostedTooEarly(DateOnly since) => Field("postedOn", "张贴日期", $"{since:yyyy-MM-dd} 才有核算和初审结果，此前张贴的不算：请核对日期，或重新张贴", "O01");

    public static readonly Refusal NoticeNotOver = new(RefusalKind.Conflict, "notice.not-over",
        "公示期还没有满，不能登记公示结果", "O01", "请等公示期满后再登记");

    public static readonly Refusal NoticeMissing = new(RefusalKind.Conflict, "approval.no-notice",
        "没有期满且无未处理异议的公示，不能确认同意", "O01", "请退回初审，按规定公示后再审核确认");

    public static readonly Refusal VisitMissing = new(RefusalKind.Conflict, "approval.no-visit",
        "没有两人以上的入户调查记录，不能作出决定", "O03", "请退回重新调查");

    public static readonly Refusal UnrecordedObjection = Field("objectionText", "异议内容",
        "选择了有异议：请写明异议内容（提出人不对外公开）", "YC2017-4.3.5");

    public static readonly Refusal ObjectionsOnFile = Field("objection", "公示期间是否有异议",
        "公示期间已经收到异议，不能登记为无异议：请选“有异议”", "YC2017-4.3.5");

    public static readonly Refusal CountyMustVisit = Field("visitors", "县级入户人员",
        "这家人有工作人员或村干部的近亲属：县里必须亲自入户，请填写入户日期、人员和照片", "HN2017-3.1.4");

    public static readonly Refusal AlreadyExtended = new(RefusalKind.Conflict, "clock.extended",
        "办理期限已经延长过一次，不能再延长", "O01", "请在延长后的期限内办结");

    public static readonly Refusal NotAccepted = new(RefusalKind.Conflict, "clock.not-accepted",
        "还没有受理，办理期限尚未开始", "O01", "请先受理");

    public static readonly Refusal NotApprovingLevel = new(RefusalKind.Forbidden, "clock.level",
        "延长期限由审核确认一级的负责人批准", "O01", "请由县局分管领导（已委托或下放的由乡镇分管领导）办理");

    public static readonly Refusal AfterAward = new(RefusalKind.Conflict, "case.awarded",
        "待遇已经生效，不能再撤回或在申请中更正", Next: "请办理变更登记或停发");

    public static readonly Refusal NothingToAssist = new(RefusalKind.Conflict, "assistance.none",
        "现在没有可以请求代办的步骤", "HN2017-3.4.3", "只有异议复查和异议处理可以交其他乡镇或县里代办");

    public static readonly Refusal AssistanceArea = Field("area", "代办单位", "请选择本县的另一个乡镇，或本县", "HN2017-3.4.3");

    public static readonly Refusal NothingChanged = new(RefusalKind.Invalid, "correction.nothing",
        "没有改动任何内容", Next: "请改动后再提交，或直接返回案件");

    public static readonly Refusal DecisionStands = new(RefusalKind.Conflict, "correction.decided",
        "决定已经作出，更改会影响金额的内容须先收回决定", "N2021-2.8.2", "请由审核确认负责人在送达一步点“收回更正”");

    public static Refusal DuplicatePerson(string name) => new(RefusalKind.Conflict, "application.duplicate",
        $"{name}已在另一件案件中", "HN2020-3.3.2", "请按下面的卡片与该单位联系核实，不要重复受理");

    public static Refusal VillageUnknown(string village) => Field("household.village", "所在村（社区）",
        $"没有“{village}”这个村（社区），或不在你的负责区域：请从列表中选择", "N2021-2.9.1");

    private static Refusal Field(string path, string label, string message, string clause) =>
        Refusal.Invalid([new FieldError(path, label, message)]) with { Clause = clause };
}
