using System.Text.Json.Serialization;
using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What a case of 临时救助 is about: which event, where, reported when. One per case; cases of the same event share <see cref="EventId"/> and stay apart.</summary>
public sealed class AidClaim : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required AidTrack Track { get; init; }
    public required AidCause Cause { get; init; }

    /// <summary>The id of the first claim of the event.</summary>
    public required Guid EventId { get; init; }

    public required AreaCode Area { get; init; }
    public required string Place { get; init; }
    public required DateOnly HappenedOn { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>Hash of the person in need, or of name and place while the identity is unknown.</summary>
    public required byte[] PersonHash { get; init; }
}

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

/// <summary>发放: one hand-over of money or goods under one approval. A bank's return is another row with the amount negative.</summary>
public sealed class AidPayment : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid ApprovalId { get; init; }

    /// <summary>1 for the first stage.</summary>
    public required int Stage { get; init; }

    public required Money Amount { get; init; }
    public required PayMethod Method { get; init; }
    public required PaySource Source { get; init; }
    public required Guid PaidBy { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>Who received it, the receipt's number and the witnesses, as the receipt shows them.</summary>
    public required string ReceivedBy { get; init; }

    public string? Receipt { get; init; }
    public string? Witnesses { get; init; }

    /// <summary>After the hours of the case had run out: flagged and reported, never voided.</summary>
    public required bool Late { get; init; }

    /// <summary>The payment a bank sent back.</summary>
    public Guid? Reverses { get; init; }
}

/// <summary>A paper that a case paid first still owes, with its date.</summary>
public sealed class OwedPaper : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required AreaCode Area { get; init; }
    public required PaperKind Paper { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The last day; moved once where the emergency had to ease first.</summary>
    [JsonIgnore]
    public DateOnly DueOn { get; set; }

    [JsonIgnore]
    public bool Postponed { get; set; }

    [JsonIgnore]
    public DateTimeOffset? SettledAt { get; set; }

    [JsonIgnore]
    public Guid? SettledBy { get; set; }
}

/// <summary>抽查: a case of the monthly list that the county looks into; an irregular one opens supervision, never a claw-back by itself.</summary>
public sealed class SpotCheck : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required AreaCode Area { get; init; }
    public required int Month { get; init; }

    /// <summary>sampled or flagged (a payment too late, papers overdue, another claim of the same event).</summary>
    public required string Why { get; init; }

    public required Guid ChosenBy { get; init; }
    public required DateTimeOffset ChosenAt { get; init; }

    [JsonIgnore]
    public SpotCheckResult? Result { get; set; }

    [JsonIgnore]
    public string? Finding { get; set; }

    [JsonIgnore]
    public Guid? CheckedBy { get; set; }

    [JsonIgnore]
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>What became of the supervision that an irregularity opened; null while it is open.</summary>
    [JsonIgnore]
    public string? Supervised { get; set; }

    [JsonIgnore]
    public DateTimeOffset? SupervisedAt { get; set; }

    public RowId Address => new(County, Id);
}
