namespace Approvals.Procedures.Casework;

/// <summary>A hint that a branch should be looked at again at a business time; any node may lease and fire it.</summary>
public sealed class CaseTimer
{
    public required int County { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid InstanceId { get; init; }
    public required int Bookmark { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Database time until which one node holds it.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }
}

/// <summary>A branch that waits for an event of a name, so that whoever publishes it finds the case.</summary>
public sealed class EventWait
{
    public required int County { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid InstanceId { get; init; }
    public required int Bookmark { get; init; }
    public required string Name { get; init; }

    /// <summary>The correlation id of the instance when it began to wait; events for another one pass it by.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it began to wait; what was published before does not reach it.</summary>
    public required DateTimeOffset Since { get; init; }
}
