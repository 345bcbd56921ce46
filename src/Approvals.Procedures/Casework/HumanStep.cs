using System.Text.Json;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>A way out of a human step: the verb on the button and what follows from it.</summary>
public sealed record StepOutcome(string Name, string Verb, string Consequence)
{
    /// <summary>Set where only these roles may choose it; otherwise the role of the step.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The step itself finds this outcome from the form (a silent source, an objection): no button of its own.</summary>
    public bool IsFound { get; init; }
}

/// <summary>When the clock of a step starts.</summary>
public enum ClockStart
{
    /// <summary>On the day the task opens.</summary>
    Opening,

    /// <summary>On the day the application was accepted.</summary>
    Acceptance,
}

/// <summary>What a human step is called, who does it, by when, and its ways out. One card serves designer, inbox, page and API.</summary>
public sealed record StepCard(string Type, string Name, string Category, string Role, IReadOnlyList<StepOutcome> Outcomes)
{
    /// <summary>What to do, in one sentence a new clerk understands.</summary>
    public required string Guide { get; init; }

    /// <summary>The clause the step rests on.</summary>
    public string? Clause { get; init; }

    /// <summary>The pack key of its clock, or null where only the clock of the case runs.</summary>
    public string? Clock { get; init; }

    public ClockStart ClockStart { get; init; }

    /// <summary>Due when the hours of the case run out, where it has any; not in a child of it.</summary>
    public bool RunsByHours { get; init; }

    /// <summary>Things that can be recorded while the task stays open (无人在家, 重新计算).</summary>
    public IReadOnlyList<StepOutcome> Notes { get; init; } = [];

    /// <summary>Other roles the designer may give the step to.</summary>
    public IReadOnlyList<string> OtherRoles { get; init; } = [];
}

/// <summary>What the handler of a human step answers.</summary>
public sealed record StepReply
{
    private StepReply(string? outcome, string summary) => (Outcome, Summary) = (outcome, summary);

    /// <summary>The way out; null when something was recorded and the task stays open.</summary>
    public string? Outcome { get; }

    /// <summary>What was done, for the timeline: no names, no numbers of persons.</summary>
    public string Summary { get; }

    /// <summary>What the flow may know: codes only, never facts.</summary>
    public ObjectValue Result { get; init; } = ObjectValue.Empty;

    public static StepReply Complete(string outcome, string summary) => new(outcome, summary);

    public static StepReply Stay(string summary) => new(null, summary);
}

/// <summary>A person completes a step with one of its outcomes and a filled-in form.</summary>
public sealed record StepDone<TForm>(CaseFile File, string Outcome, TForm Form) : IRequest<Reply<StepReply>>;

/// <summary>A step for a person: its card, its form, its handler.</summary>
public abstract class HumanStep : HumanActivity
{
    private ActivityDescriptor? _descriptor;

    public abstract StepCard Card { get; }

    public abstract Form Form { get; }

    public sealed override ActivityDescriptor Descriptor => _descriptor ??= Describe();

    internal abstract Task<Reply<StepReply>> SendAsync(IMediator mediator, CaseFile file, string outcome, JsonElement data, CancellationToken cancel);

    private ActivityDescriptor Describe() => new(Card.Type, Card.Name, Card.Category)
    {
        Kind = ActivityKind.Task,
        Description = Card.Guide,
        Outcomes = [.. Card.Outcomes.Select(o => new Outcome(o.Name, o.Verb))],
        Inputs =
        [
            new InputDescriptor("Role", "System.String", "办理角色")
            {
                Description = "由谁办理这一步",
                UiHint = "dropdown",
                DefaultValue = Card.Role,
                Choices = [.. Card.OtherRoles.Prepend(Card.Role).Select(r => new Workflow.Choice(Roles.NameOf(r), r))],
            },
        ],
        Outputs = [new OutputDescriptor(Result, "System.Object", "办理结果")],
    };
}

/// <inheritdoc/>
public abstract class HumanStep<TForm> : HumanStep
    where TForm : class
{
    public sealed override Form Form => Form.Of<TForm>();

    internal sealed override async Task<Reply<StepReply>> SendAsync(IMediator mediator, CaseFile file, string outcome, JsonElement data, CancellationToken cancel)
    {
        var form = FormCheck.Read<TForm>(data, file.Session.Time.Today);
        return form.Done ? await mediator.Send(new StepDone<TForm>(file, outcome, form.Value), cancel) : form.Refusal!;
    }
}
