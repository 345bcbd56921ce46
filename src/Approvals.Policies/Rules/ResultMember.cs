using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What kind of thing a rule answers.</summary>
public enum ResultKind
{
    Truth,
    Amount,
    Percent,
    Count,
    Day,
    Month,
    Text,
    Texts,

    /// <summary>An object of the members listed.</summary>
    Group,

    /// <summary>Several objects of the members listed.</summary>
    Rows,
}

/// <summary>The name and kind of one member of a result.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Always">False where it is there only when there is something to say.</param>
public sealed record ResultShape(string Name, ResultKind Kind, bool Always = true)
{
    /// <summary>For a text that is one of a few ids: these.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>For a group or rows: the members of each.</summary>
    public IReadOnlyList<ResultShape> Members { get; init; } = [];
}

/// <summary>One member of a result.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">A bool, int, Money, Percent, DateOnly, YearMonth, string, list of strings, group or list of groups; null where the rule says that there is none.</param>
public sealed record ResultMember(string Name, object? Value)
{
    /// <summary>The value as canonical JSON.</summary>
    public string ToJson() => CanonicalJson.Of(json => WriteValue(json, Value));

    internal void Write(CanonicalJson json) => WriteValue(json.Name(Name), Value);

    private static void WriteValue(CanonicalJson json, object? value) => _ = value switch
    {
        null => json.Text(null),
        bool truth => json.Boolean(truth),
        int count => json.Number(count),
        Money money => json.Money(money),
        Percent percent => json.Raw(percent.ToPlainText()),
        DateOnly day => json.Day(day),
        IReadOnlyList<string> texts => json.Texts(texts),
        IReadOnlyList<ResultMember> group => json.Members(o => WriteAll(o, group)),
        IReadOnlyList<IReadOnlyList<ResultMember>> rows => json.List(rows, (j, row) => j.Members(o => WriteAll(o, row))),
        _ => json.Text(value.ToString()),
    };

    private static void WriteAll(CanonicalJson json, IReadOnlyList<ResultMember> members)
    {
        foreach (var member in members)
        {
            member.Write(json);
        }
    }
}
