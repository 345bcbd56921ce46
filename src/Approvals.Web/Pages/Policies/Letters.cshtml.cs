using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>The letter templates: which file is in force here, in which version, with which placeholders.</summary>
public sealed class LetterTemplatesModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public IReadOnlyList<TemplateLine> Templates { get; private set; } = [];

    public async Task OnGetAsync() => Templates = await Me.AskAsync(new ListTemplates());
}
