namespace Approvals.Domain;

/// <summary>How much care a person needs (护理档次).</summary>
public enum CareTier
{
    /// <summary>全自理: all items are managed.</summary>
    SelfCare,

    /// <summary>半护理: some items fail.</summary>
    HalfCare,

    /// <summary>全护理: most items fail.</summary>
    FullCare,
}

/// <summary>Whose result counts when a third party finds another (A-F11-3).</summary>
public enum ThirdPartyResult
{
    /// <summary>The county decides.</summary>
    CountyDecides,

    /// <summary>The third party's.</summary>
    ThirdPartyPrevails,
}

/// <summary>From when a changed tier counts (A-F11-2).</summary>
public enum TierChange
{
    MonthAfterAssessment,
    MonthOfAssessment,
}

/// <summary>What the assessments found.</summary>
/// <param name="FailedItems">Items of self-care the person does not manage.</param>
/// <param name="PreviousYearMinimumWage">Yuan per month.</param>
public sealed record TekunCareFacts(Sourced<int> FailedItems, Sourced<Money> PreviousYearMinimumWage)
{
    /// <summary>Failed items as a third party found; null when none was asked.</summary>
    public Sourced<int>? ThirdPartyFailedItems { get; init; }

    /// <summary>Whether the county confirmed the third party's result; null while it has not decided.</summary>
    public Sourced<bool>? ThirdPartyConfirmed { get; init; }

    /// <summary>The day of the assessment; null when only the tier is asked for.</summary>
    public Sourced<DateOnly>? AssessedOn { get; init; }
}

/// <summary>Tiers and shares of the law.</summary>
/// <param name="Items">How many items there are.</param>
/// <param name="HalfFrom">Failed items from which half care is due.</param>
/// <param name="FullFrom">Failed items from which full care is due.</param>
/// <param name="FullShare">Share of the minimum wage for full care.</param>
/// <param name="HalfShare">Share for half care.</param>
/// <param name="SelfShare">Share for those who manage alone.</param>
/// <param name="ThirdParty">Whose result counts.</param>
/// <param name="Change">From when a tier counts.</param>
/// <param name="Rounding">How a floor is rounded.</param>
public sealed record TekunCareTerms(
    Sourced<int> Items,
    Sourced<int> HalfFrom,
    Sourced<int> FullFrom,
    Sourced<Ratio> FullShare,
    Sourced<Ratio> HalfShare,
    Sourced<Ratio> SelfShare,
    Sourced<Choice<ThirdPartyResult>> ThirdParty,
    Sourced<Choice<TierChange>> Change,
    Sourced<Rounding> Rounding)
{
    /// <summary>The share of a tier.</summary>
    public Sourced<Ratio> ShareOf(CareTier tier) => tier switch
    {
        CareTier.FullCare => FullShare,
        CareTier.HalfCare => HalfShare,
        _ => SelfShare,
    };
}

/// <summary>A tier, the least care standard of it, and the month it counts from where the assessment's day is known.</summary>
public readonly record struct TekunCareResult(CareTier Tier, Money Floor, YearMonth? From);

/// <summary>The care tier of a specially destitute person and the least care standard (照料护理标准下限).</summary>
/// <remarks>Yuan per person and month. Clauses: JL2020-2.1.5, JL2020-2.5.6, JL2020-2.5.7, JL2020-2.5.8; the items are those of O04.</remarks>
public static class TekunCare
{
    private static readonly Obstacle CountyHasNotDecided = Obstacle.Conflicting("thirdPartyFailedItems", "两次自理能力评估的结果", "县级民政部门", "第三方复核与初次评估不一致，须由县里确认以哪一次为准");

    /// <summary>The tier of so many failed items.</summary>
    public static CareTier TierOf(int failedItems, int halfFrom, int fullFrom) =>
        failedItems >= fullFrom ? CareTier.FullCare : failedItems >= halfFrom ? CareTier.HalfCare : CareTier.SelfCare;

