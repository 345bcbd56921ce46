using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>The activities an admin may draw with, named in Chinese, their choices filled from the product.</summary>
public sealed record Toolbox : IQuestion<IReadOnlyList<ActivityDescriptor>>;

internal sealed class ToolboxHandler(ActionSession session, Steps steps, PolicyShelf policies) : IRequestHandler<Toolbox, IReadOnlyList<ActivityDescriptor>>
{
    // What the runtime knows besides stays readable in a drawing and is not offered: no procedure of this product uses it.
    private static readonly HashSet<string> Offered = ["Elsa.Start", "Elsa.Finish", "Elsa.FlowDecision", "Elsa.FlowFork", "Elsa.FlowJoin", "Elsa.FlowSwitch", "Elsa.Delay"];

    public async Task<IReadOnlyList<ActivityDescriptor>> Handle(Toolbox request, CancellationToken cancellationToken)
    {
        var keys = KeysOf(await policies.CurrentAsync(session, cancellationToken));
        return [.. steps.Catalogue.Activities.Select(a => a.Descriptor).Select(d => steps.IsOwn(d.Type) ? Own(d, keys) : d with { IsBrowsable = Offered.Contains(d.Type), Name = d.DisplayName })];
    }

    // Studio names new nodes after the name, so they read 入户调查2.
    private static ActivityDescriptor Own(ActivityDescriptor descriptor, IReadOnlyList<Choice> keys) => descriptor with
    {
        Name = descriptor.DisplayName,
        Inputs = descriptor.Type == PolicyChoice.Type ? [.. descriptor.Inputs.Select(i => i.Name == "Key" ? i with { UiHint = "dropdown", Choices = keys } : i)] : descriptor.Inputs,
    };

    private static List<Choice> KeysOf(PolicySet set) => [.. set.Parameters.Values
        .Where(p => p.Unit.Kind is ValueKind.Truth or ValueKind.Choice && !p.Key.StartsWith("source.", StringComparison.Ordinal) && !p.Key.StartsWith("continued.", StringComparison.Ordinal))
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select(p => new Choice($"{p.Name}（{p.Key}）", p.Key))];
}
