using System.Globalization;
using System.Text.Json.Nodes;
using Approvals.Procedures.Designer;
using Approvals.Procedures.Time;
using Approvals.Workflow;

namespace Approvals.Web.Designer;

/// <summary>What Elsa Studio 3.8 reads: definitions, lists, instances and logs in its own shapes.</summary>
internal static class StudioJson
{
    private const string Root = "Workflow1";

    /// <summary>A whole definition. Studio lets it be edited when the links say so.</summary>
    public static JsonObject Definition(DefinitionSheet sheet, ActivityCatalogue catalogue)
    {
        var document = JsonNode.Parse(sheet.Json)!.AsObject();
        document["id"] = sheet.VersionId;
        document["definitionId"] = sheet.Key;
        document["name"] = sheet.Name;
        document["version"] = sheet.Version;
        document["isLatest"] = sheet.IsLatest;
        document["isPublished"] = sheet.IsPublished;
        document["createdAt"] = sheet.CreatedAt.ToString("O", CultureInfo.InvariantCulture);
        document["materializerName"] = "Json";
        document["isReadonly"] = !sheet.MayEdit;
        document["links"] = Links(sheet.Key, sheet.MayEdit);
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
        {
            document[list] ??= new JsonArray();
        }

        if (document["root"] is JsonObject root)
        {
            Number(root, Root, catalogue);
        }

        return document;
    }

    /// <summary>The answer to a save: the definition, and for our own panel what stands in the way of publishing.</summary>
    public static JsonObject Saved(DefinitionSheet sheet, ActivityCatalogue catalogue, bool alreadyPublished) => new()
    {
        ["workflowDefinition"] = Definition(sheet, catalogue),
        ["alreadyPublished"] = alreadyPublished,
        ["consumingWorkflowCount"] = 0,
        ["findings"] = Findings(sheet),
    };

    public static JsonArray Findings(DefinitionSheet sheet) => new([.. sheet.Findings.Select(f => new JsonObject
    {
        ["activityId"] = f.Finding.ActivityId,
        ["code"] = f.Finding.Code,
        ["text"] = f.Sentence,
    })]);

    public static JsonObject Summary(DefinitionLine line) => new()
    {
        ["id"] = line.VersionId,
        ["definitionId"] = line.Key,
        ["name"] = line.Name,
        ["description"] = line.Description,
        ["version"] = line.Version,
        ["isLatest"] = line.IsLatest,
        ["isPublished"] = line.IsPublished,
        ["createdAt"] = line.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["materializerName"] = "Json",
        ["isMaterializerAvailable"] = true,
        ["isReadonly"] = !line.MayEdit,
        ["links"] = Links(line.Key, line.MayEdit),
    };

    public static JsonObject Summary(DefinitionSheet sheet) => Summary(new DefinitionLine(
        sheet.Key, sheet.VersionId, sheet.Version, sheet.Name, sheet.Description, sheet.IsLatest, sheet.IsPublished, sheet.CreatedAt, sheet.MayEdit));

    public static JsonObject Instance(InstanceLine line) => new()
    {
        ["id"] = line.InstanceId,
        ["definitionId"] = line.Key,
        ["definitionVersionId"] = line.VersionId,
        ["version"] = line.Version,
        ["status"] = line.Status,
        ["subStatus"] = SubStatus(line),
        ["correlationId"] = line.CaseNumber,
        ["name"] = line.CaseNumber,
        ["incidentCount"] = line.Incidents,
        ["createdAt"] = Instant(line.StartedAt),
        ["updatedAt"] = Instant(line.UpdatedAt),
        ["finishedAt"] = line.FinishedAt is { } end ? Instant(end) : null,
    };

