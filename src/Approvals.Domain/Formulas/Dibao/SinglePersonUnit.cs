namespace Approvals.Domain;

/// <summary>What a text demands of a person who is taken in alone.</summary>
public enum UnitCondition
{
    Adult,
    Jobless,
    SeverelyDisabled,
    SeverelyDisabledOrIll,
    SupportedByFamily,
    CannotFormHousehold,
    OwnApplication,
}

/// <summary>Grades of disability, with the kinds that matter at grade 3.</summary>
public enum DisabilityGrade
{
    One,
    Two,
    Three,
    ThreeIntellectual,
    ThreeMental,
    Four,
}

/// <summary>How "家庭生活困难" is tested (A-F3-1).</summary>
public enum FamilyHardshipTest
{
    /// <summary>Income per head below a multiple of the standard.</summary>
    IncomeMultiple,

    /// <summary>The family is recognised as 低保边缘家庭, property included.</summary>
    RecognisedEdge,
}

/// <summary>What the person is paid (A-F3-3).</summary>
public enum UnitBenefit
{
    /// <summary>The gap between the personal income and the standard.</summary>
    Difference,

    /// <summary>The whole standard.</summary>
    FullStandard,
}

/// <summary>What is recorded of a person who asks to be taken in alone.</summary>
/// <param name="Age">Whole years on the day of the application.</param>
/// <param name="Jobless">无业.</param>
/// <param name="Disability">The grade of the certificate; null without one.</param>
/// <param name="SeriouslyIll">重病.</param>
/// <param name="PersonalIncome">Countable income of the person in a year.</param>
/// <param name="HouseholdIncomePerPerson">Countable income per head of the whole family in a year.</param>
/// <param name="OwnApplication">经个人申请.</param>
/// <param name="SupportedByFamily">靠家庭供养.</param>
/// <param name="CannotFormHousehold">无法单独立户.</param>
public sealed record SinglePersonFacts(
    Sourced<int> Age,
    Sourced<bool> Jobless,
    Sourced<DisabilityGrade>? Disability,
    Sourced<bool> SeriouslyIll,
    Sourced<Money> PersonalIncome,
    Sourced<Money> HouseholdIncomePerPerson,
    Sourced<bool> OwnApplication,
    Sourced<bool> SupportedByFamily,
    Sourced<bool> CannotFormHousehold)
{
    /// <summary>A guardian signed for a person without legal capacity; null when nobody did.</summary>
    public Sourced<bool>? GuardianApplication { get; init; }

    /// <summary>The family is recognised as 低保边缘家庭; null when nobody has looked.</summary>
    public Sourced<bool>? EdgeFamily { get; init; }
}

/// <summary>What the law demands and pays.</summary>
/// <param name="Conditions">Each of them must be met.</param>
/// <param name="SevereGrades">The grades that count as 重度.</param>
/// <param name="AgeOfMajority">成年.</param>
/// <param name="Hardship">How the hardship of the family is tested.</param>
/// <param name="CapMultiple">So many standards per head is no hardship any more; null leaves it to a person.</param>
/// <param name="Benefit">What is paid.</param>
/// <param name="GuardianMayApply">Whether a guardian's signature is as good (A-F3-5).</param>
/// <param name="Shortfall">The standard and the gap.</param>
public sealed record SinglePersonTerms(
    Sourced<IReadOnlyList<Choice<UnitCondition>>> Conditions,
    Sourced<IReadOnlyList<Choice<DisabilityGrade>>> SevereGrades,
    Sourced<int> AgeOfMajority,
    Sourced<Choice<FamilyHardshipTest>> Hardship,
    Sourced<Ratio>? CapMultiple,
    Sourced<Choice<UnitBenefit>> Benefit,
    Sourced<bool> GuardianMayApply,
    ShortfallTerms Shortfall);

