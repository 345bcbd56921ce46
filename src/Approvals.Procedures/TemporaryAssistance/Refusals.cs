using Approvals.Domain;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What this procedure refuses, in the words the official reads, with the clause and the next step.</summary>
public static class Refusals
{
    public static readonly Refusal NotDesk = new(RefusalKind.Forbidden, "aid.role",
        "急难报告由事发地的社会救助窗口、调查人或村协理员登记，你在这个地方没有这些角色", "N2021-2.6.2", "请转告事发地乡镇的值班人员");

    public static readonly Refusal NoDefinition = new(RefusalKind.Conflict, "aid.no-workflow", "本县没有已发布的这项临时救助流程", Next: "请联系政策管理人员在“流程设计”中发布流程");

    public static readonly Refusal NameNeeded = Field("name", "困难人姓名", "请填写姓名；不知道的写“不详”", "N2021-2.6.2");

    public static readonly Refusal FutureReport = Field("reportedTime", "什么时候接报", "接报时间晚于现在，或早于事情发生的那天：请核对时间和“哪天发生的”", "O07");

    public static readonly Refusal UnknownEvent = Field("event", "是不是同一件事", "没有找到这件事：请从列表中重新选择", "N2021-2.6.2");

    public static readonly Refusal ByHandNeedsReason = Field("byHandReason", "自行确定金额的理由", "自行确定金额的，请写明理由", "N2021-2.6.3");

    public static readonly Refusal TableIsSet = Field("byHand", "自行确定金额", "本县已有救助标准表，请按标准表计算，不要自行填写金额", "O07");

    public static readonly Refusal AmountNeeded = Field("byHand", "自行确定金额", "本县还没有救助标准表：请填写大于 0 的建议金额和理由", "O07");

    public static readonly Refusal BeyondGate = new(RefusalKind.Conflict, "aid.beyond-gate",
        "家庭收入或财产超出支出型的条件，不能自行确定金额", "O07", "请核对收入和财产，或选“不符合条件”");

    public static readonly Refusal NothingLeft = new(RefusalKind.Conflict, "aid.nothing",
        "按标准表计算，保险和其他救助已经覆盖，救助金额为 0", "O07", "请核对损失和其他救助，或选“不属于急难救助”");

    public static readonly Refusal NoProposal = new(RefusalKind.Conflict, "aid.no-amount", "还没有建议金额", "O07", "请退回核实，算出金额后再审批");

    public static readonly Refusal Stale = new(RefusalKind.Conflict, "recalculate",
        "测算以后救助标准有变化，原来的建议金额不能再用", "O07", "请选“退回核实”，按现在的标准重新测算");

    public static readonly Refusal VerifierApproves = new(RefusalKind.Forbidden, "duties.aid-approval",
        "这件事由你核实，不能由你审批", "HN2017-3.1.4", "请由没有参加核实的负责人审批；没有人的选“报县审批”");

    public static readonly Refusal VerifierMeets = new(RefusalKind.Forbidden, "duties.aid-meeting",
        "这件事由你核实，不能由你登记会议的决定", "HN2017-3.1.4", "请由县里没有参加核实的人登记");

    public static readonly Refusal ApproverReviews = new(RefusalKind.Forbidden, "duties.aid-review",
        "这笔救助由你审批，不能由你事后复核", "HN2017-3.1.4", "请由没有参加审批的调查人复核");

    public static readonly Refusal ApproverPays = new(RefusalKind.Forbidden, "duties.aid-payment",
        "这笔救助由你审批，不能由你发放：钱要经两个人的手", "N2021-2.6.3", "请由备用金报账员或其他工作人员发放");

    public static readonly Refusal TownshipMayNot = new(RefusalKind.Conflict, "aid.county-decides",
        "这笔救助不在乡镇的审批权限内", "N2021-2.6.5", "请选“报县审批”");

    public static readonly Refusal MeetingMust = new(RefusalKind.Conflict, "aid.meeting-decides",
        "金额超过一事一议起点，须由县里会议决定", "N2021-2.6.7", "请选“提交一事一议”");

    public static readonly Refusal ReliefFirstOff = new(RefusalKind.Conflict, "relief-first.off",
        "本县没有设定小金额先行救助限额，不能先付后补", "N2021-2.6.3", "请选“不先付”，按急难型先审批再发放；限额由县级民政部门在“政策参数”中设定");

    public static readonly Refusal SecondIsFirst = Field("secondApprover", "电话同意的负责人", "须由另一名负责人同意，不能是你本人", "N2021-2.6.3");

