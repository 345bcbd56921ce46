using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of 低保: facts from the call, values from the law of the day, the calculation from Domain.</summary>
internal static class DibaoRules
{
    private static readonly GivenMember[] HouseholdAndIncome =
    [
        new("members", "共同生活家庭成员人数", GivenKind.Count),
        new("countableAnnualIncome", "家庭全年可计算收入", GivenKind.Amount),
        new("standard", "适用标准（农村或城市）", GivenKind.Choice, Required: false) { Choices = ["rural", "urban"] },
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new Rule(
            "dibao.shortfall",
            "低保补差（只看收入）",
            HouseholdAndIncome,
            [new("eligible", ResultKind.Truth), new("monthly", ResultKind.Amount)],
            (law, given) => DibaoCalculations.Shortfall(law, given.Count("members"), given.Amount("countableAnnualIncome"), KindOf(given))
                .Select<IReadOnlyList<ResultMember>>(r => [new("eligible", r.Eligible), new("monthly", r.Monthly)])),
        new Rule(
            "dibao.poverty-line-check",
            "扶贫线核对",
            HouseholdAndIncome,
            [new("ok", ResultKind.Truth), new("perPerson", ResultKind.Amount)],
            (law, given) => DibaoCalculations.PovertyLineCheck(law, given.Count("members"), given.Amount("countableAnnualIncome"), KindOf(given))
                .Select<IReadOnlyList<ResultMember>>(r => [new("ok", r.Ok), new("perPerson", r.PerPerson)])),
        new Rule(
            "income.basic-pension",
            "养老金计入额（每月）",
            [
                new("basicPension", "基础养老金（每月）", GivenKind.Amount),
                new("otherPension", "其他养老金（每月）", GivenKind.Amount),
                new("centralBasicPension", "中央确定的基础养老金（每月）", GivenKind.Amount, Required: false),
            ],
            [new("countable", ResultKind.Amount)],
            (law, given) => DibaoCalculations.Pension(law, given.Amount("basicPension"), given.Amount("otherPension"), given.AmountIfGiven("centralBasicPension"), "dibao-rural")
                .Select<IReadOnlyList<ResultMember>>(countable => [new("countable", countable)])),
    ];

    private static StandardKind KindOf(GivenFacts given) => given.Choice("standard", "rural") == "urban" ? StandardKind.Urban : StandardKind.Rural;
}
