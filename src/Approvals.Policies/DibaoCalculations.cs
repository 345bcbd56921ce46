using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of 低保 as the application calls them: facts in, an explained answer under the law of the day out.</summary>
public static class DibaoCalculations
{
    /// <summary>The income test and the monthly amount of a household. Property is tested apart.</summary>
    public static Answer<ShortfallResult> Shortfall(LawOfTheDay law, Sourced<int> members, Sourced<Money> countableAnnualIncome, StandardKind kind)
    {
        var standard = law.Amount(kind == StandardKind.Urban ? "dibao.urban-standard" : "dibao.rural-standard");
        var rounding = law.Rounding("benefit.rounding");
        return law.Blocked ? law.Because : Domain.Shortfall.Explain(new ShortfallInput(
            members,
            countableAnnualIncome,
            kind,
            standard,
            rounding,
            law.AmountIfSet("benefit.min-payment"),
            law.Basis("dibao.shortfall-basis")));
    }

    /// <summary>Whether income and benefit reach the poverty line: the raw comparison.</summary>
    public static Answer<PovertyLineResult> PovertyLineCheck(LawOfTheDay law, Sourced<int> members, Sourced<Money> countableAnnualIncome, StandardKind kind)
    {
        var line = law.Amount("dibao.poverty-line");
        return Shortfall(law, members, countableAnnualIncome, kind)
            .Then(s => PovertyLine.Explain(PovertyLineInput(law, members, countableAnnualIncome, s, line)));
    }

    /// <summary>Whether the county is alerted that a household stays below the poverty line by more than rounding.</summary>
    public static Answer<bool> PovertyLineAlert(LawOfTheDay law, Sourced<int> members, Sourced<Money> countableAnnualIncome, StandardKind kind)
    {
        var line = law.Amount("dibao.poverty-line");
        var tolerance = law.Amount("dibao.poverty-line-tolerance");
        return Shortfall(law, members, countableAnnualIncome, kind)
            .Then(s => PovertyLine.ExplainAlert(PovertyLineInput(law, members, countableAnnualIncome, s, line), tolerance));
    }

    /// <summary>How much of a month's pension counts.</summary>
    /// <param name="law">The law on the day of the accounting.</param>
    /// <param name="basic">基础养老金 of the month.</param>
    /// <param name="other">The rest of the pension.</param>
    /// <param name="central">The central amount when it is known otherwise; else the value of the month is read.</param>
    /// <param name="programme">The programme asked for, for example dibao-rural.</param>
    /// <param name="month">The month the pension was for; the month of the accounting when null.</param>
    public static Answer<Money> Pension(LawOfTheDay law, Sourced<Money> basic, Sourced<Money> other, Sourced<Money>? central, string programme, YearMonth? month = null)
    {
        var scope = law.Text("income.exclude-basic-pension.scope");
        var programmes = law.List("income.exclude-basic-pension.programmes");
        if (law.Blocked)
        {
            return law.Because;
        }

        var exclusion = programmes.Value.Contains(programme)
            ? scope.As(id => Enum.Parse<PensionExclusion>(id, ignoreCase: true))
            : programmes.As(_ => PensionExclusion.None);
        var lawOfTheMonth = month is { } m ? law.OnDay(m.FirstDay) : law;
        return BasicPension.Explain(new BasicPensionInput(basic, other, exclusion, central ?? lawOfTheMonth.AmountIfSet("income.central-basic-pension")));
    }

    private static PovertyLineInput PovertyLineInput(LawOfTheDay law, Sourced<int> members, Sourced<Money> income, Explained<ShortfallResult> shortfall, Sourced<Money> line) => new(
        members,
        income,
        Sourced.Result(new Explained<Money>(shortfall.Value.Monthly, shortfall.Explanation)),
        line,
        law.Basis("dibao.poverty-line-check-basis"));
}
