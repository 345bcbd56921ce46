using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>The cases this person sees, and the search of the top bar.</summary>
public sealed class CaseIndexModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseFilter Filter { get; private set; } = new();

    public CasePage List { get; private set; } = new([], 0, 0, 1, []);

    public async Task OnGetAsync(string? text, string? state, string? village, int p)
    {
        Filter = new CaseFilter(text, string.IsNullOrEmpty(state) ? null : state, village, Math.Max(0, p));
        List = await Me.AskAsync(new ListCases(Filter));
    }
}
