using Approvals.Domain;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>The task a branch that stands still leaves for whoever can mend it. It closes by itself when the branch goes on.</summary>
public static class Mending
{
    /// <summary>Facts of the case are missing or contradict each other: correct them.</summary>
    public const string Facts = "Approvals.MendFacts";

    /// <summary>A value nobody has set: propose it. Whoever does so sees the key, not the family.</summary>
    public const string Policy = "Approvals.MendPolicy";

    /// <summary>A step failed again and again: look at it under 异常处理.</summary>
    public const string Incident = "Approvals.MendIncident";

    public static string? NameOf(string step) => step switch
    {
        Facts => "更正缺失或矛盾的信息",
        Policy => "设定政策参数",
        Incident => "处理异常",
        _ => null,
    };

    /// <summary>Whether the person who mends sees the family's name: the policy desk and the system admin see the case number only.</summary>
    public static bool ShowsFamily(string step) => step is not (Policy or Incident);

    internal static CaseTask TaskOf(CaseFile file, IRun run, Output.Blocked blocked) => blocked.Reason == Obstacles.FactsKey
        ? TaskOf(file, run, blocked.Bookmark, blocked.ActivityId, Facts, Roles.Investigator, file.Case.HandlingArea)
        : TaskOf(file, run, blocked.Bookmark, blocked.ActivityId, Policy, Roles.PolicyProposer, file.Case.HandlingArea.County);

    internal static CaseTask TaskOf(CaseFile file, IRun run, Workflow.Incident incident) =>
        TaskOf(file, run, incident.Bookmark, incident.ActivityId, Incident, Roles.SystemAdmin, file.Case.HandlingArea.County);

    private static CaseTask TaskOf(CaseFile file, IRun run, int bookmark, string activityId, string step, string role, AreaCode area) => new()
    {
        County = file.Case.County,
        Id = file.NewId(),
        CaseId = file.Case.Id,
        InstanceId = run.Id,
        Bookmark = bookmark,
        ActivityId = activityId,
        Step = step,
        Role = role,
        Area = area,
        Programme = file.Case.Programme,
        OpenedAt = file.Session.Time.Now,
        OpenedOn = file.Today,
        DueOn = file.Instance.DueOn,
        DueEstimated = file.Instance.DueEstimated,
        State = TaskState.Open,
    };
}
