namespace Approvals.Domain;

/// <summary>Which tiers count as 生活不能自理 (A-F24-1).</summary>
public enum NotSelfCaring
{
    FullAndHalf,
    FullOnly,
}

/// <summary>Counts of those who cannot care for themselves.</summary>
/// <param name="InInstitution">Of them, in institutions.</param>
/// <param name="All">All of them.</param>
public sealed record CentralisedFacts(Sourced<int> InInstitution, Sourced<int> All)
{
    /// <summary>Of full care only, in institutions; needed where only these count.</summary>
    public Sourced<int>? FullInInstitution { get; init; }

    /// <summary>All of full care only.</summary>
    public Sourced<int>? FullAll { get; init; }

    /// <summary>The rate of the previous period; null when there is none.</summary>
    public Sourced<Percent>? Previous { get; init; }
}

/// <summary>The share of the specially destitute who cannot care for themselves that lives in institutions (集中供养率), and whether it fell.</summary>
/// <param name="Rate">To the hundredth of a percent; null where there is nobody: not 0 %.</param>
/// <param name="Fell">Whether it is below the previous period; null where either is unknown.</param>
public readonly record struct CentralisedResult(Percent? Rate, bool? Fell);

/// <summary>The indicator of institutional care. It reports; it must not fall.</summary>
/// <remarks>Percent. Clauses: HN2020-2.1.7.</remarks>
public static class CentralisedRate
{
    private static readonly Obstacle NotToldApart = Obstacle.Missing("fullAll", "全护理的人数", "县级民政部门", "本地只统计全护理对象");
    private static readonly Obstacle MoreThanAll = Obstacle.Conflicting("inInstitution", "集中供养人数", "县级民政部门", "集中供养的人数多于全部人数");

    /// <summary>The bare rate; null where there is nobody.</summary>
    public static Percent? Of(int inInstitution, int all) => all == 0 ? null : Percent.Of(inInstitution, all);

    /// <summary>The rate with its line.</summary>
    public static Answer<CentralisedResult> Explain(CentralisedFacts facts, Sourced<Choice<NotSelfCaring>> tiers, IReadOnlyList<string> basis)
    {
        var fullOnly = tiers.Value.Value == NotSelfCaring.FullOnly;
        if (fullOnly && (facts.FullInInstitution is null || facts.FullAll is null))
        {
            return NotToldApart;
        }

        var (part, whole) = fullOnly ? (facts.FullInInstitution!.Value, facts.FullAll!.Value) : (facts.InInstitution, facts.All);
        var problem = FieldProblem.OfLess("inInstitution", part.Value, 0, "集中供养人数") ?? FieldProblem.OfLess("all", whole.Value, 0, "全部人数");
        return problem is not null ? problem : part.Value > whole.Value ? MoreThanAll : Decided(part, whole, facts, tiers, basis);
    }

    private static Explained<CentralisedResult> Decided(Sourced<int> part, Sourced<int> whole, CentralisedFacts facts, Sourced<Choice<NotSelfCaring>> tiers, IReadOnlyList<string> basis)
    {
        var rate = Of(part.Value, whole.Value);
        bool? fell = rate is { } now && facts.Previous is { } before ? now < before.Value : null;
        var inputs = new List<StepInput> { StepInput.Of("集中供养人数", part, "人"), StepInput.Of("生活不能自理人数", whole, "人"), StepInput.Of("生活不能自理的范围", tiers) };
        if (facts.Previous is { } previous)
        {
            inputs.Add(StepInput.Of("上期", previous));
        }

        return new Explained<CentralisedResult>(new CentralisedResult(rate, fell), new Explanation("tekun.centralised-rate", "生活不能自理特困人员集中供养率", basis,
            [new Step("集中供养率", "集中供养人数 ÷ 生活不能自理人数，两位小数；没有对象的不计", inputs, rate is { } r ? $"{r}{(fell == true ? "，低于上期" : "")}" : "没有对象")]));
    }
}