    public static readonly Refusal SecondHasNoRole = Field("secondApprover", "电话同意的负责人", "所选的人不是这个乡镇的分管领导：请重新选择", "N2021-2.6.3");

    public static readonly Refusal SecondVerified = Field("secondApprover", "电话同意的负责人", "这件事由这位负责人核实，不能再由他同意先付：请另请一位负责人", "HN2017-3.1.4");

    public static readonly Refusal SecondIsFamily = Field("secondApprover", "电话同意的负责人", "这是这位负责人本人或其已备案近亲属的案件，须回避：请另请一位负责人", "HN2017-3.1.4");

    public static readonly Refusal CallInFuture = Field("calledTime", "通话时间", "通话时间晚于现在，或早于事情发生的那天：请核对", "N2021-2.6.3");

    public static readonly Refusal NotThatApprover = new(RefusalKind.Forbidden, "relief-first.other-person",
        "电话里同意的不是你，不能由你补确认", "N2021-2.6.3", "请由电话里同意的那位负责人登录确认");

    public static readonly Refusal ApproverGone = new(RefusalKind.Forbidden, "relief-first.gone",
        "电话里同意的负责人已经不在岗，别人不能替他确认", "N2021-2.6.3", "请选“当时没有同意，或本人已不在岗”，写明情况，转督查");

    public static readonly Refusal TwoWitnesses = Field("secondWitness", "见证人二", "发放现金、实物须有两名不同的见证人，且不能是发放人、领款人", "N2021-2.6.3");

    public static readonly Refusal ReceiptNeeded = Field("receipt", "领款凭证号", "请填写领款凭证号", "N2021-2.6.3");

    public static readonly Refusal PhotoNeeded = Field("photos", "现场照片", "请上传领款签字的照片", "N2021-2.6.3");

    public static readonly Refusal AccountNeeded = Field("account", "收款账号", "转账的请填写收款账号", "N2021-2.6.3");

    public static readonly Refusal HolderNeeded = Field("holder", "开户名", "转账的请填写开户名", "N2021-2.6.3");

    public static readonly Refusal BankNeeded = Field("bank", "开户银行", "转账的请填写开户银行", "N2021-2.6.3");

    public static readonly Refusal WrongWay = new(RefusalKind.Invalid, "payment.way", "发放方式与所选结果不一致", Next: "现金、实物点“已发放”，银行转账点“已发出付款指令”");

    public static readonly Refusal CashFromFund = Field("source", "资金来源", "储备物资只能发实物；现金、转账请选备用金、县级直接支付或慈善捐助", "N2021-2.6.4");

    public static readonly Refusal ReasonNeeded = Field("note", "说明", "请写明原因", "N2021-2.6.3");

    public static readonly Refusal PapersMissing = new(RefusalKind.Conflict, "papers.missing",
        "手续还没有补齐", "N2021-2.6.3", "请先登记收到的材料；确实补不了的选“不规范，转督查”");

    public static readonly Refusal IdentityOpen = Field("idNumber", "身份证号", "身份还是“待核”：请填写查明的身份证号，再登记身份证明、补齐手续", "N2021-2.6.3") with
    { Next = "查不到的请联系公安和救助管理站核实，其他材料可以先登记；到期仍查不到的选“不规范，转督查”" };

    public static readonly Refusal SomebodyElse = Field("idNumber", "身份证号", "这件案子登记的是另一个身份证号：请核对，不用重填的留空", "N2021-2.6.3");

    public static readonly Refusal NothingToCorrect = new(RefusalKind.Conflict, "aid.nothing-corrected", "没有改动", Next: "请改正写错的内容，或点“返回案件”");

    public static readonly Refusal NothingHandedIn = Field("papers", "这次收到的材料", "请至少选一项", "N2021-2.6.3");

    public static readonly Refusal PostponedOnce = new(RefusalKind.Conflict, "papers.postponed", "期限已经顺延过一次，不能再顺延", "N2021-2.6.3", "请在期限内补齐；补不了的选“不规范，转督查”");

    public static readonly Refusal EasedOn = Field("easedOn", "急难缓解日期", "请填写急难缓解的日期，从这一天重新起算", "N2021-2.6.3");

    /// <summary>Counted from that day there is no more time than there was.</summary>
    public static Refusal NotLater(DateOnly due, DateOnly now) => Field("easedOn", "急难缓解日期", $"从这一天起算到 {due:yyyy-MM-dd}，不比现在的期限 {now:yyyy-MM-dd} 晚：请核对日期，不用顺延的照旧办理", "N2021-2.6.3");

    public static readonly Refusal StagesExceed = Field("stages", "分阶段发放", "各阶段合计须等于审批金额，第一阶段当日发放，以后的日期依次往后", "N2021-2.6.6");

