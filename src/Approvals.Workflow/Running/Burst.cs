namespace Approvals.Workflow;

/// <summary>What a burst gave: the state when only waits remain, and all outputs and journal entries of its steps merged.</summary>
/// <param name="Commands">The commands that were run, with their answers, in order.</param>
/// <param name="Answers">What those commands and inline children were answered with, in order.</param>
public sealed record BurstResult(
    InstanceState? State,
    IReadOnlyList<Output> Outputs,
    IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<(Output.RunCommand Command, CommandAnswer Answer)> Commands,
    IReadOnlyList<Stimulus> Answers,
    Refusal? Refusal)
{
    /// <summary>The instance runs on but nothing can resume it: the host must not store this state.</summary>
    public bool WaitsForNothing => State is { WaitsForNothing: true };
}

/// <summary>Steps an instance until nothing but waits remain, having its commands answered on the way.</summary>
public static class Burst
{
    /// <summary>The most commands and inline children one burst may ask for.</summary>
    public const int MaximumHops = 50;

    /// <summary>Runs a burst.</summary>
    /// <param name="answer">Runs a command and answers it. An exception it throws goes through: the host rolls back.</param>
    /// <param name="startChild">Runs an inline child; answers ChildFinished, or ChildStarted when the child waits. Without it, inline children are outputs like the others, to be started after the burst.</param>
    /// <exception cref="TooManyHopsException">More than <see cref="MaximumHops"/> were asked for.</exception>
    public static Task<BurstResult> RunAsync(
        WorkflowDefinition definition,
        ActivityCatalogue catalogue,
        InstanceState? state,
        Stimulus stimulus,
        DateTimeOffset now,
        Func<Output.RunCommand, CancellationToken, Task<CommandAnswer>> answer,
        Func<Output.StartChild, CancellationToken, Task<Stimulus>>? startChild = null,
        CancellationToken cancellationToken = default) =>
        GoOnAsync(definition, catalogue, WorkflowEngine.Step(definition, catalogue, state, stimulus, now), now, answer, startChild, cancellationToken);

    /// <summary>Runs the rest of a burst whose first step has been taken: by <see cref="Migration.Apply"/>, which may let a merge go on into a command.</summary>
    public static async Task<BurstResult> GoOnAsync(
        WorkflowDefinition definition,
        ActivityCatalogue catalogue,
        StepResult step,
        DateTimeOffset now,
        Func<Output.RunCommand, CancellationToken, Task<CommandAnswer>> answer,
        Func<Output.StartChild, CancellationToken, Task<Stimulus>>? startChild = null,
        CancellationToken cancellationToken = default)
    {
        var outputs = new OutputLog();
        var journal = new List<JournalEntry>();
        var commands = new List<(Output.RunCommand, CommandAnswer)>();
        var answers = new List<Stimulus>();
        for (var hops = 0; ; hops++)
        {
            outputs.Add(step.Outputs);
            journal.AddRange(step.Journal);
            if (step.Refusal is not null)
            {
                // Only the first stimulus comes from outside; what the engine asked for itself it also takes.
                return hops == 0 ? new(step.State, [], [], [], [], step.Refusal) : throw new InvalidOperationException(step.Refusal.Message);
            }
            if (step.State is not { IsMidBurst: true } waiting)
            {
                return new(step.State, outputs.Outputs, journal, commands, answers, null);
            }
            if (hops == MaximumHops)
            {
                throw new TooManyHopsException(waiting.Find(waiting.AwaitedBookmark)!.ActivityId);
            }
            var next = await AnswerAsync(outputs, commands, waiting, answer, startChild, cancellationToken).ConfigureAwait(false);
            answers.Add(next);
            step = WorkflowEngine.Step(definition, catalogue, waiting, next, now);
        }
    }

    private static async Task<Stimulus> AnswerAsync(
        OutputLog outputs,
        List<(Output.RunCommand, CommandAnswer)> commands,
        InstanceState waiting,
        Func<Output.RunCommand, CancellationToken, Task<CommandAnswer>> answer,
        Func<Output.StartChild, CancellationToken, Task<Stimulus>>? startChild,
        CancellationToken cancellationToken)
    {
        var asked = outputs.Outputs.Last(o => o.Row == waiting.AwaitedBookmark && o is (Output.RunCommand or Output.StartChild));
        if (asked is Output.RunCommand command)
        {
            outputs.Remove(command);
            var given = await answer(command, cancellationToken).ConfigureAwait(false);
            commands.Add((command, given));
            return new Stimulus.CommandAnswered(command.Bookmark, given);
        }
        var child = (Output.StartChild)asked;
        if (startChild is null)
        {
            return new Stimulus.ChildStarted(child.Bookmark, "");
        }
        outputs.Remove(child);
        return await startChild(child, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A burst asked for more commands than <see cref="Burst.MaximumHops"/>: its flow loops through automatic steps.</summary>
public sealed class TooManyHopsException(string activityId)
    : Exception($"一次办理引发了超过 {Burst.MaximumHops} 个自动环节，最后一个是“{activityId}”：流程在自动环节之间循环，请检查它的出口")
{
    public string ActivityId { get; } = activityId;
}
