using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Notices;

/// <summary>公示: posted on a day, up through the last day; the boards select by these dates, not by a timer having fired.</summary>
public sealed class Notice : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>1 for the first posting of a case, 2 for a repeated one.</summary>
    public required int Round { get; init; }

    public required AreaCode Area { get; init; }
    public required DateOnly PostedOn { get; init; }

    /// <summary>Ends at 24:00 of this day; the posting day is not counted.</summary>
    public required DateOnly LastDay { get; init; }

    public required int Days { get; init; }
    public required string Unit { get; init; }

    /// <summary>What the village board shows: the members of the allow-list <c>notice.board</c>, as JSON.</summary>
    public required Sealed Board { get; init; }

    /// <summary>What the web board shows, masked: the members of the allow-list <c>notice.web</c>, as JSON.</summary>
    public required string Web { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
    public required Guid RecordedBy { get; init; }

    public RowId Address => new(County, Id);
}

/// <summary>异议 received during a notice, from the web board, a call or a visit. The complainant is sealed.</summary>
public sealed class NoticeObjection : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid NoticeId { get; init; }

    /// <summary>web, phone, visit, letter.</summary>
    public required string Channel { get; init; }

    public required DateOnly ReceivedOn { get; init; }
    public Sealed? Name { get; init; }
    public Sealed? Phone { get; init; }
    public required Sealed Text { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The official who wrote it down; empty when it came by the web board.</summary>
    public Guid? RecordedBy { get; init; }
}
