namespace Approvals.Domain;

/// <summary>What the floor of the basic living standard is a multiple of.</summary>
public enum TekunFloorBasis
{
    /// <summary>上年度农村低保标准: the floor is per month (JL2020).</summary>
    RuralStandard,

    /// <summary>上年度农村常住居民人均可支配收入: the floor is per year (YC2017).</summary>
    RuralIncome,
}

/// <summary>What the floor of the basic living standard is made of.</summary>
/// <param name="Base">What it is a multiple of.</param>
/// <param name="Multiple">The multiple.</param>
/// <param name="PreviousYear">That amount of the previous year, per person and year.</param>
/// <param name="Rounding">How a floor is rounded: always up (A-F10-2).</param>
/// <param name="Kinds">For rural persons, urban ones, or both (A-F10-3).</param>
/// <param name="Kind">The person's kind.</param>
public sealed record TekunFloorInput(
    Sourced<Choice<TekunFloorBasis>> Base,
    Sourced<Ratio> Multiple,
    Sourced<Money> PreviousYear,
    Sourced<Rounding> Rounding,
    Sourced<IReadOnlyList<Choice<StandardKind>>> Kinds,
    StandardKind Kind);

/// <summary>The least basic living standard of the specially destitute (特困人员基本生活标准下限).</summary>
/// <remarks>Yuan per person, per month from the Dibao standard and per year from income. Clauses: JL2020-2.1.4, YC2017-3.2.8.</remarks>
public static class TekunBasicFloor
{
    /// <summary>The bare floor.</summary>
    public static Money Of(TekunFloorBasis kind, Ratio multiple, Money previousYear, Rounding rounding)
    {
        var yearly = multiple * Ratio.Of(previousYear);
        return rounding.Apply(kind == TekunFloorBasis.RuralStandard ? yearly / new Ratio(YearMonth.MonthsOfAYear, 1) : yearly);
    }

    /// <summary>The floor with its line. Refuses a negative amount; a kind of person the text does not name has no floor here.</summary>
    public static Answer<Money> Explain(TekunFloorInput input)
    {
        if (FieldProblem.OfNegative("previousYear", input.PreviousYear.Value, "上年度数额") is { } problem)
        {
            return problem;
        }

        if (input.Kinds.Value.All(k => k.Value != input.Kind))
        {
            return Obstacle.Unset("tekun.basic-floor.applies-to", "特困基本生活标准下限的适用范围", "县级民政部门", "文件只规定了农村特困人员的下限");
        }

        var floor = Of(input.Base.Value.Value, input.Multiple.Value, input.PreviousYear.Value, input.Rounding.Value);
        var monthly = input.Base.Value.Value == TekunFloorBasis.RuralStandard;
        return new Explained<Money>(floor, new Explanation("tekun.basic-floor", "特困人员基本生活标准下限", [],
        [
            new Step(
                monthly ? "每月下限" : "每年下限",
                monthly ? "上年度农村低保标准 × 倍数 ÷ 12" : "上年度农村居民人均可支配收入 × 比例",
                [
                    StepInput.Of(monthly ? "上年度农村低保标准" : "上年度农村居民人均可支配收入", input.PreviousYear, "元/人·年"), StepInput.Of("倍数", input.Multiple),
                    StepInput.Of("下限的基数", input.Base), StepInput.Of("适用范围", input.Kinds), new StepInput("取整方式", input.Rounding.Value.Name, input.Rounding.Source),
                ],
                $"{floor}元/人·{(monthly ? "月" : "年")}")
            {
                Rounding = $"{input.Rounding.Value.Name}（不低于，所以向上）",
            },
        ]));
    }
}
