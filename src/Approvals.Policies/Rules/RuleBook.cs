using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Every rule by its id: facts and settings as JSON in, an explained answer out.</summary>
public sealed class RuleBook
{
    private static readonly Dictionary<string, Rule> ById = new[] { DibaoRules.Shortfall }.ToDictionary(r => r.Id);

    private readonly PolicySet _policies;

    public RuleBook(PolicySet policies) => _policies = policies;

    /// <summary>The ids of all rules.</summary>
    public static IReadOnlyCollection<string> Ids => ById.Keys;

    /// <summary>Answers one call given as a line of JSON with one line of JSON: {result, explanation, cites} or {cannotDecide} or {error}.</summary>
    public RuleAnswer Calculate(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return RuleCall.Parse(json.RootElement, out var refusal) is { } call ? Calculate(call) : new RuleAnswer(refusal!);
        }
        catch (JsonException e)
        {
            return new RuleAnswer(new Refusal("(json)", line, $"不是有效的JSON（第{e.BytePositionInLine + 1}个字节附近），请检查引号和括号。"));
        }
    }

    /// <summary>Answers one call.</summary>
    public RuleAnswer Calculate(RuleCall call)
    {
        if (!ById.TryGetValue(call.Rule, out var rule))
        {
            return new RuleAnswer(new Refusal("rule", call.Rule, $"没有这条规则。{NearestName.Hint(call.Rule, ById.Keys)}"));
        }

        if (PolicySettings.Parse(call.Settings, _policies, out var refusal) is not { } settings
            || GivenFacts.Parse(call.Given, rule.Given, out refusal) is not { } given)
        {
            return new RuleAnswer(refusal!);
        }

        return new RuleAnswer(rule.Calculate(_policies.On(call.Area, call.On, call.KnownAt, settings), given));
    }
}
