using Approvals.Procedures.Designer;
using Approvals.Procedures.Files;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages.Designer;

/// <summary>Before publishing: what a definition changes, and how the last finished cases would go through it.</summary>
public sealed class CompareModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public DryRunSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<ComparedWith> Compared { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string key, int most = DryRun.Usual)
    {
        if (await Me.AskAsync(new DryRun(key, most)) is not { } sheet || await Me.AskAsync(new CompareDefinition(key)) is not { } compared)
        {
            return NotFound();
        }

        (Sheet, Compared) = (sheet, compared);
        return Page();
    }

    /// <summary>A verdict in words, and how it is marked.</summary>
    public static (string Text, string Mark) Say(DryRunVerdict verdict) => verdict switch
    {
        DryRunVerdict.Same => ("一样", "done"),
        DryRunVerdict.Longer => ("更长", "soon"),
        DryRunVerdict.Differs => ("不同", "accent"),
        DryRunVerdict.Stops => ("会停住", "danger"),
        _ => ("不能试走", ""),
    };
}
