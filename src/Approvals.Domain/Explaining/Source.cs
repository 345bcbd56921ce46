namespace Approvals.Domain;

/// <summary>Where a number in an explanation comes from.</summary>
public abstract record Source
{
    private Source()
    {
    }

    /// <summary>Stated in the call itself, without evidence.</summary>
    public sealed record Given : Source;

    /// <summary>A recorded fact; the reference leads to its evidence.</summary>
    public sealed record Evidence(string Reference) : Source;

    /// <summary>A value of the law in force.</summary>
    public sealed record Policy(PolicyCitation Citation) : Source
    {
        private string? _json;

        // A copy may be about another citation.
        private Policy(Policy other)
            : base(other) => Citation = other.Citation;

        /// <summary>The citation as canonical JSON: the same value of the law goes into many explanations.</summary>
        internal string Json => _json ??= ExplanationJson.Of(Citation);

        public bool Equals(Policy? other) => other is not null && Citation == other.Citation;

        public override int GetHashCode() => Citation.GetHashCode();
    }

    /// <summary>A setting that replaces the value in force for this one call.</summary>
    public sealed record Setting(string Key, string Name) : Source;

    /// <summary>The result of another calculation, explained there.</summary>
    public sealed record Calculation(Explanation Explanation) : Source;
}

/// <summary>A value and where it comes from.</summary>
public readonly record struct Sourced<T>(T Value, Source Source)
{
    /// <summary>The same source for a value made from this one.</summary>
    public Sourced<TOther> As<TOther>(Func<T, TOther> make) => new(make(Value), Source);
}

/// <summary>Ways to say where a value comes from.</summary>
public static class Sourced
{
    /// <summary>A value stated in the call, without evidence.</summary>
    public static Sourced<T> Given<T>(T value) => new(value, new Source.Given());

    /// <summary>A recorded fact.</summary>
    /// <param name="value">The value of the fact.</param>
    /// <param name="reference">The fact's id, which leads to its evidence.</param>
    public static Sourced<T> Fact<T>(T value, string reference) => new(value, new Source.Evidence(reference));

    /// <summary>The result of another calculation.</summary>
    public static Sourced<T> Result<T>(Explained<T> explained) => new(explained.Value, new Source.Calculation(explained.Explanation));
}

/// <summary>Which value of which pack was read: what a decision stores and an explanation prints.</summary>
/// <param name="Key">The parameter, for example dibao.rural-standard.</param>
/// <param name="Name">Its Chinese name.</param>
/// <param name="Row">The id of the row: pack and key and first day, or the id of a county value.</param>
/// <param name="Area">The area whose value it is.</param>
/// <param name="From">First day it applies; null for a proposed default, which has no dates.</param>
/// <param name="To">Last day, null when open.</param>
/// <param name="Published">The day it became known.</param>
/// <param name="Clauses">The clauses it stands on.</param>
/// <param name="Document">The number of the document that sets it, when it names one.</param>
/// <param name="Confirmed">False: a proposed default or a text not seen yet, shown as 未确认 until the county confirms.</param>
/// <param name="Hash">SHA-256 of the row's content, so that a later change shows.</param>
public sealed record PolicyCitation(
    string Key,
    string Name,
    string Row,
    AreaCode Area,
    DateOnly? From,
    DateOnly? To,
    DateOnly? Published,
    IReadOnlyList<string> Clauses,
    string? Document,
    bool Confirmed,
    string Hash);
