using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of 临时救助: how much, who decides, in how many stages, and one month at once.</summary>
public static class AidCalculations
{
    /// <summary>How much a case is given by the county's table.</summary>
    public static Answer<AidResult> Amount(LawOfTheDay law, AidFacts facts, StandardKind kind)
    {
        var factor = law.Table("temporary-assistance.factors").As(t => t is null ? default : t[facts.Kind.Value == AidKind.Expense ? "expense" : "emergency"].Ratio);
        var terms = new AidTerms(
            Monthly(law, kind), factor, law.Ratio("temporary-assistance.ceiling-multiple"), law.AmountIfSet("temporary-assistance.expense-income-limit"), law.Rounding("benefit.rounding"));
        return law.Blocked ? law.Because : AidAmount.Explain(facts, terms);
    }

    /// <summary>Who decides an amount, and what the standby fund needs.</summary>
    public static Answer<AuthorityResult> Route(LawOfTheDay law, AuthorityFacts facts)
    {
        var terms = new AuthorityTerms(
            law.Choice<TownshipAuthority>("temporary-assistance.delegation.township"),
            law.AmountIfSet("temporary-assistance.township-cap"),
            law.Truth("temporary-assistance.cap-inclusive"),
            law.Choice<WithoutAuthorisation>("temporary-assistance.without-authorisation"),
            law.Count("temporary-assistance.split-days"),
            law.Count("temporary-assistance.same-cause-per-year"),
            law.AmountIfSet("temporary-assistance.case-meeting-above"),
            law.Choices<AidKind>("temporary-assistance.types"),
            law.Truth("temporary-assistance.standby-fund-required"));
        return law.Blocked ? law.Because : AuthorityRoute.Explain(facts, terms);
    }

    /// <summary>Whether a decided amount may be paid in these stages.</summary>
    public static Answer<bool> StagedPlan(LawOfTheDay law, Sourced<Money> total, Sourced<IReadOnlyList<Money>> stages)
    {
        var allowed = law.Truth("temporary-assistance.staged-payment");
        return law.Blocked ? law.Because : Domain.StagedPlan.Explain(total, stages, allowed);
    }

    /// <summary>What is given at once after a same-day approval, and by when that is due.</summary>
    public static Answer<FastTrackResult> FastTrack(LawOfTheDay law, FastTrackFacts facts)
    {
        var own = law.Text("temporary-assistance.advance-standard").Value == "rural-standard" ? StandardKind.Rural : StandardKind.Urban;
        // The operator closes the epidemic period; nothing of the fast track is left after it.
        var over = law.Find("epidemic.period-end") is { } end && law.Day > end.Value.Day;
        var enabled = law.Truth("temporary-assistance.same-day").As(on => on && !over);
        var terms = new FastTrackTerms(
            enabled,
            law.Count("temporary-assistance.advance-months"),
            // Where there is no fast track the standard is not read, so that nobody is asked for it.
            enabled.Value ? Monthly(law, own) : Sourced.Given(Money.Zero),
            law.Choice<AdvanceUnit>("temporary-assistance.advance-unit"),
            law.Truth("temporary-assistance.advance-offset"),
            law.Choice<PaidMeans>("temporary-assistance.paid-means"),
            law.Choice<LateApproval>("temporary-assistance.late-approval"));
        return law.Blocked ? law.Because : FastTrackAdvance.Explain(facts, terms);
    }

    private static Sourced<Money> Monthly(LawOfTheDay law, StandardKind kind) => kind == StandardKind.Urban
        ? law.Amount("dibao.urban-standard")
        : law.Amount("dibao.rural-standard").As(s => Domain.Rounding.HalfUpToFen.Apply(s, YearMonth.MonthsOfAYear));
}
