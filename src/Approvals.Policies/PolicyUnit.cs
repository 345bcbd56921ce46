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

    /// <summary>Shares of 1, strictly decreasing.</summary>
    Shares,

    /// <summary>Amounts, ascending.</summary>
    Amounts,

    /// <summary>The county's assessment table: what one unit of something brings in.</summary>
    UnitValues,

    /// <summary>Whatever another key says.</summary>
    SameAs,
}

/// <summary>The unit of a parameter: part of its meaning, written in every pack that gives it a value.</summary>
/// <param name="Id">As written in packs, for example yuan/person/year.</param>
/// <param name="Kind">What kind of value it measures.</param>
/// <param name="Suffix">How it is printed after the number, in Chinese.</param>
/// <param name="Least">The least number that makes sense.</param>
/// <param name="Most">The greatest number that makes sense.</param>
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
        new("ratio", ValueKind.Ratio, "", Most: 1_000_000),
        new("share", ValueKind.Ratio, "", Least: 0, Most: 1),
        new("percent", ValueKind.Ratio, "%", Most: 1_000),
        new("declining-shares", ValueKind.Shares, ""),
        new("amounts", ValueKind.Amounts, "元"),
        new("hours", ValueKind.Count, "小时"),
        new("months", ValueKind.Count, "个月"),
        new("days", ValueKind.Count, "天"),
        new("working-days", ValueKind.Count, "个工作日"),
        new("day-of-month", ValueKind.Count, "日", Most: 31),
        new("persons", ValueKind.Count, "人", Most: 999_999),
        new("years", ValueKind.Count, "年"),
        new("age", ValueKind.Count, "周岁", Most: 150),
        new("count", ValueKind.Count, "", Least: 0),
        new("boolean", ValueKind.Truth, ""),
        new("choice", ValueKind.Choice, ""),
        new("choices", ValueKind.Choices, ""),
        new("text", ValueKind.Text, ""),
        new("clauses", ValueKind.Clauses, ""),
        new("day", ValueKind.Day, ""),
        new("table", ValueKind.Table, ""),
        new("unit-values", ValueKind.UnitValues, ""),
    ];

    private static readonly Dictionary<string, PolicyUnit> ById = All.ToDictionary(u => u.Id);

    public static PolicyUnit? Find(string id) => ById.GetValueOrDefault(id);
}
