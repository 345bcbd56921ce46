using System.Security.Cryptography;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>A value of one parameter in one area from a day on, as a pack or a county put it.</summary>
public sealed class PolicyRow
{
    private string? _hash;

    /// <summary>Pack, key and first day; or the id of a county value.</summary>
    public required string Id { get; init; }

    public required Parameter Parameter { get; init; }

    public required AreaCode Area { get; init; }

    /// <summary>First day it applies; later rows of the same area end it even when they begin before its own last day was written.</summary>
    public required DateOnly From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The day it became known: later than From is legal and creates arrears.</summary>
    public required DateOnly Published { get; init; }

    /// <summary>When a county value was recorded here; pack rows have none and count as known from their publication.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    public required PolicyValue Value { get; init; }

    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>The number of the document that sets it; a county value always names one.</summary>
    public string? Document { get; init; }

    /// <summary>Where it was written, for messages.</summary>
    public required PackPlace Place { get; init; }

    /// <summary>SHA-256 of the content in lower-case hexadecimal.</summary>
    public string Hash => _hash ??= Convert.ToHexStringLower(SHA256.HashData(CanonicalContent().ToUtf8()));

    /// <summary>True when the row was public, and recorded here, at that moment.</summary>
    public bool IsKnownAt(DateTimeOffset? moment) =>
        moment is not { } m || (Published <= LegalDay.Of(m) && (RecordedAt is null || RecordedAt <= m));

    internal CanonicalJson CanonicalContent() => new CanonicalJson().Members(o =>
    {
        o.Name("area").Text(Area.ToString());
        o.Name("key").Text(Parameter.Key);
        o.Name("unit").Text(Parameter.Unit.Id);
        o.Name("from").Day(From);
        o.Name("to").Day(To);
        o.Name("published").Day(Published);
        o.Name("value").Raw(Value.Canonical);
        o.Name("cites").Texts(Clauses);
        o.Name("document").Text(Document);
    });
}

/// <summary>One end of a bound: a figure of its own, or a multiple of another key's value.</summary>
/// <param name="Value">The figure; null where it is relative.</param>
/// <param name="Of">The key it is a multiple of.</param>
/// <param name="Times">The multiple, where it is written here.</param>
/// <param name="TimesKey">The key that says the multiple.</param>
/// <param name="Per">Divided by so many: 12 for a month of a year.</param>
/// <param name="AtPreviousYearEnd">The other key's value on 31 December of the year before.</param>
/// <param name="InclusiveKey">The key that says whether the end itself is allowed; null: it is.</param>
/// <param name="SkippedIfUnset">Without the other figure nothing is checked, and that is said; else the check cannot be decided.</param>
public sealed record BoundEnd(PolicyValue? Value, string? Of, Ratio? Times, string? TimesKey, int Per, bool AtPreviousYearEnd, string? InclusiveKey, bool SkippedIfUnset)
{
    /// <summary>Every key it reads.</summary>
    public IEnumerable<string> Keys => new[] { Of, TimesKey, InclusiveKey }.OfType<string>();
}

/// <summary>A floor or ceiling that a higher text puts on the values below it.</summary>
public sealed class PolicyBound
{
    public required Parameter Parameter { get; init; }

    public required AreaCode Area { get; init; }

    public required LegalPeriod Period { get; init; }

    public BoundEnd? Least { get; init; }

    public BoundEnd? Most { get; init; }

    /// <summary>Values of other keys under all of which the bound is silent.</summary>
    public IReadOnlyDictionary<string, string> Unless { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of other keys under all of which a breach is only said.</summary>
    public IReadOnlyDictionary<string, string> OnlyWarnsIf { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyList<string> Clauses { get; init; }

    public required PackPlace Place { get; init; }

    /// <summary>Every key it reads besides its own.</summary>
    public IEnumerable<string> Keys => new[] { Least, Most }.OfType<BoundEnd>().SelectMany(e => e.Keys).Concat(Unless.Keys).Concat(OnlyWarnsIf.Keys);
}
