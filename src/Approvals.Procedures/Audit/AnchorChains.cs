using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Audit;

/// <summary>Hashes the heads of all chains changed since the last anchor into one more link; run every hour. Answers how many heads it names.</summary>
public sealed record AnchorChains : IAction<int>;

internal sealed class AnchorChainsHandler(ActionSession session) : IRequestHandler<AnchorChains, Reply<int>>
{
    public async Task<Reply<int>> Handle(AnchorChains request, CancellationToken cancellationToken)
    {
        var last = await session.Db.Anchors.AsNoTracking().OrderByDescending(a => a.Seq).FirstOrDefaultAsync(cancellationToken);
        var since = last?.At ?? DateTimeOffset.UnixEpoch;
        var changed = await session.Db.Events.AsNoTracking().Where(e => e.At > since).Select(e => new { e.County, e.CaseId }).Distinct().ToListAsync(cancellationToken);
        if (changed.Count == 0)
        {
            return 0;
        }

        var heads = new List<object[]>();
        foreach (var chain in changed.OrderBy(c => c.County).ThenBy(c => c.CaseId))
        {
            var head = await session.Db.Events.AsNoTracking().Where(e => e.County == chain.County && e.CaseId == chain.CaseId)
                .OrderByDescending(e => e.Seq).Select(e => new { e.Seq, e.Hash }).FirstAsync(cancellationToken);
            heads.Add([chain.County, chain.CaseId, head.Seq, Convert.ToHexStringLower(head.Hash)]);
        }

        var text = JsonSerializer.Serialize(heads);
        var previous = last?.Hash ?? new byte[32];
        session.Db.Anchors.Add(new Anchor { Seq = (last?.Seq ?? 0) + 1, At = session.Time.Now, Heads = text, Previous = previous, Hash = EventText.Chain(previous, text) });
        return heads.Count;
    }
}
