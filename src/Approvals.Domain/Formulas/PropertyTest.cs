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
    IReadOnlyList<string> Basis);

/// <summary>Whether a household's property lies within the local limits (家庭财产状况): an outcome of its own, apart from the income test.</summary>
/// <remarks>Compared as totals, exactly; at the limit is within. Clauses: SC649-9, SC649-10; the figures are the county's.</remarks>
public static class PropertyTest
{
    /// <summary>The bare comparison: each of savings, vehicles and dwellings at or below its limit.</summary>
    public static bool IsWithin(PropertyTestInput input) =>
        Ratio.Of(input.Savings.Value) <= SavingsLimit(input) && input.Vehicles.Value <= input.MostVehicles.Value && input.Houses.Value <= input.MostHouses.Value;

    /// <summary>The comparison with a line for each limit and a last line that says which were exceeded.</summary>
    public static Answer<bool> Explain(PropertyTestInput input)
    {
        if (input.Members.Value < 1)
        {
            return new FieldProblem("members", $"{input.Members.Value}", "共同生活家庭成员至少1人，请核对成员后重填。");
        }

        var over = Over(input).ToList();
        var verdict = over.Count == 0 ? "家庭财产符合规定" : $"家庭财产超出规定：{string.Join("、", over)}";
        return new Explained<bool>(over.Count == 0, new Explanation("dibao.property-test", "家庭财产核查", input.Basis,
            [.. Lines(input), new Step("结论", "各项都不超过限额", [], verdict) { Clauses = input.Basis }]));
    }

    private static Ratio SavingsLimit(PropertyTestInput input) =>
        input.SavingsMultiple.Value * Ratio.Of(input.AnnualStandard.Value * input.Members.Value);

    private static IEnumerable<string> Over(PropertyTestInput input)
    {
        if (Ratio.Of(input.Savings.Value) > SavingsLimit(input))
        {
            yield return "金融资产";
        }

        if (input.Vehicles.Value > input.MostVehicles.Value)
        {
            yield return "机动车";
        }

        if (input.Houses.Value > input.MostHouses.Value)
        {
            yield return "住房";
        }
    }

    private static IEnumerable<Step> Lines(PropertyTestInput input) =>
    [
        new("金融资产", "全户存款、现金、有价证券 不超过 年保障标准 × 人数 × 倍数",
        [
            StepInput.Of("金融资产", input.Savings), StepInput.Of("年保障标准", input.AnnualStandard, "元/人·年"),
            StepInput.Of("共同生活家庭成员", input.Members, "人"), new StepInput("倍数", input.SavingsMultiple.Value.ToString(), input.SavingsMultiple.Source),
        ], $"{input.Savings.Value}元"),
        new("机动车", "不超过限额", [StepInput.Of("机动车", input.Vehicles, "辆"), StepInput.Of("限额", input.MostVehicles, "辆")], $"{input.Vehicles.Value}辆"),
        new("住房", "不超过限额", [StepInput.Of("住房", input.Houses, "套"), StepInput.Of("限额", input.MostHouses, "套")], $"{input.Houses.Value}套"),
    ];
}
