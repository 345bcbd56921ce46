namespace Approvals.Domain;

/// <summary>How a value was reached, in the order a person would write it down: prints as 核算表, in letters, on pages and as JSON.</summary>
/// <param name="Rule">The rule id, for example dibao.shortfall.</param>
/// <param name="Title">The rule's Chinese name.</param>
/// <param name="Basis">The clauses the rule itself stands on, the main one first.</param>
/// <param name="Steps">The lines of the calculation.</param>
public sealed record Explanation(string Rule, string Title, IReadOnlyList<string> Basis, IReadOnlyList<Step> Steps)
{
    /// <summary>Every clause used, each once: the rule's own first, then those of steps, values and calculations they rest on.</summary>
    public IReadOnlyList<string> Clauses => [.. AllClauses().Distinct()];

    /// <summary>Every value of the law that was read, here and in the calculations this one rests on.</summary>
    public IEnumerable<PolicyCitation> PolicyValues => Steps.SelectMany(s => s.Inputs).SelectMany(i => i.Source switch
    {
        Source.Policy p => [p.Citation],
        Source.Calculation c => c.Explanation.PolicyValues,
        _ => Enumerable.Empty<PolicyCitation>(),
    }).Distinct();

    private IEnumerable<string> AllClauses() => Basis.Concat(Steps.SelectMany(step => step.Clauses.Concat(step.Inputs.SelectMany(ClausesOf))));

    private static IReadOnlyList<string> ClausesOf(StepInput input) => input.Source switch
    {
        Source.Policy p => p.Citation.Clauses,
        Source.Calculation c => c.Explanation.Clauses,
        _ => [],
    };
}

/// <summary>One line of a calculation.</summary>
/// <param name="Label">What the line is, for example 月补差额.</param>
/// <param name="Formula">The formula in words.</param>
/// <param name="Inputs">The numbers that go in, each with its source.</param>
/// <param name="Result">The result as printed.</param>
public sealed record Step(string Label, string Formula, IReadOnlyList<StepInput> Inputs, string Result)
{
    /// <summary>How the result was rounded; null where nothing was.</summary>
    public string? Rounding { get; init; }

    /// <summary>The clauses of this line.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>A condition with whether it is met.</summary>
    public static Step Condition(string label, string formula, bool met, params IReadOnlyList<StepInput> inputs) =>
        new(label, formula, inputs, met ? "符合" : "不符合");
}

/// <summary>One number that goes into a line.</summary>
public sealed record StepInput(string Name, string Value, Source Source)
{
    /// <summary>An amount that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<Money> amount, string unit = "元") => new(name, $"{amount.Value}{unit}", amount.Source);

    /// <summary>A count that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<int> count, string unit) => new(name, $"{count.Value}{unit}", count.Source);

    /// <summary>A ratio or multiple that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<Ratio> ratio, string unit = "") => new(name, $"{ratio.Value.ToDecimalText()}{unit}", ratio.Source);

    /// <summary>A percentage that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<Percent> percent) => new(name, $"{percent.Value}", percent.Source);

    /// <summary>A yes or no that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<bool> truth) => new(name, truth.Value ? "是" : "否", truth.Source);

    /// <summary>A day that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<DateOnly> day) => new(name, LegalDay.Text(day.Value), day.Source);

    /// <summary>A month that goes into a line.</summary>
    public static StepInput Of(string name, Sourced<YearMonth> month) => new(name, $"{month.Value}", month.Source);

    /// <summary>A choice of the law that goes into a line.</summary>
    public static StepInput Of<T>(string name, Sourced<Choice<T>> choice)
        where T : struct, Enum => new(name, choice.Value.Name, choice.Source);

    /// <summary>Choices of the law that go into a line.</summary>
    public static StepInput Of<T>(string name, Sourced<IReadOnlyList<Choice<T>>> choices)
        where T : struct, Enum => new(name, choices.Value.Count == 0 ? "无" : string.Join("、", choices.Value.Select(c => c.Name)), choices.Source);
}
