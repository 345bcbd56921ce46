using Approvals.Procedures.Files;
using Approvals.Procedures.Policy;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>The register of sources: which texts there are, whether they hold here today, whether they were seen.</summary>
public sealed class DocumentsModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public async Task OnGetAsync() => Documents = (await Me.AskAsync(new FindClauses(null, null, null))).Documents;
}
