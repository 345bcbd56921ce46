namespace Approvals.Policies;

/// <summary>One worked example as data: a call and what must come out, clauses included.</summary>
/// <param name="Name">The sentence that names it; begins with the catalogue's id where it is one of the catalogue.</param>
/// <param name="Rule">The rule it is about.</param>
/// <param name="Call">The call as a line of JSON.</param>
/// <param name="Expect">Member by member, the canonical JSON that must stand in the result, and nothing else.</param>
/// <param name="Cites">Clauses that must be cited.</param>
/// <param name="CannotDecide">Keys that must be named as missing or conflicting.</param>
/// <param name="Error">The field that must be refused; null when none.</param>
public sealed record WorkedExample(
    string Name, string Rule, string Call, IReadOnlyDictionary<string, string> Expect, IReadOnlyList<string> Cites, IReadOnlyList<string> CannotDecide, string? Error)
{
    /// <summary>The catalogue's id, for example F7-13; null for an example of our own.</summary>
    public string? CatalogueId => Name.Split(' ')[0] is ['F', _, ..] id && id.Contains('-', StringComparison.Ordinal) ? id : null;

    /// <summary>Runs the call and compares.</summary>
    public ExampleRun Run(RuleBook rules)
    {
        var answer = rules.Calculate(Call);
        return new ExampleRun(this, answer, [.. Differences(answer)]);
    }

    private IEnumerable<string> Differences(RuleAnswer answer)
    {
        if (answer.Problem?.Field != Error)
        {
            yield return $"error: expected {Error ?? "none"}, was {answer.Problem?.Sentence ?? "none"}";
        }

        if (!CannotDecide.SequenceEqual(answer.Because.Select(o => o.Key)))
        {
            yield return $"cannotDecide: expected [{string.Join(", ", CannotDecide)}], was [{string.Join(", ", answer.Because.Select(o => o.Key))}]";
        }

        var result = answer.Result.ToDictionary(m => m.Name, m => m.ToJson());
        foreach (var name in Expect.Keys.Union(result.Keys).Where(n => Expect.GetValueOrDefault(n) != result.GetValueOrDefault(n)))
        {
            yield return $"{name}: expected {Expect.GetValueOrDefault(name) ?? "nothing"}, was {result.GetValueOrDefault(name) ?? "nothing"}";
        }

        foreach (var clause in Cites.Except(answer.Explanation?.Clauses ?? []))
        {
            yield return $"cites: {clause} is not among [{string.Join(", ", answer.Explanation?.Clauses ?? [])}]";
        }
    }
}

/// <summary>What an example gave.</summary>
/// <param name="Example">The example.</param>
/// <param name="Answer">The answer it got.</param>
/// <param name="Differences">How that differs from what it expects; empty when it does not.</param>
public sealed record ExampleRun(WorkedExample Example, RuleAnswer Answer, IReadOnlyList<string> Differences)
{
    public bool Passed => Differences.Count == 0;
}
