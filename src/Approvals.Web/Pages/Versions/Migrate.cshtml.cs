using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Versions;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>The cases of one version, what another would make of each, and taking chosen ones there: every case an action of its own, a result per row.</summary>
public sealed class MigrateModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public MigrationPreview Preview { get; private set; } = null!;

    public IReadOnlyList<(string Number, string Said)> Results { get; private set; } = [];

    public string? Reason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? to, int p) => await LoadAsync(id, to, p) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string to, string? reason)
    {
        if (!await LoadAsync(id, to, 0))
        {
            return NotFound();
        }

        Reason = reason;
        var results = new List<(string, string)>();
        foreach (var chosen in Request.Form["case"].OfType<string>())
        {
            if (!RowId.TryParse(chosen, out var row) || !Guid.TryParse(Request.Form[$"command-{chosen}"], out var command))
            {
                continue;
            }

            var reply = await Me.DoAsync(new MigrateCase(row, id, to, reason ?? string.Empty, command));
            if (reply.Refusal is { Fields.Count: > 0 } incomplete)
            {
                return Refuse(incomplete);
            }

            results.Add((Preview.Rows.FirstOrDefault(r => r.CaseId == chosen)?.CaseNumber ?? chosen, reply.Done ? $"已换到 {to}" : $"没有换：{reply.Refusal!.Message}"));
        }

        if (!await LoadAsync(id, to, 0))
        {
            return NotFound();
        }

        Results = results;
        return Page();
    }

    private async Task<bool> LoadAsync(string id, string? to, int page)
    {
        if (await Me.AskAsync(new PreviewMigration(id, string.IsNullOrEmpty(to) ? null : to, Math.Max(0, page))) is not { } preview)
        {
            return false;
        }

        Preview = preview;
        return true;
    }
}
