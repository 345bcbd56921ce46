using Approvals.Procedures;
using Approvals.Procedures.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Approvals.Web.Pages;

/// <summary>Moves the business clock of the demo; production has no such page.</summary>
public sealed class DemoTimeModel(IServiceProvider services, ApprovalsOptions options) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Index");

    public async Task<IActionResult> OnPostAsync(ClockMove move, string? back)
    {
        if (!options.Demo)
        {
            return NotFound();
        }

        var now = await services.GetRequiredService<DemoClock>().MoveAsync(move, HttpContext.RequestAborted);
        TempData["Done"] = $"业务时间已到 {now.Now:yyyy-MM-dd HH:mm}";
        return Url.IsLocalUrl(back) ? LocalRedirect(back) : RedirectToPage("/Index");
    }
}
