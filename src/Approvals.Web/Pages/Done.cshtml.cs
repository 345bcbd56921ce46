using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>已办: what this person has completed.</summary>
public sealed class DoneModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IReadOnlyList<DoneRow> Rows { get; private set; } = [];

    public int PageNumber { get; private set; }

    public async Task OnGetAsync(int p)
    {
        PageNumber = Math.Max(0, p);
        Rows = await Me.AskAsync(new DoneTasks(PageNumber));
    }
}
