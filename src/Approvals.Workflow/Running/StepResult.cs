namespace Approvals.Workflow;

/// <summary>Why a stimulus was not taken; nothing has changed.</summary>
/// <param name="Code">Stable: instance-finished, not-open, wrong-kind, unknown-outcome …</param>
/// <param name="Message">中文.</param>
public sealed record Refusal(string Code, string Message);

/// <summary>What one step gave.</summary>
/// <param name="State">The new state; the old one when the stimulus was refused. Null only when a refused start had none.</param>
public sealed record StepResult(InstanceState? State, IReadOnlyList<Output> Outputs, IReadOnlyList<JournalEntry> Journal, Refusal? Refusal)
{
    /// <summary>The instance runs on but nothing can resume it: the host must not store this state.</summary>
    public bool WaitsForNothing => State is { WaitsForNothing: true };

    internal static StepResult Refused(InstanceState? state, Refusal refusal) => new(state, [], [], refusal);
}
