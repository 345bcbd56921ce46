namespace Approvals.Domain;

/// <summary>Who bears the fen that does not divide (A-F14-1).</summary>
public enum OddFen
{
    Finance,
    Fund,
}

/// <summary>What somebody covered twice gets (A-F14-2).</summary>
public enum TwoIdentities
{
    MoreFavourable,
    FirstNamed,
}

/// <summary>Who pays a person's insurance premium.</summary>
/// <param name="Finance">Local finance.</param>
/// <param name="Fund">The medical assistance fund.</param>
public readonly record struct PremiumShares(Money Finance, Money Fund);

/// <summary>What the law says about the premium.</summary>
/// <param name="FundShare">The fund's share of the subsidy.</param>
/// <param name="Subsidised">The share of the personal premium that is subsidised at all, of the class that counts (A-F14-3).</param>
/// <param name="OddFen">Who bears the odd fen.</param>
/// <param name="Identities">What somebody covered twice gets.</param>
public sealed record PremiumTerms(Sourced<Ratio> FundShare, Sourced<Ratio> Subsidised, Sourced<Choice<OddFen>> OddFen, Sourced<Choice<TwoIdentities>> Identities);

/// <summary>How the subsidy of the personal premium is shared between local finance and the medical assistance fund (资助参保): both parts make up the whole.</summary>
/// <remarks>Yuan per person and year. Clauses: HN2017-2.3.3, YC2017-3.3.4, HN2020-2.3.2.</remarks>
public static class PremiumSplit
{
    /// <summary>The bare split of a subsidy.</summary>
    public static PremiumShares Of(Money subsidy, Ratio fundShare, OddFen oddFen)
    {
        var down = new Money((long)(fundShare.Numerator * subsidy.Fen / fundShare.Denominator));
        var fund = oddFen == OddFen.Fund ? Rounding.UpToFen.Apply(fundShare * Ratio.Of(subsidy)) : down;
        return new PremiumShares(subsidy - fund, fund);
    }

    /// <summary>The split with its lines.</summary>
    public static Answer<PremiumShares> Explain(Sourced<Money> premium, PremiumTerms terms)
    {
        if (FieldProblem.OfNegative("premium", premium.Value, "个人缴费") is { } problem)
        {
            return problem;
        }

        var subsidy = Rounding.HalfUpToFen.Apply(terms.Subsidised.Value * Ratio.Of(premium.Value));
        var shares = Of(subsidy, terms.FundShare.Value, terms.OddFen.Value.Value);
        return new Explained<PremiumShares>(shares, new Explanation("medical.premium-split", "资助参保资金分担", [],
        [
            new Step("资助额", "个人缴费 × 资助比例", [StepInput.Of("个人缴费", premium), StepInput.Of("资助比例", terms.Subsidised), StepInput.Of("有两种身份时", terms.Identities)], $"{subsidy}元"),
            new Step("分担", "医疗救助基金按比例，其余由当地财政负担", [StepInput.Of("医疗救助基金比例", terms.FundShare), StepInput.Of("除不尽的一分", terms.OddFen)], $"财政{shares.Finance}元，医疗救助基金{shares.Fund}元"),
        ]));
    }
}
