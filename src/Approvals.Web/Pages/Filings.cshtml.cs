using System.Globalization;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>月度备案: what was approved in a month, made by itself; the county samples here.</summary>
public sealed class FilingsModel(Current me, FileStore files, BusinessClock clock) : OfficialPage(me, files)
{
    public FilingMonth Filing { get; private set; } = null!;

    /// <summary>What was typed into a spot check and refused.</summary>
    public (string? Row, string? Result, string? Words) Typed { get; private set; }

    public Task OnGetAsync([FromRoute] string? month, [FromQuery(Name = "month")] string? asked) => LoadAsync(month ?? asked);

    public Task<IActionResult> OnPostPickAsync(string? month, string? row) => DoAsync(month, row, id => new PickForCheck(id, SentCommandId()), "已列入抽查");

    public Task<IActionResult> OnPostRecordAsync(string? month, string? row, string? result, string? words)
    {
        Typed = (row, result, words);
        return DoAsync(month, row, id => new RecordCheck(id, result ?? string.Empty, words ?? string.Empty, SentCommandId()), "抽查结果已登记");
    }

    public Task<IActionResult> OnPostSettleAsync(string? month, string? row, string? words)
    {
        Typed = (row, null, words);
        return DoAsync(month, row, id => new SettleSupervision(id, words ?? string.Empty, SentCommandId()), "督查已办结");
    }

    private async Task<IActionResult> DoAsync(string? month, string? row, Func<RowId, IAction<string>> action, string done)
    {
        if (!RowId.TryParse(row, out var id))
        {
            return NotFound();
        }

        var reply = await Me.DoAsync(action(id));
        if (reply.Done)
        {
            Say(done);
            return Redirect($"/Filings/{month}");
        }

        await LoadAsync(month);
        return Refuse(reply.Refusal!);
    }

    private async Task LoadAsync(string? month) => Filing = (string.IsNullOrWhiteSpace(month) ? null : await Me.AskAsync(new ViewFilings(month.Trim())))
        ?? (await Me.AskAsync(new ViewFilings(clock.Read().Today.ToString("yyyy-MM", CultureInfo.InvariantCulture))))!;
}
