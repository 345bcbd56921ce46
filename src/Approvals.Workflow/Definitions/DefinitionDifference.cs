namespace Approvals.Workflow;

/// <summary>What differs between two definitions.</summary>
public enum DifferenceKind
{
    Added,
    Removed,
    Changed,
    Joined,
    Cut,
}

/// <summary>One difference, at an activity or (no id) of the flow as a whole; for people to read, in 中文.</summary>
public sealed record Difference(DifferenceKind Kind, string ActivityId, string Text);

/// <summary>Compares two definitions: name, description and what they declare, then activities by id, their bindings and connections. Places on the canvas do not count.</summary>
public static class DefinitionDifference
{
    /// <summary>The differences from one to the other: the flow as a whole, activities, then connections, in the order of the definition they stand in.</summary>
    public static IReadOnlyList<Difference> Between(WorkflowDefinition from, WorkflowDefinition to)
    {
        var (before, after) = (Activities(from), Activities(to));
        var found = Whole(from, to).ToList();
        foreach (var node in after.Values)
        {
            if (!before.TryGetValue(node.Id, out var old))
            {
                found.Add(new(DifferenceKind.Added, node.Id, $"增加环节“{node.Title}”（{node.Descriptor.DisplayName}）"));
            }
            else if (old.Type != node.Type)
            {
                found.Add(new(DifferenceKind.Changed, node.Id, $"“{old.Title}”由“{old.Descriptor.DisplayName}”换成“{node.Descriptor.DisplayName}”"));
            }
            else
            {
                found.AddRange(Bindings(old, node));
            }
        }
        found.AddRange(before.Values.Where(n => !after.ContainsKey(n.Id)).Select(n => new Difference(DifferenceKind.Removed, n.Id, $"去掉环节“{n.Title}”（{n.Descriptor.DisplayName}）")));
        var (links, now) = (Links(from), Links(to));
        found.AddRange(now.Where(l => !links.ContainsKey(l.Key)).Select(l => new Difference(DifferenceKind.Joined, l.Key.Source, $"新的走向：{l.Value}")));
        found.AddRange(links.Where(l => !now.ContainsKey(l.Key)).Select(l => new Difference(DifferenceKind.Cut, l.Key.Source, $"不再有的走向：{l.Value}")));
        return found;
    }

    private static IEnumerable<Difference> Whole(WorkflowDefinition from, WorkflowDefinition to) =>
        new (string Part, string Was, string Now)[]
        {
            ("名称", from.Name, to.Name), ("说明", from.Description, to.Description),
            ("变量", Named(from.Variables.Select(v => v.Name)), Named(to.Variables.Select(v => v.Name))),
            ("输入", Named(from.Inputs.Select(a => a.Name)), Named(to.Inputs.Select(a => a.Name))),
            ("输出", Named(from.Outputs.Select(a => a.Name)), Named(to.Outputs.Select(a => a.Name))),
        }
        .Where(of => of.Was != of.Now)
        .Select(of => new Difference(DifferenceKind.Changed, string.Empty, $"流程的{of.Part}由 {Shown(of.Was)} 改为 {Shown(of.Now)}"));

    private static string Named(IEnumerable<string> names) => string.Join("、", names);

    private static IEnumerable<Difference> Bindings(Node old, Node node)
    {
        if (old.Title != node.Title)
        {
            yield return new(DifferenceKind.Changed, node.Id, $"“{old.Title}”改名为“{node.Title}”");
        }
        foreach (var binding in node.Inputs)
        {
            var (was, now) = (old.Input(binding.Input.Name)?.Text ?? "", binding.Text);
            if (was != now)
            {
                yield return new(DifferenceKind.Changed, node.Id, $"“{node.Title}”的“{binding.Input.DisplayName}”由 {Shown(was)} 改为 {Shown(now)}");
            }
        }
        var (cases, after) = (Cases(old), Cases(node));
        if (cases != after)
        {
            yield return new(DifferenceKind.Changed, node.Id, $"“{node.Title}”的分支条件由 {Shown(cases)} 改为 {Shown(after)}");
        }
    }

    private static string Cases(Node node) => string.Join("；", node.Cases.Select(c => $"{c.Label}：{c.Condition.Text}"));

    private static string Shown(string text) => text.Length == 0 ? "（空）" : text;

    private static Dictionary<string, Node> Activities(WorkflowDefinition definition) =>
        definition.Nodes.Where(n => n.Parent is not null && n != definition.Root).ToDictionary(n => n.Id, StringComparer.Ordinal);

    private static Dictionary<(string Source, string Port, string Target), string> Links(WorkflowDefinition definition) => definition.Nodes
        .SelectMany(flow => flow.Connections.Select(c => (Source: flow.Children[c.Source], c.Port, Target: flow.Children[c.Target])))
        .DistinctBy(l => (l.Source.Id, l.Port, l.Target.Id))
        .ToDictionary(l => (l.Source.Id, l.Port, l.Target.Id), l => $"{l.Source.Title} —{NameOf(l.Source, l.Port)}→ {l.Target.Title}");

    private static string NameOf(Node node, string port) => node.Descriptor.Outcomes.FirstOrDefault(o => o.Name == port)?.DisplayName ?? port;
}
