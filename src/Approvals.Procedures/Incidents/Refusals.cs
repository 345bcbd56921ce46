namespace Approvals.Procedures.Incidents;

/// <summary>What the desk for incidents refuses.</summary>
public static class Refusals
{
    public static readonly Refusal NoSuchIncident = new(RefusalKind.NotFound, "incident.unknown", "没有找到这项异常",
        Next: "请回到异常处理列表刷新；不在你负责区域内的案件不会显示");

    public static readonly Refusal Over = new(RefusalKind.Conflict, "incident.over", "这项异常已经处理完毕", Next: "请打开案件查看现在到了哪一步");

    public static readonly Refusal NoSuchRepair = new(RefusalKind.NotFound, "repair.unknown", "没有找到这项处理提议", Next: "请回到异常处理列表刷新");

    public static readonly Refusal Settled = new(RefusalKind.Conflict, "repair.settled", "这项提议已经有人处理过", Next: "请刷新页面查看结果");

    public static readonly Refusal SamePerson = new(RefusalKind.Forbidden, "repair.same-person", "提议人不能确认自己的提议", "HN2017-3.1.4",
        "请由另一名有权限的工作人员确认");

    public static readonly Refusal AlreadyProposed = new(RefusalKind.Conflict, "repair.proposed", "这项异常已有一个待确认的处理提议",
        Next: "请先确认或退回那一个提议");

    public static readonly Refusal NotAnswerable = new(RefusalKind.Invalid, "repair.not-answerable", "这一步不能由人代替给出结果",
        Next: "请重试，或转回已办过的环节");

    public static readonly Refusal OnlyFaults = new(RefusalKind.Invalid, "repair.blocked", "这个分支在等补齐信息，不是出错，不能代替给出结果",
        Next: "补齐以后案件自动继续；也可以转回已办过的环节");

    public static Refusal StillFails(string step) => new(RefusalKind.Conflict, "incident.still-fails", $"“{step}”重试后仍然出错，案件保持原状，没有改动",
        Next: "请系统管理员按日志排除故障后再重试，或由经办人提议其他处理方式");

    public static Refusal UnknownOutcome(IEnumerable<string> known) => Refusal.Invalid(
        [new FieldError("target", "结果", $"没有这个结果；可选：{string.Join("、", known)}")]);

    public static Refusal UnknownStep(IEnumerable<string> known) => Refusal.Invalid(
        [new FieldError("target", "转到环节", $"只能转回本案已办过的人工环节：{string.Join("、", known.DefaultIfEmpty("（没有）"))}")]);
}
