using Approvals.Procedures.Forms;
using Approvals.Procedures.Versions;
using Approvals.Web.Access;

namespace Approvals.Web.Api;

/// <summary>A case to be taken to another version.</summary>
public sealed record Migrating(string? FromVersion, string? ToVersion, string? Reason, Guid CommandId);

/// <summary>流程版本 for programs: the same actions as the pages.</summary>
internal static class VersionEndpoints
{
    public static void MapVersions(this RouteGroupBuilder api)
    {
        api.MapGet("/workflows/versions", async (Current me) => Results.Json(await me.AskAsync(new ListVersions()), FormJson.Options)).WithSummary("流程版本：各有多少正在办理的案件");
        api.MapGet("/workflows/versions/{id}/migration", async (string id, Current me, string? to, int page = 0) =>
            await me.AskAsync(new PreviewMigration(id, to, Math.Max(0, page))) is { } preview ? Results.Json(preview, FormJson.Options) : ApiProblems.NotFound()).WithSummary("换版本预览：每件案件保留、失去什么，或为什么不能换");
        api.MapPost("/cases/{id}/migrate", async (string id, Migrating body, Current me) =>
            await Endpoints.OnRowAsync(id, me, c => new MigrateCase(c, body.FromVersion ?? string.Empty, body.ToVersion ?? string.Empty, body.Reason ?? string.Empty, body.CommandId))).WithSummary("把案件换到另一个流程版本");
    }
}
