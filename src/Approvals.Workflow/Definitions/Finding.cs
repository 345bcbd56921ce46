namespace Approvals.Workflow;

public enum FindingSeverity
{
    /// <summary>Worth a look; may be published.</summary>
    Warning,

    /// <summary>May not be published.</summary>
    Error,
}

/// <summary>Something wrong with a definition: where it stands in the document, what it is, and how to mend it.</summary>
/// <param name="Code">Stable, for tests and for a host that treats findings apart: unknown-type, dead-join …</param>
/// <param name="Path">JSON path, e.g. $.root.activities[3].dueDays</param>
/// <param name="ActivityId">The activity it belongs to, or null.</param>
/// <param name="Message">中文.</param>
/// <param name="Remedy">中文.</param>
public sealed record Finding(string Code, string Path, string? ActivityId, string Message, string Remedy, FindingSeverity Severity = FindingSeverity.Error);