/// <summary>Whether a person is taken into 低保 alone, apart from a family that is not (单人户), and with how much.</summary>
/// <remarks>Yuan per month. A family that is eligible itself is taken in whole. Clauses: N2021-2.5.2, JL2020-2.4.1a, JL2020-2.4.1b, YC2017-3.1.4.</remarks>
public static class SinglePersonUnit
{
    private const string Rule = "dibao.single-person-unit";
    private const string Title = "单人户";
    private static readonly Obstacle NobodyLooked = Obstacle.Missing("edgeFamily", "是否已认定为低保边缘家庭", "乡镇经办人", "只有低保边缘家庭的成员才能按单人户纳入");
    private static readonly Obstacle NoCap = Obstacle.Unset("single.household-cap-multiple", "单人户家庭收入上限倍数", "县级民政部门", "不知道家庭人均收入多高就不算生活困难");

    /// <summary>Whether one condition is met.</summary>
    public static bool Meets(UnitCondition condition, SinglePersonFacts facts, SinglePersonTerms terms) => condition switch
    {
        UnitCondition.Adult => facts.Age.Value >= terms.AgeOfMajority.Value,
        UnitCondition.Jobless => facts.Jobless.Value,
        UnitCondition.SeverelyDisabled => IsSevere(facts, terms),
        UnitCondition.SeverelyDisabledOrIll => IsSevere(facts, terms) || facts.SeriouslyIll.Value,
        UnitCondition.SupportedByFamily => facts.SupportedByFamily.Value,
        UnitCondition.CannotFormHousehold => facts.CannotFormHousehold.Value,
        _ => facts.OwnApplication.Value || (facts.GuardianApplication?.Value == true && terms.GuardianMayApply.Value),
    };

    /// <summary>The decision with its lines. Cannot decide while the hardship of the family is open.</summary>
    public static Answer<ShortfallResult> Explain(SinglePersonFacts facts, SinglePersonTerms terms)
    {
        var problem = FieldProblem.OfLess("age", facts.Age.Value, 0, "年龄") ?? FieldProblem.OfNegative("householdIncomePerPerson", facts.HouseholdIncomePerPerson.Value, "家庭人均收入");
        if (problem is not null)
        {
            return problem;
        }

        List<Step> lines = [.. terms.Conditions.Value.Select(c => ConditionLine(c, facts, terms))];
        return terms.Conditions.Value.All(c => Meets(c.Value, facts, terms))
            ? InHardship(facts, terms, lines)
            : NotEligible(lines);
    }

    private static Answer<ShortfallResult> InHardship(SinglePersonFacts facts, SinglePersonTerms terms, List<Step> lines)
    {
        var standard = terms.Shortfall.AnnualPerPerson.Value;
        if (facts.HouseholdIncomePerPerson.Value < standard)
        {
            return NotEligible([.. lines, new Step("整户", "家庭人均收入低于保障标准的，按整户申请", [StepInput.Of("家庭人均年收入", facts.HouseholdIncomePerPerson)], "请按整户申请，不用单人户")]);
        }

        if (terms.Hardship.Value.Value == FamilyHardshipTest.RecognisedEdge)
        {
            return facts.EdgeFamily is not { } edge ? NobodyLooked
                : Decide(edge.Value, facts, terms, [.. lines, Step.Condition("家庭生活困难", "已认定为低保边缘家庭", edge.Value, StepInput.Of("低保边缘家庭", edge), StepInput.Of("认定方法", terms.Hardship))]);
        }

        if (terms.CapMultiple is not { } cap)
        {
            return NoCap;
        }

        var below = Ratio.Of(facts.HouseholdIncomePerPerson.Value) < cap.Value * Ratio.Of(standard);
        return Decide(below, facts, terms, [.. lines, CapLine(facts, terms, cap, below)]);
    }

    private static Answer<ShortfallResult> Decide(bool hardship, SinglePersonFacts facts, SinglePersonTerms terms, List<Step> lines) => hardship
        ? Shortfall.Explain(terms.Shortfall.For(Sourced.Given(1), facts.PersonalIncome)).Then<ShortfallResult>(own => Paid(own, terms, lines))
        : NotEligible(lines);

