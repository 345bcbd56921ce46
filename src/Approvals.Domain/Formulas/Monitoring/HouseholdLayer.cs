namespace Approvals.Domain;

/// <summary>The layers of people in need, the deepest need first (分层分类).</summary>
public enum Layer
{
    /// <summary>特困.</summary>
    Tekun,

    /// <summary>低保.</summary>
    Dibao,

    /// <summary>低保边缘.</summary>
    Edge,

    /// <summary>刚性支出困难.</summary>
    RigidExpense,

    /// <summary>其他低收入.</summary>
    OtherLowIncome,

    /// <summary>一般.</summary>
    Ordinary,
}

/// <summary>What is known of a household.</summary>
public sealed record LayerFacts(Sourced<bool> Tekun, Sourced<Money> CountableAnnualIncome, Sourced<int> Members, Sourced<bool> RigidExpense, Sourced<bool> Flagged)
{
    /// <summary>Property within the rules; needed where the edge demands it.</summary>
    public Sourced<bool>? PropertyOk { get; init; }
}

/// <summary>Where the layers lie.</summary>
/// <param name="AnnualPerPerson">The standard per person and year.</param>
/// <param name="EqualIsBelow">The reading of "低于".</param>
/// <param name="EdgeOn">Whether there is an edge layer (A-F22-1).</param>
/// <param name="EdgeMultiple">So many standards are its end, itself outside.</param>
/// <param name="EdgeProperty">Whether it demands property within the rules (A-F22-2).</param>
/// <param name="Basis">The clauses of the layers.</param>
public sealed record LayerTerms(
    Sourced<Money> AnnualPerPerson, Sourced<bool> EqualIsBelow, Sourced<bool> EdgeOn, Sourced<Ratio> EdgeMultiple, Sourced<bool> EdgeProperty, IReadOnlyList<string> Basis);

/// <summary>The layer of a household: it picks the referrals to other departments and the monitored group.</summary>
/// <remarks>Clauses: N2021-2.5.1, N2021-2.3.1, N2021-2.5.3, N2021-2.5.4, N2021-2.1.2; the edge is O01's.</remarks>
public static class HouseholdLayer
{
    private static readonly Obstacle NoProperty = Obstacle.Missing("propertyOk", "家庭财产是否符合规定", "乡镇经办人", "本地低保边缘家庭还须财产符合规定");

    private static readonly Dictionary<Layer, string> Names = new()
    {
        [Layer.Tekun] = "特困人员",
        [Layer.Dibao] = "低保对象",
        [Layer.Edge] = "低保边缘家庭",
        [Layer.RigidExpense] = "刚性支出困难家庭",
        [Layer.OtherLowIncome] = "其他低收入人口",
        [Layer.Ordinary] = "一般家庭",
    };

    /// <summary>特困人员, 低保对象, …</summary>
    public static string NameOf(Layer layer) => Names[layer];

    /// <summary>Whether an income lies below so many standards.</summary>
    public static bool IsBelow(Money income, Money annualStandard, Ratio multiple) => Ratio.Of(income.OrZeroIfNegative()) < multiple * Ratio.Of(annualStandard);

    /// <summary>The layer with its lines.</summary>
    public static Answer<Layer> Explain(LayerFacts facts, LayerTerms terms)
    {
        if (FieldProblem.OfMembers(facts.Members.Value) is { } problem)
        {
            return problem;
        }

        var standard = terms.AnnualPerPerson.Value * facts.Members.Value;
        var income = facts.CountableAnnualIncome.Value.OrZeroIfNegative();
        if (facts.Tekun.Value || income < standard || (income == standard && terms.EqualIsBelow.Value))
        {
            return Decided(facts.Tekun.Value ? Layer.Tekun : Layer.Dibao, facts, terms);
        }

        var atEdge = terms.EdgeOn.Value && IsBelow(income, standard, terms.EdgeMultiple.Value);
        return atEdge && terms.EdgeProperty.Value && facts.PropertyOk is null ? NoProperty
            : Decided(atEdge && !(terms.EdgeProperty.Value && facts.PropertyOk?.Value == false) ? Layer.Edge : Above(facts), facts, terms);
    }

    private static Layer Above(LayerFacts facts) => facts.RigidExpense.Value ? Layer.RigidExpense : facts.Flagged.Value ? Layer.OtherLowIncome : Layer.Ordinary;

    private static Explained<Layer> Decided(Layer layer, LayerFacts facts, LayerTerms terms) => new(layer, new Explanation("household.layer", "困难家庭分层", terms.Basis,
    [
        new Step(
            "分层",
            "特困 → 低保（收入低于标准）→ 低保边缘（低于标准的倍数）→ 刚性支出困难 → 其他低收入 → 一般",
            [
                StepInput.Of("特困人员", facts.Tekun), StepInput.Of("家庭全年可计算收入", facts.CountableAnnualIncome), StepInput.Of("共同生活家庭成员", facts.Members, "人"),
                StepInput.Of("年保障标准", terms.AnnualPerPerson, "元/人·年"), StepInput.Of("设低保边缘层", terms.EdgeOn), StepInput.Of("边缘倍数", terms.EdgeMultiple), StepInput.Of("边缘家庭须财产符合", terms.EdgeProperty),
                StepInput.Of("刚性支出困难", facts.RigidExpense), StepInput.Of("列入监测", facts.Flagged),
            ],
            Names[layer])
        {
            Clauses = terms.Basis,
        },
    ]));
}
