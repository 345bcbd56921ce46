namespace Approvals.Domain;

/// <summary>Days from the first to the last, both included; without a last day it is open.</summary>
/// <remarks>A document "valid five years from 2020-02-20" is 2020-02-20 to 2025-02-19 (reading A-F19-1).</remarks>
public readonly record struct LegalPeriod
{
    /// <exception cref="ArgumentException">The last day lies before the first.</exception>
    public LegalPeriod(DateOnly from, DateOnly? to)
    {
        if (to < from)
        {
            throw new ArgumentException($"The period would end on {to} before it begins on {from}.", nameof(to));
        }

        From = from;
        To = to;
    }

    public DateOnly From { get; }

    public DateOnly? To { get; }

    public bool Contains(DateOnly day) => day >= From && (To is null || day <= To);

    public bool Overlaps(LegalPeriod other) =>
        (other.To is null || From <= other.To) && (To is null || other.From <= To);

    /// <summary>"2020-03-26 至 2020-12-31" or "2021-05-10 起".</summary>
    public override string ToString() =>
        To is { } last ? $"{LegalDay.Text(From)} 至 {LegalDay.Text(last)}" : $"{LegalDay.Text(From)} 起";
}
