namespace Approvals.Workflow;

/// <summary>The step function: a definition, a state and a stimulus give the next state and what the host has to do.</summary>
public static class WorkflowEngine
{
    /// <summary>The most activities one step may begin; beyond it the flow loops without ever waiting, and the activity becomes an incident.</summary>
    public const int MaximumActivitiesPerStep = 10_000;

    /// <summary>Takes one step. Pure: equal arguments give equal results, byte for byte; nothing outside is read or changed.</summary>
    /// <param name="state">Null for <see cref="Stimulus.Start"/>, and only then.</param>
    /// <param name="now">The instant, with the offset in which dates without one and cron expressions are meant.</param>
    public static StepResult Step(WorkflowDefinition definition, ActivityCatalogue catalogue, InstanceState? state, Stimulus stimulus, DateTimeOffset now)
    {
        if (StimulusCheck.Refuse(definition, state, stimulus) is { } refusal)
        {
            return StepResult.Refused(state, refusal);
        }
        var run = new Run(definition, catalogue, state, now);
        try
        {
            run.Take(stimulus);
            return run.Finish();
        }
        catch (RefusedException refused)
        {
            return StepResult.Refused(state, refused.Refusal);
        }
    }
}

/// <summary>Thrown by an activity that will not take a stimulus; the step leaves no trace.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    internal Refusal Refusal { get; } = refusal;
}

/// <summary>Thrown when an activity cannot go on; becomes an incident.</summary>
internal sealed class ActivityFaultException(string type, string message) : Exception(message)
{
    internal string Type { get; } = type;
}
