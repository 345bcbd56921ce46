using Approvals.Procedures.Files;
using Approvals.Procedures.Policy;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>The clauses of all documents, searched by their Chinese words.</summary>
public sealed class ClausesModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public ClauseList List { get; private set; } = null!;

    public string? Text { get; private set; }

    public string? Document { get; private set; }

    public string? Kind { get; private set; }

    public async Task OnGetAsync(string? text, string? document, string? kind)
    {
        (Text, Document, Kind) = (text, document, kind);
        List = await Me.AskAsync(new FindClauses(text, document, kind));
    }
}
