using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of 医疗救助 and of insurance premiums.</summary>
public static class MedicalCalculations
{
    /// <summary>What medical assistance pays of a bill.</summary>
    public static Answer<Money> Assistance(LawOfTheDay law, MedicalFacts facts)
    {
        var share = ShareOf(law, facts);
        var capped = !IsPaidInFull(law, facts) || law.Truth("medical.tekun-inpatient-capped").Value;
        var terms = new MedicalTerms(share, capped ? law.AmountIfSet("medical.cap") : null, law.Choice<CapPeriod>("medical.cap-period"), law.Rounding("medical.rounding"), law.Basis("medical.assistance-basis"));
        return law.Blocked ? law.Because : MedicalAssistance.Explain(facts, terms);
    }

    /// <summary>How the subsidy of a premium is shared.</summary>
    /// <param name="law">The law of the day.</param>
    /// <param name="premium">The personal premium of a year.</param>
    /// <param name="classes">The classes the person belongs to, as in the county's table; none: the subsidy of everybody.</param>
    public static Answer<PremiumShares> PremiumSplit(LawOfTheDay law, Sourced<Money> premium, IReadOnlyList<string> classes)
    {
        var identities = law.Choice<TwoIdentities>("insurance.two-identities");
        var terms = new PremiumTerms(law.Ratio("insurance.premium-subsidy.fund-share"), Subsidised(law, classes, identities.Value.Value), law.Choice<OddFen>("insurance.premium-subsidy.odd-fen"), identities);
        return law.Blocked ? law.Because : Domain.PremiumSplit.Explain(premium, terms);
    }

    // 特困 in hospital at the county's own designated hospitals: where a text pays all of it.
    private static bool IsPaidInFull(LawOfTheDay law, MedicalFacts facts) =>
        facts.Class.Value == MedicalClass.Tekun && !IsAbove(law, facts.Hospital.Value) && law.IsSet("medical.tekun-inpatient-local");

    // Whether "县级以上" takes the county's own hospital in or not (A-F13-4).
    private static bool IsAbove(LawOfTheDay law, HospitalLevel level) =>
        level is HospitalLevel.AboveCounty or HospitalLevel.OutsideCounty || (level == HospitalLevel.County && !law.Truth("medical.upper-level-excludes-county").Value);

    private static Sourced<Ratio> ShareOf(LawOfTheDay law, MedicalFacts facts) => facts.Class.Value switch
    {
        MedicalClass.Tekun when IsPaidInFull(law, facts) => law.Ratio("medical.tekun-inpatient-local"),
        MedicalClass.Tekun when IsAbove(law, facts.Hospital.Value) && law.IsSet("medical.tekun-inpatient-local") => law.Ratio("medical.tekun-upper-level"),
        MedicalClass.MajorDisease when law.IsSet("medical.major-disease-ratio") => law.Ratio("medical.major-disease-ratio"),
        _ => law.Ratio("medical.ratio"),
    };

    private static Sourced<Ratio> Subsidised(LawOfTheDay law, IReadOnlyList<string> classes, TwoIdentities identities)
    {
        if (classes.Count == 0)
        {
            return law.Ratio("insurance.premium-subsidy.ratio");
        }

        var table = law.Table("insurance.premium-subsidy.classes");
        return table.As(t => t is null ? default : identities == TwoIdentities.MoreFavourable ? classes.Max(c => t[c].Ratio) : t[classes[0]].Ratio);
    }
}
