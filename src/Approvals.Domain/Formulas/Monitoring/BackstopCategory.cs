namespace Approvals.Domain;

/// <summary>How a text describes whom it backstops (兜底).</summary>
public enum BackstopCondition
{
    /// <summary>By loss of labour and stable income (N2021, JL2020).</summary>
    LossOfLabour,

    /// <summary>By being registered poor without industry, employment or another source (HN2017).</summary>
    RegisteredPoor,
}

/// <summary>What the words about stable income bind (A-F21-1).</summary>
public enum StableIncomeReading
{
    /// <summary>Only those with partial loss of labour.</summary>
    PartialLossOnly,

    /// <summary>Those with full loss too.</summary>
    FullLossToo,
}

/// <summary>Which other income matters (A-F21-2).</summary>
public enum OtherIncomeReading
{
    /// <summary>One that lifts the income per head to the standard.</summary>
    LiftingToStandard,

    /// <summary>Any.</summary>
    Any,
}

/// <summary>Other income of a household.</summary>
public enum OtherIncome
{
    None,

    /// <summary>There is some, below the standard.</summary>
    BelowStandard,

    /// <summary>It lifts the income per head to the standard.</summary>
    LiftsToStandard,
}

/// <summary>What is recorded; null: nobody has.</summary>
/// <param name="LossOfLabour">丧失劳动能力的程度.</param>
/// <param name="StableIncome">Stable income through industry or employment.</param>
/// <param name="RegisteredPoor">建档立卡.</param>
/// <param name="Industry">Industry help works.</param>
/// <param name="Employment">Employment help works.</param>
/// <param name="Other">Another source of income.</param>
public sealed record BackstopFacts(
    Sourced<LabourLoss>? LossOfLabour, Sourced<bool>? StableIncome, Sourced<bool>? RegisteredPoor, Sourced<bool>? Industry, Sourced<bool>? Employment, Sourced<OtherIncome>? Other);

/// <summary>How the text in force reads.</summary>
public sealed record BackstopTerms(Sourced<Choice<BackstopCondition>> Condition, Sourced<Choice<StableIncomeReading>> StableIncome, Sourced<Choice<OtherIncomeReading>> OtherIncome);

/// <summary>Whether a person or household is flagged for the backstop: the flag opens the door (task, assisted application), the entry itself is another rule's.</summary>
/// <remarks>Clauses: N2021-2.1.1, JL2020-2.2.1b, JL2020-2.4.1a, HN2017-1.1, HN2020-0.2, HN2020-2.1.1.</remarks>
public static class BackstopCategory
{
    /// <summary>The flag by loss of labour.</summary>
    public static bool ByLabour(LabourLoss loss, bool stableIncome, StableIncomeReading reading) =>
        (loss == LabourLoss.Full && !(stableIncome && reading == StableIncomeReading.FullLossToo)) || (loss == LabourLoss.Partial && !stableIncome);

    /// <summary>The flag by registration.</summary>
    public static bool ByRegistration(bool registered, bool industry, bool employment, OtherIncome other, OtherIncomeReading reading) =>
        registered && !industry && !employment && (other == OtherIncome.None || (other == OtherIncome.BelowStandard && reading == OtherIncomeReading.LiftingToStandard));

    /// <summary>The flag with its line; cannot decide while a fact its text reads is missing.</summary>
    public static Answer<bool> Explain(BackstopFacts facts, BackstopTerms terms) =>
        terms.Condition.Value.Value == BackstopCondition.LossOfLabour ? Labour(facts, terms) : Registration(facts, terms);

    private static Answer<bool> Labour(BackstopFacts facts, BackstopTerms terms)
    {
        if (facts.LossOfLabour is not { } loss || facts.StableIncome is not { } stable)
        {
            return Missing((facts.LossOfLabour is null, "lossOfLabour", "丧失劳动能力的程度"), (facts.StableIncome is null, "stableIncome", "是否有稳定收入"));
        }

        return Flagged(
            ByLabour(loss.Value, stable.Value, terms.StableIncome.Value.Value),
            terms,
            "完全丧失劳动能力，或部分丧失劳动能力且无法通过产业就业获得稳定收入",
            [new StepInput("劳动能力", GuaranteedRevenue.NameOf(loss.Value), loss.Source), StepInput.Of("有稳定收入", stable), StepInput.Of("稳定收入条件约束", terms.StableIncome)]);
    }

    private static Answer<bool> Registration(BackstopFacts facts, BackstopTerms terms)
    {
        if (facts is not { RegisteredPoor: { } registered, Industry: { } industry, Employment: { } employment, Other: { } other })
        {
            return Missing(
                (facts.RegisteredPoor is null, "registeredPoor", "是否建档立卡"), (facts.Industry is null, "industry", "能否依靠产业扶持"),
                (facts.Employment is null, "employment", "能否依靠就业帮助"), (facts.Other is null, "otherIncome", "有无其他经济来源"));
        }

        return Flagged(
            ByRegistration(registered.Value, industry.Value, employment.Value, other.Value, terms.OtherIncome.Value.Value),
            terms,
            "建档立卡户，无法依靠产业扶持和就业帮助脱贫，且无其他经济来源",
            [
                StepInput.Of("建档立卡", registered), StepInput.Of("产业扶持有效", industry), StepInput.Of("就业帮助有效", employment),
                new StepInput("其他经济来源", NameOf(other.Value), other.Source), StepInput.Of("其他经济来源的含义", terms.OtherIncome),
            ]);
    }

    private static Answer<bool> Missing(params (bool Missing, string Key, string Name)[] facts) =>
        facts.Where(f => f.Missing).Select(f => Obstacle.Missing(f.Key, f.Name, "乡镇经办人", "当地文件以它认定兜底保障对象")).ToArray();

    private static Explained<bool> Flagged(bool flagged, BackstopTerms terms, string words, IReadOnlyList<StepInput> inputs) => new(flagged, new Explanation("backstop.category", "兜底保障对象标识", [],
        [new Step("兜底保障条件", words, [.. inputs, StepInput.Of("认定条件", terms.Condition)], flagged ? "标识为兜底保障对象，主动协助申请" : "不作标识，可按低保规定申请")]));

    private static string NameOf(OtherIncome other) => other switch
    {
        OtherIncome.None => "没有",
        OtherIncome.BelowStandard => "有，人均不到保障标准",
        _ => "有，人均达到保障标准",
    };
}
