namespace Approvals.Workflow;

/// <summary>How a child of a container ended.</summary>
public sealed class ChildCompletion
{
    internal ChildCompletion(Instance instance, IReadOnlyList<string>? outcomes)
    {
        Instance = instance;
        Outcomes = outcomes;
    }

    public Node Node => Instance.Node;

    /// <summary>Null means Done.</summary>
    public IReadOnlyList<string>? Outcomes { get; }

    internal Instance Instance { get; }
}
