using Approvals.Procedures.Files;
using Approvals.Procedures.Versions;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>The versions of every flow, and how many of the cases one sees run on each.</summary>
public sealed class VersionIndexModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IReadOnlyList<VersionLine> List { get; private set; } = [];

    public async Task OnGetAsync() => List = await Me.AskAsync(new ListVersions());
}
