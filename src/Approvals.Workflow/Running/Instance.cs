namespace Approvals.Workflow;

/// <summary>An activity instance while a step runs; frozen into <see cref="OpenActivity"/> afterwards.</summary>
internal sealed class Instance(int id, Node node, Activity activity, Instance? parent)
{
    internal int Id { get; } = id;

    internal Node Node { get; } = node;

    internal Activity Activity { get; } = activity;

    internal Instance? Parent { get; } = parent;

    internal bool IsFaulted { get; set; }

    /// <summary>Completed or cancelled.</summary>
    internal bool IsOver { get; set; }

    internal int Counter { get; set; }

    internal Value? Memory { get; set; }

    internal ObjectValue? Variables { get; set; }

    /// <summary>The bookmark a repeated command keeps; 0 for none.</summary>
    internal int KeptBookmark { get; set; }

    /// <summary>One more than the position of the WaitAny join that has gone on without it; 0 for none.</summary>
    internal int LostTo { get; init; }

    internal Flow? Flow { get; set; }

    internal OpenActivity Freeze() =>
        new(Id, Node.Id, Parent?.Id ?? 0, IsFaulted, Counter, Memory, Variables is { Count: > 0 } ? Variables : null, LostTo, Flow?.Freeze());
}
