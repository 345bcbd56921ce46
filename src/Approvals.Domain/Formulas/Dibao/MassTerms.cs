namespace Approvals.Domain;

/// <summary>An amount times an exact ratio, as whole numbers.</summary>
/// <param name="Numerator">What the amount is multiplied by.</param>
/// <param name="Denominator">What the product is divided by.</param>
public readonly record struct Scale(long Numerator, int Denominator)
{
    /// <summary>The scale of a ratio, made smaller by a divisor.</summary>
    /// <exception cref="OverflowException">The ratio has too many digits.</exception>
    public static Scale Of(Ratio ratio, int divisor = 1) => checked(new Scale((long)ratio.Numerator, (int)(ratio.Denominator * divisor)));

    /// <summary>The scaled amount, rounded once.</summary>
    public Money Apply(long amount, Rounding rounding) => rounding.Apply(new Money(checked(amount * Numerator)), Denominator);
}

/// <summary>A row of the county's table with one labour coefficient: fen for a hundredth of a unit.</summary>
public readonly record struct MassUnit(bool Known, bool IsWage, Scale Scale);

/// <summary>So many months of a pension in which the law leaves out the same.</summary>
/// <param name="Before">The month of the period before which they end.</param>
/// <param name="LeftOut">What is left out of each month at most; null: nobody has entered it.</param>
public readonly record struct MassPensionMonths(int Before, Money? LeftOut);

/// <summary>What supporters owe.</summary>
/// <param name="Exempt">How many standards per head are the supporter's own, over <paramref name="ExemptDenominator"/>.</param>
/// <param name="ExemptDenominator">The denominator of the multiple.</param>
/// <param name="Share">The share owed of what is above.</param>
/// <param name="Rounding">How it is rounded.</param>
public sealed record MassSupport(long Exempt, int ExemptDenominator, Scale Share, Rounding Rounding);

/// <summary>What differs between rural and urban households.</summary>
/// <param name="AnnualPerPerson">The standard of one person for a year.</param>
/// <param name="PeriodsOfAYear">How many accounting periods make a year.</param>
/// <param name="Pension">The months of the period by what is left out of them.</param>
/// <param name="CostMonths">Months in which costs of work are deducted, by one more than the months since the job began.</param>
public sealed record MassKindTerms(Money AnnualPerPerson, int PeriodsOfAYear, IReadOnlyList<MassPensionMonths> Pension, IReadOnlyList<int> CostMonths)
{
    internal MassPensionMonths[] PensionMonths { get; } = [.. Pension];

    /// <summary>Whether the same is left out of every month of the period, and that is known.</summary>
    internal bool PensionIsSteady { get; } = Pension is [{ Before: >= YearMonth.MonthsOfAYear, LeftOut: not null }];

    internal Money PensionLeftOut { get; } = Pension is [{ LeftOut: { } leftOut }] ? leftOut : Money.Zero;

    internal int[] CostMonthsBySince { get; } = [.. CostMonths];
}

/// <summary>The law of a county on one day, resolved once for all its households.</summary>
public sealed record MassTerms
{
    public required MassKindTerms Rural { get; init; }

    public required MassKindTerms Urban { get; init; }

    /// <summary>How the monthly amount is rounded.</summary>
    public required Rounding Rounding { get; init; }

    /// <summary>The reading of "低于" (A-F2-1).</summary>
    public bool EqualIsBelow { get; init; }

    /// <summary>起发额; null while the county has not chosen.</summary>
    public Money? MinPayment { get; init; }

    /// <summary>Steps per person and month where the county pays in steps, ascending.</summary>
    public IReadOnlyList<Money>? Tiers { get; init; }

    /// <summary>The line payments are raised to, where the local reading asks for it.</summary>
    public Money? RaisedTo { get; init; }

    /// <summary>A loss is taken off other incomes (A-F2-3).</summary>
    public bool LossOffsets { get; init; }

    /// <summary>The full deduction of a month of work, zero for those it is not for; null where nobody has set it.</summary>
    public Money? WorkCost { get; init; }

    /// <summary>How guaranteed revenue counts, by loss of labour; null where nobody has set it.</summary>
    public IReadOnlyList<MassRevenue>? Revenue { get; init; }

    /// <summary>The county's table: three rows for each item, by loss of labour.</summary>
    public required IReadOnlyList<MassUnit> Assessed { get; init; }

    /// <summary>How one assessed line is rounded.</summary>
    public required Rounding AssessedRounding { get; init; }

    /// <summary>What supporters owe; null where nobody has set it.</summary>
    public MassSupport? Support { get; init; }
}

/// <summary>How guaranteed revenue counts for somebody.</summary>
/// <param name="Mode">None: all of it counts.</param>
/// <param name="Counted">The share that counts.</param>
/// <param name="Limit">The amount left out; null where it is missing.</param>
public readonly record struct MassRevenue(RevenueExclusion Mode, Scale Counted, Money? Limit);
