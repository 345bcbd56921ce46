using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Decisions;

/// <summary>审核确认 as issued: what was decided, for how much, why, by which clauses, from which facts and values, by whom with which mandate.</summary>
/// <remarks>Never edited. Taken back before delivery, it is superseded by a row of kind <c>recalled</c>.</remarks>
public sealed class Decision : ICaseRow
{
    public const string Confirmed = "confirmed";
    public const string Refused = "refused";
    public const string Recalled = "recalled";

    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required string Number { get; init; }

    /// <summary>Fen per household per month; null for a refusal.</summary>
    public Money? Monthly { get; init; }

    /// <summary>First month paid, as yyyymm.</summary>
    public int? FirstMonth { get; init; }

    /// <summary>Reasons in words, as a JSON array.</summary>
    public required string Reasons { get; init; }

    /// <summary>Clause ids, main legal basis (主要依据) first, as a JSON array.</summary>
    public required string Clauses { get; init; }

    public required Guid CalculationId { get; init; }
    public required string DefinitionVersionId { get; init; }

    /// <summary>county, township-entrusted or township-assigned: whose name and seal the letter bears.</summary>
    public required string Level { get; init; }

    /// <summary>The instrument a township decided under; null for the county.</summary>
    public Guid? InstrumentId { get; init; }

    /// <summary>The number of that document, as it stood.</summary>
    public string? InstrumentNumber { get; init; }

    public required Guid DecidedBy { get; init; }

    /// <summary>The grant the person decided under.</summary>
    public required Guid GrantId { get; init; }

    public required DateOnly On { get; init; }
    public required DateTimeOffset KnownAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public Guid? Supersedes { get; init; }
}
