namespace Approvals.Workflow;

/// <summary>The outcomes a node can complete with, as far as the definition tells.</summary>
public static class Ways
{
    /// <summary>What an activity without outcomes of its own completes with.</summary>
    public const string Done = "Done";

    private static readonly string[] OnlyDone = [Done];

    /// <summary>The names: dynamic ones, those of its cases, the declared ones, or Done; of an unknown type, those it is connected by.</summary>
    public static IReadOnlyList<string> Of(Node node)
    {
        if (node.Type == Node.NotFoundType)
        {
            return node.ConnectedPorts is { Count: > 0 } ports ? ports : OnlyDone;
        }
        foreach (var binding in node.Inputs)
        {
            if (binding.Input.UiHint == "dynamic-outcomes")
            {
                return Dynamic(binding);
            }
        }
        if (node.Cases.Count > 0)
        {
            return [.. node.Cases.Select(c => c.Label), "Default"];
        }
        return node.Descriptor.Outcomes.Count > 0 ? [.. node.Descriptor.Outcomes.Select(o => o.Name)] : OnlyDone;
    }

    /// <summary>What a way is called on screen: the name its activity gives it, 是/否, 完成, 其他, or what the drawer wrote.</summary>
    public static string NameOf(Node node, string way) => node.Descriptor.Outcomes.FirstOrDefault(o => o.Name == way)?.DisplayName ?? way switch
    {
        Done => "完成",
        "Default" => "其他",
        "true" or "True" => "是",
        "false" or "False" => "否",
        _ => way,
    };

    private static string[] Dynamic(InputBinding binding)
    {
        var listed = binding.Constant is ListValue list ? list.Items.Select(i => i.AsText() ?? "") : [];
        string[] names = [.. listed.Concat(binding.Input.FixedOutcomes).Where(n => n.Length > 0).Distinct()];
        return names.Length > 0 ? names : OnlyDone;
    }
}
