using System.Globalization;
using Approvals.Workflow.Expressions;

namespace Approvals.Workflow;

/// <summary>What keeps a definition from being published, beyond what reading it already found. Legal rules are the host's.</summary>
public static class DefinitionCheck
{
    /// <summary>The findings of reading and of checking together, in the order of the document.</summary>
    public static IReadOnlyList<Finding> Check(DefinitionReading reading, ActivityCatalogue catalogue) =>
        reading.Definition is null ? reading.Findings : [.. reading.Findings, .. Check(reading.Definition, catalogue)];

    /// <summary>The findings of checking a definition that could be read.</summary>
    public static IReadOnlyList<Finding> Check(WorkflowDefinition definition, ActivityCatalogue catalogue)
    {
        var findings = new List<Finding>();
        CheckStrategy(definition, findings);
        CheckSize(definition, findings);
        foreach (var node in definition.Nodes)
        {
            InputCheck.Check(definition, node, findings);
            if (node.Type == BuiltIns.FlowchartType)
            {
                FlowchartCheck.Check(node, catalogue, findings);
            }
        }
        return findings;
    }

    private static void CheckStrategy(WorkflowDefinition definition, List<Finding> findings)
    {
        if (definition.IncidentStrategy == IncidentStrategy.Fault)
        {
            findings.Add(new("fault-strategy", "$.options.incidentStrategyType", null, "故障策略“FaultStrategy”会让办件因故障而终止", "请改为默认策略：分支作为故障等待处理"));
        }
    }

    /// <summary>Refused here, so that no case ever finds at commit that its state cannot be stored.</summary>
    private static void CheckSize(WorkflowDefinition definition, List<Finding> findings)
    {
        var bound = definition.Bound.Most;
        if (!definition.Bound.IsKept)
        {
            findings.Add(new("state-too-large", "$.root", null, string.Create(CultureInfo.InvariantCulture, $"流程实例的状态可能达到 {(bound + 1023) / 1024} KB，超过 {InstanceState.MaximumBytes / 1024} KB"), "请拆成几个流程，减少变量（文字和列表每个最多 4 KB）、同时办理的环节和嵌套的循环，并把材料放在业务数据里，变量只放编号"));
        }
    }
}

/// <summary>Inputs, outputs and cases of one activity.</summary>
internal static class InputCheck
{
    internal static void Check(WorkflowDefinition definition, Node node, List<Finding> findings)
    {
        foreach (var binding in node.Bindings())
        {
            CheckBinding(definition, node, binding, findings);
        }
        foreach (var (output, variable) in node.OutputVariables)
        {
            if (!Visible(node).Any(v => v.Id == variable))
            {
                findings.Add(new("unknown-variable", node.Path, node.Id, $"“{node.Title}”的输出“{output}”要存入的变量不存在", "请重新选定变量，或清除这个输出"));
            }
        }
        CheckTarget(node, findings);
        CheckLiterals(node, findings);
    }

    /// <summary>The variable that SetVariable sets.</summary>
    private static void CheckTarget(Node node, List<Finding> findings)
    {
        if (node.Input(SetVariableActivity.Variable) is not { Input.IsWrapped: false } target)
        {
            return;
        }
        var reference = target.Constant?["id"].AsText() ?? target.Constant?["name"].AsText();
        if (!Visible(node).Any(v => v.Id == reference || v.Name == reference))
        {
            findings.Add(new("unknown-variable", target.Path, node.Id, $"“{node.Title}”要设置的变量不存在", "请重新选定变量"));
        }
    }

    private static void CheckBinding(WorkflowDefinition definition, Node node, InputBinding binding, List<Finding> findings)
    {
        if (binding.Problem is { } problem)
        {
            findings.Add(new(CodeOf(binding), binding.Path, node.Id, $"“{node.Title}”：{problem.Message}", problem.Remedy));
        }
        if (binding.VariableId is { } id && !Visible(node).Any(v => v.Id == id))
        {
            findings.Add(new("unknown-variable", binding.Path, node.Id, $"“{node.Title}”的“{binding.Input.DisplayName}”选了不存在的变量", "请重新选定变量"));
        }
        foreach (var reference in binding.Script?.References ?? [])
        {
            CheckReference(definition, node, binding, reference, findings);
        }
    }

    private static string CodeOf(InputBinding binding) => binding.ExpressionType switch
    {
        "JavaScript" => "bad-expression",
        "Literal" or "Object" => "bad-value",
        "Variable" => "unknown-variable",
        "Input" => "bad-value",
        _ => "unsupported-expression-type",
    };

    private static void CheckReference(WorkflowDefinition definition, Node node, InputBinding binding, ScriptReference reference, List<Finding> findings)
    {
        var lowered = char.ToLowerInvariant(reference.Name.FirstOrDefault()) + (reference.Name.Length > 1 ? reference.Name[1..] : "");
        var known = reference.Kind switch
        {
            ScriptReferenceKind.InputRead => true,
            ScriptReferenceKind.OutputRead => definition.Find(reference.Name) is not null,
            ScriptReferenceKind.GeneratedRead => Names(node).Concat(definition.Inputs.Select(i => i.Name)).Any(n => n == reference.Name || n == lowered),
            ScriptReferenceKind.GeneratedWrite => Names(node).Any(n => n == reference.Name || n == lowered),
            _ => Names(node).Contains(reference.Name),
        };
        if (!known)
        {
            var what = reference.Kind == ScriptReferenceKind.OutputRead ? "环节" : "变量";
            findings.Add(new("unknown-reference", binding.Path, node.Id, $"“{node.Title}”的“{binding.Input.DisplayName}”第 {reference.At.Line} 行第 {reference.At.Column} 列：没有{what}“{reference.Name}”", $"请声明这个{what}，或改正名称"));
        }
    }

    /// <summary>Values that an activity reads in a form of its own.</summary>
    private static void CheckLiterals(Node node, List<Finding> findings)
    {
        if (node.Type == BuiltIns.JoinType && !JoinActivity.HasKnownMode(node))
        {
            findings.Add(new("bad-value", node.Path, node.Id, $"“{node.Title}”的等待方式要是固定值", "请在列表中选一种等待方式"));
        }
        if (node.Input("CronExpression")?.Constant is TextValue cron && !CronSchedule.TryParse(cron.Text, out _, out var problem))
        {
            findings.Add(new("bad-value", node.Path, node.Id, $"“{node.Title}”：{problem}", "例如 0 8 * * 1-5：周一至周五八点"));
        }
        foreach (var span in node.Inputs.Where(i => i.Input.TypeName == "System.TimeSpan" && i.Constant is TextValue && Fitting.Span(i.Constant) is null))
        {
            findings.Add(new("bad-value", span.Path, node.Id, $"“{node.Title}”的“{span.Input.DisplayName}”不是时长：{span.Constant}", "请写成 天.时:分:秒，例如 7.00:00:00"));
        }
    }

    /// <summary>Loop variables besides the declared ones.</summary>
    private static IEnumerable<string> Names(Node node) =>
        Visible(node).Select(v => v.Name).Concat([LoopWords.CurrentValue, LoopWords.CurrentIndex, "ChildInstanceId", "ChildOutput"]);

    private static IEnumerable<VariableDeclaration> Visible(Node node)
    {
        for (var around = node; around is not null; around = around.Parent)
        {
            foreach (var variable in around.Variables)
            {
                yield return variable;
            }
        }
    }
}
