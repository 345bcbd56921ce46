using System.Globalization;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>The business day it is, when values that came into force since have not been looked at yet; else null.</summary>
internal sealed record FindNewDay : IQuestion<DateOnly?>;

/// <summary>Lets the branches look again that wait for a county value whose day has come: it was confirmed before it held.</summary>
internal sealed record WakeForValuesInForce : IAction<int>;

internal sealed class ValuesInForceHandlers(ActionSession session) :
    IRequestHandler<FindNewDay, DateOnly?>,
    IRequestHandler<WakeForValuesInForce, Reply<int>>
{
    private const string LookedKey = "values-in-force-looked-at";
    private const string KeepText = "INSERT INTO settings (key, value) VALUES (@1, @2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

    public async Task<DateOnly?> Handle(FindNewDay request, CancellationToken cancellationToken) =>
        session.Time.Today > await LookedAsync(cancellationToken) ? session.Time.Today : null;

    public async Task<Reply<int>> Handle(WakeForValuesInForce request, CancellationToken cancellationToken)
    {
        var (looked, today) = (await LookedAsync(cancellationToken), session.Time.Today);
        var keys = await session.Db.CountyValues
            .Where(v => v.ConfirmedAt != null && v.From > looked && v.From <= today && session.Db.Hindrances.Any(h => h.County == v.County && h.Key == v.Key && h.ClosedAt == null))
            .Select(v => new { v.County, v.Key }).Distinct().ToListAsync(cancellationToken);
        foreach (var key in keys)
        {
            HotWork.Leave(session, key.County, RetryBlocked.KindName, null, key.Key);
        }

        session.Hot.WriteAny(KeepText, LookedKey, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return keys.Count;
    }

    private async Task<DateOnly> LookedAsync(CancellationToken cancel) =>
        await session.Db.Settings.AsNoTracking().FirstOrDefaultAsync(s => s.Key == LookedKey, cancel) is { } kept
            ? DateOnly.ParseExact(kept.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture) : DateOnly.MinValue;
}
