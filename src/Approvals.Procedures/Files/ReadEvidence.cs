using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Files;

/// <summary>Where a photo or scan lies and what it is; null out of scope.</summary>
public sealed record EvidenceFile(string File, string MediaType, string Title);

/// <summary>Looks a piece of evidence up for reading.</summary>
public sealed record FindEvidence(RowId Evidence) : IQuestion<EvidenceFile?>;

internal sealed class FindEvidenceHandler(ActionSession session) : IRequestHandler<FindEvidence, EvidenceFile?>
{
    public async Task<EvidenceFile?> Handle(FindEvidence request, CancellationToken cancellationToken)
    {
        var row = await session.Db.Evidence.AsNoTracking().FirstOrDefaultAsync(e => e.County == request.Evidence.County && e.Id == request.Evidence.Id, cancellationToken);
        return row is not null && ReportRights.MaySee(session.Acting, row.Title) ? new EvidenceFile(row.File, row.MediaType, row.Title) : null;
    }
}
