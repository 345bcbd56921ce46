using Approvals.Domain;

namespace Approvals.Rules.Tests;

public class GoldenTests
{
    public static TheoryData<string> Names => [.. GoldenCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Worked_example(string name)
    {
        var golden = GoldenCase.All.Single(c => c.Name == name);
        var answer = Law.Rules.Calculate(golden.Call);

        Assert.Equal(golden.Error, answer.Problem?.Field);
        Assert.Equal(golden.CannotDecide, answer.Because.Select(o => o.Key));
        Assert.Equal(golden.Expect, answer.Result.ToDictionary(m => m.Name, m => Shown(m.Value)));
        Assert.Superset(golden.Cites.ToHashSet(), answer.Explanation?.Clauses.ToHashSet() ?? []);
    }

    private static string Shown(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        Money money => money.ToPlainText(),
        DateOnly day => LegalDay.Text(day),
        _ => value.ToString()!,
    };
}
