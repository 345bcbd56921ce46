namespace Approvals.Domain;

/// <summary>How high the risk of falling back into poverty is.</summary>
public enum ExitRisk
{
    Low,
    Medium,
    High,
}

/// <summary>What the officer chose for a household at high risk.</summary>
public enum ExitChoice
{
    GradedExit,
    Aid,
}

/// <summary>Reasons to leave that leave no risk to assess (A-F9-3).</summary>
public enum ExitReason
{
    Income,
    Death,
    MovedAway,
    ProvenFraud,
}

/// <summary>Where the gate leads.</summary>
public enum ExitOutcome
{
    Stay,
    GradedExit,
    AssessRisk,
    DiscretionaryGradedExit,
    ExitWithAid,
    OfficerMustChoose,
    ExitWithFollowUp,
}

/// <summary>How risk is told (A-F9-1).</summary>
public enum RiskScoring
{
    OfficerRates,
    LocalScore,
}

/// <summary>What is known when a household is about to leave.</summary>
/// <param name="Eligible">Income below the standard.</param>
/// <param name="GradedExitEligible">The conditions of leaving by degrees are met.</param>
/// <param name="PeriodOver">Its months are used up.</param>
/// <param name="Risk">The assessment; null when it is not done.</param>
/// <param name="Choice">What the officer chose; null when nothing.</param>
/// <param name="Reason">Why the household leaves; income where nobody says otherwise.</param>
public sealed record ExitFacts(
    Sourced<bool> Eligible, Sourced<bool> GradedExitEligible, Sourced<bool> PeriodOver, Sourced<ExitRisk>? Risk, Sourced<ExitChoice>? Choice, Sourced<ExitReason>? Reason);

/// <summary>What the law demands before anybody leaves.</summary>
/// <param name="AssessmentRequired">Whether the risk is assessed in full.</param>
/// <param name="Waived">Reasons without an assessment.</param>
/// <param name="HighRiskChoices">What may be chosen at high risk.</param>
/// <param name="Scoring">Who rates.</param>
/// <param name="RiskItems">What is looked at, by name.</param>
/// <param name="FollowUpMonths">How long a household is followed afterwards.</param>
/// <param name="PeriodEnd">What happens after the last month of leaving by degrees.</param>
public sealed record ExitTerms(
    Sourced<bool> AssessmentRequired,
    Sourced<IReadOnlyList<Choice<ExitReason>>> Waived,
    Sourced<IReadOnlyList<Choice<ExitChoice>>> HighRiskChoices,
    Sourced<Choice<RiskScoring>> Scoring,
    Sourced<string> RiskItems,
    Sourced<int> FollowUpMonths,
    Sourced<Choice<AfterGradedExit>> PeriodEnd);

/// <summary>What happens to a household that is no longer eligible: it stays, leaves by degrees, is assessed, or leaves with aid or follow-up.</summary>
/// <remarks>Clauses: JL2020-2.4.2g, JL2020-2.4.2h, JL2020-2.4.2i, JL2020-2.4.2j, YC2017-2.1.4, N2021-2.1.5.</remarks>
public static class ExitGate
{
    private static readonly Obstacle Contradiction = Obstacle.Conflicting("eligible", "是否符合条件与是否符合渐退条件", "乡镇经办人", "收入低于标准的家庭不会同时高于标准");

    /// <summary>The bare gate.</summary>
    public static ExitOutcome Of(bool eligible, bool gradedExit, bool assessed, ExitRisk? risk, ExitChoice? choice) =>
        eligible ? ExitOutcome.Stay
        : gradedExit ? ExitOutcome.GradedExit
        : assessed ? ExitOutcome.ExitWithFollowUp
        : risk switch
        {
            null => ExitOutcome.AssessRisk,
            not ExitRisk.High => ExitOutcome.ExitWithFollowUp,
            _ => choice switch
            {
                ExitChoice.GradedExit => ExitOutcome.DiscretionaryGradedExit,
                ExitChoice.Aid => ExitOutcome.ExitWithAid,
                _ => ExitOutcome.OfficerMustChoose,
            },
        };

