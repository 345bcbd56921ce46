using Approvals.Domain;
using Approvals.Policies;
using Approvals.Workflow;

namespace Approvals.Procedures.Legality;

/// <summary>No amount and no ratio of the law may be written into an expression: it would go on when the law changes.</summary>
/// <remarks>Whole numbers that count people or days are not held against anybody: 3 is many things.</remarks>
internal static class PolicyFigures
{
    public static void Check(WorkflowDefinition definition, IReadOnlyList<ServedPlace> places, List<LegalFinding> findings)
    {
        foreach (var node in definition.Nodes)
        {
            foreach (var figure in node.Bindings().SelectMany(b => b.Figures).Distinct())
            {
                if (places.Select(p => (Place: p, Key: KeyOf(figure, p))).FirstOrDefault(f => f.Key is not null) is { Key: { } key, Place: var place })
                {
                    var name = place.Law.ParameterOf(key)!.Name;
                    findings.Add(new(
                        new Finding("policy-figure", node.Path, node.Id, $"“{node.Title}”的表达式写死了 {figure}，它是{place.Name}政策参数“{name}”（{key}）的值。", "请用核算环节的出口或“按政策分支”，不要在流程里写政策数值"),
                        [],
                        place.County));
                }
            }
        }
    }

    private static string? KeyOf(string figure, ServedPlace place) =>
        place.Law.ParameterKeys.FirstOrDefault(key => place.Law.Find(key) is { } found && Holds(found.Value, figure));

    private static bool Holds(PolicyValue value, string figure) => value.Kind switch
    {
        ValueKind.Amount => IsAmount(value.Amount, figure),
        ValueKind.Amounts => value.Amounts.Any(a => IsAmount(a, figure)),
        ValueKind.Ratio => IsRatio(value.Ratio, figure),
        ValueKind.Shares => value.Shares.Any(s => IsRatio(s, figure)),
        ValueKind.Table => value.Table.Values.Any(v => Holds(v, figure)),
        _ => false,
    };

    private static bool IsAmount(Money amount, string figure) => amount != Money.Zero && Money.TryParse(figure, out var written) && written == amount;

    private static bool IsRatio(Ratio ratio, string figure) => figure.Contains('.', StringComparison.Ordinal) && Ratio.TryParse(figure, out var written) && written.Equals(ratio);
}
