using System.Collections.Concurrent;

namespace Approvals.Web.Access;

/// <summary>How often one address may ask the public board: enough to read a village's notices, too little to collect a county's.</summary>
public sealed class BoardLimit(TimeProvider clock)
{
    private const int ReadsPerMinute = 60;
    private const int ObjectionsPerHour = 10;
    private readonly ConcurrentDictionary<(string Address, string Kind, long Window), int> _counts = new();

    public bool MayRead(HttpContext context) => Count(context, "read", 60) <= ReadsPerMinute;

    public bool MayObject(HttpContext context) => Count(context, "object", 3600) <= ObjectionsPerHour;

    private int Count(HttpContext context, string kind, int seconds)
    {
        var window = clock.GetUtcNow().ToUnixTimeSeconds() / seconds;
        foreach (var old in _counts.Keys.Where(k => k.Kind == kind && k.Window < window))
        {
            _counts.TryRemove(old, out _);
        }

        return _counts.AddOrUpdate((context.Connection.RemoteIpAddress?.ToString() ?? "?", kind, window), 1, (_, n) => n + 1);
    }
}
