using Approvals.Domain;
using Approvals.Procedures.TemporaryAssistance;

namespace Approvals.Procedures.Storage;

/// <summary>What was approved in one case that shares a person or the event with another.</summary>
/// <param name="On">The day of the approval; room given back later does not move it into another month or year.</param>
/// <param name="Amount">Approved and not given back.</param>
/// <param name="SharesPerson">Somebody of it is in the case asked about; false: only the event is the same.</param>
internal sealed record ApprovedNearby(Guid CaseId, Guid EventId, AidCause Cause, DateOnly On, Money Amount, bool SharesPerson);

/// <summary>What limits are added up from.</summary>
internal static class HotAid
{
    private const string SharingText =
        "SELECT o.case_id FROM case_members o JOIN case_members h ON h.county = o.county AND h.id_hash = o.id_hash WHERE h.county = @1 AND h.case_id = @2";

    private const string NearbyText =
        $"""
        SELECT a.case_id, a.event_id, a.cause, MAX(CASE WHEN a.kind = 'approved' THEN a."on" END), CAST(SUM(a.amount) AS BIGINT), CASE WHEN a.case_id IN ({SharingText}) THEN 1 ELSE 0 END
        FROM aid_approvals a
        WHERE a.county = @1 AND a.kind <> 'refused' AND (a.event_id = @3 OR a.case_id IN ({SharingText}))
        GROUP BY a.case_id, a.event_id, a.cause
        """;

    private const string MembersText = "SELECT DISTINCT id_hash FROM case_members WHERE county = @1 AND case_id = @2";

    /// <summary>The approvals of everybody in a case, and of its event, this case's own among them.</summary>
    public static Task<List<ApprovedNearby>> NearbyAsync(Hot hot, RowId id, Guid eventId, CancellationToken cancel) =>
        hot.ReadAsync(null, NearbyText, [id.County, id.Id, eventId],
            row => new ApprovedNearby(row.Guid(0), row.Guid(1), (AidCause)row.Int(2), row.Date(3), new Money(row.Long(4)), row.Int(5) == 1), cancel);

    /// <summary>The hashes of everybody in a case, in an order all callers share.</summary>
    public static async Task<List<string>> MembersAsync(Hot hot, RowId id, CancellationToken cancel) =>
        [.. (await hot.ReadAsync(null, MembersText, [id.County, id.Id], row => Convert.ToHexStringLower(row.Bytes(0)), cancel)).Order(StringComparer.Ordinal)];
}
