using Approvals.Domain;

namespace Approvals.Policies;

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

/// <summary>Ways of a typed answer to the members of a rule's result.</summary>
internal static class RuleResults
{
    /// <summary>The answer as members.</summary>
    public static Answer<IReadOnlyList<ResultMember>> As<T>(this Answer<T> answer, Func<T, IEnumerable<ResultMember>> members) =>
        answer.Select<IReadOnlyList<ResultMember>>(value => [.. members(value)]);

    /// <summary>The answer as one member.</summary>
    public static Answer<IReadOnlyList<ResultMember>> As<T>(this Answer<T> answer, string name)
        where T : notnull => answer.Select<IReadOnlyList<ResultMember>>(value => [new(name, value)]);
}
