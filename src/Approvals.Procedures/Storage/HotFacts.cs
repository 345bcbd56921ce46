using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>Facts are the rows written most: appended by hand, read back whole for one case.</summary>
internal static class HotFacts
{
    private const string InsertText =
        """
        INSERT INTO facts (county, id, case_id, subject, kind, "from", "to", value, evidence, recorded_at, recorded_by, supersedes, withdrawn, reason)
        VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14)
        """;

    private const string ReadText =
        """
        SELECT id, subject, kind, "from", "to", value, evidence, recorded_at, recorded_by, supersedes, withdrawn, reason
        FROM facts WHERE county = @1 AND case_id = @2 ORDER BY recorded_at, id
        """;

    public static void Insert(Hot hot, Fact f) =>
        hot.Write(InsertText, f.County, f.Id, f.CaseId, f.Subject, f.Kind, f.From, f.To, f.Value, f.Evidence,
            f.RecordedAt, f.RecordedBy, f.Supersedes, f.Withdrawn, f.Reason);

    public static Task<List<Fact>> ReadAsync(Hot hot, RowId id, CancellationToken cancel) =>
        hot.ReadAsync(null, ReadText, [id.County, id.Id], row => new Fact
        {
            County = id.County,
            CaseId = id.Id,
            Id = row.Guid(0),
            Subject = row.Guid(1),
            Kind = row.Text(2),
            From = row.Date(3),
            To = row.DateOrNull(4),
            Value = row.Text(5),
            Evidence = row.Text(6),
            RecordedAt = row.Instant(7),
            RecordedBy = row.Guid(8),
            Supersedes = row.GuidOrNull(9),
            Withdrawn = row.Bool(10),
            Reason = row.TextOrNull(11),
        }, cancel);
}
