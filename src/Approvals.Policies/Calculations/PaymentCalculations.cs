using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of payments: what is owed either way, and from when a change counts.</summary>
public static class PaymentCalculations
{
    private const string ChangesBasis = "payment.changes-basis";

    /// <summary>Arrears and recovery of months already paid.</summary>
    public static Answer<SettlementResult> Settle(LawOfTheDay law, IReadOnlyList<SettlementMonth> months, Sourced<bool> offsetConsent)
    {
        var terms = new SettlementTerms(law.Choice<LateIncrease>("payment.late-increase"), offsetConsent, law.Basis(ChangesBasis));
        return law.Blocked ? law.Because : Settlement.Explain(months, terms);
    }

    /// <summary>How much of a monthly amount may be kept back for a recovery, with consent: what lies above the county's floor.</summary>
    public static Answer<Money> MostInstalment(LawOfTheDay law, Sourced<Money> monthly)
    {
        var floor = law.Amount("payment.offset-floor");
        return law.Blocked ? law.Because : Settlement.ExplainInstalment(monthly, floor, law.Basis(ChangesBasis));
    }

    /// <summary>The month from which a change of the household counts.</summary>
    public static Answer<YearMonth> ChangeMonth(LawOfTheDay law, Sourced<DateOnly> reported, Sourced<DateOnly> happened, Sourced<DateOnly> reviewed)
    {
        var effect = law.Choice<ChangeEffect>("payment.change-month");
        return law.Blocked ? law.Because : DueDates.ExplainChangeMonth(reported, happened, reviewed, effect, law.Basis(ChangesBasis));
    }
}