    /// <summary>An instance with what the viewer draws: its open incidents, but no variables inside the state.</summary>
    public static JsonObject Instance(InstanceSheet sheet)
    {
        var line = sheet.Line;
        var instance = Instance(line);
        instance["workflowState"] = new JsonObject
        {
            ["id"] = line.InstanceId,
            ["definitionId"] = line.Key,
            ["definitionVersionId"] = line.VersionId,
            ["definitionVersion"] = line.Version,
            ["correlationId"] = line.CaseNumber,
            ["status"] = line.Status,
            ["subStatus"] = SubStatus(line),
            ["bookmarks"] = new JsonArray(),
            ["incidents"] = new JsonArray([.. sheet.Standing.Where(s => s.Kind == "incident").Select(s => Incident(s, sheet))]),
            ["completionCallbacks"] = new JsonArray(),
            ["activityExecutionContexts"] = new JsonArray(),
            ["input"] = new JsonObject(),
            ["output"] = new JsonObject(),
            ["properties"] = new JsonObject(),
            ["createdAt"] = Instant(line.StartedAt),
            ["updatedAt"] = Instant(line.UpdatedAt),
            ["finishedAt"] = line.FinishedAt is { } end ? Instant(end) : null,
        };
        return instance;
    }

    public static JsonObject LogRecord(InstanceEntry entry) => new()
    {
        ["id"] = $"log-{entry.Entry.Sequence}",
        ["activityInstanceId"] = entry.Entry.Instance.ToString(CultureInfo.InvariantCulture),
        ["parentActivityInstanceId"] = entry.Entry.ParentInstance == 0 ? null : entry.Entry.ParentInstance.ToString(CultureInfo.InvariantCulture),
        ["activityId"] = entry.Entry.ActivityId,
        ["activityType"] = entry.Entry.Type,
        ["activityTypeVersion"] = 1,
        ["activityName"] = null,
        ["nodeId"] = entry.Entry.NodeId,
        ["timestamp"] = Instant(entry.At),
        ["sequence"] = entry.Entry.Sequence,
        ["eventName"] = entry.Entry.Event.ToString(),
        ["message"] = entry.Entry.Outcomes is { Count: > 0 } outcomes ? string.Join("、", outcomes) : null,
        ["source"] = null,
        ["activityState"] = new JsonObject(),
        ["payload"] = entry.Entry.Outcomes is { } named ? new JsonObject { ["Outcomes"] = new JsonArray([.. named.Select(o => (JsonNode)o)]) } : null,
    };

    /// <summary>The executions of activities, one per activity instance.</summary>
    public static IEnumerable<JsonObject> Executions(InstanceSheet sheet) => sheet.Log.GroupBy(e => e.Entry.Instance).Select(g => Execution(sheet, [.. g.OrderBy(e => e.Entry.Sequence)]));

    /// <summary>The counters on the badges of each node.</summary>
    public static JsonArray Stats(InstanceSheet sheet, IReadOnlyCollection<string> nodeIds)
    {
        var byNode = sheet.Log.Where(e => nodeIds.Count == 0 || nodeIds.Contains(e.Entry.NodeId)).GroupBy(e => e.Entry.NodeId);
        return new JsonArray([.. byNode.Select(g =>
        {
            var started = g.Count(e => e.Entry.Event == JournalEvent.Started);
            var over = g.Count(e => e.Entry.Event is JournalEvent.Completed or JournalEvent.Canceled);
            var standing = sheet.Standing.FirstOrDefault(s => s.ActivityId == g.First().Entry.ActivityId);
            return (JsonNode)new JsonObject
            {
                ["activityId"] = g.First().Entry.ActivityId,
                ["activityNodeId"] = g.Key,
                ["startedCount"] = started,
                ["completedCount"] = g.Count(e => e.Entry.Event == JournalEvent.Completed),
                ["uncompletedCount"] = Math.Max(0, started - over),
                ["isBlocked"] = started > over && standing?.Kind != "incident",
                ["isFaulted"] = standing?.Kind == "incident",
                ["aggregateFaultCount"] = standing?.Kind == "incident" ? 1 : 0,
                ["metadata"] = new JsonObject(),
            };
        })]);
    }

