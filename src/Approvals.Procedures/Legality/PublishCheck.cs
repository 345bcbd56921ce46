using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Workflow;

namespace Approvals.Procedures.Legality;

/// <summary>Everything that keeps a definition from being published: what cannot run, and what would not be lawful.</summary>
public sealed class PublishCheck(Steps steps, LegalityLint lint)
{
    /// <summary>The findings of reading, of running and of the law, in this order.</summary>
    public IReadOnlyList<LegalFinding> Findings(DefinitionReading reading, AreaCode area, PolicySet policies, DateOnly today) =>
    [
        .. DefinitionCheck.Check(reading, steps.Catalogue).Select(f => new LegalFinding(f, [], null)),
        .. reading.Definition is { } definition ? lint.Check(definition, area, policies, today) : [],
    ];
}

/// <summary>The area whose cases a definition serves, as the document says; the nation where it says nothing.</summary>
public static class DefinitionArea
{
    /// <summary>The name of the custom property that holds it.</summary>
    public const string Property = "area";

    public static AreaCode Of(WorkflowDefinition definition) =>
        definition.CustomProperties[Property] is { } written && written.GetValueKind() == System.Text.Json.JsonValueKind.String && AreaCode.TryParse(written.GetValue<string>(), out var area)
            ? area
            : AreaCode.Nation;
}
