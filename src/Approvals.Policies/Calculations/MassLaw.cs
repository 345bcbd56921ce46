using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The law of a county on one day for all its households at once: every value is read once, by the same readers as the sheet of a single household.</summary>
public static class MassLaw
{
    // More than any pension of a month: what is left of it tells what the law leaves out.
    private static readonly Money Probe = new(long.MaxValue / 1000);

    /// <summary>The terms; cannot be decided where the standard itself is missing. What only some households need may be missing: these are left undecided.</summary>
    /// <param name="law">The law, anew for each question.</param>
    /// <param name="application">The month of application of all households.</param>
    /// <param name="items">The items of the county's table that the columns use, in their order.</param>
    /// <param name="recipient">The households already receive 低保.</param>
    public static Answer<MassTerms> Terms(Func<LawOfTheDay> law, YearMonth application, IReadOnlyList<string> items, bool recipient = false)
    {
        var rules = law();
        var (rural, urban) = (DibaoCalculations.ShortfallTerms(rules, StandardKind.Rural), DibaoCalculations.ShortfallTerms(rules, StandardKind.Urban));
        var (method, effect) = (rules.Choice<BenefitMethod>("benefit.method"), rules.Choice<PovertyLineEffect>("dibao.poverty-line-effect"));
        var (offsets, periods) = (rules.Truth("income.loss-offsets"), (Rural: rules.Text("income.period"), Urban: rules.Text("income.period-urban")));
        var assessedRounding = rules.Rounding("income.assessment-rounding");
        if (rules.Blocked)
        {
            return rules.Because;
        }

        var tiers = method.Value.Value == BenefitMethod.Tiers ? rules.Amounts("benefit.tiers").Value : null;
        var raised = effect.Value.Value == PovertyLineEffect.Raise ? rules.AmountIfSet("dibao.poverty-line")?.Value : null;
        return rules.Blocked ? rules.Because : new Explained<MassTerms>(
            new MassTerms
            {
                Rural = KindTerms(law, rural, application, IncomePeriod.Of(periods.Rural.Value, application)),
                Urban = KindTerms(law, urban, application, IncomePeriod.Of(periods.Urban.Value, application)),
                Rounding = rural.Rounding.Value,
                EqualIsBelow = rural.EqualIsBelow.Value,
                MinPayment = rural.MinPayment?.Value,
                Tiers = tiers,
                RaisedTo = raised,
                LossOffsets = offsets.Value,
                WorkCost = WorkCost(law(), recipient),
                Revenue = Revenue(law(), recipient),
                Assessed = Units(law(), items),
                AssessedRounding = assessedRounding.Value,
                Support = Support(law(), assessedRounding.Value),
            },
            new Explanation("dibao.mass", "批量测算", [], []));
    }

    private static MassKindTerms KindTerms(Func<LawOfTheDay> law, ShortfallTerms terms, YearMonth application, MonthSpan span) => new(
        terms.AnnualPerPerson.Value,
        YearMonth.MonthsOfAYear / span.Months,
        Pension(law, terms.Kind, span.First),
        CostMonths(law(), application, span));

    private static List<MassPensionMonths> Pension(Func<LawOfTheDay> law, StandardKind kind, YearMonth first)
    {
        var months = new List<MassPensionMonths>();
        for (var i = 0; i < YearMonth.MonthsOfAYear; i++)
        {
            var answer = DibaoCalculations.Pension(law(), Sourced.Given(Probe), Sourced.Given(Money.Zero), null, HouseholdItems.ProgrammeOf(kind), first.AddMonths(i));
            Money? leftOut = answer.IsDecided ? Probe - answer.Explained.Value : null;
            if (months.Count > 0 && months[^1].LeftOut == leftOut)
            {
                months.RemoveAt(months.Count - 1);
            }

            months.Add(new MassPensionMonths(i + 1, leftOut));
        }

        return months;
    }

    private static List<int> CostMonths(LawOfTheDay law, YearMonth application, MonthSpan span)
    {
        var terms = IncomeCalculations.EmploymentCostTerms(law);
        return law.Blocked ? [.. new int[byte.MaxValue + 1]]
            : [0, .. Enumerable.Range(0, byte.MaxValue).Select(since => HouseholdDeductions.MonthsWithin(application.AddMonths(-since), terms, span))];
    }

    private static Money? WorkCost(LawOfTheDay law, bool recipient)
    {
        var terms = IncomeCalculations.EmploymentCostTerms(law);
        return law.Blocked ? null : terms.RecipientsOnly.Value && !recipient ? Money.Zero : terms.Full;
    }

    private static List<MassRevenue>? Revenue(LawOfTheDay law, bool recipient)
    {
        var terms = IncomeCalculations.GuaranteedRevenueTerms(law);
        return law.Blocked ? null : [.. Enum.GetValues<LabourLoss>().Select(loss => new MassRevenue(
            GuaranteedRevenue.IsFor(loss, recipient, terms.PartialLossToo.Value, terms.ApplicantsToo.Value) ? terms.Mode.Value.Value : RevenueExclusion.None,
            Scale.Of(Ratio.One - terms.Share.Value),
            terms.Limit?.Value))];
    }

    private static List<MassUnit> Units(LawOfTheDay law, IReadOnlyList<string> items)
    {
        var terms = IncomeCalculations.AssessmentTerms(law);
        return [.. items.SelectMany(item => Enum.GetValues<LabourLoss>().Select(loss => law.Blocked || !terms.Values.Value.TryGetValue(item, out var value)
            ? new MassUnit(false, false, new Scale(0, 1))
            : new MassUnit(true, value.Kind == IncomeKind.Wage, Scale.Of(Ratio.Of(value.Amount) * (value.ByLabour ? terms.CoefficientOf(loss).Value : Ratio.One), HouseholdColumns.QuantityScale))))];
    }

    private static MassSupport? Support(LawOfTheDay law, Rounding rounding)
    {
        var (exempt, share) = (law.Ratio("income.support.exempt-multiple"), law.Ratio("income.support.share"));
        return law.Blocked ? null : new MassSupport(checked((long)exempt.Value.Numerator), checked((int)exempt.Value.Denominator), Scale.Of(share.Value), rounding);
    }
}
