using Approvals.Procedures.Decisions;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;

namespace Approvals.Web.Api;

/// <summary>Files out: evidence in scope only, the roster as CSV.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this WebApplication app)
    {
        app.MapGet("/Evidence/{id}", EvidenceAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/Rosters/{month}.csv", CsvAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> EvidenceAsync(string id, Current me, FileStore files, HttpContext context)
    {
        if (!RowId.TryParse(id, out var row) || await me.AskAsync(new FindEvidence(row)) is not { } found || await files.ReadAsync(found.File, context.RequestAborted) is not { } bytes)
        {
            return Results.NotFound();
        }

        return Results.Bytes(bytes, found.MediaType);
    }

    private static async Task<IResult> CsvAsync(string month, Current me) =>
        await me.AskAsync(new ViewRoster(month)) is { } roster
            ? Results.File(RosterCsv.Of(roster), "text/csv; charset=utf-8", $"发放名册-{roster.Month}.csv")
            : Results.NotFound();
}
