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
