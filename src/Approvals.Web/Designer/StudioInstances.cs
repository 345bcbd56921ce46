using System.Text.Json.Nodes;
using Approvals.Procedures.Designer;
using Approvals.Web.Access;

namespace Approvals.Web.Designer;

/// <summary>Instances for the viewer: ids, outcomes and incidents of real cases; nothing can be changed here.</summary>
internal static class StudioInstances
{
    public static void MapInstances(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/workflow-instances");
        group.MapPost("/", ListAsync);
        group.MapGet("/{id}", async (string id, Current me) => await WithAsync(id, me, StudioJson.Instance));
        group.MapGet("/{id}/execution-state", async (string id, Current me) => await WithAsync(id, me, ExecutionState));
        group.MapGet("/{id}/variables", async (string id, Current me) => await WithAsync(id, me, Variables));
        group.MapPost("/{id}/journal", JournalAsync);
        group.MapGet("/{id}/journal", async (string id, HttpContext http, Current me) => await JournalAsync(id, http, new JsonObject(), me));
        group.MapDelete("/{id}", () => StudioProblems.Of(Refusals.CasesStay));
        api.MapPost("/cancel/workflow-instances", () => StudioProblems.Of(Refusals.CasesStay));
        api.MapPost("/cancel/workflow-instances/{id}", () => StudioProblems.Of(Refusals.CasesStay));
        api.MapPost("/activity-executions/report", ReportAsync);
        api.MapGet("/activity-executions/list", async (HttpContext http, Current me) => await ExecutionsAsync(http, me));
        api.MapGet("/activity-execution-summaries/list", async (HttpContext http, Current me) => await ExecutionsAsync(http, me));
        api.MapGet("/activity-executions/by-id", async (string id, Current me) => await ExecutionAsync(id, me));
        api.MapGet("/activity-executions/{id}", async (string id, Current me) => await ExecutionAsync(id, me));
        api.MapGet("/activity-executions/{id}/call-stack", () => Results.Json(new JsonObject { ["items"] = new JsonArray(), ["totalCount"] = 0 }));
    }

    private static async Task<IResult> ListAsync(JsonObject body, Current me)
    {
        var page = await me.AskAsync(new ListInstances(new InstanceFilter(
            [.. StudioApi.Texts(body, "definitionIds"), .. body["definitionId"] is JsonValue one ? new[] { one.ToString() } : []],
            [.. StudioApi.Texts(body, "statuses"), .. body["status"] is JsonValue status ? new[] { status.ToString() } : []],
            [.. StudioApi.Texts(body, "subStatuses"), .. body["subStatus"] is JsonValue sub ? new[] { sub.ToString() } : []],
            body["searchTerm"]?.ToString(),
            body["page"]?.GetValue<int>() ?? 0,
            body["pageSize"]?.GetValue<int>() ?? 10,
            body["orderDirection"]?.ToString() == "Ascending",
            body["hasIncidents"] is JsonValue has && has.TryGetValue<bool>(out var with) && with)));
        return Results.Json(new JsonObject { ["items"] = new JsonArray([.. page.Rows.Select(StudioJson.Instance)]), ["totalCount"] = page.Total });
    }

    private static async Task<IResult> JournalAsync(string id, HttpContext http, JsonObject body, Current me)
    {
        if (await me.AskAsync(new OpenInstance(id)) is not { } sheet)
        {
            return StudioProblems.Of(Refusals.Unknown);
        }

        var filter = body["filter"] as JsonObject ?? [];
        var (nodes, ids, without, events) = (StudioApi.Texts(filter, "activityNodeIds"), StudioApi.Texts(filter, "activityIds"), StudioApi.Texts(filter, "excludedActivityTypes"), StudioApi.Texts(filter, "eventNames"));
        var rows = sheet.Log
            .Where(e => (nodes.Count == 0 && ids.Count == 0) || nodes.Contains(e.Entry.NodeId) || ids.Contains(e.Entry.ActivityId))
            .Where(e => !without.Contains(e.Entry.Type) && (events.Count == 0 || events.Contains(e.Entry.Event.ToString())))
            .OrderBy(e => e.Entry.Sequence).ToList();
        var query = http.Request.Query;
        var page = rows.Skip(StudioApi.Number(query["skip"].LastOrDefault(), 0)).Take(Math.Clamp(StudioApi.Number(query["take"].LastOrDefault(), 200), 0, 1000));
        return Results.Json(new JsonObject { ["items"] = new JsonArray([.. page.Select(StudioJson.LogRecord)]), ["totalCount"] = rows.Count });
    }

    private static async Task<IResult> ReportAsync(JsonObject body, Current me) => await me.AskAsync(new OpenInstance(body["workflowInstanceId"]?.ToString() ?? string.Empty)) is { } sheet
        ? Results.Json(new JsonObject { ["stats"] = StudioJson.Stats(sheet, StudioApi.Texts(body, "activityNodeIds")) })
        : StudioProblems.Of(Refusals.Unknown);

    private static async Task<IResult> ExecutionsAsync(HttpContext http, Current me)
    {
        var query = http.Request.Query;
        if (await me.AskAsync(new OpenInstance(query["WorkflowInstanceId"].LastOrDefault() ?? string.Empty)) is not { } sheet)
        {
            return StudioProblems.Of(Refusals.Unknown);
        }

        var nodes = StudioApi.Values(query["ActivityNodeId"]);
        var found = StudioJson.Executions(sheet).Where(e => nodes.Count == 0 || nodes.Contains(e["activityNodeId"]!.ToString())).ToList();
        return Results.Json(new JsonObject { ["items"] = new JsonArray([.. found]), ["count"] = found.Count });
    }

    private static async Task<IResult> ExecutionAsync(string id, Current me)
    {
        var sheet = await me.AskAsync(new OpenInstance(id.Split('.')[0]));
        return sheet is not null && StudioJson.Executions(sheet).FirstOrDefault(e => e["id"]!.ToString() == id) is { } found ? Results.Json(found) : StudioProblems.Of(Refusals.Unknown);
    }

    private static JsonObject ExecutionState(InstanceSheet sheet)
    {
        var instance = StudioJson.Instance(sheet.Line);
        return new JsonObject { ["status"] = instance["status"]!.DeepClone(), ["workflowSubStatus"] = instance["subStatus"]!.DeepClone(), ["updatedAt"] = instance["updatedAt"]!.DeepClone() };
    }

    private static JsonObject Variables(InstanceSheet sheet) => new()
    {
        ["items"] = new JsonArray([.. sheet.Variables.Select(v => new JsonObject { ["id"] = v.Id, ["name"] = v.Name, ["value"] = JsonNode.Parse(v.Value) })]),
        ["count"] = sheet.Variables.Count,
    };

    private static async Task<IResult> WithAsync(string id, Current me, Func<InstanceSheet, JsonObject> write) =>
        await me.AskAsync(new OpenInstance(id)) is { } sheet ? Results.Json(write(sheet)) : StudioProblems.Of(Refusals.Unknown);
}
