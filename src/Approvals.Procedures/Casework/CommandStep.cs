using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>What an automatic step is called and its ways out.</summary>
public sealed record CommandCard(string Type, string Name, string Category, IReadOnlyList<Outcome> Outcomes)
{
    public required string Guide { get; init; }

    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>Two people may state its result when it cannot be had. Not where the step writes what nobody else may write, or keeps a legal period.</summary>
    public bool IsAnswerable { get; init; } = true;

    /// <summary>It only reads what is known and chooses a way: it may be asked without a case moving.</summary>
    public bool OnlyReads { get; init; }
}

/// <summary>An automatic step of a case: the flow asks, a handler answers through MediatR in the same transaction.</summary>
public abstract class CommandStep : CommandActivity
{
    private ActivityDescriptor? _descriptor;

    public abstract CommandCard Card { get; }

    public sealed override ActivityDescriptor Descriptor => _descriptor ??= new ActivityDescriptor(Card.Type, Card.Name, Card.Category)
    {
        Kind = ActivityKind.Job,
        Description = Card.Guide,
        Outcomes = Card.Outcomes,
        Inputs = Card.Inputs,
        Outputs = [new OutputDescriptor(Result, "System.Object", "结果")],
    };

    /// <summary>The request to send for this step of this case.</summary>
    internal abstract IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs);
}
