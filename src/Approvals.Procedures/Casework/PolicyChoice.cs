using Approvals.Policies;
using Approvals.Procedures.Policy;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>策略分支: goes the way the county's setting says. The figures stay in the pack; the flow knows only the key and its ways.</summary>
public sealed class PolicyChoice : CommandStep
{
    public const string Type = "Approvals.PolicyChoice";

    public override CommandCard Card { get; } = new(Type, "按政策分支", "0 政策",
        [])
    {
        OnlyReads = true,
        Guide = "读取本县在当天生效的一项设定，按它的取值走不同的分支；没有设定时等待设定。",
        Inputs =
        [
            new InputDescriptor("Key", "System.String", "政策参数") { Description = "例如 democratic-review.required", UiHint = "singleline" },
            new InputDescriptor("Ways", "System.Object", "各取值的分支") { UiHint = "dynamic-outcomes", DefaultSyntax = "Object" },
        ],
    };

    /// <summary>The pack key an activity of this type reads; null for another type, or where none is written plainly.</summary>
    public static string? KeyOf(Node node) => node.Type == Type ? node.Input("Key")?.Constant?.AsText() : null;

    /// <summary>The way out that stands for a value.</summary>
    public static string WayOf(PolicyValue value) => value.Kind == ValueKind.Truth ? value.Truth ? "true" : "false" : value.Text;

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file, inputs["Key"].AsText() ?? string.Empty);

    internal sealed record Ask(CaseFile File, string Key) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var law = await request.File.LawAsync(cancellationToken);
            return law.Find(request.Key) is { } found
                ? new CommandAnswer.Outcome(WayOf(found.Value))
                : Obstacles.Unset(law, request.Key);
        }
    }
}
