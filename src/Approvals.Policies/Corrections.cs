namespace Approvals.Policies;

/// <summary>A corrected rule: what was decided before its release may come out otherwise today in the parts named.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Released">The first day the corrected rule decided.</param>
/// <param name="Rules">The rules of stored calculations it concerns.</param>
/// <param name="Parts">What may differ: values, result, explanation, decision, letter.</param>
/// <param name="Reason">Why it was corrected.</param>
public sealed record RuleCorrection(string Id, DateOnly Released, IReadOnlyList<string> Rules, IReadOnlyList<string> Parts, string Reason);

/// <summary>The register of corrected rules (docs/decisions/corrections.yaml), read as strictly as a pack.</summary>
public static class Corrections
{
    /// <summary>What may differ between a decision and its recomputation.</summary>
    public static readonly IReadOnlyList<string> Parts = ["values", "result", "explanation", "decision", "letter"];

    /// <summary>The register that ships with the program.</summary>
    public static IReadOnlyList<RuleCorrection> Shipped() => Parse("corrections.yaml", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "corrections.yaml")));

    /// <summary>Reads the register.</summary>
    /// <exception cref="InvalidPackException">It is not written as it should be; the message names file, line, key and remedy.</exception>
    public static IReadOnlyList<RuleCorrection> Parse(string file, string text)
    {
        var errors = new PackErrors(file);
        var map = PackParser.Parse(text, errors) is { } root ? MapReader.Of(root, errors) : null;
        var corrections = map?.Maps("corrections", required: true).Select(m => Read(m, errors)).OfType<RuleCorrection>().ToList() ?? [];
        map?.RefuseTheRest();
        return errors.Any ? throw new InvalidPackException(errors.All) : corrections;
    }

    /// <summary>The correction that allows a difference; null when none does.</summary>
    public static RuleCorrection? Allowing(this IReadOnlyList<RuleCorrection> corrections, string rule, string part, DateOnly recordedOn) =>
        corrections.FirstOrDefault(c => recordedOn < c.Released && c.Rules.Contains(rule) && c.Parts.Contains(part));

    private static RuleCorrection? Read(MapReader map, PackErrors errors)
    {
        var (id, released, rules, parts, reason) = (map.Text("id"), map.Day("released"), map.Texts("rules"), map.Texts("parts"), map.Text("reason"));
        foreach (var strange in parts.Where(p => !Parts.Contains(p)))
        {
            errors.Add(map.Line, $"{map.Path}.parts", $"“{strange}”不是可以登记差异的部分。", NearestName.Hint(strange, [.. Parts]));
        }

        map.RefuseTheRest();
        return id is null || released is null || reason is null ? null : new RuleCorrection(id, released.Value, rules, parts, reason);
    }
}
