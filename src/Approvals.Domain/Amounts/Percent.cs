using System.Globalization;

namespace Approvals.Domain;

/// <summary>A percentage with two decimals, as statistics are published: 3.50 %, −0.50 %. Never a floating number.</summary>
/// <param name="Hundredths">Hundredths of a percent.</param>
public readonly record struct Percent(long Hundredths) : IComparable<Percent>
{
    private const int HundredthsOfOne = 10_000;

    /// <summary>The percentage as a fraction of one: 3.5 % is 7/200.</summary>
    public Ratio AsRatio => new(Hundredths, HundredthsOfOne);

    /// <summary>A part of a whole, to the nearer hundredth of a percent.</summary>
    /// <exception cref="DivideByZeroException">There is no whole.</exception>
    public static Percent Of(int part, int whole) => new(Rounding.HalfUpToFen.Apply(new Ratio((Int128)part * HundredthsOfOne, whole)).Fen);

    /// <summary>Reads "3.5" or "-0.50" as amounts are read: at most two decimals.</summary>
    public static bool TryParse(string? text, out Percent percent)
    {
        var read = Money.TryParse(text, out var hundredths);
        percent = new Percent(hundredths.Fen);
        return read;
    }

    public static bool operator <(Percent a, Percent b) => a.Hundredths < b.Hundredths;

    public static bool operator >(Percent a, Percent b) => a.Hundredths > b.Hundredths;

    public static bool operator <=(Percent a, Percent b) => a.Hundredths <= b.Hundredths;

    public static bool operator >=(Percent a, Percent b) => a.Hundredths >= b.Hundredths;

    public int CompareTo(Percent other) => Hundredths.CompareTo(other.Hundredths);

    /// <summary>For files and JSON: 3.50.</summary>
    public string ToPlainText() => new Money(Hundredths).ToPlainText();

    /// <summary>For reading: 3.50%.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ToPlainText()}%");
}
