using System.Globalization;
using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The facts of one call, read strictly by the rule's own list of members.</summary>
internal sealed class GivenFacts
{
    // Outside these years no fact of social assistance lies, only slips of the pen.
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    private readonly Dictionary<string, object> _values;

    private GivenFacts(Dictionary<string, object> values) => _values = values;

    /// <summary>The facts, or null with the first thing wrong: an unknown, missing or unreadable member.</summary>
    public static GivenFacts? Parse(JsonElement json, IReadOnlyList<GivenMember> members, out FieldProblem? problem)
    {
        var values = new Dictionary<string, object>();
        problem = null;
        foreach (var written in json.EnumerateObject())
        {
            problem = Take(written, members, values);
            if (problem is not null)
            {
                return null;
            }
        }

        var missing = members.FirstOrDefault(m => m.Required && !values.ContainsKey(m.Name));
        problem = missing is null ? null : new FieldProblem($"given.{missing.Name}", "", $"缺少{missing.Label}，请补上 {missing.Name}。");
        return missing is null ? new GivenFacts(values) : null;
    }

    public Sourced<Money> Amount(string name) => Sourced.Given((Money)_values[name]);

    public Sourced<Money>? AmountIfGiven(string name) => _values.TryGetValue(name, out var value) ? Sourced.Given((Money)value) : null;

    public Sourced<int> Count(string name) => Sourced.Given((int)_values[name]);

    public Sourced<DateOnly> Day(string name) => Sourced.Given((DateOnly)_values[name]);

    public DateOnly? DayIfGiven(string name) => _values.TryGetValue(name, out var value) ? (DateOnly)value : null;

    public string Text(string name) => (string)_values[name];

    public string Choice(string name, string otherwise) => _values.TryGetValue(name, out var value) ? (string)value : otherwise;

    private static FieldProblem? Take(JsonProperty written, IReadOnlyList<GivenMember> members, Dictionary<string, object> values)
    {
        var field = $"given.{written.Name}";
        var member = members.FirstOrDefault(m => m.Name == written.Name);
        if (member is null)
        {
            return new FieldProblem(field, written.Value.GetRawText(), $"这条规则不读取它。{NearestName.Hint(written.Name, [.. members.Select(m => m.Name)])}");
        }

        var value = Read(TextOf(written.Value), member);
        if (value is null)
        {
            return new FieldProblem(field, written.Value.GetRawText(), $"不能作为{member.Label}：{HowToWrite(member)}。");
        }

        return values.TryAdd(member.Name, value) ? null : new FieldProblem(field, written.Value.GetRawText(), "写了两次，请只保留一个。");
    }

    private static object? Read(string? text, GivenMember member) => member.Kind switch
    {
        GivenKind.Amount => Money.TryParse(text, out var money) ? money : null,
        GivenKind.Count => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null,
        GivenKind.Day => LegalDay.TryParse(text, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null,
        GivenKind.Document => text,
        _ => text is not null && member.Choices.Contains(text) ? text : null,
    };

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string HowToWrite(GivenMember member) => member.Kind switch
    {
        GivenKind.Amount => "请写最多两位小数的金额，如 9000.00",
        GivenKind.Count => "请写整数，如 3",
        GivenKind.Day => $"请写{FirstYear}至{LastYear}年间的日期，如 2020-02-29",
        GivenKind.Document => "请写文件编号，如 N2021",
        _ => $"请从这些里选：{string.Join("、", member.Choices)}",
    };
}
