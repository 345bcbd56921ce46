using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of 特困人员救助供养.</summary>
internal static class TekunRules
{
    private static readonly Obstacle NoWage = Obstacle.Missing("previousYearMinimumWage", "上年度最低工资标准", "县级民政部门", "照料护理标准按上年度最低工资标准计算");

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("tekun.basic-floor", "特困人员基本生活标准下限",
            [
                new("previousYearRuralStandard", "上年度农村低保标准（每人每年）", GivenKind.Amount, Required: false),
                new("previousYearRuralIncome", "上年度农村常住居民人均可支配收入", GivenKind.Amount, Required: false), DibaoRules.Standard,
            ],
            [new("floor", ResultKind.Amount)],
            (law, given) => TekunCalculations.BasicFloor(law, given.AmountIfGiven("previousYearRuralStandard"), given.AmountIfGiven("previousYearRuralIncome"), given.Kind()).As("floor")),
        new("tekun.care", "特困人员护理档次和照料护理标准下限",
            [
                new("previousYearMinimumWage", "上年度最低工资标准（每月）", GivenKind.Amount, Required: false), new("failedItems", "自理能力达不到的项数", GivenKind.Count),
                new("thirdPartyFailedItems", "第三方复核达不到的项数", GivenKind.Count, Required: false), new("thirdPartyConfirmed", "县里确认以第三方为准", GivenKind.Truth, Required: false), new("assessedOn", "评估日期", GivenKind.Day, Required: false),
            ],
            [new("tier", ResultKind.Text) { Choices = [.. Tiers.Values] }, new("floor", ResultKind.Amount), new("fromMonth", ResultKind.Month, Always: false)],
            Care),
        new("tekun.centralised-rate", "生活不能自理特困人员集中供养率",
            [
                new("inInstitution", "集中供养人数", GivenKind.Count), new("all", "生活不能自理人数", GivenKind.Count), new("fullInInstitution", "全护理集中供养人数", GivenKind.Count, Required: false),
                new("fullAll", "全护理人数", GivenKind.Count, Required: false), new("previousRate", "上期集中供养率", GivenKind.Percent, Required: false),
            ],
            [new("rate", ResultKind.Percent), new("fell", ResultKind.Truth, Always: false)],
            (law, given) => TekunCalculations.Centralised(law, Centralised(given)).As(Rate)),
    ];

    private static Dictionary<CareTier, string> Tiers => new() { [CareTier.SelfCare] = "self", [CareTier.HalfCare] = "half", [CareTier.FullCare] = "full" };

    private static Answer<IReadOnlyList<ResultMember>> Care(LawOfTheDay law, GivenFacts given)
    {
        if ((given.AmountIfGiven("previousYearMinimumWage") ?? TekunCalculations.PreviousYearMinimumWage(law)) is not { } wage)
        {
            return NoWage;
        }

        return TekunCalculations.Care(law, new TekunCareFacts(given.Count("failedItems"), wage)
        {
            ThirdPartyFailedItems = given.CountIfGiven("thirdPartyFailedItems"),
            ThirdPartyConfirmed = given.TruthIfGiven("thirdPartyConfirmed"),
            AssessedOn = given.DayIfGiven("assessedOn"),
        }).As(Tier);
    }

    private static IEnumerable<ResultMember> Tier(TekunCareResult r) =>
        [new("tier", Tiers[r.Tier]), new("floor", r.Floor), .. r.From is { } month ? [new ResultMember("fromMonth", month)] : Array.Empty<ResultMember>()];

    private static CentralisedFacts Centralised(GivenFacts given) => new(given.Count("inInstitution"), given.Count("all"))
    {
        FullInInstitution = given.CountIfGiven("fullInInstitution"),
        FullAll = given.CountIfGiven("fullAll"),
        Previous = given.PercentIfGiven("previousRate"),
    };

    private static IEnumerable<ResultMember> Rate(CentralisedResult r) =>
        [new("rate", r.Rate), .. r.Fell is { } fell ? [new ResultMember("fell", fell)] : Array.Empty<ResultMember>()];
}
