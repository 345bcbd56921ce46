namespace Approvals.Domain;

/// <summary>What the property test reads.</summary>
/// <param name="Members">Members who live together, at least 1.</param>
/// <param name="Savings">Deposits, cash and securities of the household.</param>
/// <param name="Vehicles">Motor vehicles of the household.</param>
/// <param name="Houses">Dwellings of the household.</param>
/// <param name="AnnualStandard">The yearly standard per person.</param>
/// <param name="SavingsMultiple">Savings per head may reach so many yearly standards.</param>
/// <param name="MostVehicles">Vehicles allowed.</param>
/// <param name="MostHouses">Dwellings allowed.</param>
/// <param name="Basis">The clauses of the property rule.</param>
public sealed record PropertyTestInput(
    Sourced<int> Members,
    Sourced<Money> Savings,
    Sourced<int> Vehicles,
    Sourced<int> Houses,
    Sourced<Money> AnnualStandard,
    Sourced<Ratio> SavingsMultiple,
    Sourced<int> MostVehicles,
    Sourced<int> MostHouses,
    IReadOnlyList<string> Basis)
{
    /// <summary>Vehicles that do not count: a disabled person's own, one needed for work. Null: none stated.</summary>
    public Sourced<int>? ExemptVehicles { get; init; }

    /// <summary>Businesses a member owns or has a share in; null: none stated.</summary>
    public Sourced<int>? Businesses { get; init; }

    /// <summary>Businesses allowed; needed where some are stated.</summary>
    public Sourced<int>? MostBusinesses { get; init; }

    /// <summary>Vehicles that count.</summary>
    public int CountedVehicles => Math.Max(0, Vehicles.Value - (ExemptVehicles?.Value ?? 0));
}

/// <summary>Whether a household's property lies within the local limits (家庭财产状况): an outcome of its own, apart from the income test.</summary>
/// <remarks>Compared as totals, exactly; at the limit is within. Clauses: SC649-9, SC649-10; the figures are the county's.</remarks>
public static class PropertyTest
{
    /// <summary>The bare comparison: each of savings, vehicles, dwellings and businesses at or below its limit.</summary>
    public static bool IsWithin(PropertyTestInput input) => Over(input).Count == 0;

    /// <summary>The kinds of property above their limits, by their Chinese names.</summary>
    public static IReadOnlyList<string> Over(PropertyTestInput input) => [.. OverOf(input)];

    /// <summary>The comparison with a line for each limit and a last line that says which were exceeded.</summary>
    public static Answer<bool> Explain(PropertyTestInput input)
    {
        if (FieldProblem.OfMembers(input.Members.Value) is { } problem)
        {
            return problem;
        }

        var over = Over(input);
        var verdict = over.Count == 0 ? "家庭财产符合规定" : $"家庭财产超出规定：{string.Join("、", over)}";
        return new Explained<bool>(over.Count == 0, new Explanation("dibao.property-test", "家庭财产核查", input.Basis,
            [.. Lines(input), new Step("结论", "各项都不超过限额", [], verdict) { Clauses = input.Basis }]));
    }

    private static Ratio SavingsLimit(PropertyTestInput input) =>
        input.SavingsMultiple.Value * Ratio.Of(input.AnnualStandard.Value * input.Members.Value);

    private static IEnumerable<string> OverOf(PropertyTestInput input)
    {
        if (Ratio.Of(input.Savings.Value) > SavingsLimit(input))
        {
            yield return "金融资产";
        }

        if (input.CountedVehicles > input.MostVehicles.Value)
        {
            yield return "机动车";
        }

        if (input.Houses.Value > input.MostHouses.Value)
        {
            yield return "住房";
        }

        if (input.Businesses?.Value > input.MostBusinesses?.Value)
        {
            yield return "经营实体";
        }
    }

    private static IEnumerable<Step> Lines(PropertyTestInput input) =>
    [
        new("金融资产", "全户存款、现金、有价证券 不超过 年保障标准 × 人数 × 倍数",
        [
            StepInput.Of("金融资产", input.Savings), StepInput.Of("年保障标准", input.AnnualStandard, "元/人·年"),
            StepInput.Of("共同生活家庭成员", input.Members, "人"), new StepInput("倍数", input.SavingsMultiple.Value.ToString(), input.SavingsMultiple.Source),
        ], $"{input.Savings.Value}元"),
        VehicleLine(input),
        new("住房", "不超过限额", [StepInput.Of("住房", input.Houses, "套"), StepInput.Of("限额", input.MostHouses, "套")], $"{input.Houses.Value}套"),
        .. input is { Businesses: { } businesses, MostBusinesses: { } most }
            ? new Step[] { new("经营实体", "不超过限额", [StepInput.Of("经营实体", businesses, "个"), StepInput.Of("限额", most, "个")], $"{businesses.Value}个") }
            : [],
    ];

    private static Step VehicleLine(PropertyTestInput input) => input.ExemptVehicles is { } exempt
        ? new("机动车", "除残疾人代步车、必要的劳动用车外，不超过限额",
            [StepInput.Of("机动车", input.Vehicles, "辆"), StepInput.Of("不计的车辆", exempt, "辆"), StepInput.Of("限额", input.MostVehicles, "辆")], $"{input.CountedVehicles}辆")
        : new("机动车", "不超过限额", [StepInput.Of("机动车", input.Vehicles, "辆"), StepInput.Of("限额", input.MostVehicles, "辆")], $"{input.Vehicles.Value}辆");
}
