namespace Approvals.Policies;

/// <summary>What kind of fact a rule is given.</summary>
public enum GivenKind
{
    /// <summary>Yuan, at most two decimals.</summary>
    Amount,

    /// <summary>Several amounts.</summary>
    Amounts,

    /// <summary>A percentage, at most two decimals.</summary>
    Percent,

    /// <summary>A number of units, decimals allowed.</summary>
    Quantity,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>true or false.</summary>
    Truth,

    Day,

    /// <summary>2020-07.</summary>
    Month,

    /// <summary>A day with time and zone.</summary>
    Moment,

    /// <summary>One of the ids listed.</summary>
    Choice,

    /// <summary>Several of the ids listed.</summary>
    Choices,

    /// <summary>Words, at most a hundred characters.</summary>
    Text,

    /// <summary>The id of a document of the register.</summary>
    Document,

    /// <summary>A value as it would stand in settings.</summary>
    Setting,

    /// <summary>Values of other keys, as in settings.</summary>
    Settings,

    /// <summary>Several objects of the members listed.</summary>
    Rows,
}

/// <summary>A fact a rule reads, named as in its JSON.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Label">What it is, in Chinese.</param>
/// <param name="Kind">What may be written.</param>
/// <param name="Required">Whether nothing can be decided without it.</param>
public sealed record GivenMember(string Name, string Label, GivenKind Kind, bool Required = true)
{
    /// <summary>For a choice: the ids, in kebab-case; true and false stand for themselves.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>For rows: the members of each.</summary>
    public IReadOnlyList<GivenMember> Members { get; init; } = [];
}
