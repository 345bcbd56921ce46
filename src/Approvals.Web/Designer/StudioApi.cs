using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Designer;
using Approvals.Web.Access;
using Refusals = Approvals.Procedures.Designer.Refusals;

namespace Approvals.Web.Designer;

/// <summary>The API that Elsa Studio calls, over our own definitions and instances; for pages of ours only, with their session and token.</summary>
internal static class StudioApi
{
    public const string Base = "/elsa/api";
    private const string Token = "X-Seen-Hash";

    public static void MapStudio(this WebApplication app)
    {
        var api = app.MapGroup(Base).AddEndpointFilter(StudioProblems.OnlyOurPageAsync).DisableAntiforgery().ExcludeFromDescription();
        api.MapDefinitions();
        api.MapBulk();
        api.MapDescriptors();
        api.MapInstances();
    }

    private static void MapDefinitions(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/workflow-definitions");
        group.MapGet("/", ListAsync);
        group.MapGet("/by-definition-id/{key}", async (string key, string? versionOptions, Current me, Steps steps) => Found(await me.AskAsync(new OpenDefinition(key, versionOptions)), steps));
        group.MapGet("/by-id/{id}", async (string id, Current me, Steps steps) => Found(await me.AskAsync(new OpenVersion(id)), steps));
        group.MapGet("/many-by-id", async (HttpContext http, Current me, Steps steps) => await ManyAsync(http, me, steps));
        group.MapGet("/validation/is-name-unique", async (string name, string? definitionId, Current me) => Results.Json(new { isUnique = await me.AskAsync(new IsNameFree(name, definitionId)) }));
        group.MapGet("/{key}/findings", async (string key, Current me) => await me.AskAsync(new OpenDefinition(key, null)) is { } sheet ? Results.Json(new JsonObject { ["hash"] = sheet.Hash, ["findings"] = StudioJson.Findings(sheet) }) : StudioProblems.Of(Refusals.Unknown));
        group.MapPost("/", SaveAsync);
        group.MapPost("/import", ImportAsync);
        group.MapPost("/import-files", ImportFilesAsync);
        group.MapPut("/import", ImportAsync);
        group.MapPost("/{key}/publish", async (string key, Current me, Steps steps) => Saved(await me.DoAsync(new PublishDefinition(key)), steps));
        group.MapPost("/{key}/retract", async (string key, Current me, Steps steps) => Bare(await me.DoAsync(new RetractDefinition(key)), steps));
        group.MapPost("/{key}/revert/{version:int}", async (string key, int version, Current me) => await me.DoAsync(new RevertDefinition(key, version)) is var reply && reply.Done ? Results.Json(StudioJson.Summary(reply.Value)) : StudioProblems.Of(reply.Refusal!));
        group.MapPost("/{key}/variant", async (string key, Current me) => await me.DoAsync(new MakeVariant(key)) is var reply && reply.Done ? Results.Json(StudioJson.Summary(reply.Value)) : StudioProblems.Of(reply.Refusal!));
        group.MapDelete("/{key}", async (string key, Current me) => await me.DoAsync(new DeleteDefinition(key)) is var reply && reply.Done ? Results.NoContent() : StudioProblems.Of(reply.Refusal!));
        group.MapGet("/{key}/export", ExportAsync);
        group.MapGet("/{key}/consumers", () => Results.Json(new { items = Array.Empty<string>(), count = 0 }));
        group.MapGet("/subgraph/{id}", async (string id, Current me, Steps steps) => Found(await me.AskAsync(new OpenVersion(id)), steps));
        group.MapPost("/{key}/execute", () => StudioProblems.Of(Refusals.RunsOnlyInCases));
        group.MapPost("/{key}/dispatch", () => StudioProblems.Of(Refusals.RunsOnlyInCases));
        api.MapDelete("/workflow-definition-versions/{id}", async (string id, Current me) => await me.DoAsync(new DeleteVersion(id)) is var reply && reply.Done ? Results.NoContent() : StudioProblems.Of(reply.Refusal!));
        api.MapPost("/tests/activities", () => StudioProblems.Of(Refusals.RunsOnlyInCases));
    }

