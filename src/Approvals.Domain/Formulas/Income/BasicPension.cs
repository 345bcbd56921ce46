namespace Approvals.Domain;

/// <summary>Which part of the basic pension (基础养老金) is not counted as income.</summary>
public enum PensionExclusion
{
    /// <summary>不扣除: all of it counts.</summary>
    None,

    /// <summary>中央确定的部分不计入 (N2021).</summary>
    Central,

    /// <summary>基础养老金全部不计入 (JL2020, YC2017).</summary>
    All,
}

/// <summary>What the pension of one month is made of and what the law leaves out of it.</summary>
/// <param name="Basic">基础养老金 received in the month, local additions included.</param>
/// <param name="Other">The rest of the pension: personal account, years-based supplement.</param>
/// <param name="Exclusion">What is left out on the day of the accounting (A-F1a-3).</param>
/// <param name="Central">中央确定的基础养老金 of the month the pension was for; null when nobody has entered it.</param>
public sealed record BasicPensionInput(Sourced<Money> Basic, Sourced<Money> Other, Sourced<PensionExclusion> Exclusion, Sourced<Money>? Central)
{
    /// <summary>The programmes the exclusion is for, as printed; null when it does not matter.</summary>
    public Sourced<string>? Programmes { get; init; }
}

/// <summary>How much of a month's pension counts as income (基础养老金不计入).</summary>
/// <remarks>Yuan per month. What is left out never exceeds what was received. Other pension parts always count. Clauses: N2021-2.8.1, JL2020-2.4.3a, JL2020-2.4.3c, YC2017-3.1.8.</remarks>
public static class BasicPension
{
    /// <summary>The bare calculation.</summary>
    public static Money Countable(Money basic, Money other, PensionExclusion exclusion, Money central) => exclusion switch
    {
        PensionExclusion.All => other,
        PensionExclusion.Central => basic - Money.Min(basic, central) + other,
        _ => basic + other,
    };

    /// <summary>The calculation with its lines. Refuses negative amounts; cannot decide without the central amount where only that part is left out.</summary>
    public static Answer<Money> Explain(BasicPensionInput input)
    {
        if (Negative(input) is { } problem)
        {
            return problem;
        }

        if (input is { Exclusion.Value: PensionExclusion.Central, Central: null })
        {
            return NoCentralAmount;
        }

        var countable = Countable(input.Basic.Value, input.Other.Value, input.Exclusion.Value, input.Central?.Value ?? Money.Zero);
        return new Explained<Money>(countable, new Explanation("income.basic-pension", "养老金计入额", [], [ExclusionLine(input, countable), SumLine(input, countable)]));
    }

    private static Obstacle NoCentralAmount { get; } = new(
        ObstacleKind.UnsetValue,
        "income.central-basic-pension",
        "中央确定的基础养老金",
        "县级民政部门",
        "这个月的中央确定的基础养老金（income.central-basic-pension）还没有录入，不能估计。请县级民政部门按人社、财政部门的通知录入并由另一人确认。");

    private static FieldProblem? Negative(BasicPensionInput input) =>
        FieldProblem.OfNegative("basicPension", input.Basic.Value, "养老金")
        ?? FieldProblem.OfNegative("otherPension", input.Other.Value, "养老金")
        ?? FieldProblem.OfNegative("centralBasicPension", input.Central?.Value, "养老金");

    private static Step ExclusionLine(BasicPensionInput input, Money countable)
    {
        var words = input.Exclusion.Value switch
        {
            PensionExclusion.All => "基础养老金全部不计入收入",
            PensionExclusion.Central => "基础养老金 − 中央确定的部分（不超过实领数）",
            _ => "基础养老金全部计入收入",
        };
        var inputs = new List<StepInput> { StepInput.Of("基础养老金", input.Basic, "元/月"), new("不计入范围", words, input.Exclusion.Source) };
        if (input.Programmes is { } programmes)
        {
            inputs.Add(new StepInput("不计入的救助种类", programmes.Value, programmes.Source));
        }

        if (input is { Exclusion.Value: PensionExclusion.Central, Central: { } central })
        {
            inputs.Add(StepInput.Of("中央确定的基础养老金", central, "元/月"));
        }

        return new Step("计入的基础养老金", words, inputs, $"{countable - input.Other.Value}元/月");
    }

    private static Step SumLine(BasicPensionInput input, Money countable) => new(
        "养老金计入额",
        "计入的基础养老金 + 其他养老金",
        [StepInput.Of("其他养老金", input.Other, "元/月")],
        $"{countable}元/月");
}
