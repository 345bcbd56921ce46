namespace Approvals.Procedures.Policy;

/// <summary>What the policy desk says.</summary>
public static class Refusals
{
    public static Refusal Unset(string key, string name, string who = "县级民政部门") => new(RefusalKind.Conflict, "policy.unset",
        $"本地还没有设定“{name}”（{key}）", Next: $"请{who}在“政策参数”中录入，并由另一人确认；已填内容都已保留");
}
