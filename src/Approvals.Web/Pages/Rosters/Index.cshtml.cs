using Approvals.Procedures.Decisions;
using Approvals.Procedures.Files;
using Approvals.Procedures.Time;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>发放名册 of a month; every line leads to its case, for those who open cases.</summary>
public sealed class RosterModel(Current me, FileStore files, BusinessClock clock) : OfficialPage(me, files)
{
    public Roster Roster { get; private set; } = null!;

    public string? Typed { get; private set; }

    public bool WrongMonth { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string? month, [FromQuery(Name = "month")] string? asked)
    {
        Typed = (month ?? asked)?.Trim();
        var next = clock.Read().Today.AddMonths(1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var found = string.IsNullOrEmpty(Typed) ? null : await Me.AskAsync(new ViewRoster(Typed));
        WrongMonth = !string.IsNullOrEmpty(Typed) && found is null;
        Roster = found ?? (await Me.AskAsync(new ViewRoster(next)))!;
        return Page();
    }
}
