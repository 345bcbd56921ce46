using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The calculations of 低保 as the application calls them: facts in, an explained answer under the law of the day out.</summary>
public static class DibaoCalculations
{
    private static readonly Dictionary<string, SupplementClass> SupplementColumns = new()
    {
        ["elderly"] = SupplementClass.Elderly,
        ["minor"] = SupplementClass.Minor,
        ["severelyDisabled"] = SupplementClass.SeverelyDisabled,
        ["seriouslyIll"] = SupplementClass.SeriouslyIll,
        ["singleParent"] = SupplementClass.SingleParent,
    };

    /// <summary>The income test and the monthly amount of a household. Property is tested apart.</summary>
    public static Answer<ShortfallResult> Shortfall(LawOfTheDay law, Sourced<int> members, Sourced<Money> countableAnnualIncome, StandardKind kind)
    {
        var terms = ShortfallTerms(law, kind);
        return law.Blocked ? law.Because : Raised(law, Gap(law, terms.For(members, countableAnnualIncome)), members, countableAnnualIncome);
    }

    /// <summary>The gap, or the step it falls into where a county pays in steps (分档).</summary>
    private static Answer<ShortfallResult> Gap(LawOfTheDay law, ShortfallInput input)
    {
        var method = law.Choice<BenefitMethod>("benefit.method");
        if (method.Value.Value == BenefitMethod.Shortfall)
        {
            return Domain.Shortfall.Explain(input);
        }

        var tiers = law.Amounts("benefit.tiers");
        return law.Blocked ? law.Because : Domain.Shortfall.Explain(input).Then<ShortfallResult>(gap => BenefitTiers.Explain(gap, input.Members, method, tiers));
    }

    /// <summary>The standard and the gap as the law has them; ask <see cref="LawOfTheDay.Blocked"/> before using them.</summary>
    internal static ShortfallTerms ShortfallTerms(LawOfTheDay law, StandardKind kind) => new(
        kind,
        law.Amount(kind == StandardKind.Urban ? "dibao.urban-standard" : "dibao.rural-standard"),
        law.Rounding("benefit.rounding"),
        law.AmountIfSet("benefit.min-payment"),
        law.Truth("dibao.equal-is-below"),
        law.Basis("dibao.shortfall-basis"));

    /// <summary>Whether a person is taken in alone, apart from a family that is not.</summary>
    public static Answer<ShortfallResult> SinglePersonUnit(LawOfTheDay law, SinglePersonFacts facts, StandardKind kind)
    {
        var terms = new SinglePersonTerms(
            law.Choices<UnitCondition>("single.conditions"),
            law.Choices<DisabilityGrade>("single.severe-grades"),
            law.Count("household.age-of-majority"),
            law.Choice<FamilyHardshipTest>("single.family-hardship"),
            law.RatioIfSet("single.household-cap-multiple"),
            law.Choice<UnitBenefit>("single.benefit"),
            law.Truth("single.guardian-may-apply"),
            ShortfallTerms(law, kind));
        return law.Blocked ? law.Because : Domain.SinglePersonUnit.Explain(facts, terms);
    }

    /// <summary>Whether a household is taken in because of what illness costs it.</summary>
    public static Answer<ShortfallResult> ExpenseDeduction(LawOfTheDay law, ExpenseDeductionFacts facts, StandardKind kind)
    {
        var terms = new ExpenseDeductionTerms(
            law.Truth("expense-deduction.enabled"),
            law.Choice<ExpenseDeductionPersons>("expense-deduction.persons"),
            law.Choice<MedicalCostScope>("expense-deduction.cost-definition"),
            law.Choice<MedicalCostPersons>("expense-deduction.cost-of"),
            law.Choice<ContinuingProof>("expense-deduction.continuing-proof"),
            law.Choice<ExpenseDeductionBenefit>("expense-deduction.benefit"),
            ShortfallTerms(law, kind));
        return law.Blocked ? law.Because : Domain.ExpenseDeduction.Explain(facts, terms);
    }

    /// <summary>The months a household taken in because of illness is paid before it is reviewed.</summary>
    public static Answer<MonthSpan> ExpenseDeductionPeriod(LawOfTheDay law, Sourced<DateOnly> decision)
    {
        var term = law.Count("expense-deduction.term");
        return law.Blocked ? law.Because : Domain.ExpenseDeduction.ExplainPeriod(decision, term);
    }