    private static Explained<ShortfallResult> Paid(Explained<ShortfallResult> own, SinglePersonTerms terms, List<Step> lines)
    {
        var full = terms.Benefit.Value.Value == UnitBenefit.FullStandard && own.Value.Eligible;
        var monthly = full ? terms.Shortfall.Rounding.Value.Apply(terms.Shortfall.AnnualPerPerson.Value, YearMonth.MonthsOfAYear) : own.Value.Monthly;
        var line = new Step(
            "单人户月金额",
            full ? "按保障标准全额发放" : "只按本人收入计算补差",
            [StepInput.Of("本人补差", Sourced.Result(new Explained<Money>(own.Value.Monthly, own.Explanation)), "元/月"), StepInput.Of("发放方法", terms.Benefit)],
            own.Value.Eligible ? $"{monthly}元/月" : "本人收入不低于保障标准，不符合");
        return new Explained<ShortfallResult>(own.Value with { Monthly = monthly }, new Explanation(Rule, Title, [], [.. lines, line]));
    }

    private static Explained<ShortfallResult> NotEligible(IReadOnlyList<Step> lines) =>
        new(new ShortfallResult(false, Money.Zero), new Explanation(Rule, Title, [], lines));

    private static bool IsSevere(SinglePersonFacts facts, SinglePersonTerms terms) =>
        facts.Disability is { } grade && terms.SevereGrades.Value.Any(g => g.Value == grade.Value);

    private static Step ConditionLine(Choice<UnitCondition> condition, SinglePersonFacts facts, SinglePersonTerms terms) => Step.Condition(
        condition.Name,
        "文件列明的条件须逐项符合",
        Meets(condition.Value, facts, terms),
        [StepInput.Of("纳入条件", terms.Conditions), .. Evidence(condition.Value, facts, terms)]);

    private static StepInput[] Evidence(UnitCondition condition, SinglePersonFacts facts, SinglePersonTerms terms) => condition switch
    {
        UnitCondition.Adult => [StepInput.Of("年龄", facts.Age, "周岁"), StepInput.Of("成年年龄", terms.AgeOfMajority, "周岁")],
        UnitCondition.Jobless => [StepInput.Of("无业", facts.Jobless)],
        UnitCondition.SupportedByFamily => [StepInput.Of("靠家庭供养", facts.SupportedByFamily)],
        UnitCondition.CannotFormHousehold => [StepInput.Of("无法单独立户", facts.CannotFormHousehold)],
        UnitCondition.OwnApplication => [StepInput.Of("本人申请", facts.OwnApplication), StepInput.Of("监护人可代为申请", terms.GuardianMayApply)],
        _ => [Disability(facts), StepInput.Of("重度残疾的等级", terms.SevereGrades), StepInput.Of("重病", facts.SeriouslyIll)],
    };

    private static StepInput Disability(SinglePersonFacts facts) =>
        facts.Disability is { } grade ? new("残疾等级", NameOf(grade.Value), grade.Source) : new("残疾等级", "无残疾证", new Source.Given());

    private static Step CapLine(SinglePersonFacts facts, SinglePersonTerms terms, Sourced<Ratio> cap, bool below) => Step.Condition(
        "家庭生活困难",
        "家庭人均收入 低于 保障标准 × 倍数（等于不算低于）",
        below,
        StepInput.Of("家庭人均年收入", facts.HouseholdIncomePerPerson),
        StepInput.Of("年保障标准", terms.Shortfall.AnnualPerPerson, "元/人·年"),
        StepInput.Of("倍数", cap),
        StepInput.Of("认定方法", terms.Hardship));

    private static string NameOf(DisabilityGrade grade) => grade switch
    {
        DisabilityGrade.One => "一级",
        DisabilityGrade.Two => "二级",
        DisabilityGrade.Three => "三级",
        DisabilityGrade.ThreeIntellectual => "三级（智力）",
        DisabilityGrade.ThreeMental => "三级（精神）",
        _ => "四级",
    };
}
