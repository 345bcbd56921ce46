namespace Approvals.Domain;

/// <summary>How a text tells who may leave 低保 by degrees.</summary>
public enum GradedExitTest
{
    /// <summary>By income between multiples of the standard.</summary>
    IncomeBand,

    /// <summary>By being recognised as lifted through poverty policies (YC2017).</summary>
    LiftedByPolicy,
}

/// <summary>What else must be so.</summary>
public enum GradedExitCondition
{
    /// <summary>Receives 低保 now: a new applicant above the standard never leaves by degrees (A-F5-5).</summary>
    Recipient,

    /// <summary>接受扶贫开发项目取得收入.</summary>
    ProjectIncome,

    /// <summary>享受豁免政策后: the exemptions were applied first (A-F5-3).</summary>
    ExemptionsApplied,

    /// <summary>Property within the local rules.</summary>
    PropertyOk,

    /// <summary>The income rose through work, industry or pension, never through hidden property or false papers.</summary>
    LawfulCause,
}

/// <summary>Whether the officer may refuse (A-F5-6).</summary>
public enum GradedExitClaim
{
    Entitlement,
    Discretion,
}

/// <summary>Why the income rose.</summary>
public enum IncomeRiseCause
{
    Work,
    Industry,
    Pension,
    Inheritance,
    UndeclaredAssets,
    FalsePapers,
    Other,
}

/// <summary>What is recorded at the review.</summary>
/// <param name="CountableAnnualIncome">The household's countable income of a year, after exemptions.</param>
/// <param name="Members">Members who live together.</param>
/// <param name="Kind">Rural or urban.</param>
/// <param name="ProjectIncome">Income from poverty-relief projects.</param>
/// <param name="ExemptionsApplied">The exemptions of income were applied.</param>
/// <param name="Recipient">The household receives 低保.</param>
public sealed record GradedExitFacts(
    Sourced<Money> CountableAnnualIncome, Sourced<int> Members, StandardKind Kind, Sourced<bool> ProjectIncome, Sourced<bool> ExemptionsApplied, Sourced<bool> Recipient)
{
    /// <summary>Recognised as lifted through poverty policies; null when nobody said.</summary>
    public Sourced<bool>? LiftedByPolicy { get; init; }

    /// <summary>Property within the rules; null when nobody tested.</summary>
    public Sourced<bool>? PropertyOk { get; init; }

    /// <summary>Why the income rose; null when nobody asked.</summary>
    public Sourced<IncomeRiseCause>? Cause { get; init; }

    /// <summary>The officer grants it; null when it is no discretion or nobody has.</summary>
    public Sourced<bool>? Granted { get; init; }
}

/// <summary>What the law says about leaving by degrees.</summary>
/// <param name="Enabled">Whether it exists here and now.</param>
/// <param name="Test">By income band or by being lifted.</param>
/// <param name="Conditions">What else must be so.</param>
/// <param name="Kinds">For rural, urban or both (A-F5-4).</param>
/// <param name="Lower">So many standards are the lower end.</param>
/// <param name="LowerInclusive">Whether the lower end itself belongs to the band (A-F5-1).</param>
/// <param name="Upper">So many standards are the upper end, itself outside; null while nobody has set it.</param>
/// <param name="Claim">Entitlement or discretion.</param>
/// <param name="LawfulCauses">Causes of a rise that count as lawful.</param>
/// <param name="AnnualPerPerson">The standard per person and year.</param>
public sealed record GradedExitTerms(
    Sourced<bool> Enabled,
    Sourced<Choice<GradedExitTest>> Test,
    Sourced<IReadOnlyList<Choice<GradedExitCondition>>> Conditions,
    Sourced<IReadOnlyList<Choice<StandardKind>>> Kinds,
    Sourced<Ratio> Lower,
    Sourced<bool> LowerInclusive,
    Sourced<Ratio>? Upper,
    Sourced<Choice<GradedExitClaim>> Claim,
    Sourced<IReadOnlyList<Choice<IncomeRiseCause>>> LawfulCauses,
    Sourced<Money> AnnualPerPerson);

/// <summary>Whether a household above the standard keeps 低保 for a while (渐退).</summary>
/// <remarks>Compared as totals, both ends of the band strict unless a setting says otherwise. Clauses: JL2020-2.4.2a, JL2020-2.4.2b, N2021-2.1.4, YC2017-3.1.7, HN2017-2.1.3.</remarks>
public static class GradedExitEligibility
{
    private static readonly Obstacle NoUpper = Obstacle.Unset("graded-exit.upper", "渐退收入上限倍数", "县级民政部门", "国家文件没有上限，须由县里设定，否则由人工决定");
    private static readonly Obstacle NobodySaidLifted = Obstacle.Missing("liftedByPolicy", "是否通过扶贫政策支持实现脱贫", "乡镇经办人", "过渡保障期只给通过扶贫政策实现脱贫的低保户");
    private static readonly Obstacle NobodyGranted = Obstacle.Missing("granted", "是否同意渐退的决定", "审核确认人", "本地规定渐退由审核确认人决定");

    /// <summary>Whether an income lies in the band of a household.</summary>
    public static bool IsInBand(Money income, Money annualStandard, Ratio lower, bool lowerInclusive, Ratio upper)
    {
        var (exact, standard) = (Ratio.Of(income), Ratio.Of(annualStandard));
        var above = exact.CompareTo(lower * standard);
        return (above > 0 || (above == 0 && lowerInclusive)) && exact < upper * standard;
    }

