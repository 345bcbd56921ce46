using System.Text.Json.Serialization;
using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Delegation;

/// <summary>委托书/下放文件: what a county lets one of its townships decide, up to which limits, between which days, by which document.</summary>
/// <remarks>The same object for 临时救助 and for the confirmation of 低保. Its limits never change; <see cref="Used"/> grows by one conditional statement, revoking is a mark.
/// Clauses: JL2020-2.5.10, N2021-2.6.5, O13.</remarks>
public sealed class DelegationInstrument : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }

    /// <summary>The number of the document that gives the power.</summary>
    public required string Number { get; init; }

    public required DelegationForm Form { get; init; }

    /// <summary>The office that gives it, as documents name it.</summary>
    public required string Giver { get; init; }

    /// <summary>Who signed for it.</summary>
    public required string SignedBy { get; init; }

    /// <summary>The township it is given to.</summary>
    public required AreaCode Area { get; init; }

    public required string Programme { get; init; }

    /// <summary>Codes of <see cref="DelegatedKind"/>, as a JSON array.</summary>
    public required string Kinds { get; init; }

    /// <summary>The most of one case; null: the pack's cap alone counts.</summary>
    public Money? PerCase { get; init; }

    /// <summary>The most of one person and those who applied together with them within the pack's days; null: not limited here.</summary>
    public Money? PerPerson { get; init; }

    /// <summary>The most of one household in a calendar year; null: not limited here.</summary>
    public Money? PerHouseholdYear { get; init; }

    /// <summary>The most of all households of one event together; null: not limited here.</summary>
    public Money? PerEvent { get; init; }

    /// <summary>The township's budget over the whole validity; zero for the confirmation of 低保, which no amount limits.</summary>
    public required Money Budget { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day, until 24:00.</summary>
    public required DateOnly To { get; init; }

    public required Guid GrantedBy { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>What has been approved under it so far.</summary>
    [JsonIgnore]
    public Money Used { get; set; }

    [JsonIgnore]
    public DateTimeOffset? RevokedAt { get; set; }

    [JsonIgnore]
    public Guid? RevokedBy { get; set; }

    [JsonIgnore]
    public string? RevokeReason { get; set; }

    public RowId Address => new(County, Id);
}

/// <summary>A lock and counter by name: concurrent approvals of one person or one event pass it one after the other.</summary>
public sealed class QuotaLock
{
    public required int County { get; init; }

    /// <summary>person:…, event:….</summary>
    public required string Scope { get; init; }

    public required int Passed { get; set; }
}
