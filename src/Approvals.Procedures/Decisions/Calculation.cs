using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Decisions;

/// <summary>One run of the rules over the facts of a case: result, explanation and everything it read, so that it can be recomputed to the same bytes.</summary>
public sealed class Calculation : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Rule { get; init; }

    /// <summary>The legal date the values were resolved for.</summary>
    public required DateOnly On { get; init; }

    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>Canonical JSON of the result.</summary>
    public required string Result { get; init; }

    /// <summary>Canonical JSON of the explanation: value, steps, clauses.</summary>
    public required string Explanation { get; init; }

    /// <summary>Policy values read: key, row, content hash (canonical JSON).</summary>
    public required string Values { get; init; }

    /// <summary>Ids of the facts read (canonical JSON).</summary>
    public required string Facts { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
