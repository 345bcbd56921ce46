namespace Approvals.Domain;

/// <summary>Whose rule of medical assistance applies.</summary>
public enum MedicalClass
{
    /// <summary>重点救助对象.</summary>
    KeyRecipient,

    /// <summary>兜底保障对象 with one of the major diseases.</summary>
    MajorDisease,

    /// <summary>特困人员.</summary>
    Tekun,

    Other,
}

/// <summary>Where the person was treated.</summary>
public enum HospitalLevel
{
    Township,
    County,
    AboveCounty,
    OutsideCounty,
}

/// <summary>How long a cap lasts (A-F13-2).</summary>
public enum CapPeriod
{
    CalendarYear,
    Settlement,
}

/// <summary>One settlement.</summary>
/// <param name="InPolicySelfPaid">Self-paid part inside the policy after every insurance, the part below the deductible included.</param>
/// <param name="UsedThisYear">Assistance already paid in the calendar year.</param>
/// <param name="Class">The person's class.</param>
/// <param name="Hospital">Where.</param>
public sealed record MedicalFacts(Sourced<Money> InPolicySelfPaid, Sourced<Money> UsedThisYear, Sourced<MedicalClass> Class, Sourced<HospitalLevel> Hospital);

/// <summary>The share and cap for a settlement.</summary>
/// <param name="Share">The share assisted.</param>
/// <param name="Cap">Yuan per year or settlement; null: no cap.</param>
/// <param name="Period">How long the cap lasts.</param>
/// <param name="Rounding">How the amount is rounded.</param>
/// <param name="Basis">The clauses that say so.</param>
public sealed record MedicalTerms(Sourced<Ratio> Share, Sourced<Money>? Cap, Sourced<Choice<CapPeriod>> Period, Sourced<Rounding> Rounding, IReadOnlyList<string> Basis);

/// <summary>What medical assistance pays of a bill (医疗救助).</summary>
/// <remarks>Yuan per settlement. Clauses: YC2017-3.3.1, YC2017-3.3.2, HN2017-2.3.7, HN2020-2.3.4, HN2020-2.3.7, HN2020-2.3.8.</remarks>
public static class MedicalAssistance
{
    /// <summary>The bare amount: the share of the self-paid part, within what is left of the cap.</summary>
    public static Money Of(Money selfPaid, Ratio share, Money? left, Rounding rounding)
    {
        var amount = rounding.Apply(share * Ratio.Of(selfPaid));
        return left is { } most ? Money.Min(amount, most.OrZeroIfNegative()) : amount;
    }

    /// <summary>The amount with its lines.</summary>
    public static Answer<Money> Explain(MedicalFacts facts, MedicalTerms terms)
    {
        var problem = FieldProblem.OfNegative("inPolicySelfPaid", facts.InPolicySelfPaid.Value, "自负费用") ?? FieldProblem.OfNegative("usedThisYear", facts.UsedThisYear.Value, "本年已救助额");
        if (problem is not null)
        {
            return problem;
        }

        var used = terms.Period.Value.Value == CapPeriod.Settlement ? Money.Zero : facts.UsedThisYear.Value;
        Money? left = terms.Cap is { } cap ? cap.Value - used : null;
        var amount = Of(facts.InPolicySelfPaid.Value, terms.Share.Value, left, terms.Rounding.Value);
        return new Explained<Money>(amount, new Explanation("medical.assistance", "医疗救助额", terms.Basis, [ShareLine(facts, terms), CapLine(facts, terms, amount)]));
    }

    private static Step ShareLine(MedicalFacts facts, MedicalTerms terms) => new(
        "按比例计算",
        "政策范围内自负费用 × 救助比例",
        [
            StepInput.Of("政策范围内自负费用", facts.InPolicySelfPaid), StepInput.Of("救助比例", terms.Share),
            new StepInput("救助对象", NameOf(facts.Class.Value), facts.Class.Source), new StepInput("就医机构", NameOf(facts.Hospital.Value), facts.Hospital.Source),
        ],
        $"{terms.Rounding.Value.Apply(terms.Share.Value * Ratio.Of(facts.InPolicySelfPaid.Value))}元")
    {
        Rounding = terms.Rounding.Value.Name,
    };

    private static Step CapLine(MedicalFacts facts, MedicalTerms terms, Money amount) => terms.Cap is { } cap
        ? new Step("封顶", "不超过 封顶线 − 已救助额", [StepInput.Of("封顶线", cap), StepInput.Of("本年已救助额", facts.UsedThisYear), StepInput.Of("封顶期间", terms.Period)], $"{amount}元")
        : new Step("封顶", "没有封顶线", [], $"{amount}元");

    private static string NameOf(MedicalClass person) => person switch
    {
        MedicalClass.KeyRecipient => "重点救助对象",
        MedicalClass.MajorDisease => "患重特大疾病的兜底保障对象",
        MedicalClass.Tekun => "特困人员",
        _ => "其他救助对象",
    };

    private static string NameOf(HospitalLevel level) => level switch
    {
        HospitalLevel.Township => "乡级定点医疗机构",
        HospitalLevel.County => "县级定点医疗机构",
        HospitalLevel.AboveCounty => "县级以上定点医疗机构",
        _ => "县域外",
    };
}
