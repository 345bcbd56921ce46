namespace Approvals.Procedures.Storage;

/// <summary>Instants are stored as whole microseconds since 1970 UTC, so that both databases compare and sort them alike.</summary>
public static class Instants
{
    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;

    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * 10);
}
