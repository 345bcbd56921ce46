using Approvals.Procedures.Files;
using Approvals.Procedures.Notices;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>The notices of the cases this person sees.</summary>
public sealed class NoticeIndexModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IReadOnlyList<NoticeRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(int p) => Rows = await Me.AskAsync(new NoticeList(Math.Max(0, p)));
}
