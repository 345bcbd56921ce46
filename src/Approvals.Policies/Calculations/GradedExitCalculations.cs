using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of leaving 低保: by degrees (渐退), or through the gate.</summary>
public static class GradedExitCalculations
{
    /// <summary>Whether a household above the standard keeps 低保 for a while.</summary>
    public static Answer<bool> Eligibility(LawOfTheDay law, GradedExitFacts facts)
    {
        var terms = new GradedExitTerms(
            law.Truth("graded-exit.enabled"),
            law.Choice<GradedExitTest>("graded-exit.test"),
            law.Choices<GradedExitCondition>("graded-exit.conditions"),
            law.Choices<StandardKind>("graded-exit.applies-to"),
            law.Ratio("graded-exit.lower"),
            law.Truth("graded-exit.lower-inclusive"),
            law.RatioIfSet("graded-exit.upper"),
            law.Choice<GradedExitClaim>("graded-exit.claim"),
            law.Choices<IncomeRiseCause>("graded-exit.lawful-causes"),
            DibaoCalculations.ShortfallTerms(law, facts.Kind).AnnualPerPerson);
        return law.Blocked ? law.Because : GradedExitEligibility.Explain(facts, terms);
    }

    /// <summary>From which month to which.</summary>
    public static Answer<MonthSpan> Period(LawOfTheDay law, GradedExitPeriodFacts facts)
    {
        var ordinary = law.Count("graded-exit.months.ordinary");
        var terms = new GradedExitPeriodTerms(
            law.Truth("graded-exit.enabled"),
            ordinary,
            law.Count("graded-exit.months.disabled"),
            law.Choice<GradedExitStart>("graded-exit.start"),
            law.Choice<DisabledHouseholdReading>("graded-exit.disabled-household"),
            law.Choice<LaterCertificate>("graded-exit.later-certificate"),
            law.Choice<SecondRise>("graded-exit.second-rise"),
            law.Truth("graded-exit.runs-on"),
            law.EndOf(ordinary.Source));
        return law.Blocked ? law.Because : GradedExitPeriod.Explain(facts, terms);
    }

    /// <summary>What is paid in one of its months.</summary>
    public static Answer<Money> Payment(LawOfTheDay law, GradedExitPaymentFacts facts, StandardKind kind)
    {
        var terms = PaymentTerms(law, kind);
        return law.Blocked ? law.Because : GradedExitPayment.Explain(facts, terms);
    }

    /// <summary>What is paid in all of its months together.</summary>
    public static Answer<Money> Total(LawOfTheDay law, Sourced<Money> lastAmount, Sourced<bool> disabled)
    {
        var terms = PaymentTerms(law, StandardKind.Rural);
        return law.Blocked ? law.Because : GradedExitPayment.ExplainTotal(lastAmount, disabled, terms);
    }

    /// <summary>The return to the ordinary benefit at a review.</summary>
    public static Answer<RequalificationResult> Requalification(LawOfTheDay law, RequalificationFacts facts, StandardKind kind)
    {
        var terms = new RequalificationTerms(
            law.Choice<RequalifyEffect>("graded-exit.requalify-effective"),
            law.Choice<ReviewMonth>("graded-exit.review-month"),
            DibaoCalculations.ShortfallTerms(law, kind));
        return law.Blocked ? law.Because : GradedExitRequalification.Explain(facts, terms);
    }

    /// <summary>What happens to a household that is no longer eligible.</summary>
    public static Answer<ExitOutcome> Exit(LawOfTheDay law, ExitFacts facts)
    {
        var terms = new ExitTerms(
            law.Truth("exit.risk-assessment-required"),
            law.Choices<ExitReason>("exit.assessment-waived"),
            law.Choices<ExitChoice>("exit.high-risk-choices"),
            law.Choice<RiskScoring>("exit.risk-scoring"),
            law.Shown("exit.risk-items"),
            law.Count("exit.followup-months"),
            law.Choice<AfterGradedExit>("graded-exit.after-period"));
        return law.Blocked ? law.Because : ExitGate.Explain(facts, terms);
    }

    private static GradedExitPaymentTerms PaymentTerms(LawOfTheDay law, StandardKind kind)
    {
        var baseOf = law.Choice<GradedExitBasis>("graded-exit.base");
        return new GradedExitPaymentTerms(
            law.Count("graded-exit.months.ordinary"),
            law.Count("graded-exit.months.disabled"),
            law.Shares("graded-exit.schedule"),
            law.Choice<GradedExitYear>("graded-exit.year"),
            baseOf,
            law.Choice<FewerMembers>("graded-exit.fewer-members"),
            law.Choice<AfterGradedExit>("graded-exit.after-period"),
            baseOf.Value.Value == GradedExitBasis.FullStandard ? DibaoCalculations.ShortfallTerms(law, kind).AnnualPerPerson : null,
            law.Rounding("benefit.rounding"));
    }
}
