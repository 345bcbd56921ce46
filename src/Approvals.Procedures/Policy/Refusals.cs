using Approvals.Policies;

namespace Approvals.Procedures.Policy;

/// <summary>What the policy desk says.</summary>
public static class Refusals
{
    public static readonly Refusal NotProposer = new(RefusalKind.Forbidden, "policy.not-proposer", "你不能提议这个区域的政策参数",
        Next: "请由本县的政策提议人办理");

    public static readonly Refusal NotConfirmer = new(RefusalKind.NotFound, "policy.not-confirmer", "没有这条待确认的提议，或不归你确认",
        Next: "请由本县的政策确认人在“政策参数”中办理");

    public static readonly Refusal SamePerson = new(RefusalKind.Forbidden, "policy.same-person", "提议人和确认人不能是同一个人",
        Next: "请由另一位政策确认人确认");

    public static readonly Refusal AlreadySettled = new(RefusalKind.Conflict, "policy.settled", "这条提议已经处理过",
        Next: "请刷新列表");

    public static Refusal UnknownKey(string key) => Refusal.Invalid([new FieldError("key", "政策参数", $"没有“{key}”这个参数：请从参数列表中复制")]);

    /// <summary>What the validator of the packs found, with the clause or line behind it.</summary>
    public static Refusal NotValid(IReadOnlyList<PackError> errors) =>
        Refusal.Invalid([.. errors.Select(e => new FieldError("value", "取值", $"{e.Problem}{e.Remedy}"))]);

    public static Refusal Unset(string key, string name, string who = "县级民政部门") => new(RefusalKind.Conflict, "policy.unset",
        $"本地还没有设定“{name}”（{key}）", Next: $"请{who}在“政策参数”中录入，并由另一人确认；已填内容都已保留");
}
