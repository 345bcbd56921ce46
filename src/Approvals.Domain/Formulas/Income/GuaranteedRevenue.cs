namespace Approvals.Domain;

/// <summary>How the guaranteed revenue of a poverty-relief project is left out of income.</summary>
public enum RevenueExclusion
{
    /// <summary>全部计入.</summary>
    None,

    /// <summary>按比例不计入.</summary>
    Ratio,

    /// <summary>按额度不计入, yuan per person and year.</summary>
    Amount,
}

/// <summary>How far somebody has lost the ability to work.</summary>
public enum LabourLoss
{
    None,
    Partial,
    Full,
}

/// <summary>The guaranteed revenue of one member in a year.</summary>
/// <param name="Amount">Yuan per person and year.</param>
/// <param name="Labour">丧失劳动能力的程度.</param>
/// <param name="Recipient">True: already receives 低保; false: is being recognised.</param>
public sealed record GuaranteedRevenueFacts(Sourced<Money> Amount, Sourced<LabourLoss> Labour, Sourced<bool> Recipient);

/// <summary>What the law leaves out of it.</summary>
/// <param name="Mode">By ratio or by amount.</param>
/// <param name="Share">The share left out, 0 to 1.</param>
/// <param name="Limit">The amount left out, yuan per person and year; null while nobody has set it.</param>
/// <param name="PartialLossToo">Whether partial loss of labour is enough (A-F1b-1).</param>
/// <param name="ApplicantsToo">Whether it holds for those being recognised (A-F1b-2).</param>
public sealed record GuaranteedRevenueTerms(
    Sourced<Choice<RevenueExclusion>> Mode, Sourced<Ratio> Share, Sourced<Money>? Limit, Sourced<bool> PartialLossToo, Sourced<bool> ApplicantsToo);

/// <summary>How much of the guaranteed revenue of a poverty-relief project (扶贫项目保底收益) counts as income.</summary>
/// <remarks>Yuan per person and year. What is left out never exceeds what was received. Clauses: JL2020-2.4.3b, JL2020-2.4.3c, JL2020-2.4.3d.</remarks>
public static class GuaranteedRevenue
{
    private const string LimitKey = "income.exclude-guaranteed-revenue.amount";

    /// <summary>The bare calculation for a member who meets the conditions.</summary>
    public static Money Countable(Money amount, RevenueExclusion mode, Ratio share, Money limit) => mode switch
    {
        RevenueExclusion.Ratio => Rounding.HalfUpToFen.Apply(Ratio.Of(amount) * (Ratio.One - share)),
        RevenueExclusion.Amount => (amount - limit).OrZeroIfNegative(),
        _ => amount,
    };

    /// <summary>Whether the exclusion is for this member.</summary>
    public static bool IsFor(LabourLoss labour, bool recipient, bool partialLossToo, bool applicantsToo) =>
        (labour == LabourLoss.Full || (labour == LabourLoss.Partial && partialLossToo)) && (recipient || applicantsToo);

    /// <summary>The calculation with its lines. Refuses a negative amount; cannot decide without the local amount where that is the mode.</summary>
    public static Answer<Money> Explain(GuaranteedRevenueFacts facts, GuaranteedRevenueTerms terms)
    {
        if (FieldProblem.OfNegative("amount", facts.Amount.Value, "保底收益") is { } problem)
        {
            return problem;
        }

        var mode = terms.Mode.Value.Value;
        if (mode == RevenueExclusion.Amount && terms.Limit is null)
        {
            return Obstacle.Unset(LimitKey, "保底收益不计入的额度", "县级民政部门", "当地按额度不计入，但没有额度");
        }

        var met = IsFor(facts.Labour.Value, facts.Recipient.Value, terms.PartialLossToo.Value, terms.ApplicantsToo.Value);
        var countable = Countable(facts.Amount.Value, met ? mode : RevenueExclusion.None, terms.Share.Value, terms.Limit?.Value ?? Money.Zero);
        return new Explained<Money>(countable, new Explanation("income.guaranteed-revenue", "扶贫项目保底收益计入额", [], [ConditionLine(facts, terms, met), SumLine(facts, terms, met, countable)]));
    }

    private static Step ConditionLine(GuaranteedRevenueFacts facts, GuaranteedRevenueTerms terms, bool met) => Step.Condition(
        "是否适用不计入",
        "丧失劳动能力的低保对象",
        met,
        new StepInput("劳动能力", NameOf(facts.Labour.Value), facts.Labour.Source),
        StepInput.Of("已是低保对象", facts.Recipient),
        StepInput.Of("部分丧失劳动能力也适用", terms.PartialLossToo),
        StepInput.Of("正在认定的也适用", terms.ApplicantsToo));

    private static Step SumLine(GuaranteedRevenueFacts facts, GuaranteedRevenueTerms terms, bool met, Money countable)
    {
        var inputs = new List<StepInput> { StepInput.Of("保底收益", facts.Amount, "元/年"), StepInput.Of("不计入方式", terms.Mode) };
        var words = !met || terms.Mode.Value.Value == RevenueExclusion.None ? "全部计入" : terms.Mode.Value.Value == RevenueExclusion.Ratio ? "保底收益 ×（1 − 不计入比例）" : "保底收益 − 不计入额度，不低于0";
        if (met && terms.Mode.Value.Value == RevenueExclusion.Ratio)
        {
            inputs.Add(StepInput.Of("不计入比例", terms.Share));
        }
        else if (met && terms.Limit is { } limit && terms.Mode.Value.Value == RevenueExclusion.Amount)
        {
            inputs.Add(StepInput.Of("不计入额度", limit, "元/人·年"));
        }

        return new Step("保底收益计入额", words, inputs, $"{countable}元/年");
    }

    /// <summary>完全丧失, 部分丧失 or 未丧失.</summary>
    public static string NameOf(LabourLoss loss) => loss switch
    {
        LabourLoss.Full => "完全丧失劳动能力",
        LabourLoss.Partial => "部分丧失劳动能力",
        _ => "没有丧失劳动能力",
    };
}
