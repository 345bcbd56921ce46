namespace Approvals.Procedures.Notices;

/// <summary>What the notice board refuses.</summary>
public static class Refusals
{
    public static readonly Refusal NoSuchNotice = new(RefusalKind.NotFound, "notice.unknown", "没有这份公示，或公示期已经结束",
        Next: "对结果仍有意见的，请拨打公示单上的电话");

    public static readonly Refusal NoticeClosed = new(RefusalKind.Conflict, "notice.closed", "这份公示的结果已经登记",
        Next: "请以来信来访方式反映，由县民政部门受理");

    public static readonly Refusal UnknownChannel = new(RefusalKind.Invalid, "notice.channel", "提出异议的方式不对",
        Next: "可选：来电 phone、来访 visit、来信 letter；网上公示栏用 web");
}
