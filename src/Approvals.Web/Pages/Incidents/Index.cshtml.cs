using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.Incidents;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>异常处理: the branches that stand still here, the longest first.</summary>
public sealed class IncidentIndexModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public string Kind { get; private set; } = Hindrance.Incident;

    public IncidentPage List { get; private set; } = new([], 0, 0, 0, 1);

    public async Task OnGetAsync(string? kind, int p)
    {
        Kind = kind == Hindrance.Blocked ? Hindrance.Blocked : Hindrance.Incident;
        List = await Me.AskAsync(new ListIncidents(new IncidentFilter(Kind, Math.Max(0, p))));
    }
}
