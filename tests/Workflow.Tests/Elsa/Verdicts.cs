using System.Text.Json.Nodes;

namespace Approvals.Workflow.Tests.Elsa;

/// <summary>One thing a recorded step tells, in a form that can be compared.</summary>
internal static class Verdicts
{
    private static readonly Dictionary<string, string> FaultTypes = new(StringComparer.Ordinal)
    {
        ["Elsa.Workflows.Exceptions.InputEvaluationException"] = "InputEvaluation",
        ["Elsa.Workflows.Exceptions.ActivityNotFoundException"] = "ActivityNotFound",
        ["Elsa.Workflows.Exceptions.FaultException"] = "Business",
        ["System.InvalidOperationException"] = "InvalidOperationException",
        ["System.Exception"] = "InvalidBackwardConnection",
    };

    /// <summary>Messages that the case's own activities wrote; those of the engine are 中文 here.</summary>
    private static readonly HashSet<string> OwnWords = new(StringComparer.Ordinal) { "InvalidOperationException", "Business" };

    internal static readonly string[] Facets = ["trace", "log", "outcomes", "status", "subStatus", "bookmarks", "incidents", "output", "variables", "correlationId", "instanceName", "matchedBookmarks"];

    /// <summary>What Elsa showed.</summary>
    internal static Dictionary<string, string> Expected(JsonNode observed)
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["trace"] = (string)observed["trace"]!,
            ["log"] = string.Join('\n', observed["log"]!.AsArray().Select(row => Row(row!))),
            ["outcomes"] = Outcomes(observed),
            ["status"] = (string)observed["status"]!,
            ["subStatus"] = (string)observed["subStatus"]!,
            ["bookmarks"] = string.Join(' ', observed["bookmarks"]!.AsArray().Select(b => (string)b!).Order(StringComparer.Ordinal)),
            ["incidents"] = string.Join('\n', observed["incidents"]!.AsArray().Select(i => Incident(i!))),
            ["output"] = Normal(observed["output"]),
            ["variables"] = Normal(observed["variables"]),
            ["correlationId"] = (string?)observed["correlationId"] ?? "",
            ["instanceName"] = (string?)observed["instanceName"] ?? "",
        };
        if (observed["matchedBookmarks"] is { } met)
        {
            expected["matchedBookmarks"] = met.ToJsonString();
        }
        return expected;
    }

    /// <summary>What ours did in the step just taken.</summary>
    internal static Dictionary<string, string> Actual(OracleHost host, int met)
    {
        var instance = host.First;
        var state = instance.State!;
        var fresh = instance.Journal.Skip(host.Seen).ToList();
        host.Seen = instance.Journal.Count;
        return new(StringComparer.Ordinal)
        {
            ["trace"] = string.Join(' ', fresh.Where(e => e.Type is not ("Elsa.Workflow" or "Elsa.Flowchart")).Select(e => $"{e.ActivityId}:{Short(e.Event)}")),
            ["log"] = string.Join('\n', fresh.Select(Row)),
            ["outcomes"] = string.Join(' ', instance.Journal.Where(e => e.Outcomes is not null).GroupBy(e => e.Instance).OrderBy(g => g.Key).Select(g => $"i{g.Key}={string.Join(',', g.Last().Outcomes!)}")),
            ["status"] = state.Status.ToString(),
            ["subStatus"] = state.SubStatus.ToString(),
            ["bookmarks"] = string.Join(' ', Bookmarks(instance).Order(StringComparer.Ordinal)),
            ["incidents"] = string.Join('\n', state.Incidents.Select(i => $"{i.ActivityId} {i.ActivityType} {i.FaultType} {(OwnWords.Contains(i.FaultType) ? i.Message : "")}")),
            ["output"] = Normal(JsonNode.Parse(state.Output.ToString())),
            ["variables"] = Normal(JsonNode.Parse(new ObjectValue([.. state.VariablesOf(instance.Definition)]).ToString())),
            ["correlationId"] = state.CorrelationId ?? "",
            ["instanceName"] = state.Name ?? "",
            ["matchedBookmarks"] = $"{met}",
        };
    }

    /// <summary>Elsa gives one bookmark to an activity instance, however many children it waits for. Incidents are none of Elsa's bookmarks.</summary>
    private static IEnumerable<string> Bookmarks(HostedInstance instance) =>
        instance.State!.Bookmarks
            .Where(b => b.Kind != BookmarkKind.Incident)
            .DistinctBy(b => b.Instance)
            .Select(b => $"{b.ActivityId}|{instance.Definition.Find(b.ActivityId)!.Type}");

    private static string Outcomes(JsonNode observed) =>
        observed["activityExecutions"] is not JsonArray executions
            ? ""
            : string.Join(' ', executions.Where(e => e!["outcomes"] is JsonArray).Select(e => $"{e!["instance"]}={string.Join(',', e["outcomes"]!.AsArray().Select(o => (string)o!))}"));

    private static string Row(JsonNode row) =>
        $"{row["seq"]} {row["activityId"]} {row["activityType"]} {row["instance"]}<{row["parentInstance"]} {row["event"]}";

    private static string Row(JournalEntry e) =>
        $"{e.Sequence} {e.ActivityId} {e.Type} i{e.Instance}<{(e.ParentInstance == 0 ? "" : $"i{e.ParentInstance}")} {e.Event}";

    private static string Incident(JsonNode incident)
    {
        var type = FaultTypes[(string)incident["exceptionType"]!];
        return $"{incident["activityId"]} {incident["activityType"]} {type} {(OwnWords.Contains(type) ? incident["message"] : "")}";
    }

    private static string Short(JournalEvent happened) => happened switch
    {
        JournalEvent.Started => "S",
        JournalEvent.Completed => "C",
        JournalEvent.Suspended => "Susp",
        JournalEvent.Resumed => "R",
        JournalEvent.Faulted => "F",
        _ => "X",
    };

    /// <summary>Members in order of name; ids that differ from run to run left out.</summary>
    private static string Normal(JsonNode? node) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{(m.Key == "WorkflowInstanceId" && m.Value is not null ? "*" : Normal(m.Value))}")) + "}",
        JsonArray a => "[" + string.Join(",", a.Select(Normal)) + "]",
        null => "null",
        _ => ValueJson.Parse(node.ToJsonString()).ToString(),
    };
}
