namespace Approvals.Policies;

/// <summary>What kind of thing a value is.</summary>
public enum ValueKind
{
    Amount,
    Ratio,
    Count,
    Truth,
    Choice,
    Choices,
    Text,
    Clauses,
    Day,
    Table,
}

/// <summary>The unit of a parameter: part of its meaning, written in every pack that gives it a value.</summary>
/// <param name="Id">As written in packs, for example yuan/person/year.</param>
/// <param name="Kind">What kind of value it measures.</param>
/// <param name="Suffix">How it is printed after the number, in Chinese.</param>
/// <param name="Least">The least count that makes sense.</param>
/// <param name="Most">The greatest count that makes sense.</param>
public sealed record PolicyUnit(string Id, ValueKind Kind, string Suffix, int Least = 1, int Most = 9999)
{
    /// <summary>Every unit a pack may use.</summary>
    public static IReadOnlyList<PolicyUnit> All { get; } =
    [
        new("yuan", ValueKind.Amount, "元"),
        new("yuan/month", ValueKind.Amount, "元/月"),
        new("yuan/person/month", ValueKind.Amount, "元/人·月"),
        new("yuan/person/year", ValueKind.Amount, "元/人·年"),
        new("yuan/household/month", ValueKind.Amount, "元/户·月"),
        new("yuan/household/year", ValueKind.Amount, "元/户·年"),
        new("ratio", ValueKind.Ratio, ""),
        new("months", ValueKind.Count, "个月"),
        new("days", ValueKind.Count, "天"),
        new("working-days", ValueKind.Count, "个工作日"),
        new("day-of-month", ValueKind.Count, "日", Most: 31),
        new("persons", ValueKind.Count, "人"),
        new("count", ValueKind.Count, "", Least: 0),
        new("boolean", ValueKind.Truth, ""),
        new("choice", ValueKind.Choice, ""),
        new("choices", ValueKind.Choices, ""),
        new("text", ValueKind.Text, ""),
        new("clauses", ValueKind.Clauses, ""),
        new("day", ValueKind.Day, ""),
        new("table", ValueKind.Table, ""),
    ];

    private static readonly Dictionary<string, PolicyUnit> ById = All.ToDictionary(u => u.Id);

    public static PolicyUnit? Find(string id) => ById.GetValueOrDefault(id);
}
