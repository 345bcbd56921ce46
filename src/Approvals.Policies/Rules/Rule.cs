using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What kind of fact a rule is given.</summary>
public enum GivenKind
{
    /// <summary>Yuan, at most two decimals.</summary>
    Amount,

    /// <summary>A whole number from 0.</summary>
    Count,

    Day,

    Choice,

    /// <summary>The id of a document of the register.</summary>
    Document,
}

/// <summary>What kind of thing a rule answers.</summary>
public enum ResultKind
{
    Truth,
    Amount,
    Day,
    Month,
}

/// <summary>One member a rule's result has.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Always">False where it is there only when its fact was given.</param>
public sealed record ResultShape(string Name, ResultKind Kind, bool Always = true);

/// <summary>A fact a rule reads, named as in its JSON.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Label">What it is, in Chinese.</param>
/// <param name="Kind">What may be written.</param>
/// <param name="Required">Whether it must be there.</param>
public sealed record GivenMember(string Name, string Label, GivenKind Kind, bool Required = true)
{
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>One member of a result: true or false, money, a day, a month or a text.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">A bool, Money, DateOnly, YearMonth or string.</param>
public sealed record ResultMember(string Name, object Value)
{
    internal void Write(CanonicalJson json)
    {
        json.Name(Name);
        _ = Value switch
        {
            bool truth => json.Boolean(truth),
            Money money => json.Money(money),
            DateOnly day => json.Day(day),
            _ => json.Text(Value.ToString()),
        };
    }
}

/// <summary>A rule as data: its id, its name, what it is given, what it answers, and the calculation.</summary>
/// <param name="Id">For example dibao.shortfall.</param>
/// <param name="Title">Its Chinese name.</param>
/// <param name="Given">The facts it reads; everything else is read from the law of the day.</param>
/// <param name="Results">The members of its result.</param>
/// <param name="Calculate">The calculation.</param>
internal sealed record Rule(
    string Id,
    string Title,
    IReadOnlyList<GivenMember> Given,
    IReadOnlyList<ResultShape> Results,
    Func<LawOfTheDay, GivenFacts, Answer<IReadOnlyList<ResultMember>>> Calculate);
