using System.Text.Json;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;

namespace Approvals.Web.Api;

/// <summary>A proposed repair, as <see cref="RepairForm"/> describes it.</summary>
public sealed record ProposedRepair(JsonElement Form, Guid CommandId);

/// <summary>异常处理 for programs: the same actions as the page.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents", async (Current me, string? kind, int page = 0) =>
            Results.Json(await me.AskAsync(new ListIncidents(new IncidentFilter(kind, Math.Max(0, page)))), FormJson.Options)).WithSummary("异常处理：出错或等待补齐的案件");
        api.MapGet("/incidents/{id}", async (string id, Current me) =>
            RowId.TryParse(id, out var row) && await me.AskAsync(new ViewIncident(row)) is { } view ? Results.Json(view, FormJson.Options) : ApiProblems.NotFound()).WithSummary("异常：停在哪里，可以怎样处理");
        api.MapPost("/incidents/{id}/retry", async (string id, CommandOnly body, Current me) => await Endpoints.OnRowAsync(id, me, i => new RetryIncident(i, body.CommandId))).WithSummary("重试出错的环节");
        api.MapPost("/incidents/{id}/repairs", async (string id, ProposedRepair body, Current me) => await Endpoints.OnRowAsync(id, me, i => new ProposeRepair(i, body.Form, body.CommandId))).WithSummary("提议处理：代替系统给出结果、转回已办过的环节、终止本案");
        api.MapPost("/repairs/{id}/confirm", async (string id, CommandOnly body, Current me) => await Endpoints.OnRowAsync(id, me, r => new ConfirmRepair(r, body.CommandId))).WithSummary("确认处理提议（须为另一人）");
        api.MapPost("/repairs/{id}/reject", async (string id, CommandOnly body, Current me) => await Endpoints.OnRowAsync(id, me, r => new RejectRepair(r, body.CommandId))).WithSummary("退回处理提议");
    }
}