    private static void MapBulk(this RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions");
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", async (JsonObject body, Current me) => await EachAsync(body, "definitionIds", "published", key => me.DoAsync(new PublishDefinition(key)), "alreadyPublished", "updatedConsumers"));
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", async (JsonObject body, Current me) => await EachAsync(body, "definitionIds", "retracted", key => me.DoAsync(new RetractDefinition(key)), "alreadyRetracted"));
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", async (JsonObject body, Current me) => await DeleteAsync(Texts(body, "definitionIds"), key => me.DoAsync(new DeleteDefinition(key))));
        bulk.MapPost("/delete/workflow-definitions/by-definition-ids", async (JsonObject body, Current me) => await DeleteAsync(Texts(body, "definitionIds"), key => me.DoAsync(new DeleteDefinition(key))));
        bulk.MapPost("/delete/workflow-definitions/by-id", async (JsonObject body, Current me) => await DeleteAsync(Texts(body, "ids"), id => me.DoAsync(new DeleteVersion(id))));
        bulk.MapPost("/delete/workflow-definitions/by-ids", async (JsonObject body, Current me) => await DeleteAsync(Texts(body, "ids"), id => me.DoAsync(new DeleteVersion(id))));
        bulk.MapPost("/export/workflow-definitions", ExportManyAsync);
        bulk.MapPost("/cancel/workflow-instances", () => StudioProblems.Of(Refusals.CasesStay));
        bulk.MapPost("/delete/workflow-instances/by-id", () => StudioProblems.Of(Refusals.CasesStay));
    }

