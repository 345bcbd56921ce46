using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of 低保: facts from the call, values from the law of the day, the calculation from Domain.</summary>
internal static class DibaoRules
{
    private static readonly GivenMember[] HouseholdAndIncome =
    [
        new("members", "共同生活家庭成员人数", GivenKind.Count),
        new("countableAnnualIncome", "家庭全年可计算收入", GivenKind.Amount),
        new("standard", "适用标准", GivenKind.Choice, Required: false) { Choices = ["rural", "urban"] },
    ];

    public static Rule Shortfall { get; } = new(
        "dibao.shortfall",
        "低保补差（只看收入）",
        HouseholdAndIncome,
        ["eligible", "monthly"],
        (law, given) => DibaoCalculations.Shortfall(law, given.Count("members"), given.Amount("countableAnnualIncome"), KindOf(given))
            .Select<IReadOnlyList<ResultMember>>(r => [new("eligible", r.Eligible), new("monthly", r.Monthly)]));

    private static StandardKind KindOf(GivenFacts given) => given.Choice("standard", "rural") == "urban" ? StandardKind.Urban : StandardKind.Rural;
}
