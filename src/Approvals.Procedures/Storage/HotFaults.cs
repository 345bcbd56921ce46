using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>How often an automatic step has failed at one place of one case.</summary>
internal static class HotFaults
{
    private const string CountText =
        """
        INSERT INTO fault_counts (county, instance_id, activity_id, count, last_fault) VALUES (@1, @2, @3, 1, @4)
        ON CONFLICT (county, instance_id, activity_id) DO UPDATE SET count = fault_counts.count + 1, last_fault = excluded.last_fault RETURNING count
        """;

    private const string ReadText = "SELECT count, last_fault FROM fault_counts WHERE county = @1 AND instance_id = @2 AND activity_id = @3";

    private const string ForgetText = "DELETE FROM fault_counts WHERE county = @1 AND instance_id = @2 AND activity_id = @3";

    public static async Task<int> CountAsync(Hot hot, StepFaultException fault, CancellationToken cancel) =>
        (await hot.ReadAsync(null, CountText, [fault.Place.County, fault.Place.Instance, fault.Place.Activity, fault.Kind], row => row.Int(0), cancel))[0];

    /// <summary>The faults counted at a place and the kind of the last one.</summary>
    public static async Task<(int Count, string Last)> ReadAsync(Hot hot, FaultPlace place, CancellationToken cancel) =>
        (await hot.ReadAsync(null, ReadText, [place.County, place.Instance, place.Activity], row => (row.Int(0), row.Text(1)), cancel)).FirstOrDefault((0, string.Empty));

    /// <summary>The place works again, or somebody has taken it over: counting begins anew.</summary>
    public static void Forget(Hot hot, FaultPlace place) => hot.WriteAny(ForgetText, place.County, place.Instance, place.Activity);
}
