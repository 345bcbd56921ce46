namespace Approvals.Domain;

/// <summary>Months from the first to the last, both paid.</summary>
public readonly record struct MonthSpan(YearMonth First, YearMonth Last)
{
    /// <summary>So many months from a first one on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one month.</exception>
    public static MonthSpan Of(YearMonth first, int months)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        return new MonthSpan(first, first.AddMonths(months - 1));
    }

    /// <summary>So many months from the month after a decision on.</summary>
    public static MonthSpan After(DateOnly decision, int months) => Of(YearMonth.Of(decision).Next, months);

    public int Months => Last.MonthsSince(First) + 1;

    /// <summary>"2020-06 至 2021-11".</summary>
    public override string ToString() => $"{First} 至 {Last}";
}
