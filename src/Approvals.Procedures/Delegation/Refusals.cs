using Approvals.Domain;

namespace Approvals.Procedures.Delegation;

/// <summary>What the desk of instruments, and an approval under one, refuses.</summary>
public static class Refusals
{
    public static readonly Refusal NotCountyLeader = new(RefusalKind.Forbidden, "instrument.role",
        "委托、下放由县局分管领导签发和撤销，你没有该角色", "N2021-2.6.5", "请联系本县局分管领导");

    public static readonly Refusal NoSuchInstrument = new(RefusalKind.NotFound, "instrument.unknown", "没有找到这份委托（下放）文件", Next: "请回到列表核对文号");

    public static readonly Refusal AlreadyRevoked = new(RefusalKind.Conflict, "instrument.revoked", "这份文件已经撤销", Next: "请刷新页面查看");

    public static readonly Refusal NotTownship = Refusal.Invalid([new FieldError("area", "委托（下放）给", "请选择本县的一个乡镇（街道）")]);

    public static readonly Refusal EndsBeforeItBegins = Refusal.Invalid([new FieldError("to", "截止日期", "截止日期早于生效日期：请核对")]);

    public static readonly Refusal NothingToApprove = Refusal.Invalid([new FieldError("budget", "总额度", "总额度应大于 0：请填写")]);

    public static readonly Refusal OneProgramme = Refusal.Invalid([new FieldError("kinds", "可以审批的种类", "低保审核确认请单独签发一份文件，不和临时救助写在一起")]) with { Clause = "O13" };

    public static readonly Refusal NoAmounts = Refusal.Invalid([new FieldError("budget", "总额度", "低保审核确认不按金额设限：各项限额和总额度请留空")]) with { Clause = "O13" };

    /// <summary>The document is there already and in force.</summary>
    public static Refusal NumberTaken(string number) => Refusal.Invalid([new FieldError("number", "文号",
        $"“{number}”已经给这个乡镇登记过：请在列表中核对；写错了的先撤销再登记，追加额度用新的文号")]) with
    { Clause = "N2021-2.6.5" };

    /// <summary>The county's own choice says something else than the document.</summary>
    public static Refusal NotThisForm(string chosen) => Refusal.Invalid([new FieldError("form", "形式",
        $"这一天本县的“审核确认权限”（dibao.confirmation-level）是“{chosen}”，与这份文件不符：请核对形式，或先按县级人民政府的文件改好设定")]) with
    { Clause = "O13" };

    /// <summary>No instrument in force covers it.</summary>
    public static readonly Refusal NoInstrument = new(RefusalKind.Conflict, "instrument.none",
        "今天没有覆盖这类救助的有效委托（下放）文件，乡镇不能审批", "N2021-2.6.5", "请选“报县审批”；县里补发文件后也可以再办");

    public static Refusal NoRoom(string what, Money limit, Money used, Money asked) => new(RefusalKind.Conflict, "instrument.room",
        $"超过{what}：限额 {limit} 元，已用 {used} 元，本次 {asked} 元", "N2021-2.6.5", "请减少金额，或选“报县审批”");
}