    public static readonly Refusal NothingToFollow = new(RefusalKind.Conflict, "follow-up.nothing",
        "这件案子还没有发放过，不能跟进救助", "N2021-2.6.6", "请先在这件案子里办完；另一件事的请在“急难值班台”登记");

    public static readonly Refusal NothingToRefer = Field("targets", "还可以转到", "请选一项，或选“不需要转介”", "YC2017-3.4.3");

    public static readonly Refusal ExceptionReason = Field("exceptionReason", "同一事由再次救助的理由", "今年已因同一事由救助过：县里批准例外的，请写明理由", "O07");

    public static readonly Refusal NoCommitment = Field("committed", "已签个人承诺书", "当日审批须有签字的个人承诺书；没有的按普通程序办理", "JL2020-2.7.7");

    public static readonly Refusal ObjectionNeeded = Field("objections", "异议内容", "请写明异议内容（提出人不对外公开）", "O07");

    public static readonly Refusal NoticeMissing = new(RefusalKind.Conflict, "aid.no-notice",
        "本县规定支出型审批前要公示，还没有期满无异议的公示", "O07", "请退回核实，公示期满后再审批");

    /// <summary>The county's choice of places does not reach this person.</summary>
    public static Refusal NotTakenHere(string places, string clause) => new(RefusalKind.Conflict, "aid.elsewhere",
        $"本县受理{places}的临时救助申请，此人的户籍和居住地都不符合", clause, "请转户籍地或居住地的乡镇办理并告知本人；有生命危险的先联系公安和救助管理站。本县要在急难发生地受理的，由县级民政部门在“政策参数”中设定");

    /// <summary>Whether the county takes it hangs on where the person lives.</summary>
    public static Refusal SayWhereTheyLive(string clause) => Field("residence", "住在哪里", "是否在本县受理要看户籍和居住地：请填写住在本县还是外县", clause);

    public static readonly Refusal TakenDownEarly = Field("takenDownOn", "公示撤下日期", "撤下日期早于张贴日期：请核对", "JL2020-2.7.7");

    /// <summary>Who reviews finds another number of people and yet calls it right.</summary>
    public static Refusal PersonsDiffer(int then, int now) => Field("persons", "实际人数", $"审批时是 {then} 人，复核是 {now} 人：请选“有出入，已更正”，承诺不实的选“转督查”", "JL2020-2.7.7");

    /// <summary>疫情当日审批 does not exist here today.</summary>
    public static Refusal NoFastTrack(string why, string clause) => new(RefusalKind.Conflict, "fast-track.closed",
        $"今天不能按当日审批办理：{why}", clause, "请按急难型在“急难值班台”登记");

    /// <summary>A notice that shows another amount, or none.</summary>
    public static Refusal PostedBeforeAmount(DateOnly calculated) => Field("postedOn", "张贴日期", $"拟救助金额 {calculated:yyyy-MM-dd} 才测算出来，此前张贴的不算：请核对日期，或按现在的金额重新张贴", "O07");

    public static Refusal NoticeNotOver(DateOnly last) => Field("takenDownOn", "撤下日期", $"公示到 {last:yyyy-MM-dd} 24 时才满期：请期满以后再登记", "O07");

    public static Refusal AboveYearCap(Money cap, Money used) => new(RefusalKind.Conflict, "aid.year-cap",
        $"超过支出型每户每年封顶 {cap} 元，今年已救助 {used} 元", "O07", "请减少金额");

    public static Refusal SameEvent(IEnumerable<string> numbers) => Refusal.Invalid([new FieldError("event", "是不是同一件事",
        $"附近已有同类报告（{string.Join("、", numbers)}）：请选是同一件事，还是另一件事。各户仍分别救助")]) with
    { Clause = "N2021-2.6.2" };

    public static Refusal AboveSmallAmount(Money cap) => Field("amount", "先付金额", $"超过本县先行救助限额 {cap} 元：请减少金额，余下的按急难型审批", "N2021-2.6.3");

    /// <summary>Everything that is missing at once, so that nobody is sent back three times; null when nothing is.</summary>
    public static Refusal? Together(IEnumerable<Refusal?> missing)
    {
        var all = missing.OfType<Refusal>().ToList();
        return all.Count == 0 ? null : Refusal.Invalid([.. all.SelectMany(r => r.Fields)]) with { Clause = all[0].Clause };
    }

    private static Refusal Field(string path, string label, string message, string clause) => Refusal.Invalid([new FieldError(path, label, message)]) with { Clause = clause };
}
