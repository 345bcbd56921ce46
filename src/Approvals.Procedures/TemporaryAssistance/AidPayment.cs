using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.TemporaryAssistance;

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
