using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>What happens when a step of a flow fails: the first faults undo the action and are counted at the place; at the limit the action is kept
/// and the branch waits there as an incident, seen by those who can mend it. Nothing fails silently, and nobody is stopped by the same fault for ever.</summary>
internal static class FaultPolicy
{
    /// <summary>An official's action is undone once; the same fault again parks the branch.</summary>
    private const int MostOfPeople = 2;

    /// <summary>Background work has nobody to tell and can wait: it tries this often, with growing pauses, before it parks the branch.</summary>
    private const int MostOfJobs = 5;

    /// <summary>Flows that fail on purpose, and parents of failed children, are parked at once: there is nothing a repetition could better.</summary>
    private static readonly string[] Deliberate = ["Elsa.Fault", "Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows"];

    /// <summary>How many faults at one place it takes to park the branch.</summary>
    public static int MostFor(ActingAs acting) => acting.IsJob ? MostOfJobs : MostOfPeople;

    /// <summary>The answer of a step that has failed too often, without asking it again; null while it may be asked.</summary>
    public static async Task<CommandAnswer.Fault?> ParkAsync(CaseFile file, string activityId, CancellationToken cancel)
    {
        var (count, last) = await ReadAsync(file, activityId, cancel);
        return count < MostFor(file.Session.Acting) ? null : new CommandAnswer.Fault($"这一步连续 {count} 次出错，案件在此等待处理；已办的内容都已保存", last);
    }

    /// <summary>The fault of a step, to be thrown: it undoes the action.</summary>
    public static StepFaultException Undo(CaseFile file, string activityId, Exception fault) =>
        new(file.Case.County, file.Instance.Id, activityId, fault.GetType().Name, fault);

    /// <summary>What the runtime itself found (an expression that cannot be evaluated, an unknown step) undoes the action like any other fault, until the limit.</summary>
    public static async Task CheckAsync(CaseFile file, BurstResult burst, CancellationToken cancel)
    {
        foreach (var incident in burst.Outputs.OfType<Output.IncidentOpened>().Select(o => o.Incident))
        {
            var answered = burst.Commands.Any(c => c.Command.ActivityId == incident.ActivityId && c.Answer is CommandAnswer.Fault);
            if (!answered && !Deliberate.Contains(incident.ActivityType)
                && (await ReadAsync(file, incident.ActivityId, cancel)).Count < MostFor(file.Session.Acting))
            {
                throw new StepFaultException(file.Case.County, file.Instance.Id, incident.ActivityId, incident.FaultType, null);
            }
        }
    }

    /// <summary>How long background work leaves a place alone after its latest fault: one minute, then two, four, eight.</summary>
    public static async Task<TimeSpan> PauseAsync(Hot hot, int county, Guid instance, string activityId, CancellationToken cancel)
    {
        var (count, _) = await HotFaults.ReadAsync(hot, county, instance, activityId, cancel);
        return TimeSpan.FromMinutes(1 << Math.Clamp(count - 1, 0, MostOfJobs));
    }

    /// <summary>Once parked, or once somebody has taken the place over, counting begins anew.</summary>
    public static void Forget(CaseFile file, string activityId) => HotFaults.Forget(file.Session.Hot, file.Instance, activityId);

    private static Task<(int Count, string Last)> ReadAsync(CaseFile file, string activityId, CancellationToken cancel) =>
        HotFaults.ReadAsync(file.Session.Hot, file.Case.County, file.Instance.Id, activityId, cancel);
}
