namespace Approvals.Domain;

/// <summary>How far down an area code reaches.</summary>
public enum AreaLevel
{
    Nation,
    Province,
    City,
    County,
    Township,
    Village,
}

/// <summary>A division code (行政区划代码): six digits down to the county, nine to the township, twelve to the village.</summary>
/// <remarks>000000 is the nation. Ordinal order of the text is the order of the tree, so a scope is a range of codes.</remarks>
public readonly record struct AreaCode : IComparable<AreaCode>
{
    private readonly string? _text;

    private AreaCode(string text) => _text = text;

    public static AreaCode Nation { get; } = new("000000");

    public AreaLevel Level => ToString() switch
    {
        "000000" => AreaLevel.Nation,
        { Length: 9 } => AreaLevel.Township,
        { Length: 12 } => AreaLevel.Village,
        var six when six.EndsWith("0000", StringComparison.Ordinal) => AreaLevel.Province,
        var six when six.EndsWith("00", StringComparison.Ordinal) => AreaLevel.City,
        _ => AreaLevel.County,
    };

    /// <summary>The area one level up; the nation is above the provinces and above itself.</summary>
    public AreaCode Parent => Level switch
    {
        AreaLevel.Village => new(ToString()[..9]),
        AreaLevel.Township => new(ToString()[..6]),
        AreaLevel.County => new($"{ToString()[..4]}00"),
        AreaLevel.City => new($"{ToString()[..2]}0000"),
        _ => Nation,
    };

    /// <summary>The county of a county, township or village; the area itself above that.</summary>
    public AreaCode County => Level > AreaLevel.County ? new(ToString()[..6]) : this;

    /// <summary>This area and those above it, nearest first, the nation last.</summary>
    public IEnumerable<AreaCode> SelfAndAbove()
    {
        for (var area = this; area != Nation; area = area.Parent)
        {
            yield return area;
        }

        yield return Nation;
    }

    /// <summary>True when this area is the other one or lies in it.</summary>
    public bool IsWithin(AreaCode other) => other.Level == AreaLevel.Nation || ToString().AsSpan().StartsWith(other.Stem, StringComparison.Ordinal);

    /// <summary>The digits that everything in this area begins with.</summary>
    private ReadOnlySpan<char> Stem => Level switch
    {
        AreaLevel.Nation => "",
        AreaLevel.Province => ToString().AsSpan(0, 2),
        AreaLevel.City => ToString().AsSpan(0, 4),
        _ => ToString(),
    };

    /// <summary>Reads a code of 6, 9 or 12 digits.</summary>
    public static bool TryParse(string? text, out AreaCode area)
    {
        var valid = text is { Length: 6 or 9 or 12 } && text.All(char.IsAsciiDigit);
        area = valid ? new AreaCode(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not 6, 9 or 12 digits.</exception>
    public static AreaCode Parse(string text) =>
        TryParse(text, out var area) ? area : throw new FormatException($"“{text}”不是6、9或12位的区划代码。");

    public static bool operator <(AreaCode a, AreaCode b) => a.CompareTo(b) < 0;

    public static bool operator >(AreaCode a, AreaCode b) => a.CompareTo(b) > 0;

    public static bool operator <=(AreaCode a, AreaCode b) => a.CompareTo(b) <= 0;

    public static bool operator >=(AreaCode a, AreaCode b) => a.CompareTo(b) >= 0;

    public int CompareTo(AreaCode other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => _text ?? "000000";
}