    private static async Task<IResult> ListAsync(HttpContext http, Current me)
    {
        var query = http.Request.Query;
        var page = await me.AskAsync(new ListDefinitions(new DefinitionFilter(
            query["versionOptions"].LastOrDefault(),
            Values(query["DefinitionIds"]),
            Values(query["Ids"]),
            query["SearchTerm"].LastOrDefault(),
            Number(query["Page"].LastOrDefault(), 0),
            Number(query["PageSize"].LastOrDefault(), 50),
            query["OrderDirection"].LastOrDefault() == "Descending")));
        return Results.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. page.Rows.Select(StudioJson.Summary)]),
            ["totalCount"] = page.Total,
            ["links"] = StudioJson.BulkLinks(page.MayEdit),
        });
    }

    private static async Task<IResult> ManyAsync(HttpContext http, Current me, Steps steps)
    {
        var found = new JsonArray();
        foreach (var id in Values(http.Request.Query["ids"]))
        {
            if (await me.AskAsync(new OpenVersion(id)) is { } sheet)
            {
                found.Add((JsonNode)StudioJson.Definition(sheet, steps.Catalogue));
            }
        }

        return Results.Json(new JsonObject { ["items"] = found, ["count"] = found.Count });
    }

    private static async Task<IResult> SaveAsync(JsonElement body, HttpContext http, Current me, Steps steps)
    {
        var publish = body.TryGetProperty("publish", out var wanted) && wanted.ValueKind == JsonValueKind.True;
        var model = body.TryGetProperty("model", out var sent) ? sent : default;
        return Saved(await me.DoAsync(new SaveDefinition(model, publish, Seen(http))), steps);
    }

    private static async Task<IResult> ImportAsync(JsonElement body, HttpContext http, Current me, Steps steps) =>
        Bare(await me.DoAsync(new SaveDefinition(body, false, Seen(http))), steps);

    // JSON files and zips of them; each becomes a draft, the first refusal stops.
    private static async Task<IResult> ImportFilesAsync(HttpContext http, Current me)
    {
        var count = 0;
        foreach (var file in (await http.Request.ReadFormAsync()).Files)
        {
            if (await TextsOfAsync(file) is not { } texts)
            {
                return StudioProblems.Of(Refusals.NoZip(file.FileName));
            }

            foreach (var text in texts)
            {
                var reply = text is { } model ? await me.DoAsync(new SaveDefinition(model, false, null)) : Refusals.Unreadable([]);
                if (!reply.Done)
                {
                    return StudioProblems.Of(reply.Refusal!);
                }

                count++;
            }
        }

        return Results.Json(new { count });
    }

    // Null when it calls itself a zip and is none.
    private static async Task<List<JsonElement?>?> TextsOfAsync(IFormFile file)
    {
        await using var content = file.OpenReadStream();
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return [await ParseAsync(content)];
        }

        try
        {
            var texts = new List<JsonElement?>();
            // The reader of zips seeks before the beginning of what is too short to be one, which the request's own stream does not forgive.
            using var kept = new MemoryStream();
            await content.CopyToAsync(kept);
            using var zip = new ZipArchive(kept, ZipArchiveMode.Read);
            foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                await using var packed = await entry.OpenAsync();
                texts.Add(await ParseAsync(packed));
            }

            return texts;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<JsonElement?> ParseAsync(Stream content)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonElement>(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<IResult> ExportAsync(string key, string? versionOptions, Current me) =>
        await me.AskAsync(new ExportDefinition(key, versionOptions)) is { } file ? Results.File(Encoding.UTF8.GetBytes(file.Text), "application/json", file.Name) : StudioProblems.Of(Refusals.Unknown);

    private static async Task<IResult> ExportManyAsync(JsonObject body, Current me)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in Texts(body, "ids"))
            {
                if (await me.AskAsync(new OpenVersion(id)) is { } sheet && await me.AskAsync(new ExportDefinition(sheet.Key, sheet.Version.ToString(CultureInfo.InvariantCulture))) is { } file)
                {
                    await using var entry = await zip.CreateEntry(file.Name).OpenAsync();
                    await entry.WriteAsync(Encoding.UTF8.GetBytes(file.Text));
                }
            }
        }

        return Results.File(packed.ToArray(), "application/zip", "workflows.zip");
    }

    private static async Task<IResult> EachAsync(JsonObject body, string member, string done, Func<string, Task<Reply<DefinitionSheet>>> act, params string[] empty)
    {
        var kept = new JsonArray();
        foreach (var key in Texts(body, member))
        {
            var reply = await act(key);
            if (!reply.Done)
            {
                return StudioProblems.Of(reply.Refusal!);
            }

            kept.Add((JsonNode)key);
        }

        var answer = new JsonObject { [done] = kept, ["notFound"] = new JsonArray() };
        foreach (var name in empty)
        {
            answer[name] = new JsonArray();
        }

        return Results.Json(answer);
    }

    private static async Task<IResult> DeleteAsync(IReadOnlyList<string> ids, Func<string, Task<Reply<int>>> act)
    {
        var deleted = 0;
        foreach (var id in ids)
        {
            var reply = await act(id);
            if (!reply.Done)
            {
                return StudioProblems.Of(reply.Refusal!);
            }

            deleted += reply.Value;
        }

        return Results.Json(new { deleted });
    }

    private static string? Seen(HttpContext http) => http.Request.Headers[Token].LastOrDefault() is { Length: > 0 } hash ? hash : null;

    private static IResult Found(DefinitionSheet? sheet, Steps steps) =>
        sheet is null ? StudioProblems.Of(Refusals.Unknown) : new Hashed(sheet, StudioJson.Definition(sheet, steps.Catalogue));

    private static IResult Saved(Reply<DefinitionSheet> reply, Steps steps) => !reply.Done ? StudioProblems.Of(reply.Refusal!) : new Hashed(reply.Value, StudioJson.Saved(reply.Value, steps.Catalogue, false));

    private static IResult Bare(Reply<DefinitionSheet> reply, Steps steps) => !reply.Done ? StudioProblems.Of(reply.Refusal!) : new Hashed(reply.Value, StudioJson.Definition(reply.Value, steps.Catalogue));

    internal static List<string> Values(Microsoft.Extensions.Primitives.StringValues values) => [.. values.OfType<string>().Where(v => v.Length > 0)];

    internal static int Number(string? text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    internal static List<string> Texts(JsonObject body, string member) => body[member] is JsonArray list ? [.. list.OfType<JsonValue>().Select(v => v.ToString())] : [];

    /// <summary>A definition with the hash our page names again when it saves.</summary>
    private sealed class Hashed(DefinitionSheet sheet, JsonObject body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers[Token] = sheet.Hash;
            httpContext.Response.Headers["X-Definition"] = Uri.EscapeDataString(sheet.Key);
            return httpContext.Response.WriteAsJsonAsync(body);
        }
    }
}
