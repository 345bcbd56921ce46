namespace Approvals.Procedures.Casework;

/// <summary>A programming fault at one step of a flow: the action is undone and the place remembered, so that in the end the case waits there instead.</summary>
/// <param name="place">Where it is counted.</param>
/// <param name="kind">A type name, for grouping; never a message, which may quote a person's data.</param>
public sealed class StepFaultException(FaultPlace place, string activityId, string kind, Exception? inner)
    : Exception($"The step {activityId} failed: {kind}.", inner)
{
    public FaultPlace Place { get; } = place;

    public string ActivityId { get; } = activityId;

    public string Kind { get; } = kind;
}
