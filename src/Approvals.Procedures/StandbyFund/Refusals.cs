using Approvals.Domain;

namespace Approvals.Procedures.StandbyFund;

/// <summary>What the fund book refuses.</summary>
public static class Refusals
{
    public static readonly Refusal NoFund = new(RefusalKind.Conflict, "fund.none", "这个乡镇还没有建立临时救助备用金", "N2021-2.6.4", "请县里先建立备用金并预拨，或选其他资金来源");

    public static readonly Refusal NoSuchFund = new(RefusalKind.NotFound, "fund.unknown", "没有找到这本备用金账", Next: "请回到备用金列表");

    public static readonly Refusal AlreadyOpen = new(RefusalKind.Conflict, "fund.exists", "这个乡镇已经建立备用金", "N2021-2.6.4", "请打开它的账本办理预拨");

    public static readonly Refusal NothingToReport = new(RefusalKind.Conflict, "fund.nothing", "没有手续齐全而未报账的支出", "N2021-2.6.4", "手续没有补齐的案件不能报账，请先补齐");

    public static readonly Refusal AlreadyReimbursed = new(RefusalKind.Conflict, "fund.reimbursed", "这张报账单已经报账", Next: "请刷新页面查看");

    public static readonly Refusal NotOwnList = new(RefusalKind.Forbidden, "fund.two-hands", "报账单由你提交，不能由你审核", "N2021-2.6.4", "请由财政或县里的其他人审核");

    public static readonly Refusal MonthNotOver = new(RefusalKind.Conflict, "fund.month", "这个月还没有结束，不能月结", Next: "请在月末以后办理");

    public static readonly Refusal MonthClosed = new(RefusalKind.Conflict, "fund.closed", "这个月已经月结，不能再记账", Next: "请记入以后的月份");

    /// <summary>A month of the new year before the old year is closed.</summary>
    public static Refusal YearNotClosed(int december) => new(RefusalKind.Conflict, "fund.year", $"{december / 100} 年还没有年结，不能月结以后的月份", "N2021-2.6.4", $"请先办理 {december / 100}-12 月结，选择结余结转下年还是退回财政");

    public static readonly Refusal YearEndChoice = Refusal.Invalid([new FieldError("yearEnd", "年末结余", "年结时请选择结余转入下年，还是退回财政")]);

    public static Refusal Short(Money balance, Money asked) => new(RefusalKind.Conflict, "fund.short",
        $"备用金余额 {balance} 元，不够支出 {asked} 元；审批仍然有效", "N2021-2.6.4", "请选“备用金不足，请县里补足”，或改选其他资金来源");

    /// <summary>Finance takes back, or the township gives back, more than there is.</summary>
    public static Refusal MoreThanThere(Money balance, Money asked) => new(RefusalKind.Conflict, "fund.short",
        $"备用金余额只有 {balance} 元，不能收回（退回）{asked} 元", "N2021-2.6.4", "请按余额填写金额；已经批准的救助要先留足");
}
