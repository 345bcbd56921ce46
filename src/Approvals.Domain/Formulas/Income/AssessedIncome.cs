namespace Approvals.Domain;

/// <summary>A local figure of the county's assessment table (收入核算评估标准): what a mu, a head or a day is taken to bring in a year.</summary>
/// <param name="Id">The table's id, for example maize.</param>
/// <param name="Name">Its Chinese name.</param>
/// <param name="Per">What one unit is: 亩, 头, 天, 月.</param>
/// <param name="Amount">Net yuan for one unit.</param>
/// <param name="Kind">What kind of income it is.</param>
/// <param name="ByLabour">Whether a labour coefficient is applied.</param>
public sealed record UnitValue(string Id, string Name, string Per, Money Amount, IncomeKind Kind, bool ByLabour);

/// <summary>What somebody has or does, in units of the table.</summary>
/// <param name="Person">The member as printed.</param>
/// <param name="Item">The id in the county's table.</param>
/// <param name="Quantity">How many units.</param>
public sealed record QuantityItem(string Person, string Item, Sourced<Ratio> Quantity)
{
    /// <summary>The documented amount of the same income in a year; null when there is no paper.</summary>
    public Sourced<Money>? Documented { get; init; }

    /// <summary>How far the person has lost the ability to work; needed where the item goes by labour.</summary>
    public Sourced<LabourLoss>? Labour { get; init; }
}

/// <summary>The county's table.</summary>
/// <param name="Values">Unit values by id.</param>
/// <param name="FullLabour">Coefficient of those able to work.</param>
/// <param name="PartialLabour">Coefficient of those who lost part of it.</param>
/// <param name="NoLabour">Coefficient of those who lost all of it.</param>
/// <param name="DocumentedFirst">Whether a documented amount beats the assessed one.</param>
/// <param name="Rounding">How one line is rounded to fen.</param>
public sealed record AssessmentTerms(
    Sourced<IReadOnlyDictionary<string, UnitValue>> Values,
    Sourced<Ratio> FullLabour,
    Sourced<Ratio> PartialLabour,
    Sourced<Ratio> NoLabour,
    Sourced<bool> DocumentedFirst,
    Sourced<Rounding> Rounding)
{
    public Sourced<Ratio> CoefficientOf(LabourLoss loss) => loss switch
    {
        LabourLoss.Full => NoLabour,
        LabourLoss.Partial => PartialLabour,
        _ => FullLabour,
    };
}

/// <summary>One income of the sheet: what counts, and both figures where there are two.</summary>
/// <param name="Person">The member.</param>
/// <param name="Value">The unit value used.</param>
/// <param name="Assessed">Quantity × unit value × coefficient.</param>
/// <param name="Documented">The documented amount, where there is one.</param>
/// <param name="Counted">What counts.</param>
public sealed record AssessedLine(string Person, UnitValue Value, Money Assessed, Money? Documented, Money Counted);

/// <summary>Assessed incomes of a household and year.</summary>
public sealed record AssessedResult(Money Total, IReadOnlyList<AssessedLine> Lines);

/// <summary>Income that no paper shows, reckoned from quantities: quantity × local unit value × labour coefficient (收入评估).</summary>
/// <remarks>Yuan per year. A documented amount beats the assessed one; both are shown. Clauses: SC649-10, N2021-2.8.2; every figure is the county's.</remarks>
public static class AssessedIncome
{
    /// <summary>The bare amount of one line.</summary>
    public static Money Of(Ratio quantity, Money unitValue, Ratio coefficient, Rounding rounding) => rounding.Apply(quantity * Ratio.Of(unitValue) * coefficient);

