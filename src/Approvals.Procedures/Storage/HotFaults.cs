using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>How often an automatic step has failed at one place of one case.</summary>
internal static class HotFaults
{
    private const string CountText =
        """
        INSERT INTO fault_counts (county, instance_id, activity_id, count) VALUES (@1, @2, @3, 1)
        ON CONFLICT (county, instance_id, activity_id) DO UPDATE SET count = fault_counts.count + 1 RETURNING count
        """;

    public static async Task<int> CountAsync(Hot hot, StepFaultException fault, CancellationToken cancel) =>
        (await hot.ReadAsync(null, CountText, [fault.County, fault.InstanceId, fault.ActivityId], row => row.Int(0), cancel))[0];

    public static async Task<int> ReadAsync(Hot hot, int county, Guid instance, string activity, CancellationToken cancel) =>
        (await hot.ReadAsync(null, "SELECT count FROM fault_counts WHERE county = @1 AND instance_id = @2 AND activity_id = @3",
            [county, instance, activity], row => row.Int(0), cancel)).FirstOrDefault();
}
