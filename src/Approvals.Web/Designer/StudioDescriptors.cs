using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures.Designer;
using Approvals.Web.Access;
using Approvals.Workflow;

namespace Approvals.Web.Designer;

/// <summary>What Studio asks about what may be drawn: activities, types, strategies; only what this product really has.</summary>
internal static class StudioDescriptors
{
    private const string InInstance = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    private static readonly (string Type, string Name)[] Types =
        [("String", "文本"), ("Int32", "整数"), ("Decimal", "数"), ("Boolean", "是/否"), ("DateTimeOffset", "日期时间"), ("Object", "对象")];

    private static readonly HashSet<string> Silent = ["isSynthetic", "isReadOnly", "isSensitive", "isContainer", "isStart", "isTerminal"];

    public static void MapDescriptors(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/descriptors");
        group.MapGet("/activities", async (Current me) => List([.. (await me.AskAsync(new Toolbox())).Select(d => Lean(DescriptorJson.Write(d)))]));
        group.MapGet("/expression-descriptors", () => List(
            Expression("JavaScript", "表达式", "javascript", true), Expression("Variable", "变量", null, true), Expression("Literal", "固定值", null, false), Expression("Object", "对象", "json", false)));
        group.MapGet("/workflow-activation-strategies", () => List(Strategy("Elsa.Workflows.Activation.AllowAlwaysStrategy, Elsa.Workflows.Core", "每件申请一个实例", "由申请启动，一件申请一个实例")));
        group.MapGet("/incident-strategies", () => List(Strategy("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "出错的分支等待处理", "其余分支继续；由“异常处理”重试、答复或转回")));
        group.MapGet("/log-persistence-strategies", () => List());
        group.MapGet("/commit-strategies/workflows", () => List());
        group.MapGet("/commit-strategies/activities", () => List());
        group.MapGet("/storage-drivers", () => List(new JsonObject { ["typeName"] = InInstance, ["displayName"] = "随案件保存", ["priority"] = 5, ["deprecated"] = false }));
        group.MapGet("/variables", () => List([.. Types.Select(t => new JsonObject { ["typeName"] = t.Type, ["displayName"] = t.Name, ["category"] = "基本", ["description"] = null })]));
        group.MapGet("/output-converters", () => List());
        group.MapPost("/activities/{type}/options/{property}", () => Results.Json(new JsonObject { ["items"] = new JsonObject() }));
        api.MapGet("/features/installed", () => List());
        api.MapGet("/package/version", () => Results.Json(new { packageVersion = "3.8.2" }));
        api.MapPost("/scripting/javascript/type-definitions/{key}", TypesAsync);
    }

    // Studio reads all descriptors again after every save, in its interpreter: what says no more than its absence is left out.
    private static JsonObject Lean(JsonObject descriptor)
    {
        foreach (var part in descriptor["inputs"]!.AsArray().Concat(descriptor["outputs"]!.AsArray()).OfType<JsonObject>().Append(descriptor))
        {
            foreach (var (name, value) in part.ToList())
            {
                if (value is null || (Silent.Contains(name) && value.GetValueKind() == JsonValueKind.False))
                {
                    part.Remove(name);
                }
            }
        }

        return descriptor;
    }

    // What an expression may name, so that the editor can complete it.
    private static async Task<IResult> TypesAsync(string key, Current me)
    {
        var sheet = await me.AskAsync(new OpenDefinition(key, null));
        var variables = sheet is null ? [] : JsonNode.Parse(sheet.Json)?["variables"]?.AsArray().OfType<JsonObject>().Select(v => v["name"]?.ToString()).OfType<string>().ToList() ?? [];
        var lines = variables.SelectMany(v => new[] { $"declare function get{v}(): any;", $"declare function set{v}(value: any): void;" });
        var text = "declare function getVariable(name: string): any;\ndeclare function setVariable(name: string, value: any): void;\ndeclare function getInput(name: string): any;\ndeclare function getOutputFrom(activity: string, output?: string): any;\n" + string.Join('\n', lines);
        return Results.Text(text, "application/x-typescript");
    }

    private static IResult List(params IReadOnlyList<JsonObject> items) => Results.Json(new JsonObject { ["items"] = new JsonArray([.. items]), ["count"] = items.Count });

    private static JsonObject Strategy(string type, string name, string description) => new() { ["typeName"] = type, ["displayName"] = name, ["description"] = description };

    private static JsonObject Expression(string type, string name, string? language, bool browsable) => new()
    {
        ["type"] = type,
        ["displayName"] = name,
        ["isSerializable"] = true,
        ["isBrowsable"] = browsable,
        ["properties"] = language is null ? new JsonObject() : new JsonObject { ["MonacoLanguage"] = language },
    };
}