    /// <summary>The incomes with a line for each. An item the table does not know, and a missing ability to work, cannot be decided.</summary>
    public static Answer<AssessedResult> Explain(IReadOnlyList<QuantityItem> items, AssessmentTerms terms)
    {
        if (items.Select(ProblemOf).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        Obstacle[] obstacles = [.. items.Select(i => ObstacleOf(i, terms)).OfType<Obstacle>()];
        return obstacles.Length > 0 ? obstacles : Decided(items, terms);
    }

    private static FieldProblem? ProblemOf(QuantityItem item) =>
        item.Quantity.Value.Numerator < 0 ? new FieldProblem($"{item.Person} {item.Item}", item.Quantity.Value.ToDecimalText(), "数量不能是负数，请核对后重填。") : FieldProblem.OfNegative($"{item.Person} {item.Item} documented", item.Documented?.Value, "有凭证的收入");

    private static Obstacle? ObstacleOf(QuantityItem item, AssessmentTerms terms) =>
        !terms.Values.Value.TryGetValue(item.Item, out var value)
            ? Obstacle.Unset($"income.unit-values.{item.Item}", $"“{item.Item}”的评估标准", "县级民政部门", "收入评估标准表里没有这一项")
            : value.ByLabour && item.Labour is null ? Obstacle.Missing($"{item.Person} labour", $"{item.Person}的劳动能力", "乡镇经办人", $"{value.Name}按劳动能力系数计算") : null;

    private static Explained<AssessedResult> Decided(IReadOnlyList<QuantityItem> items, AssessmentTerms terms)
    {
        var lines = items.Select(i => LineOf(i, terms)).ToList();
        var total = lines.Aggregate(Money.Zero, (sum, l) => sum + l.Counted);
        return new Explained<AssessedResult>(new AssessedResult(total, lines), new Explanation("income.assessment", "收入评估", [],
            [.. items.Zip(lines, (i, l) => StepOf(i, l, terms)), new Step("评估收入合计", "各项之和", [], $"{total}元/年")]));
    }

    /// <summary>One income with its line alone, for a sheet that lists incomes of other kinds between.</summary>
    public static Answer<AssessedLine> ExplainLine(QuantityItem item, AssessmentTerms terms) =>
        Explain([item], terms).Then<AssessedLine>(one => new Explained<AssessedLine>(one.Value.Lines[0], new Explanation("income.assessment", "收入评估", [], [one.Explanation.Steps[0]])));

    private static AssessedLine LineOf(QuantityItem item, AssessmentTerms terms)
    {
        var value = terms.Values.Value[item.Item];
        var assessed = Of(item.Quantity.Value, value.Amount, Coefficient(item, value, terms)?.Value ?? Ratio.One, terms.Rounding.Value);
        var counted = item.Documented is { } paper && terms.DocumentedFirst.Value ? paper.Value : assessed;
        return new AssessedLine(item.Person, value, assessed, item.Documented?.Value, counted);
    }

    private static Sourced<Ratio>? Coefficient(QuantityItem item, UnitValue value, AssessmentTerms terms) =>
        value.ByLabour && item.Labour is { } labour ? terms.CoefficientOf(labour.Value) : null;

    private static Step StepOf(QuantityItem item, AssessedLine line, AssessmentTerms terms)
    {
        var inputs = new List<StepInput> { StepInput.Of("数量", item.Quantity, line.Value.Per), new("评估标准", $"{line.Value.Amount}元/{line.Value.Per}", terms.Values.Source) };
        if (Coefficient(item, line.Value, terms) is { } coefficient)
        {
            inputs.AddRange([new StepInput("劳动能力", GuaranteedRevenue.NameOf(item.Labour!.Value.Value), item.Labour.Value.Source), StepInput.Of("劳动力系数", coefficient)]);
        }

        if (item.Documented is { } paper)
        {
            inputs.AddRange([StepInput.Of("有凭证的收入", paper, "元/年"), StepInput.Of("有凭证的优先", terms.DocumentedFirst)]);
        }

        return new Step($"{item.Person} {line.Value.Name}", item.Documented is null ? "评估：数量 × 评估标准 × 系数" : "有凭证的按凭证，评估数列出对照", inputs, $"{line.Counted}元/年{(line.Documented is null ? "" : $"（评估{line.Assessed}元，凭证{line.Documented}元）")}")
        {
            Rounding = terms.Rounding.Value.Name,
        };
    }
}
