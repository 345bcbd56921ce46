using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Workflow;

namespace Approvals.Procedures.Legality;

/// <summary>What the product's own steps are given: roles that may do them, pack keys that exist, a way for every value of a key.</summary>
internal static class StepInputs
{
    public static void Check(WorkflowDefinition definition, Steps steps, PolicySet policies, List<LegalFinding> findings)
    {
        foreach (var node in definition.Nodes)
        {
            if (steps.FindHuman(node.Type) is { } human)
            {
                CheckRole(node, human.Card, findings);
            }
            else if (node.Type == PolicyChoice.Type)
            {
                CheckChoice(node, policies, findings);
            }
        }
    }

    private static void CheckRole(Node node, StepCard card, List<LegalFinding> findings)
    {
        var role = node.Input("Role")?.Constant?.AsText();
        if (role != card.Role && !card.OtherRoles.Contains(role))
        {
            var allowed = string.Join("、", card.OtherRoles.Prepend(card.Role).Select(Roles.NameOf));
            Find(findings, "law.role", node, $"“{node.Title}”的办理角色不在这一步允许的角色之内。", $"请从下拉列表中选择：{allowed}");
        }
    }

    private static void CheckChoice(Node node, PolicySet policies, List<LegalFinding> findings)
    {
        if (PolicyChoice.KeyOf(node) is not { } key || !policies.Parameters.TryGetValue(key, out var parameter))
        {
            Find(findings, "policy-key", node, $"“{node.Title}”没有选定政策参数，或没有这个参数。", "请从下拉列表中选一个政策参数");
            return;
        }

        var values = parameter.Unit.Kind switch { ValueKind.Truth => ["true", "false"], ValueKind.Choice => [.. parameter.Choices.Keys], _ => Array.Empty<string>() };
        var ways = Ways.Of(node);
        if (values.Length == 0)
        {
            Find(findings, "policy-key", node, $"“{node.Title}”的政策参数“{parameter.Name}”不是可以分支的取值。", "请改选“是/否”或有固定选项的参数");
        }
        else if (values.Except(ways).ToList() is { Count: > 0 } missing)
        {
            Find(findings, "policy-ways", node, $"“{node.Title}”缺少取值 {string.Join("、", missing)} 的分支：本县设定为它时，案件会停在这里。", $"请在“各取值的分支”中列出 {string.Join("、", values)}，并逐一连线");
        }
        else if (ways.Where(w => !node.IsConnected(w)).ToList() is { Count: > 0 } loose)
        {
            Find(findings, "policy-ways", node, $"“{node.Title}”的分支 {string.Join("、", loose.Select(w => $"“{Ways.NameOf(node, w)}”"))} 没有连线。", "请逐一连线");
        }
    }

    private static void Find(List<LegalFinding> findings, string code, Node node, string message, string remedy) =>
        findings.Add(new(new Finding(code, node.Path, node.Id, message, remedy), [], null));
}
