using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Workflow;

namespace Approvals.Procedures.Legality;

/// <summary>Proves over a definition what the law demands of it, in every county it serves, today and on every later day on which a value changes.</summary>
/// <remarks>It explains early; what is guaranteed, the actions guarantee in data. Pure: same definition, same packs, same findings. See docs/decisions/0040-legality-lint.md.</remarks>
public sealed class LegalityLint(Steps steps, IEnumerable<IFlowLaw> laws)
{
    private readonly IReadOnlyList<FlowRule> _rules = [.. laws.SelectMany(l => l.Rules)];

    /// <summary>The lint with the laws of every procedure of the product.</summary>
    public static LegalityLint OfProduct(Steps steps) => new(steps, typeof(LegalityLint).Assembly.GetTypes()
        .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IFlowLaw)))
        .Select(t => (IFlowLaw)Activator.CreateInstance(t)!));

    /// <summary>What is unlawful in a definition for an area, in the order of the rules.</summary>
    public IReadOnlyList<LegalFinding> Check(WorkflowDefinition definition, AreaCode area, PolicySet policies, DateOnly today)
    {
        var places = ServedPlaces.Of(area, policies, today, KeysOf(definition));
        var words = new LegalWords(policies);
        var findings = new List<LegalFinding>();
        StepInputs.Check(definition, steps, policies, findings);
        PolicyFigures.Check(definition, places, findings);
        CheckNesting(definition, findings);
        if (definition.Root.Type == BuiltIns.FlowchartType)
        {
            foreach (var rule in _rules)
            {
                RuleCheck.Check(definition.Root, rule, places, words, findings);
            }
        }

        return [.. findings.DistinctBy(f => (f.Finding.Code, f.Finding.ActivityId, f.County))];
    }

    // What stands inside a loop or an embedded branch is not seen by the proof, so no step of a case may stand there.
    private void CheckNesting(WorkflowDefinition definition, List<LegalFinding> findings)
    {
        foreach (var node in definition.Nodes.Where(n => steps.IsOwn(n.Type) && (n.Parent != definition.Root || definition.Root.Type != BuiltIns.FlowchartType)))
        {
            findings.Add(new(new Finding("nested-step", node.Path, node.Id, $"“{node.Title}”放在内嵌容器里，是否合法无法证明。", "请把业务环节直接放在流程图上"), [], null));
        }
    }

    private HashSet<string> KeysOf(WorkflowDefinition definition) => _rules
        .SelectMany(r => new[] { r.Where?.Key, (r as WithinClock)?.Key })
        .Concat(definition.Nodes.Select(PolicyChoice.KeyOf))
        .OfType<string>()
        .ToHashSet();
}

/// <summary>A county on a day, with its law.</summary>
internal sealed record ServedPlace(AreaCode County, string Name, DateOnly Day, LawOfTheDay Law);

/// <summary>Where and when a definition is to hold.</summary>
internal static class ServedPlaces
{
    public static IReadOnlyList<ServedPlace> Of(AreaCode area, PolicySet policies, DateOnly today, IReadOnlySet<string> keys)
    {
        var known = policies.AreaNames.Keys.Concat(policies.Rows.Select(r => r.Area)).Where(a => a.Level == AreaLevel.County && a.IsWithin(area)).Distinct().Order().ToList();
        var counties = known.Count > 0 ? known : [area.County];
        return [.. counties.SelectMany(c => DaysOf(c, policies, today, keys).Select(d => new ServedPlace(c, policies.AreaNames.GetValueOrDefault(c) ?? c.ToString(), d, policies.On(c, d))))];
    }

    // Today, every later first day of a value that matters, and the days on which a document begins or has ended.
    private static IEnumerable<DateOnly> DaysOf(AreaCode county, PolicySet policies, DateOnly today, IReadOnlySet<string> keys)
    {
        var values = policies.Rows.Where(r => keys.Contains(r.Parameter.Key) && county.IsWithin(r.Area)).Select(r => (DateOnly?)r.From);
        var texts = policies.Documents.Values.Where(d => county.IsWithin(d.Area)).Select(d => d.Period).OfType<LegalPeriod>()
            .SelectMany(p => new[] { p.From, p.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : (DateOnly?)null });
        return values.Concat(texts).OfType<DateOnly>().Where(d => d > today).Prepend(today).Distinct().Order();
    }
}

/// <summary>Clauses as people cite them.</summary>
internal sealed class LegalWords(PolicySet policies)
{
    public string Of(IReadOnlyList<string> clauses) => string.Join("、", clauses.Select(id =>
        policies.Clauses.TryGetValue(id, out var clause) ? $"{policies.DocumentOf(id).Reference}{clause.Section}（{id}）" : id));
}
