using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>A photo, scan or report attached to a case. The bytes are a content-addressed file, written before this row names it.</summary>
public sealed class Evidence : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>SHA-256 of the stored bytes, lower-case hex: the name of the file.</summary>
    public required string File { get; init; }

    public required string MediaType { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required Guid RecordedBy { get; init; }

    public RowId Address => new(County, Id);
}
