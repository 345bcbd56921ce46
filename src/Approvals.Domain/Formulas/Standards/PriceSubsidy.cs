namespace Approvals.Domain;

/// <summary>The index the amount follows (A-F16-1).</summary>
public enum PriceIndex
{
    /// <summary>居民消费价格指数.</summary>
    Cpi,

    /// <summary>低收入居民基本生活费用价格指数.</summary>
    Scpi,
}

/// <summary>What the growth is taken of (A-F16-2).</summary>
public enum PriceSubsidyBasis
{
    Standard,
    IndividualBenefit,
}

/// <summary>Who is on the list of the month (A-F16-3).</summary>
public enum PriceSubsidyRecipients
{
    /// <summary>Recipients on the last day of the month of the index.</summary>
    IndexMonth,

    /// <summary>Recipients on the day the index was published.</summary>
    PublicationDay,
}

/// <summary>What was published of a month.</summary>
/// <param name="CpiGrowth">Growth of CPI over the same month of last year.</param>
/// <param name="FoodGrowth">Growth of food prices.</param>
/// <param name="Persons">Persons of the household who receive.</param>
public sealed record PriceFacts(Sourced<Percent> CpiGrowth, Sourced<Percent> FoodGrowth, Sourced<int> Persons)
{
    /// <summary>Growth of the index of low incomes; needed where the amount follows it.</summary>
    public Sourced<Percent>? ScpiGrowth { get; init; }

    /// <summary>The individual monthly benefit per person; needed where it is the base.</summary>
    public Sourced<Money>? BenefitPerPerson { get; init; }

    /// <summary>The month of the index; null when only the amount is asked for.</summary>
    public Sourced<YearMonth>? IndexMonth { get; init; }

    /// <summary>The day the index was published.</summary>
    public Sourced<DateOnly>? PublishedOn { get; init; }
}

/// <summary>When the subsidy starts and how much it is.</summary>
/// <param name="CpiThreshold">Percent.</param>
/// <param name="FoodThreshold">Percent.</param>
/// <param name="Index">The index the amount follows.</param>
/// <param name="BaseOf">What the growth is taken of.</param>
/// <param name="Standard">The standard per person and month.</param>
/// <param name="Multiplier">The local multiplier.</param>
/// <param name="Recipients">Who is on the list.</param>
/// <param name="Rounding">How the amount is rounded.</param>
/// <param name="Basis">The clauses that demand the mechanism.</param>
public sealed record PriceTerms(
    Sourced<Ratio> CpiThreshold,
    Sourced<Ratio> FoodThreshold,
    Sourced<Choice<PriceIndex>> Index,
    Sourced<Choice<PriceSubsidyBasis>> BaseOf,
    Sourced<Money> Standard,
    Sourced<Ratio> Multiplier,
    Sourced<Choice<PriceSubsidyRecipients>> Recipients,
    Sourced<Rounding> Rounding,
    IReadOnlyList<string> Basis);

/// <summary>Whether the mechanism started, what the household gets, and on which day one must have been a recipient.</summary>
public readonly record struct PriceSubsidyResult(bool Triggered, Money Amount, DateOnly? RecipientsOn);

/// <summary>What recipients get for a month of rising prices (价格临时补贴).</summary>
/// <remarks>Yuan per household and month. Those who leave by degrees receive 低保 and get it too. Clauses: HN2020-3.2.2, N2021-2.2.3, N2021-2.2.4; thresholds O06.</remarks>
public static class PriceSubsidy
{
    private const int PercentOfOne = 100;
    private static readonly Obstacle NoScpi = Obstacle.Missing("scpiGrowth", "低收入居民基本生活费用价格指数涨幅", "县级民政部门", "本地按这个指数计算补贴");
    private static readonly Obstacle NoBenefit = Obstacle.Missing("benefitPerPerson", "人均月救助金", "县级民政部门", "本地以个人救助金为基数");

    /// <summary>Whether the mechanism starts: reaching one of the thresholds is enough.</summary>
    public static bool IsTriggered(Percent cpi, Percent food, Ratio cpiThreshold, Ratio foodThreshold) =>
        cpi.AsRatio * new Ratio(PercentOfOne, 1) >= cpiThreshold || food.AsRatio * new Ratio(PercentOfOne, 1) >= foodThreshold;

