using Approvals.Procedures.Casework;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>Separation of duties on the natural person, at decision time: who investigated this case, and whether the acting person is among them.</summary>
internal static class Duties
{
    /// <summary>Everybody who took part in visits of a kind, and whoever wrote them down.</summary>
    public static async Task<IReadOnlySet<Guid>> InvestigatorsAsync(CaseFile file, string kind, CancellationToken cancel) =>
        (await file.FactsAsync(cancel)).Of<VisitFact>(kind).SelectMany(v => v.Value.Visitors.Append(v.Fact.RecordedBy)).ToHashSet();

    /// <summary>The acting person, or another account of the same natural person, took part in any visit of this case.</summary>
    public static async Task<bool> InvestigatedAsync(CaseFile file, CancellationToken cancel, params string[] kinds)
    {
        var facts = await file.FactsAsync(cancel);
        var all = facts.All.Where(f => kinds.Contains(f.Kind))
            .SelectMany(f => Forms.FormJson.Read<VisitFact>(f.Value).Visitors.Append(f.RecordedBy)).ToHashSet();
        return await NaturalPersons.ActsAsOneOfAsync(file.Session, all, cancel);
    }
}
