using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The facts of one call, read strictly by the rule's own list of members.</summary>
internal sealed class GivenFacts
{
    private readonly Dictionary<string, object> _values;

    private GivenFacts(Dictionary<string, object> values, IReadOnlyList<Obstacle> missing) => (_values, Missing) = (values, missing);

    /// <summary>Facts the rule cannot do without and nobody stated, those of rows included.</summary>
    public IReadOnlyList<Obstacle> Missing { get; }

    /// <summary>The facts, or null with the first thing wrong: an unknown, doubled or unreadable member.</summary>
    public static GivenFacts? Parse(JsonElement json, IReadOnlyList<GivenMember> members, out FieldProblem? problem, string path = "given")
    {
        var values = new Dictionary<string, object>();
        problem = null;
        foreach (var written in json.EnumerateObject())
        {
            problem = Take(written, members, values, path);
            if (problem is not null)
            {
                return null;
            }
        }

        var missing = members.Where(m => m.Required && !values.ContainsKey(m.Name))
            .Select(m => Obstacle.Missing($"{path}.{m.Name}", m.Label, "经办人", "这条规则要用到它"))
            .Concat(values.Values.OfType<List<GivenFacts>>().SelectMany(rows => rows).SelectMany(row => row.Missing));
        return new GivenFacts(values, [.. missing]);
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public Sourced<Money> Amount(string name) => Given<Money>(name);

    public Sourced<Money>? AmountIfGiven(string name) => GivenIfAny<Money>(name);

    public Sourced<IReadOnlyList<Money>> Amounts(string name) => Given<IReadOnlyList<Money>>(name);

    public Sourced<Percent> Percent(string name) => Given<Percent>(name);

    public Sourced<Percent>? PercentIfGiven(string name) => GivenIfAny<Percent>(name);

    public Sourced<Ratio> Quantity(string name) => Given<Ratio>(name);

    public Sourced<int> Count(string name) => Given<int>(name);

    public Sourced<int>? CountIfGiven(string name) => GivenIfAny<int>(name);

    public Sourced<bool> Truth(string name) => Given<bool>(name);

    public Sourced<bool>? TruthIfGiven(string name) => GivenIfAny<bool>(name);

    /// <summary>A yes or no; no where nobody stated it.</summary>
    public Sourced<bool> TruthOrNo(string name) => TruthIfGiven(name) ?? Sourced.Given(false);

    public Sourced<DateOnly> Day(string name) => Given<DateOnly>(name);

    public Sourced<DateOnly>? DayIfGiven(string name) => GivenIfAny<DateOnly>(name);

    public Sourced<YearMonth> Month(string name) => Given<YearMonth>(name);

    public Sourced<YearMonth>? MonthIfGiven(string name) => GivenIfAny<YearMonth>(name);

    public Sourced<DateTimeOffset>? MomentIfGiven(string name) => GivenIfAny<DateTimeOffset>(name);

    public string Text(string name) => (string)_values[name];

    public string Choice(string name, string otherwise) => _values.TryGetValue(name, out var value) ? (string)value : otherwise;

    /// <summary>A choice whose kebab-case ids are the names of the enumeration.</summary>
    public Sourced<T> Choice<T>(string name)
        where T : struct, Enum => Sourced.Given(Kebab.Parse<T>(Text(name)));

    public Sourced<T>? ChoiceIfGiven<T>(string name)
        where T : struct, Enum => Has(name) ? Choice<T>(name) : null;

    public IReadOnlyList<string> Texts(string name) => _values.TryGetValue(name, out var value) ? (IReadOnlyList<string>)value : [];

    public IReadOnlyList<GivenFacts> Rows(string name) => _values.TryGetValue(name, out var value) ? (List<GivenFacts>)value : [];

    public JsonElement Json(string name) => (JsonElement)_values[name];

    /// <summary>The standard a household is measured by: rural unless the call says urban.</summary>
    public StandardKind Kind(StandardKind otherwise = StandardKind.Rural) => Has("standard") ? Choice<StandardKind>("standard").Value : otherwise;

    private Sourced<T> Given<T>(string name) => Sourced.Given((T)_values[name]);

    private Sourced<T>? GivenIfAny<T>(string name) => _values.TryGetValue(name, out var value) ? Sourced.Given((T)value) : null;

    private static FieldProblem? Take(JsonProperty written, IReadOnlyList<GivenMember> members, Dictionary<string, object> values, string path)
    {
        var field = $"{path}.{written.Name}";
        var member = members.FirstOrDefault(m => m.Name == written.Name);
        if (member is null)
        {
            return new FieldProblem(field, written.Value.GetRawText(), $"这条规则不读取它。{NearestName.Hint(written.Name, [.. members.Select(m => m.Name)])}");
        }

        var value = member.Kind == GivenKind.Rows ? RowsOf(written.Value, member, field, out var problem) : GivenReader.Read(written.Value, member, out problem);
        if (value is null)
        {
            return problem ?? new FieldProblem(field, written.Value.GetRawText(), $"不能作为{member.Label}：{GivenReader.HowToWrite(member)}。");
        }

        return values.TryAdd(member.Name, value) ? null : new FieldProblem(field, written.Value.GetRawText(), "写了两次，请只保留一个。");
    }

    private static List<GivenFacts>? RowsOf(JsonElement written, GivenMember member, string field, out FieldProblem? problem)
    {
        problem = null;
        if (written.ValueKind != JsonValueKind.Array || written.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            return null;
        }

        var rows = new List<GivenFacts>();
        foreach (var item in written.EnumerateArray())
        {
            if (Parse(item, member.Members, out problem, $"{field}[{rows.Count + 1}]") is not { } row)
            {
                return null;
            }

            rows.Add(row);
        }

        return rows;
    }
}
