using System.Runtime.CompilerServices;

namespace Approvals.Domain;

/// <summary>Income and shortfall of one household of many (批量测算): the same calculation as its own sheet, without the sheet.</summary>
/// <remarks>Yuan per household, exact, rounded where the sheet rounds. A household that needs something nobody has set is left undecided here.
/// Clauses: those of the rules it runs; it is held to them by comparison with the explained calculation.</remarks>
public sealed class MassAssessment
{
    private static readonly MassResult Undecided = new(Decided: false, Eligible: false, Money.Zero, Money.Zero);

    private readonly MassTerms _terms;
    private readonly MassUnit[] _units;
    private readonly MassRevenue[] _revenue;
    private readonly Rounding _assessedRounding;

    /// <summary>The calculation under the law of a county and day.</summary>
    public MassAssessment(MassTerms terms) => (_terms, _units, _revenue, _assessedRounding) = (terms, [.. terms.Assessed], [.. terms.Revenue ?? []], terms.AssessedRounding);

    /// <summary>The household's result.</summary>
    /// <param name="members">Members who live together, at least 1.</param>
    /// <param name="kind">Which standard it is measured by.</param>
    /// <param name="incomes">Its incomes, those of one member together.</param>
    public MassResult Of(int members, StandardKind kind, ReadOnlySpan<MassIncome> incomes)
    {
        var of = kind == StandardKind.Urban ? _terms.Urban : _terms.Rural;
        var (sum, wages, costs, person) = (Money.Zero, Money.Zero, Money.Zero, -1);
        foreach (ref readonly var income in incomes)
        {
            if (income.Person != person)
            {
                sum -= HouseholdIncome.Deducted(wages, costs);
                (wages, costs, person) = (Money.Zero, Money.Zero, income.Person);
            }

            if (!TryCount(of, in income, ref wages, ref costs, out var counted))
            {
                return Undecided;
            }

            sum += counted;
        }

        sum -= HouseholdIncome.Deducted(wages, costs);
        return Paid(of, members, sum.OrZeroIfNegative() * of.PeriodsOfAYear);
    }

    // The common kinds stand here, so that the loop stays one piece; what needs more is called.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryCount(MassKindTerms of, in MassIncome income, ref Money wages, ref Money costs, out Money counted)
    {
        switch (income.Kind)
        {
            case MassIncomeKind.Assessed:
                ref readonly var unit = ref _units[income.Detail];
                counted = unit.Scale.Apply(income.Amount, _assessedRounding);
                wages += unit.IsWage ? counted : Money.Zero;
                return unit.Known;
            case MassIncomeKind.BasicPension when of.PensionIsSteady:
                counted = BasicPension.Countable(new Money(income.Amount), Money.Zero, PensionExclusion.Central, of.PensionLeftOut) * income.Times;
                return true;
            case MassIncomeKind.BasicPension:
                return TryPension(of, in income, out counted);
            case MassIncomeKind.Plain:
                counted = new Money(income.Amount) * income.Times;
                return true;
            case MassIncomeKind.Wage:
                counted = new Money(income.Amount) * income.Times;
                wages += counted;
                return income.Detail == 0 || TryCost(of, in income, ref costs);
            case MassIncomeKind.Business:
                counted = new Money(income.Amount) * income.Times;
                counted = _terms.LossOffsets ? counted : counted.OrZeroIfNegative();
                return true;
            case MassIncomeKind.GuaranteedRevenue:
                return TryRevenue(in income, out counted);
            default:
                return TrySupport(of, in income, out counted);
        }
    }

    private bool TryCost(MassKindTerms of, in MassIncome income, ref Money costs)
    {
        costs += (_terms.WorkCost ?? Money.Zero) * of.CostMonthsBySince[income.Detail];
        return _terms.WorkCost is not null;
    }

    private static bool TryPension(MassKindTerms of, in MassIncome income, out Money counted)
    {
        (counted, var from) = (Money.Zero, 0);
        foreach (ref readonly var months in of.PensionMonths.AsSpan())
        {
            if (from >= income.Times)
            {
                return true;
            }

            if (months.LeftOut is not { } leftOut)
            {
                return false;
            }

            var until = Math.Min(months.Before, income.Times);
            counted += BasicPension.Countable(new Money(income.Amount), Money.Zero, PensionExclusion.Central, leftOut) * (until - from);
            from = until;
        }

        return from >= income.Times;
    }

    private bool TryRevenue(in MassIncome income, out Money counted)
    {
        counted = new Money(income.Amount) * income.Times;
        if (_revenue.Length == 0)
        {
            return false;
        }

        ref readonly var revenue = ref _revenue[income.Detail];
        counted = revenue.Mode switch
        {
            RevenueExclusion.Ratio => revenue.Counted.Apply(counted.Fen, Rounding.HalfUpToFen),
            RevenueExclusion.Amount => (counted - (revenue.Limit ?? Money.Zero)).OrZeroIfNegative(),
            _ => counted,
        };
        return revenue.Mode != RevenueExclusion.Amount || revenue.Limit is not null;
    }

    private bool TrySupport(MassKindTerms of, in MassIncome income, out Money counted)
    {
        counted = Money.Zero;
        if (_terms.Support is not { } support)
        {
            return false;
        }

        var above = checked((income.Amount * support.ExemptDenominator) - (support.Exempt * (of.AnnualPerPerson * income.Times).Fen));
        counted = above <= 0 ? Money.Zero
            : (support.Share with { Denominator = checked(support.Share.Denominator * support.ExemptDenominator * income.Detail) }).Apply(above, support.Rounding);
        return true;
    }

    private MassResult Paid(MassKindTerms of, int members, Money income)
    {
        var gap = Shortfall.Of(income, of.AnnualPerPerson * members, _terms.Rounding, _terms.EqualIsBelow);
        if (!gap.Eligible)
        {
            return new MassResult(true, false, income, Money.Zero);
        }

        if (_terms.MinPayment is not { } least)
        {
            return gap.Monthly > Money.Zero ? Raised(gap.Monthly, members, income) : Undecided;
        }

        return Raised(Money.Max(gap.Monthly, least), members, income);
    }

    private MassResult Raised(Money monthly, int members, Money income)
    {
        var stepped = _terms.Tiers is { } tiers ? BenefitTiers.Of(monthly, members, tiers) : monthly;
        return new MassResult(true, true, income, _terms.RaisedTo is { } line ? Money.Max(stepped, PovertyLine.Least(income, members, line)) : stepped);
    }
}