    /// <summary>The decision with its lines.</summary>
    public static Answer<bool> Explain(GradedExitFacts facts, GradedExitTerms terms)
    {
        if (FieldProblem.OfMembers(facts.Members.Value) is { } problem)
        {
            return problem;
        }

        var scope = terms.Kinds.Value.Any(k => k.Value == facts.Kind);
        var lines = new List<Step>
        {
            Step.Condition("渐退政策", "当地当日实行渐退", terms.Enabled.Value, StepInput.Of("实行渐退", terms.Enabled)),
            Step.Condition("适用对象", "文件适用的低保种类", scope, StepInput.Of("适用种类", terms.Kinds)),
        };
        return terms.Enabled.Value && scope ? Conditions(facts, terms, lines) : Decided(false, lines);
    }

    private static Answer<bool> Conditions(GradedExitFacts facts, GradedExitTerms terms, List<Step> lines)
    {
        foreach (var condition in terms.Conditions.Value)
        {
            if (Meets(condition.Value, facts, terms) is not { } met)
            {
                return Unknown(condition);
            }

            lines.Add(Step.Condition(condition.Name, "文件列明的条件须逐项符合", met.Value, new StepInput(condition.Name, met.Value ? "是" : "否", met.Source), StepInput.Of("渐退条件", terms.Conditions)));
            if (!met.Value)
            {
                return Decided(false, lines);
            }
        }

        return terms.Test.Value.Value == GradedExitTest.LiftedByPolicy ? Lifted(facts, terms, lines) : Band(facts, terms, lines);
    }

    private static Sourced<bool>? Meets(GradedExitCondition condition, GradedExitFacts facts, GradedExitTerms terms) => condition switch
    {
        GradedExitCondition.Recipient => facts.Recipient,
        GradedExitCondition.ProjectIncome => facts.ProjectIncome,
        GradedExitCondition.ExemptionsApplied => facts.ExemptionsApplied,
        GradedExitCondition.PropertyOk => facts.PropertyOk,
        _ => facts.Cause?.As(cause => terms.LawfulCauses.Value.Any(c => c.Value == cause)),
    };

    private static Obstacle Unknown(Choice<GradedExitCondition> condition) => condition.Value == GradedExitCondition.PropertyOk
        ? Obstacle.Missing("propertyOk", "家庭财产是否符合规定", "乡镇经办人", "家庭财产不符合规定的不能渐退")
        : Obstacle.Missing("cause", "收入增加的原因", "乡镇经办人", "只有务工、产业、养老金等原因增加的收入才能渐退");

    private static Answer<bool> Lifted(GradedExitFacts facts, GradedExitTerms terms, List<Step> lines)
    {
        if (facts.LiftedByPolicy is not { } lifted)
        {
            return NobodySaidLifted;
        }

        return Claimed(lifted.Value, facts, terms, [.. lines, Step.Condition("实现脱贫", "通过扶贫政策支持实现脱贫的农村低保户", lifted.Value, StepInput.Of("已脱贫", lifted), StepInput.Of("认定方法", terms.Test))]);
    }

    private static Answer<bool> Band(GradedExitFacts facts, GradedExitTerms terms, List<Step> lines)
    {
        if (terms.Upper is not { } upper)
        {
            return NoUpper;
        }

        var standard = terms.AnnualPerPerson.Value * facts.Members.Value;
        var within = IsInBand(facts.CountableAnnualIncome.Value, standard, terms.Lower.Value, terms.LowerInclusive.Value, upper.Value);
        return Claimed(within, facts, terms, [.. lines, BandLine(facts, terms, upper, within)]);
    }

    private static Answer<bool> Claimed(bool met, GradedExitFacts facts, GradedExitTerms terms, List<Step> lines)
    {
        if (!met || terms.Claim.Value.Value == GradedExitClaim.Entitlement)
        {
            return Decided(met, lines);
        }

        return facts.Granted is not { } granted ? NobodyGranted
            : Decided(granted.Value, [.. lines, Step.Condition("审核确认人的决定", "符合条件的由审核确认人决定", granted.Value, StepInput.Of("同意渐退", granted), StepInput.Of("性质", terms.Claim))]);
    }

    private static Step BandLine(GradedExitFacts facts, GradedExitTerms terms, Sourced<Ratio> upper, bool within) => Step.Condition(
        "收入区间",
        $"全年可计算收入 {(terms.LowerInclusive.Value ? "不低于" : "高于")} 标准 × 下限倍数 × 人数，且 低于 标准 × 上限倍数 × 人数",
        within,
        StepInput.Of("家庭全年可计算收入", facts.CountableAnnualIncome),
        StepInput.Of("共同生活家庭成员", facts.Members, "人"),
        StepInput.Of("年保障标准", terms.AnnualPerPerson, "元/人·年"),
        StepInput.Of("下限倍数", terms.Lower),
        StepInput.Of("等于下限也算", terms.LowerInclusive),
        StepInput.Of("上限倍数", upper));

    private static Explained<bool> Decided(bool eligible, IReadOnlyList<Step> lines) =>
        new(eligible, new Explanation("graded-exit.eligibility", "渐退资格", [], lines));
}
