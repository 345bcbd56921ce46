using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>The task a blocked branch leaves for whoever can mend it. It closes by itself when the branch goes on.</summary>
public static class Mending
{
    /// <summary>Facts of the case are missing or contradict each other: correct them.</summary>
    public const string Facts = "Approvals.MendFacts";

    /// <summary>A value nobody has set: propose it. Whoever does so sees the key, not the family.</summary>
    public const string Policy = "Approvals.MendPolicy";

    public static string? NameOf(string step) => step switch
    {
        Facts => "更正缺失或矛盾的信息",
        Policy => "设定政策参数",
        _ => null,
    };

    internal static CaseTask TaskOf(CaseFile file, Output.Blocked blocked)
    {
        var facts = blocked.Reason == Obstacles.FactsKey;
        return new CaseTask
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            InstanceId = file.Instance.Id,
            Bookmark = blocked.Bookmark,
            ActivityId = blocked.ActivityId,
            Step = facts ? Facts : Policy,
            Role = facts ? Roles.Investigator : Roles.PolicyProposer,
            Area = facts ? file.Case.HandlingArea : file.Case.HandlingArea.County,
            Programme = file.Case.Programme,
            OpenedAt = file.Session.Time.Now,
            OpenedOn = file.Today,
            DueOn = file.Instance.DueOn,
            DueEstimated = file.Instance.DueEstimated,
            State = TaskState.Open,
        };
    }
}
