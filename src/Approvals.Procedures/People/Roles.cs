namespace Approvals.Procedures.People;

/// <summary>A role an official may be granted for an area: its code, its name on screen, and whether it opens case files at all.</summary>
public sealed record Role(string Code, string Name, bool OpensCases);

/// <summary>The roles. One person may hold several; what separates people is checked at decision time, not here.</summary>
public static class Roles
{
    public const string VillageAssistant = "village-assistant";
    public const string Window = "window";
    public const string Investigator = "investigator";
    public const string Reviewer = "reviewer";
    public const string TownshipLeader = "township-leader";
    public const string FundKeeper = "fund-keeper";
    public const string CountyOfficer = "county-officer";
    public const string CountyLeader = "county-leader";
    public const string CheckCentre = "check-centre";
    public const string Finance = "finance";
    public const string PolicyProposer = "policy-proposer";
    public const string PolicyConfirmer = "policy-confirmer";
    public const string Auditor = "auditor";
    public const string SecurityAdmin = "security-admin";
    public const string SystemAdmin = "system-admin";

    public static readonly IReadOnlyList<Role> All =
    [
        new(VillageAssistant, "村协理员", true),
        new(Window, "社会救助窗口", true),
        new(Investigator, "调查人", true),
        new(Reviewer, "初审人", true),
        new(TownshipLeader, "乡镇分管领导", true),
        new(FundKeeper, "备用金报账员", true),
        new(CountyOfficer, "县救助科经办", true),
        new(CountyLeader, "县局分管领导", true),
        new(CheckCentre, "核对机构", true),
        new(Finance, "财政", false),
        new(PolicyProposer, "政策提议人", false),
        new(PolicyConfirmer, "政策确认人", false),
        new(Auditor, "审计员", true),
        new(SecurityAdmin, "安全管理员", false),
        new(SystemAdmin, "系统管理员", false),
    ];

    public static readonly IReadOnlyList<string> OpeningCases = [.. All.Where(r => r.OpensCases).Select(r => r.Code)];

    public static Role? Find(string code) => All.FirstOrDefault(r => r.Code == code);

    public static string NameOf(string code) => Find(code)?.Name ?? code;
}