    /// <summary>The gate with its lines. Facts that contradict each other cannot be decided.</summary>
    public static Answer<ExitOutcome> Explain(ExitFacts facts, ExitTerms terms)
    {
        if (facts is { Eligible.Value: true, GradedExitEligible.Value: true })
        {
            return Contradiction;
        }

        if (facts.Choice is { } chosen && terms.HighRiskChoices.Value.All(c => c.Value != chosen.Value))
        {
            return new FieldProblem("officerChoice", $"{chosen.Value}", "当地文件不允许这样处理高风险家庭，请改选。");
        }

        var needed = terms.AssessmentRequired.Value && !(facts.Reason is { } reason && terms.Waived.Value.Any(w => w.Value == reason.Value));
        var outcome = Of(facts.Eligible.Value, facts.GradedExitEligible.Value && !facts.PeriodOver.Value, !needed, facts.Risk?.Value, facts.Choice?.Value);
        return new Explained<ExitOutcome>(outcome, new Explanation("exit.gate", "退出关口", [], [.. Lines(facts, terms, outcome)]));
    }

    private static IEnumerable<Step> Lines(ExitFacts facts, ExitTerms terms, ExitOutcome outcome)
    {
        yield return Step.Condition("低保条件", "收入仍低于标准的继续享受", facts.Eligible.Value, StepInput.Of("符合低保条件", facts.Eligible));
        yield return Step.Condition(
            "渐退", "符合渐退条件且渐退期没有用完的先渐退", facts.GradedExitEligible.Value && !facts.PeriodOver.Value,
            StepInput.Of("符合渐退条件", facts.GradedExitEligible), StepInput.Of("渐退期已满", facts.PeriodOver), StepInput.Of("期满未评估时", terms.PeriodEnd));
        yield return AssessmentLine(facts, terms);
        yield return new Step("去向", "评估后退出；高风险的由经办人选择渐退或临时救助", ChoiceInputs(facts, terms), NameOf(outcome));
    }

    private static Step AssessmentLine(ExitFacts facts, ExitTerms terms)
    {
        var inputs = new List<StepInput> { StepInput.Of("退出前须评估返贫风险", terms.AssessmentRequired), StepInput.Of("免评估的原因", terms.Waived) };
        if (terms.AssessmentRequired.Value)
        {
            inputs.AddRange([new StepInput("评估内容", terms.RiskItems.Value, terms.RiskItems.Source), StepInput.Of("评估方法", terms.Scoring)]);
        }

        if (facts.Reason is { } reason)
        {
            inputs.Add(new StepInput("退出原因", NameOf(reason.Value), reason.Source));
        }

        return new Step("返贫风险评估", "退出前全面评估退出后的返贫风险", inputs, facts.Risk is { } risk ? NameOf(risk.Value) : "没有评估");
    }

    private static StepInput[] ChoiceInputs(ExitFacts facts, ExitTerms terms) =>
    [
        StepInput.Of("高风险时可选", terms.HighRiskChoices),
        new("经办人的选择", facts.Choice is { } c ? c.Value == ExitChoice.Aid ? "临时救助" : "渐退" : "没有选择", facts.Choice?.Source ?? new Source.Given()),
        StepInput.Of("退出后跟踪", terms.FollowUpMonths, "个月"),
    ];

    private static string NameOf(ExitRisk risk) => risk switch
    {
        ExitRisk.Low => "低风险",
        ExitRisk.Medium => "中风险",
        _ => "高风险",
    };

    private static string NameOf(ExitReason reason) => reason switch
    {
        ExitReason.Death => "死亡",
        ExitReason.MovedAway => "迁出",
        ExitReason.ProvenFraud => "查实骗取",
        _ => "收入变化",
    };

    private static string NameOf(ExitOutcome outcome) => outcome switch
    {
        ExitOutcome.Stay => "继续享受低保",
        ExitOutcome.GradedExit => "渐退",
        ExitOutcome.AssessRisk => "先完成返贫风险评估",
        ExitOutcome.DiscretionaryGradedExit => "高风险，酌情渐退",
        ExitOutcome.ExitWithAid => "退出，给予临时救助",
        ExitOutcome.OfficerMustChoose => "高风险，经办人须选择渐退或临时救助，或写明理由",
        _ => "退出，跟踪回访",
    };
}