    /// <summary>The bare amount of a started month; falling prices take nothing.</summary>
    public static Money Of(Money perPerson, Percent growth, Ratio multiplier, int persons, Rounding rounding) =>
        growth.Hundredths <= 0 ? Money.Zero : rounding.Apply(Ratio.Of(perPerson * persons) * growth.AsRatio * multiplier);

    /// <summary>The amount with its lines.</summary>
    public static Answer<PriceSubsidyResult> Explain(PriceFacts facts, PriceTerms terms)
    {
        if (FieldProblem.OfLess("persons", facts.Persons.Value, 1, "保障人数") is { } problem)
        {
            return problem;
        }

        var (growth, perPerson) = (GrowthOf(facts, terms), BaseOf(facts, terms));
        return growth is null ? NoScpi : perPerson is null ? NoBenefit : Decided(facts, terms, growth.Value, perPerson.Value);
    }

    private static Sourced<Percent>? GrowthOf(PriceFacts facts, PriceTerms terms) => terms.Index.Value.Value == PriceIndex.Scpi ? facts.ScpiGrowth : facts.CpiGrowth;

    private static Sourced<Money>? BaseOf(PriceFacts facts, PriceTerms terms) => terms.BaseOf.Value.Value == PriceSubsidyBasis.IndividualBenefit ? facts.BenefitPerPerson : terms.Standard;

    private static Explained<PriceSubsidyResult> Decided(PriceFacts facts, PriceTerms terms, Sourced<Percent> growth, Sourced<Money> perPerson)
    {
        var triggered = IsTriggered(facts.CpiGrowth.Value, facts.FoodGrowth.Value, terms.CpiThreshold.Value, terms.FoodThreshold.Value);
        var amount = triggered ? Of(perPerson.Value, growth.Value, terms.Multiplier.Value, facts.Persons.Value, terms.Rounding.Value) : Money.Zero;
        var day = terms.Recipients.Value.Value == PriceSubsidyRecipients.PublicationDay ? facts.PublishedOn?.Value : facts.IndexMonth?.Value.LastDay;
        var lines = new List<Step> { TriggerLine(facts, terms, triggered), AmountLine(facts, terms, growth, perPerson, triggered, amount) };
        if (day is { } on)
        {
            lines.Add(new Step("发放对象", "这一天享受低保（含渐退）的人员", [StepInput.Of("按哪一天的名单", terms.Recipients)], LegalDay.Text(on)));
        }

        return new Explained<PriceSubsidyResult>(new PriceSubsidyResult(triggered, amount, day), new Explanation("price.subsidy", "价格临时补贴", terms.Basis, lines));
    }

    private static Step TriggerLine(PriceFacts facts, PriceTerms terms, bool triggered) => new(
        "启动条件",
        "居民消费价格涨幅或食品价格涨幅 达到 其中一个条件",
        [
            StepInput.Of("居民消费价格涨幅", facts.CpiGrowth), StepInput.Of("食品价格涨幅", facts.FoodGrowth),
            StepInput.Of("居民消费价格启动条件", terms.CpiThreshold, "%"), StepInput.Of("食品价格启动条件", terms.FoodThreshold, "%"),
        ],
        triggered ? "启动" : "不启动");

    private static Step AmountLine(PriceFacts facts, PriceTerms terms, Sourced<Percent> growth, Sourced<Money> perPerson, bool triggered, Money amount) => new(
        "补贴金额",
        "月标准 × 指数涨幅 × 倍数 × 人数",
        [
            StepInput.Of("计算基数", perPerson, "元/人·月"), StepInput.Of("基数的选择", terms.BaseOf), StepInput.Of("指数涨幅", growth), StepInput.Of("指数的选择", terms.Index),
            StepInput.Of("倍数", terms.Multiplier), StepInput.Of("保障人数", facts.Persons, "人"),
        ],
        triggered && growth.Value.Hundredths <= 0 ? "0.00元：已启动但指数没有上涨，由县里决定" : $"{amount}元")
    {
        Rounding = terms.Rounding.Value.Name,
    };
}
