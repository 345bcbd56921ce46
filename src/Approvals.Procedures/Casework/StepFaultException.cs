namespace Approvals.Procedures.Casework;

/// <summary>A programming fault at one step of a flow: the action is undone and the place remembered, so that in the end the case waits there instead.</summary>
/// <param name="kind">A type name, for grouping; never a message, which may quote a person's data.</param>
public sealed class StepFaultException(int county, Guid instanceId, string activityId, string kind, Exception? inner)
    : Exception($"The step {activityId} failed: {kind}.", inner)
{
    public int County { get; } = county;

    public Guid InstanceId { get; } = instanceId;

    public string ActivityId { get; } = activityId;

    public string Kind { get; } = kind;
}
