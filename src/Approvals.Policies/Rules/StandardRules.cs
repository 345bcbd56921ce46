using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules about standards and settings: what may be set, and the subsidy when prices rise.</summary>
internal static class StandardRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("standard.bounds", "低保标准上下限",
            [
                new("proposed", "拟定标准（农村每年，城市每月）", GivenKind.Amount), new("previousYearIncome", "上年度人均收入", GivenKind.Amount, Required: false),
                new("kind", "农村或城市", GivenKind.Choice) { Choices = Kebab.All<StandardKind>() },
            ],
            [new("ok", ResultKind.Truth), new("lower", ResultKind.Amount, Always: false), new("upper", ResultKind.Amount, Always: false)],
            (law, given) => StandardCalculations.Bounds(law, given.Amount("proposed"), given.Choice<StandardKind>("kind").Value, given.AmountIfGiven("previousYearIncome")).As(Bounds)),
        new("setting.check", "参数上下限核对",
            [
                new("key", "参数", GivenKind.Text), new("value", "拟设定的值", GivenKind.Setting), new("inputs", "上下限所依据的数值", GivenKind.Settings, Required: false),
            ],
            [new("ok", ResultKind.Truth), new("clause", ResultKind.Text)],
            CheckSetting),
        new("price.subsidy", "价格临时补贴",
            [
                new("cpiGrowth", "居民消费价格涨幅（%）", GivenKind.Percent), new("foodGrowth", "食品价格涨幅（%）", GivenKind.Percent), new("persons", "保障人数", GivenKind.Count),
                new("scpiGrowth", "低收入居民基本生活费用价格指数涨幅（%）", GivenKind.Percent, Required: false), new("benefitPerPerson", "人均月救助金", GivenKind.Amount, Required: false),
                new("indexMonth", "指数月份", GivenKind.Month, Required: false), new("publishedOn", "指数公布日", GivenKind.Day, Required: false), DibaoRules.Standard,
            ],
            [new("triggered", ResultKind.Truth), new("amount", ResultKind.Amount), new("recipientsOn", ResultKind.Day, Always: false)],
            (law, given) => StandardCalculations.PriceSubsidy(law, Prices(given), given.Kind(StandardKind.Urban)).As(Subsidy)),
    ];

    private static IEnumerable<ResultMember> Bounds(StandardBoundsResult r) =>
    [
        new("ok", r.Ok),
        .. r.Lower is { } lower ? [new ResultMember("lower", lower)] : Array.Empty<ResultMember>(),
        .. r.Upper is { } upper ? [new ResultMember("upper", upper)] : Array.Empty<ResultMember>(),
    ];

    private static Answer<IReadOnlyList<ResultMember>> CheckSetting(LawOfTheDay law, GivenFacts given)
    {
        var key = given.Text("key");
        if (law.ParameterOf(key) is not { } parameter)
        {
            return new FieldProblem("given.key", key, $"没有这个参数。{NearestName.Hint(key, law.Keys)}");
        }

        var errors = new PackErrors("given");
        if (ValueReader.Read(JsonNodes.Of(given.Json("value"), "given.value"), parameter, errors) is not { } value)
        {
            return new FieldProblem("given.value", given.Json("value").GetRawText(), errors.All[^1].Remedy);
        }

        return InputsOf(law, given, out var problem) is { } inputs
            ? StandardCalculations.CheckSetting(law, key, value, inputs).As(r => [new("ok", r.Ok), new("clause", r.Clause)])
            : problem!;
    }

    private static PolicySettings? InputsOf(LawOfTheDay law, GivenFacts given, out FieldProblem? problem)
    {
        problem = null;
        return given.Has("inputs") ? law.ReadSettings(given.Json("inputs"), out problem) : PolicySettings.None;
    }

    private static PriceFacts Prices(GivenFacts given) => new(given.Percent("cpiGrowth"), given.Percent("foodGrowth"), given.Count("persons"))
    {
        ScpiGrowth = given.PercentIfGiven("scpiGrowth"),
        BenefitPerPerson = given.AmountIfGiven("benefitPerPerson"),
        IndexMonth = given.MonthIfGiven("indexMonth"),
        PublishedOn = given.DayIfGiven("publishedOn"),
    };

    private static IEnumerable<ResultMember> Subsidy(PriceSubsidyResult r) =>
        [new("triggered", r.Triggered), new("amount", r.Amount), .. r.RecipientsOn is { } day ? [new ResultMember("recipientsOn", day)] : Array.Empty<ResultMember>()];
}
