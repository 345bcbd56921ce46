using Approvals.Procedures.Files;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;

namespace Approvals.Web.Pages;

/// <summary>欠缺手续台账, by township, overdue first.</summary>
public sealed class OwedModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public OwedLedger Ledger { get; private set; } = new([], []);

    public bool Overdue { get; private set; }

    public async Task OnGetAsync(bool overdue)
    {
        Overdue = overdue;
        Ledger = await Me.AskAsync(new ListOwed(overdue));
    }
}
