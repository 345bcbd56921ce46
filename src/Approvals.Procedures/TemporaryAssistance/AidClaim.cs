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

    /// <summary>跟进救助: the case whose help was not enough; null for a first claim.</summary>
    public Guid? Follows { get; init; }

    public required AreaCode Area { get; init; }
    public required string Place { get; init; }
    public required DateOnly HappenedOn { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>Hash of the person in need, or of name and place while the identity is unknown.</summary>
    public required byte[] PersonHash { get; init; }
}
