using System.Text;
using System.Text.Json;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;

namespace Approvals.Procedures.Decisions;

/// <summary>A run of a rule as it is stored: the same bytes whoever stores it.</summary>
public static class KeptCalculation
{
    /// <summary>The row of a run made in this action.</summary>
    public static Calculation Of<T>(CaseFile file, string rule, DateOnly on, Explained<T> explained, IEnumerable<Guid> facts) => new()
    {
        County = file.Case.County,
        Id = file.NewId(),
        CaseId = file.Case.Id,
        Rule = rule,
        On = on,
        KnownAt = file.Session.Time.Now,
        Result = FormJson.Write(explained.Value),
        Explanation = ExplanationOf(explained.Explanation),
        Values = ValuesOf(explained.Explanation),
        Facts = FormJson.Write(facts),
        RecordedAt = file.Session.Time.Now,
    };

    /// <summary>Key, row and content hash of every value read, in order of key: what "resolving again" is compared with.</summary>
    public static string ValuesOf(Explanation explanation) => FormJson.Write(explanation.PolicyValues
        .DistinctBy(v => v.Row).OrderBy(v => v.Key, StringComparer.Ordinal).ThenBy(v => v.Row, StringComparer.Ordinal)
        .Select(v => new[] { v.Key, v.Row, v.Hash }).ToList());

    /// <summary>The explanation as it is stored.</summary>
    public static string ExplanationOf(Explanation explanation) => Encoding.UTF8.GetString(ExplanationJson.ToUtf8(explanation));

    /// <summary>The clause ids of a stored run, in the order of its explanation.</summary>
    public static IReadOnlyList<string> ClausesOf(Calculation stored)
    {
        using var explanation = JsonDocument.Parse(stored.Explanation);
        return [.. explanation.RootElement.GetProperty("cites").EnumerateArray().Select(c => c.GetString()!)];
    }
}
