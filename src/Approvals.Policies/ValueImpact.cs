using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>One worked example under the values of today and under the proposed one.</summary>
/// <param name="Rule">The rule, by its Chinese name.</param>
/// <param name="Example">The example's name.</param>
/// <param name="Facts">What it is given, in words.</param>
/// <param name="Before">The answer without the proposal, in one line.</param>
/// <param name="After">The answer with it.</param>
/// <param name="Changed">The result itself differs, not only its explanation.</param>
public sealed record ImpactLine(string Rule, string Example, string Facts, string Before, string After, bool Changed);

/// <summary>What a proposed value would change: every worked example of the rules that read it, asked in that county on the value's first day, before and after.</summary>
public static class ValueImpact
{
    /// <summary>The examples that read the value, those whose result changes first.</summary>
    /// <param name="before">The values of today.</param>
    /// <param name="after">The same with the proposal.</param>
    /// <param name="examples">The worked examples.</param>
    /// <param name="key">The parameter proposed.</param>
    /// <param name="county">The county that proposes.</param>
    /// <param name="from">The proposal's first day.</param>
    public static IReadOnlyList<ImpactLine> Of(RuleBook before, RuleBook after, IReadOnlyList<WorkedExample> examples, string key, AreaCode county, DateOnly from) =>
    [
        .. examples.Select(e => LineOf(before, after, e, key, county, from)).OfType<ImpactLine>().OrderByDescending(l => l.Changed),
    ];

    private static ImpactLine? LineOf(RuleBook before, RuleBook after, WorkedExample example, string key, AreaCode county, DateOnly from)
    {
        var call = JsonNode.Parse(example.Call)!.AsObject();
        (call["area"], call["on"]) = (county.ToString(), LegalDay.Text(from));
        // What the example itself sets for the key would hide the proposal.
        (call["settings"] as JsonObject)?.Remove(key);
        var line = call.ToJsonString();
        var with = after.Calculate(line);
        if (!with.Keys.Contains(key) || with.Kind == AnswerKind.Refused)
        {
            return null;
        }

        var without = before.Calculate(line);
        return new ImpactLine(RuleBook.TitleOf(example.Rule), example.Name, Facts(example.Rule, line), without.Sentence, with.Sentence,
            without.Kind != with.Kind || without.ResultJson() != with.ResultJson());
    }

    private static string Facts(string rule, string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.TryGetProperty("given", out var given) ? RuleBook.FactsInWords(rule, given) : string.Empty;
    }
}
