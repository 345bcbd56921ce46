using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>A value of the law, typed by its unit. Equal when the canonical text is equal.</summary>
public sealed class PolicyValue : IEquatable<PolicyValue>
{
    private readonly object _content;

    internal PolicyValue(ValueKind kind, object content, string canonical, string display) =>
        (Kind, _content, Canonical, Display) = (kind, content, canonical, display);

    public ValueKind Kind { get; }

    /// <summary>The value as canonical JSON: what hashes and comparisons use.</summary>
    public string Canonical { get; }

    /// <summary>The value as printed in Chinese, with its unit.</summary>
    public string Display { get; }

    public Money Amount => (Money)_content;

    public Ratio Ratio => (Ratio)_content;

    public int Count => (int)_content;

    public bool Truth => (bool)_content;

    public DateOnly Day => (DateOnly)_content;

    /// <summary>The text of a text, or the id of a choice.</summary>
    public string Text => (string)_content;

    /// <summary>The ids of choices or clauses, in the order of the pack.</summary>
    public IReadOnlyList<string> List => (IReadOnlyList<string>)_content;

    /// <summary>The columns of a table by name.</summary>
    public IReadOnlyDictionary<string, PolicyValue> Table => (IReadOnlyDictionary<string, PolicyValue>)_content;

    /// <summary>The shares of each year.</summary>
    public IReadOnlyList<Ratio> Shares => (IReadOnlyList<Ratio>)_content;

    /// <summary>Amounts, ascending.</summary>
    public IReadOnlyList<Money> Amounts => (IReadOnlyList<Money>)_content;

    /// <summary>The unit values by id.</summary>
    public IReadOnlyDictionary<string, UnitValue> UnitValues => (IReadOnlyDictionary<string, UnitValue>)_content;

    /// <summary>The key whose value this is, where it says the same as another; else null.</summary>
    public string? SameAs => Kind == ValueKind.SameAs ? (string)_content : null;

    /// <summary>The value as an exact number, money in fen; null where it is none.</summary>
    public Ratio? Number => Kind switch
    {
        ValueKind.Amount => Domain.Ratio.Of(Amount),
        ValueKind.Ratio => Ratio,
        ValueKind.Count => new Ratio(Count, 1),
        _ => null,
    };

    /// <summary>The value as it would be written in a pack or a proposal.</summary>
    public string Written => Kind switch
    {
        ValueKind.Ratio => Ratio.ToDecimalText(),
        ValueKind.Shares => $"[{string.Join(", ", Shares.Select(s => s.ToDecimalText()))}]",
        ValueKind.Table => $"{{ {string.Join(", ", Table.Select(c => $"{c.Key}: {c.Value.Written}"))} }}",
        _ => Canonical.Trim('"'),
    };

    public bool Equals(PolicyValue? other) => other is not null && Kind == other.Kind && Canonical == other.Canonical;

    public override bool Equals(object? obj) => Equals(obj as PolicyValue);

    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Display;
}
