using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules that flag, layer and warn.</summary>
internal static class MonitoringRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("backstop.category", "兜底保障对象标识",
            [
                new("lossOfLabour", "丧失劳动能力的程度", GivenKind.Choice, Required: false) { Choices = Kebab.All<LabourLoss>() }, new("stableIncome", "有稳定收入", GivenKind.Truth, Required: false),
                new("registeredPoor", "建档立卡", GivenKind.Truth, Required: false), new("industry", "产业扶持有效", GivenKind.Truth, Required: false), new("employment", "就业帮助有效", GivenKind.Truth, Required: false),
                new("otherIncome", "其他经济来源", GivenKind.Choice, Required: false) { Choices = ["true", "false", "below-standard"] },
            ],
            [new("flagged", ResultKind.Truth)],
            (law, given) => MonitoringCalculations.Backstop(law, Backstop(given)).As("flagged")),
        new("household.layer", "困难家庭分层",
            [
                new("tekun", "特困人员", GivenKind.Truth), DibaoRules.HouseholdAndIncome[1], DibaoRules.HouseholdAndIncome[0], new("rigidExpense", "刚性支出困难", GivenKind.Truth), new("flagged", "列入监测", GivenKind.Truth),
                new("propertyOk", "家庭财产符合规定", GivenKind.Truth, Required: false), DibaoRules.Standard,
            ],
            [new("layer", ResultKind.Text) { Choices = Kebab.All<Layer>() }],
            (law, given) => MonitoringCalculations.Layer(law, Layered(given), given.Kind()).As(l => [new("layer", Kebab.Of(l))])),
        new("warning.thresholds", "监测预警",
            [new("previousIncome", "上期收入", GivenKind.Amount), new("currentIncome", "本期收入", GivenKind.Amount), new("rigidExpense", "自付刚性支出", GivenKind.Amount)],
            [new("alerts", ResultKind.Texts) { Choices = Kebab.All<WarningAlert>() }],
            (law, given) => MonitoringCalculations.Warnings(law, new WarningFacts(given.Amount("previousIncome"), given.Amount("currentIncome"), given.Amount("rigidExpense")))
                .As(alerts => [new("alerts", alerts.Select(Kebab.Of).ToList())])),
        new("employment.service-gap", "就业服务缺口",
            [
                new("jobs", "已推荐岗位信息", GivenKind.Count), new("guidance", "已提供职业指导", GivenKind.Count), new("trainingInfo", "已提供培训信息", GivenKind.Count),
                new("jobContacts", "推荐岗位的联系次数", GivenKind.Count, Required: false), new("registeredIn", "失业登记月份", GivenKind.Month, Required: false),
            ],
            [new("gaps", ResultKind.Group) { Members = [new("jobs", ResultKind.Count), new("guidance", ResultKind.Count), new("trainingInfo", ResultKind.Count)] }],
            (law, given) => MonitoringCalculations.ServiceGap(law, Service(given)).As(Gaps)),
    ];

    private static BackstopFacts Backstop(GivenFacts given) => new(
        given.ChoiceIfGiven<LabourLoss>("lossOfLabour"),
        given.TruthIfGiven("stableIncome"),
        given.TruthIfGiven("registeredPoor"),
        given.TruthIfGiven("industry"),
        given.TruthIfGiven("employment"),
        given.Has("otherIncome") ? Sourced.Given(Other(given.Text("otherIncome"))) : null);

    private static OtherIncome Other(string id) => id switch
    {
        "true" => OtherIncome.LiftsToStandard,
        "below-standard" => OtherIncome.BelowStandard,
        _ => OtherIncome.None,
    };

    private static LayerFacts Layered(GivenFacts given) =>
        new(given.Truth("tekun"), given.Amount("countableAnnualIncome"), given.Count("members"), given.Truth("rigidExpense"), given.Truth("flagged")) { PropertyOk = given.TruthIfGiven("propertyOk") };

    private static ServiceFacts Service(GivenFacts given) =>
        new(Sourced.Given(new ServiceCounts(given.Count("jobs").Value, given.Count("guidance").Value, given.Count("trainingInfo").Value)))
        {
            JobContacts = given.CountIfGiven("jobContacts"),
            RegisteredIn = given.MonthIfGiven("registeredIn"),
        };

    private static ResultMember[] Gaps(ServiceCounts gap) =>
        [new("gaps", new ResultMember[] { new("jobs", gap.Jobs), new("guidance", gap.Guidance), new("trainingInfo", gap.TrainingInformation) })];
}
