using Approvals.Procedures.People;
using Approvals.Procedures.Time;

namespace Approvals.Procedures.Casework;

/// <summary>What a case or a task answers when it may not be touched that way now.</summary>
public static class Refusals
{
    public static readonly Refusal NoSuchCase = new(RefusalKind.NotFound, "case.unknown", "没有找到这个案件",
        Next: "请核对案件编号；不在你负责区域内的案件不会显示");

    public static readonly Refusal NoSuchTask = new(RefusalKind.NotFound, "task.unknown", "没有找到这项待办",
        Next: "请回到待办列表刷新后再试");

    public static readonly Refusal MendedElsewhere = new(RefusalKind.Conflict, "task.mending", "这项待办不是用表单办理的，补齐或排除以后自动关闭",
        Next: "请更正案件信息、设定政策参数，或到“异常处理”办理");

    public static readonly Refusal NotHolder = new(RefusalKind.Conflict, "task.not-holder", "这项待办现在不在你手里",
        Next: "请刷新后查看由谁在办");

    /// <summary>I09: nobody handles a relative's case.</summary>
    public static readonly Refusal OwnFamily = new(RefusalKind.Forbidden, "duties.relative", "这是你本人或你已备案近亲属的案件，须回避", "HN2017-3.1.4",
        "请把任务放回，由其他工作人员办理");

    public static readonly Refusal CaseFinished = new(RefusalKind.Conflict, "case.finished", "案件已办结，不能再改动",
        Next: "需要更改待遇的，请办理变更登记");

    public static Refusal AlreadyDone(string who, DateTimeOffset? when) => new(RefusalKind.Conflict, "task.done",
        $"这项待办已由{who}于 {Shown(when)} 办理", Next: "请打开案件查看办理结果");

    public static Refusal TaskClosed(DateTimeOffset? when) => new(RefusalKind.Conflict, "task.closed",
        $"这项待办已于 {Shown(when)} 随案件流转关闭", Next: "请打开案件查看现在到了哪一步");

    public static Refusal HeldBy(string who, DateTimeOffset? since) => new(RefusalKind.Conflict, "task.held",
        $"{who}已于 {Shown(since)} 领取这项待办", Next: "请与对方联系，或等对方放回后再办");

    public static Refusal RoleNeeded(IReadOnlyList<string> roles) => new(RefusalKind.Forbidden, "task.role",
        $"这一步须由“{string.Join("”或“", roles.Select(Roles.NameOf))}”办理，你在这个区域没有该角色", Next: "请联系本县安全管理员核对授权");

    public static Refusal UnknownOutcome(string outcome, IEnumerable<StepOutcome> known) => new(RefusalKind.Invalid, "task.outcome",
        $"没有“{outcome}”这个办理结果", Next: $"可选：{string.Join("、", known.Select(o => $"{o.Verb}（{o.Name}）"))}");

    private static string Shown(DateTimeOffset? when) => when is { } at ? at.ToMinute() : "刚才";
}
