using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Why a branch of a case stands still: a missing or conflicting value (blocked), or a programming fault kept for repair (incident).</summary>
public sealed class Hindrance : ICaseRow
{
    public const string Blocked = "blocked";
    public const string Incident = "incident";

    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid InstanceId { get; init; }
    public required int Bookmark { get; init; }
    public required string ActivityId { get; init; }
    public required string Kind { get; init; }

    /// <summary>What must be mended, e.g. the policy key that is unset.</summary>
    public required string Key { get; init; }

    /// <summary>For the official: what is missing, who may set it, what happens then.</summary>
    public required string Message { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>How often an automatic step has failed at one place since it last worked; at the limit the case waits as an incident instead of rolling back.</summary>
public sealed class FaultCount
{
    public required int County { get; init; }
    public required Guid InstanceId { get; init; }
    public required string ActivityId { get; init; }
    public required int Count { get; set; }

    /// <summary>The kind of the last fault: the name of a program's type, never its message, which may quote a person's data.</summary>
    public required string LastFault { get; set; }
}
