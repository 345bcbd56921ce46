using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>One full ID number: freely for whoever holds a task of the case, otherwise with a reason; logged.</summary>
public sealed class NumberModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public CaseHead Head { get; private set; } = null!;

    public MemberLine Member { get; private set; } = null!;

    public bool Holds { get; private set; }

    /// <summary>The number, once it may be seen.</summary>
    public string? Number { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, Guid citizen) => await LoadAsync(id, citizen) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, Guid citizen, string? reason)
    {
        if (!await LoadAsync(id, citizen) || !RowId.TryParse(id, out var row))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(new RevealNumber(row, citizen, reason));
        if (!reply.Done)
        {
            return Refuse(reply.Refusal!);
        }

        // In place where the page asks for the number alone.
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            return Content(reply.Value);
        }

        Number = reply.Value;
        return Page();
    }

    private async Task<bool> LoadAsync(string id, Guid citizen)
    {
        if (!RowId.TryParse(id, out var row) || await Me.AskAsync(new ViewCase(row)) is not { } view || await Me.AskAsync(new ViewHousehold(row)) is not { } household
            || household.Members.FirstOrDefault(m => m.CitizenId == citizen.ToString()) is not { } member)
        {
            return false;
        }

        (Head, Member, Holds) = (view.Head, member, household.Holds);
        return true;
    }
}
