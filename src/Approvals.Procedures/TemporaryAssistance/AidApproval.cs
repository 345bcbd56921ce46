using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>审批: an amount approved (or room given back) with the instrument, the room left and the clauses. Never edited.</summary>
public sealed class AidApproval : ICaseRow
{
    public const string Approved = "approved";
    public const string Refused = "refused";

    /// <summary>Room given back for what will never be paid; its amount is negative.</summary>
    public const string Released = "released";

    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required string Number { get; init; }
    public required Money Amount { get; init; }

    /// <summary>Stages of one approval (date, amount, condition) as a JSON array; empty when paid at once.</summary>
    public required string Stages { get; init; }

    /// <summary>township-entrusted, township-assigned, county or case-meeting.</summary>
    public required string Level { get; init; }

    /// <summary>The instrument a township decided under; null for the county.</summary>
    public Guid? InstrumentId { get; init; }

    /// <summary>What was left in the instrument after this approval, as a JSON object of names and amounts.</summary>
    public required string Room { get; init; }

    /// <summary>Clause ids, as a JSON array.</summary>
    public required string Clauses { get; init; }

    public required string Reason { get; init; }
    public required Guid EventId { get; init; }
    public required AidCause Cause { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required Guid DecidedBy { get; init; }

    /// <summary>The second approver of 先行救助, heard by phone.</summary>
    public Guid? SecondBy { get; init; }

    /// <summary>The grant the person decided under.</summary>
    public required Guid GrantId { get; init; }

    public required string DefinitionVersionId { get; init; }

    /// <summary>The calculation it rests on; null where an amount was set by hand.</summary>
    public Guid? CalculationId { get; init; }
}
