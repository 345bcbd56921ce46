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
    public static async Task<CommandAnswer.Fault?> ParkAsync(CaseFile file, IRun run, string activityId, CancellationToken cancel)
    {
        var (count, last) = await ReadAsync(file, run, activityId, cancel);
        return count < MostFor(file.Session.Acting) ? null : new CommandAnswer.Fault($"这一步连续 {count} 次出错，案件在此等待处理；已办的内容都已保存", last);
    }

    /// <summary>The fault of a step, to be thrown: it undoes the action.</summary>
    public static StepFaultException Undo(CaseFile file, IRun run, string activityId, Exception fault) =>
        new(PlaceOf(file, run, activityId), activityId, fault.GetType().Name, fault);

    /// <summary>What the runtime itself found (an expression that cannot be evaluated, an unknown step) undoes the action like any other fault, until the limit.</summary>
    public static async Task CheckAsync(CaseFile file, IRun run, BurstResult burst, CancellationToken cancel)
    {
        foreach (var incident in burst.Outputs.OfType<Output.IncidentOpened>().Select(o => o.Incident))
        {
            var answered = burst.Commands.Any(c => c.Command.ActivityId == incident.ActivityId && c.Answer is CommandAnswer.Fault);
            if (!answered && !Deliberate.Contains(incident.ActivityType)
                && (await ReadAsync(file, run, incident.ActivityId, cancel)).Count < MostFor(file.Session.Acting))
            {
                throw new StepFaultException(PlaceOf(file, run, incident.ActivityId), incident.ActivityId, incident.FaultType, null);
            }
        }
    }

    /// <summary>How long background work leaves a place alone after its latest fault: one minute, then two, four, eight.</summary>
    public static async Task<TimeSpan> PauseAsync(Hot hot, FaultPlace place, CancellationToken cancel)
    {
        var (count, _) = await HotFaults.ReadAsync(hot, place, cancel);
        return TimeSpan.FromMinutes(1 << Math.Clamp(count - 1, 0, MostOfJobs));
    }

    /// <summary>Once parked, or once somebody has taken the place over, counting begins anew.</summary>
    public static void Forget(CaseFile file, IRun run, string activityId) => HotFaults.Forget(file.Session.Hot, PlaceOf(file, run, activityId));

    // What begins with the action has a new id every time it is tried: a case is then named by who begins it, a child by its definition.
    private static FaultPlace PlaceOf(CaseFile file, IRun run, string activityId) =>
        new(file.Case.County, file.IsNew ? file.Session.Acting.Id : file.Instance.Id, run == file.Instance ? activityId : $"{run.DefinitionId}/{activityId}");

    private static Task<(int Count, string Last)> ReadAsync(CaseFile file, IRun run, string activityId, CancellationToken cancel) =>
        HotFaults.ReadAsync(file.Session.Hot, PlaceOf(file, run, activityId), cancel);
}

/// <summary>Where faults are counted: in a case, at a step of one of its flows.</summary>
public readonly record struct FaultPlace(int County, Guid Instance, string Activity);