    /// <summary>The least standard of a share.</summary>
    public static Money FloorOf(Money minimumWage, Ratio share, Rounding rounding) => rounding.Apply(share * Ratio.Of(minimumWage));

    /// <summary>Tier and floor with their lines. Two results that differ cannot be decided until the county confirms one.</summary>
    public static Answer<TekunCareResult> Explain(TekunCareFacts facts, TekunCareTerms terms)
    {
        var problem = ProblemOf("failedItems", facts.FailedItems.Value, terms)
            ?? (facts.ThirdPartyFailedItems is { } third ? ProblemOf("thirdPartyFailedItems", third.Value, terms) : null)
            ?? FieldProblem.OfNegative("previousYearMinimumWage", facts.PreviousYearMinimumWage.Value, "最低工资标准");
        return problem is not null ? problem
            : Counting(facts, terms) is { } failed ? Decided(failed, facts, terms)
            : CountyHasNotDecided;
    }

    private static FieldProblem? ProblemOf(string field, int failed, TekunCareTerms terms) =>
        failed < 0 || failed > terms.Items.Value ? new FieldProblem(field, $"{failed}", $"达不到的项数是0到{terms.Items.Value}，请核对评估表后重填。") : null;

    /// <summary>The result that counts; null while two differ and nobody decided.</summary>
    private static Sourced<int>? Counting(TekunCareFacts facts, TekunCareTerms terms)
    {
        if (facts.ThirdPartyFailedItems is not { } third || third.Value == facts.FailedItems.Value)
        {
            return facts.FailedItems;
        }

        return terms.ThirdParty.Value.Value == ThirdPartyResult.ThirdPartyPrevails ? third
            : facts.ThirdPartyConfirmed is { } confirmed ? confirmed.Value ? third : facts.FailedItems
            : null;
    }

    private static Explained<TekunCareResult> Decided(Sourced<int> failed, TekunCareFacts facts, TekunCareTerms terms)
    {
        var tier = TierOf(failed.Value, terms.HalfFrom.Value, terms.FullFrom.Value);
        var share = terms.ShareOf(tier);
        var floor = FloorOf(facts.PreviousYearMinimumWage.Value, share.Value, terms.Rounding.Value);
        YearMonth? from = facts.AssessedOn is not { } day ? null
            : terms.Change.Value.Value == TierChange.MonthOfAssessment ? YearMonth.Of(day.Value) : YearMonth.Of(day.Value).Next;
        return new Explained<TekunCareResult>(new TekunCareResult(tier, floor, from), new Explanation("tekun.care", "特困人员护理档次和照料护理标准下限", [],
        [
            new Step("护理档次", "按自理能力达不到的项数分档", [StepInput.Of("达不到的项数", failed, "项"), StepInput.Of("评估项数", terms.Items, "项"), StepInput.Of("半护理起点", terms.HalfFrom, "项"), StepInput.Of("全护理起点", terms.FullFrom, "项"), StepInput.Of("第三方复核不一致时", terms.ThirdParty)], NameOf(tier)),
            new Step("照料护理标准下限", "上年度最低工资标准 × 比例", [StepInput.Of("上年度最低工资标准", facts.PreviousYearMinimumWage, "元/月"), StepInput.Of("比例", share), new StepInput("取整方式", terms.Rounding.Value.Name, terms.Rounding.Source)], $"{floor}元/人·月") { Rounding = terms.Rounding.Value.Name },
            .. facts.AssessedOn is { } assessed ? [new Step("起算月份", "档次变化的生效月份", [StepInput.Of("评估日期", assessed), StepInput.Of("生效规则", terms.Change)], $"{from}")] : Array.Empty<Step>(),
        ]));
    }

    /// <summary>全护理, 半护理 or 全自理.</summary>
    public static string NameOf(CareTier tier) => tier switch
    {
        CareTier.FullCare => "全护理",
        CareTier.HalfCare => "半护理",
        _ => "全自理",
    };
}