    private static JsonObject Execution(InstanceSheet sheet, List<InstanceEntry> entries)
    {
        var (first, last) = (entries[0].Entry, entries[^1].Entry);
        var completed = entries.Find(e => e.Entry.Event is JournalEvent.Completed or JournalEvent.Canceled);
        var standing = completed is null ? sheet.Standing.FirstOrDefault(s => s.ActivityId == first.ActivityId) : null;
        var payload = new JsonObject();
        if (completed?.Entry.Outcomes is { } outcomes)
        {
            payload["Outcomes"] = new JsonArray([.. outcomes.Select(o => (JsonNode)o)]);
        }

        return new JsonObject
        {
            ["id"] = ExecutionId(sheet.Line.InstanceId, first.Instance),
            ["workflowInstanceId"] = sheet.Line.InstanceId,
            ["activityId"] = first.ActivityId,
            ["activityNodeId"] = first.NodeId,
            ["activityType"] = first.Type,
            ["activityTypeVersion"] = 1,
            ["activityName"] = null,
            ["activityState"] = new JsonObject(),
            ["payload"] = payload,
            ["outputs"] = new JsonObject(),
            ["properties"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["exception"] = standing?.Kind == "incident" ? Exception(standing) : null,
            ["startedAt"] = Instant(entries[0].At),
            ["hasBookmarks"] = completed is null,
            ["status"] = completed is not null ? completed.Entry.Event == JournalEvent.Canceled ? "Canceled" : "Completed" : standing?.Kind == "incident" ? "Faulted" : last.Event == JournalEvent.Started ? "Running" : "Pending",
            ["aggregateFaultCount"] = standing?.Kind == "incident" ? 1 : 0,
            ["completedAt"] = completed is null ? null : Instant(completed.At),
        };
    }

    public static string ExecutionId(string instance, int activity) => $"{instance}.{activity.ToString(CultureInfo.InvariantCulture)}";

    // Elsa calls an instance faulted when an incident stops it; ours go on elsewhere, and are still shown as faulted.
    private static string SubStatus(InstanceLine line) => line.Incidents > 0 && line.Status == "Running" ? "Faulted" : line.SubStatus;

    private static JsonObject Incident(StandingBranch standing, InstanceSheet sheet) => new()
    {
        ["activityId"] = standing.ActivityId,
        ["activityNodeId"] = sheet.Log.LastOrDefault(e => e.Entry.ActivityId == standing.ActivityId)?.Entry.NodeId,
        ["activityInstanceId"] = sheet.Log.LastOrDefault(e => e.Entry.ActivityId == standing.ActivityId)?.Entry.Instance.ToString(CultureInfo.InvariantCulture),
        ["activityType"] = sheet.Log.LastOrDefault(e => e.Entry.ActivityId == standing.ActivityId)?.Entry.Type ?? string.Empty,
        ["message"] = standing.Message ?? standing.Key,
        ["exception"] = Exception(standing),
        ["timestamp"] = Instant(standing.Since),
    };

    private static JsonObject Exception(StandingBranch standing) => new()
    {
        ["type"] = standing.Key,
        ["message"] = standing.Message ?? standing.Key,
        ["stackTrace"] = null,
        ["innerException"] = null,
    };

    private static string Instant(DateTimeOffset at) => at.InChina().ToString("O", CultureInfo.InvariantCulture);

    private static JsonArray Links(string key, bool mayEdit) => !mayEdit ? [] :
    [
        Link($"/workflow-definitions/{key}", "self", "GET"),
        Link($"/workflow-definitions/{key}/publish", "publish", "POST"),
        Link($"/workflow-definitions/{key}/retract", "retract", "POST"),
        Link($"/workflow-definitions/{key}", "delete", "DELETE"),
    ];

    public static JsonArray BulkLinks(bool mayEdit) => !mayEdit ? [] :
    [
        Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete", "POST"),
    ];

    private static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };

    // Without a node id Studio shows an empty canvas, with an unknown type too.
    private static void Number(JsonObject activity, string parent, ActivityCatalogue catalogue)
    {
        var nodeId = $"{parent}:{activity["id"]}";
        activity["nodeId"] = nodeId;
        activity["version"] ??= 1;
        if (activity["type"]?.GetValue<string>() is { } type && !catalogue.Knows(type))
        {
            activity["type"] = Node.NotFoundType;
        }

        foreach (var (_, value) in activity.ToList())
        {
            if (value is JsonArray list)
            {
                foreach (var child in list.OfType<JsonObject>().Where(IsActivity))
                {
                    Number(child, nodeId, catalogue);
                }
            }
            else if (value is JsonObject embedded && IsActivity(embedded))
            {
                Number(embedded, nodeId, catalogue);
            }
        }
    }

    private static bool IsActivity(JsonObject item) => item["id"] is not null && item["type"] is JsonValue type && type.TryGetValue<string>(out _);
}
