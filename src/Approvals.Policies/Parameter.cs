using System.Security.Cryptography;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>How far a text binds: exactly (MUST), not at all (LOCAL), or the rule must exist and its number is local (MUST+LOCAL).</summary>
public enum ParameterClass
{
    Must,
    Local,
    MustLocal,
}

/// <summary>One question the law answers with a value: its name, unit, who answers it, and what is proposed while nobody has.</summary>
public sealed record Parameter
{
    /// <summary>The key, for example dibao.rural-standard.</summary>
    public required string Key { get; init; }

    /// <summary>Its Chinese name.</summary>
    public required string Name { get; init; }

    public required PolicyUnit Unit { get; init; }

    public required ParameterClass Class { get; init; }

    /// <summary>Who may set it, in Chinese.</summary>
    public required string SetBy { get; init; }

    /// <summary>The clauses that ask for it.</summary>
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>For a choice: the ids and their Chinese names, in order.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();

    /// <summary>For a table: the columns and their units.</summary>
    public IReadOnlyDictionary<string, PolicyUnit> Columns { get; init; } = new Dictionary<string, PolicyUnit>();

    /// <summary>What is used, marked 未确认, while nobody has set a value; null blocks the step that needs it.</summary>
    public ProposedDefault? Default { get; init; }

    /// <summary>True: a proposed default is shown but nothing is calculated with it until somebody has confirmed a value.</summary>
    public bool MustConfirm { get; init; }

    /// <summary>The readings of the catalogue this choice settles, for example A-F2-4.</summary>
    public IReadOnlyList<string> Readings { get; init; } = [];

    /// <summary>The other readings, in words.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>For a deadline: the event that starts it and the event that must happen in time.</summary>
    public ClockEvents? Clock { get; init; }

    /// <summary>What a person who sets it should know.</summary>
    public string? Note { get; init; }

    /// <summary>Where it was defined, for messages.</summary>
    public required PackPlace Place { get; init; }
}

/// <summary>A proposed value with its clauses. With <paramref name="to"/> it is proposed for no later day.</summary>
public sealed class ProposedDefault(PolicyValue value, DateOnly? to, IReadOnlyList<string> clauses)
{
    private string? _hash;

    public PolicyValue Value { get; } = value;

    public DateOnly? To { get; } = to;

    public IReadOnlyList<string> Clauses { get; } = clauses;

    /// <summary>SHA-256 of the parameter's key and the proposed value.</summary>
    public string Hash(Parameter parameter) => _hash ??= Convert.ToHexStringLower(SHA256.HashData(new CanonicalJson().Members(o =>
    {
        o.Name("key").Text(parameter.Key);
        o.Name("unit").Text(parameter.Unit.Id);
        o.Name("default").Raw(Value.Canonical);
        o.Name("to").Day(To);
        o.Name("cites").Texts(Clauses);
    }).ToUtf8()));
}

/// <summary>The events of a deadline, for example acceptance and approval.</summary>
/// <param name="Start">The event that starts it.</param>
/// <param name="End">The event that must happen in time.</param>
/// <param name="UnitKey">The choice that says whether it counts days or working-days, where that is itself a setting.</param>
public sealed record ClockEvents(string Start, string End, string? UnitKey);
