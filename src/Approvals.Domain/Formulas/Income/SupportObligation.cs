namespace Approvals.Domain;

/// <summary>Somebody outside the household who owes support (赡养、抚养、扶养义务人).</summary>
/// <param name="Supporter">As printed.</param>
/// <param name="AnnualIncome">Income of the supporter's own household in a year.</param>
/// <param name="Members">Members of that household.</param>
/// <param name="Supported">Persons the supporter owes support to, at least 1.</param>
/// <param name="InAid">The supporter's household receives 低保 or 特困供养 or is at the edge.</param>
public sealed record SupporterFacts(string Supporter, Sourced<Money> AnnualIncome, Sourced<int> Members, Sourced<int> Supported, Sourced<bool> InAid)
{
    /// <summary>What a court or agreement fixed for a year; null when nothing was.</summary>
    public Sourced<Money>? Fixed { get; init; }
}

/// <summary>How much is owed by local rule.</summary>
/// <param name="AnnualPerPerson">The standard per person and year.</param>
/// <param name="ExemptMultiple">So many standards per head are the supporter's own.</param>
/// <param name="Share">The share of what is above that is owed.</param>
/// <param name="Rounding">How the amount is rounded.</param>
/// <param name="Basis">The clauses that say support counts.</param>
public sealed record SupportTerms(Sourced<Money> AnnualPerPerson, Sourced<Ratio> ExemptMultiple, Sourced<Ratio> Share, Sourced<Rounding> Rounding, IReadOnlyList<string> Basis);

/// <summary>What is imputed for support by somebody outside the household (赡养、抚养、扶养费).</summary>
/// <remarks>Yuan per year from one supporter. Clauses: SC649-10, N2021-2.8.2; multiple and share are local.</remarks>
public static class SupportObligation
{
    /// <summary>The bare amount: the share of what lies above the supporter's own need, divided among those supported.</summary>
    public static Money Of(Money annualIncome, int members, Money annualPerPerson, Ratio exemptMultiple, Ratio share, int supported, Rounding rounding)
    {
        var above = Ratio.Of(annualIncome) - (exemptMultiple * Ratio.Of(annualPerPerson * members));
        return above.Numerator <= 0 ? Money.Zero : rounding.Apply(above * share / new Ratio(supported, 1));
    }

    /// <summary>The amount with its lines: fixed by a court or agreement, nothing from the poor, else reckoned.</summary>
    public static Answer<Money> Explain(SupporterFacts facts, SupportTerms terms)
    {
        var problem = FieldProblem.OfMembers(facts.Members.Value) ?? FieldProblem.OfLess("supported", facts.Supported.Value, 1, "被赡养人数")
            ?? FieldProblem.OfNegative("supporterAnnualIncome", facts.AnnualIncome.Value, "赡养人家庭年收入") ?? FieldProblem.OfNegative("fixed", facts.Fixed?.Value, "判决或协议的数额");
        if (problem is not null)
        {
            return problem;
        }

        return facts.Fixed is { } settled ? Decided(settled.Value, facts, terms, [StepInput.Of("判决或协议", settled, "元/年")], "法院判决、调解或协议确定的，按确定的数额")
            : facts.InAid.Value ? Decided(Money.Zero, facts, terms, [StepInput.Of("赡养人享受救助或是低保边缘家庭", facts.InAid)], "赡养人自己困难的，不计")
            : Reckoned(facts, terms);
    }

    private static Explained<Money> Reckoned(SupporterFacts facts, SupportTerms terms)
    {
        var amount = Of(facts.AnnualIncome.Value, facts.Members.Value, terms.AnnualPerPerson.Value, terms.ExemptMultiple.Value, terms.Share.Value, facts.Supported.Value, terms.Rounding.Value);
        return Decided(amount, facts, terms,
        [
            StepInput.Of("赡养人家庭年收入", facts.AnnualIncome), StepInput.Of("赡养人家庭人数", facts.Members, "人"), StepInput.Of("年保障标准", terms.AnnualPerPerson, "元/人·年"),
            StepInput.Of("留给赡养人家庭的倍数", terms.ExemptMultiple), StepInput.Of("赡养费比例", terms.Share), StepInput.Of("被赡养人数", facts.Supported, "人"),
        ], "（赡养人家庭年收入 − 年保障标准 × 倍数 × 人数）× 比例 ÷ 被赡养人数，不低于0");
    }

    private static Explained<Money> Decided(Money amount, SupporterFacts facts, SupportTerms terms, IReadOnlyList<StepInput> inputs, string words) => new(amount, new Explanation("income.support-obligation", "赡养（抚养、扶养）费", terms.Basis,
        [new Step($"{facts.Supporter}应给的赡养费", words, inputs, $"{amount}元/年")]));
}
