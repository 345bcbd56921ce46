using System.Text.RegularExpressions;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Files;

/// <summary>Removes uploads that neither a case nor a form still being filled in names; run every day. Answers how many.</summary>
public sealed record SweepFiles : IQuestion<int>;

internal sealed partial class SweepFilesHandler(ActionSession session, FileStore files, Seals seals) : IRequestHandler<SweepFiles, int>
{
    // A form on its way names its files within minutes; a week also covers a clerk who leaves the page open over a holiday.
    private static readonly TimeSpan Young = TimeSpan.FromDays(7);

    public async Task<int> Handle(SweepFiles request, CancellationToken cancellationToken)
    {
        // The age is taken before the names are read: what is named in between is younger.
        var before = session.Time.Wall - Young;
        var named = await session.Wide("sweep-files").Evidence.AsNoTracking().Select(e => e.File).Distinct().ToHashSetAsync(cancellationToken);
        await foreach (var draft in session.Wide("sweep-files").FormDrafts.AsNoTracking().Select(d => d.Content).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            named.UnionWith(Name().Matches(seals.Open(draft)).Select(m => m.Value));
        }

        return files.Sweep(named, before);
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Name();
}
