using System.Text.Json.Serialization;
using Approvals.Domain;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.StandbyFund;

/// <summary>临时救助备用金 of one township: an imprest with its own book. Its balance moves only by one conditional statement and is never negative.</summary>
/// <remarks>Clauses: N2021-2.6.4, JL2020-2.5.11.</remarks>
public sealed class Fund : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required AreaCode Area { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required Guid OpenedBy { get; init; }

    [JsonIgnore]
    public Money Balance { get; set; }

    /// <summary>The number of the last entry of the book.</summary>
    [JsonIgnore]
    public int Seq { get; set; }

    /// <summary>The last closed month, yyyymm; nothing is entered into it any more.</summary>
    [JsonIgnore]
    public int ClosedThrough { get; set; }

    public RowId Address => new(County, Id);
}

/// <summary>The kinds of entries of the book.</summary>
public enum FundEntryKind
{
    [Choice("advance", "预拨")]
    Advance,

    [Choice("spending", "支出")]
    Spending,

    [Choice("replenishment", "报账补足")]
    Replenishment,

    [Choice("returned", "退回")]
    Returned,

    [Choice("carried", "结转")]
    Carried,

    [Choice("taken-back", "收回")]
    TakenBack,
}

/// <summary>One line of the book, in the order in which it was entered; never edited.</summary>
public sealed class FundEntry : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid FundId { get; init; }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public required int Seq { get; init; }

    public required FundEntryKind Kind { get; init; }

    /// <summary>Positive into the fund, negative out of it.</summary>
    public required Money Amount { get; init; }

    public required Money BalanceAfter { get; init; }

    /// <summary>The month of the book, yyyymm.</summary>
    public required int Month { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>The case and payment a spending or a bank's return belongs to.</summary>
    public Guid? CaseId { get; init; }

    public Guid? PaymentId { get; init; }

    /// <summary>The list of vouchers a replenishment pays.</summary>
    public Guid? VoucherId { get; init; }

    public string? Document { get; init; }
    public required Guid RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>报账单: a list of paid and complete cases whose vouchers the county is asked to replace.</summary>
public sealed class FundVoucher : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid FundId { get; init; }
    public required string Number { get; init; }
    public required Money Total { get; init; }
    public required Guid SubmittedBy { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }

    [JsonIgnore]
    public Guid? ReimbursedBy { get; set; }

    [JsonIgnore]
    public DateTimeOffset? ReimbursedAt { get; set; }

    public RowId Address => new(County, Id);
}

/// <summary>One spending on a list of vouchers; a spending stands on one list only.</summary>
public sealed class FundVoucherLine
{
    public required int County { get; init; }
    public required Guid EntryId { get; init; }
    public required Guid VoucherId { get; init; }
}

/// <summary>月结/年结: the book of a month as it was closed, with what was still open.</summary>
public sealed class FundClosing : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid FundId { get; init; }
    public required int Month { get; init; }
    public required Money Opening { get; init; }
    public required Money In { get; init; }
    public required Money Out { get; init; }
    public required Money Closing { get; init; }

    /// <summary>Spendings not yet on a reimbursed list at closing.</summary>
    public required Money Unreported { get; init; }

    /// <summary>Cases with owed papers at closing.</summary>
    public required int OwedCases { get; init; }

    public required Guid ClosedBy { get; init; }
    public required DateTimeOffset ClosedAt { get; init; }
}