    /// <summary>What the old, minors, the disabled, the ill and children of single parents get on top, person by person.</summary>
    public static Answer<SupplementResult> CategorySupplement(LawOfTheDay law, IReadOnlyList<SupplementPerson> persons, StandardKind kind)
    {
        var amounts = SupplementAmounts(law, kind);
        var terms = new SupplementTerms(
            amounts,
            law.Choice<SupplementCombining>("benefit.category-supplement.combining"),
            law.Count("benefit.category-supplement.elderly-age"),
            law.Count("household.age-of-majority"),
            law.Choices<DisabilityGrade>("single.severe-grades"));
        return law.Blocked ? law.Because : Domain.CategorySupplement.Explain(persons, terms);
    }

    /// <summary>Whether a household above the poverty line's reading is asked to be raised to it (A-F2b-1): by the catalogue's reading the check only reports.</summary>
    private static Answer<ShortfallResult> Raised(LawOfTheDay law, Answer<ShortfallResult> gap, Sourced<int> members, Sourced<Money> income)
    {
        var effect = law.Choice<PovertyLineEffect>("dibao.poverty-line-effect");
        return effect.Value.Value == PovertyLineEffect.Raise && law.AmountIfSet("dibao.poverty-line") is { } line
            ? gap.Then<ShortfallResult>(g => PovertyLine.ExplainRaise(g, members, income, line, effect))
            : gap;
    }

    private static Sourced<IReadOnlyDictionary<SupplementClass, Money>> SupplementAmounts(LawOfTheDay law, StandardKind kind)
    {
        if (law.Text("benefit.category-supplement.mode").Value != "share-of-standard")
        {
            return law.Table("benefit.category-supplement.amounts").As<IReadOnlyDictionary<SupplementClass, Money>>(t => ByClass(t, c => c.Amount));
        }

        var monthly = ShortfallTerms(law, kind).AnnualPerPerson.As(s => Domain.Ratio.Of(s) / new Ratio(YearMonth.MonthsOfAYear, 1));
        return law.Table("benefit.category-supplement.shares").As<IReadOnlyDictionary<SupplementClass, Money>>(t => ByClass(t, c => Domain.Rounding.HalfUpToFen.Apply(monthly.Value * c.Ratio)));
    }

    private static Dictionary<SupplementClass, Money> ByClass(IReadOnlyDictionary<string, PolicyValue>? table, Func<PolicyValue, Money> amount) =>
        SupplementColumns.ToDictionary(c => c.Value, c => table is null ? Money.Zero : amount(table[c.Key]));

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
        var tested = Window(law, month);
        var scope = tested.Text("income.exclude-basic-pension.scope");
        var programmes = tested.List("income.exclude-basic-pension.programmes");
        if (law.Blocked || tested.Blocked)
        {
            return law.Blocked ? law.Because : tested.Because;
        }

        var exclusion = programmes.Value.Contains(programme)
            ? scope.As(id => Enum.Parse<PensionExclusion>(id, ignoreCase: true))
            : programmes.As(_ => PensionExclusion.None);
        var lawOfTheMonth = month is { } m ? law.OnDay(m.FirstDay) : law;
        return BasicPension.Explain(new BasicPensionInput(basic, other, exclusion, central ?? lawOfTheMonth.AmountIfSet("income.central-basic-pension"))
        {
            Programmes = tested.Shown("income.exclude-basic-pension.programmes"),
        });
    }

    /// <summary>The day whose window counts: of the accounting, or of the month of the income (A-F1a-3), bridged to the first day of N2021 where a county asked for it (A-F1a-4).</summary>
    private static LawOfTheDay Window(LawOfTheDay law, YearMonth? month)
    {
        var byMonth = law.Text("income.exclude-basic-pension.tested-on").Value == "income-month";
        var tested = byMonth && month is { } m ? law.OnDay(m.FirstDay) : law;
        var national = law.BeginningOf("N2021");
        return law.Find("income.exclude-basic-pension.bridge-from") is { } bridge && tested.Day >= bridge.Value.Day && tested.Day < national
            ? law.OnDay(national.Value)
            : tested;
    }

    private static PovertyLineInput PovertyLineInput(LawOfTheDay law, Sourced<int> members, Sourced<Money> income, Explained<ShortfallResult> shortfall, Sourced<Money> line) => new(
        members,
        income,
        Sourced.Result(new Explained<Money>(shortfall.Value.Monthly, shortfall.Explanation)),
        line,
        law.Basis("dibao.poverty-line-check-basis"));
}
