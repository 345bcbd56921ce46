using System.Text;
using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Every rule by its id: facts and settings as JSON in, an explained answer out.</summary>
public sealed class RuleBook
{
    private static readonly Dictionary<string, Rule> ById = new[]
    {
        IncomeRules.All, HouseholdRules.All, DibaoRules.All, GradedExitRules.All, TekunRules.All, AidRules.All, MedicalRules.All, StandardRules.All, MonitoringRules.All, PaymentRules.All, CalendarRules.All,
    }.SelectMany(rules => rules).ToDictionary(r => r.Id);

    private readonly PolicySet _policies;
    private readonly Divisions _divisions;

    /// <summary>The rules over a set of policies; the divisions say which areas exist.</summary>
    public RuleBook(PolicySet policies, Divisions divisions) => (_policies, _divisions) = (policies, divisions);

    /// <summary>The ids of all rules.</summary>
    public static IReadOnlyCollection<string> Ids => ById.Keys;

    /// <summary>The Chinese name of a rule.</summary>
    public static string TitleOf(string rule) => ById[rule].Title;

    /// <summary>What a call states, in words: each fact under its Chinese name.</summary>
    public static string FactsInWords(string rule, JsonElement given) => string.Join("；", ById[rule].Given
        .Where(m => given.TryGetProperty(m.Name, out _)).Select(m => $"{m.Label} {InWords(given.GetProperty(m.Name))}"));

    /// <summary>One line of JSON for each rule: its id, name, and the JSON schemas of what it is given and what it answers.</summary>
    public static IReadOnlyList<string> Schemas => [.. ById.Values.Select(rule => CanonicalJson.Of(json => RuleSchema.Write(json, rule)))];

    /// <summary>Answers one call given as a line of JSON: {result, explanation, cites} or {cannotDecide} or {error}.</summary>
    public RuleAnswer Calculate(string line)
    {
        using var json = Read(line, out var problem);
        return json is not null && RuleCall.Parse(json.RootElement, out problem) is { } call ? Calculate(call) : new RuleAnswer(problem!);
    }

    /// <summary>Answers one call.</summary>
    public RuleAnswer Calculate(RuleCall call)
    {
        var rule = ById.GetValueOrDefault(call.Rule);
        if (rule is null || !Exists(call.Area))
        {
            return new RuleAnswer(rule is null
                ? new FieldProblem("rule", call.Rule, $"没有这条规则。{NearestName.Hint(call.Rule, ById.Keys)}")
                : new FieldProblem("area", call.Area.ToString(), "没有这个行政区划，请核对代码。"));
        }

        return PolicySettings.Parse(call.Settings, _policies, out var problem) is { } settings
            && GivenFacts.Parse(call.Given, rule.Given, out problem) is { } given
            ? given.Missing.Count > 0 ? new RuleAnswer([.. given.Missing]) : Calculate(rule, _policies.On(call.Area, call.On, call.KnownAt, settings), given, call)
            : new RuleAnswer(problem!);
    }

    private static RuleAnswer Calculate(Rule rule, LawOfTheDay law, GivenFacts given, RuleCall call)
    {
        try
        {
            return new RuleAnswer(rule.Calculate(law, given), law);
        }
        catch (OverflowException)
        {
            return new RuleAnswer(new FieldProblem("given", call.Given.GetRawText(), "数字大到无法计算，请核对金额和人数。"));
        }
    }

    private static string InWords(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => $"{value.GetArrayLength()}项",
        JsonValueKind.Object => $"{value.EnumerateObject().Count()}项",
        _ => value.GetRawText(),
    };

    // A village file may be missing; its county is enough to know the law.
    private bool Exists(AreaCode area) => area == AreaCode.Nation || _divisions.Find(area.County) is not null;

    private static JsonDocument? Read(string line, out FieldProblem? problem)
    {
        try
        {
            // By way of bytes: half a surrogate pair becomes a replacement character instead of a fault.
            var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(line));
            ReadEveryText(json.RootElement);
            problem = null;
            return json;
        }
        catch (JsonException e)
        {
            problem = new FieldProblem("(json)", line, $"不是有效的JSON（第{e.BytePositionInLine + 1}个字节附近），请检查引号和括号。");
        }
        catch (InvalidOperationException)
        {
            problem = new FieldProblem("(json)", line, "含有残缺的字符，请重新输入。");
        }

        return null;
    }

    // Half a surrogate pair shows only when the text is asked for: ask here, so that nothing further down can fail on it.
    private static void ReadEveryText(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    ReadEveryText(member.Value);
                }

                break;
            case JsonValueKind.Array:
                json.EnumerateArray().ToList().ForEach(ReadEveryText);
                break;
            case JsonValueKind.String:
                json.GetString();
                break;
            default:
                break;
        }
    }
}
