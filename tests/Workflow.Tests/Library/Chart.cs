using System.Text.Json.Nodes;

namespace Approvals.Workflow.Tests.Library;

/// <summary>Builds definition documents as Studio would write them.</summary>
internal sealed class Chart(string id = "chart")
{
    private readonly JsonArray _activities = [];
    private readonly JsonArray _connections = [];
    private readonly JsonArray _variables = [];
    private readonly JsonArray _inputs = [];
    private string? _strategy;

    /// <summary>Adds an activity; inputs are given by property name.</summary>
    internal Chart With(string activityId, string type, params (string Name, JsonNode? Value)[] members)
    {
        _activities.Add(Activity(activityId, type, members));
        return this;
    }

    /// <summary>Adds an activity that is drawn already.</summary>
    internal Chart With(JsonObject activity)
    {
        _activities.Add(activity);
        return this;
    }

    /// <summary>Connections as text: "a:Approved>b" or "a>b" for Done, several separated by blanks.</summary>
    internal Chart Connect(string connections)
    {
        foreach (var connection in connections.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = connection.Split('>');
            var source = ends[0].Split(':');
            _connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
                ["vertices"] = new JsonArray(),
            });
        }
        return this;
    }

    internal Chart Variable(string name, string typeName = "Object", JsonNode? value = null, string? driver = null)
    {
        _variables.Add(new JsonObject { ["id"] = $"v-{name}", ["name"] = name, ["typeName"] = typeName, ["isArray"] = false, ["value"] = value, ["storageDriverTypeName"] = driver });
        return this;
    }

    internal Chart Input(string name, string type)
    {
        _inputs.Add(new JsonObject { ["name"] = name, ["type"] = type, ["displayName"] = name });
        return this;
    }

    internal Chart Strategy(string strategy)
    {
        _strategy = strategy;
        return this;
    }

    internal static JsonObject Activity(string activityId, string type, params (string Name, JsonNode? Value)[] members)
    {
        var activity = new JsonObject
        {
            ["id"] = activityId,
            ["name"] = activityId,
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = new JsonObject { ["canStartWorkflow"] = false, ["runAsynchronously"] = false },
            ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 40, ["y"] = 120 } } },
        };
        foreach (var (name, value) in members)
        {
            activity[name] = value;
        }
        return activity;
    }

    internal static JsonObject Literal(JsonNode? value, string typeName = "String") => Expression("Literal", value, typeName);

    internal static JsonObject Script(string script, string typeName = "Object") => Expression("JavaScript", script, typeName);

    internal static JsonObject List(params string[] items) => Expression("Object", new JsonArray([.. items.Select(i => (JsonNode)i)]).ToJsonString(), "String[]");

    internal static JsonObject To(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = $"v-{variable}" } };

    internal static JsonObject Variable(string name) => new() { ["id"] = $"v-{name}", ["name"] = name };

    internal JsonObject Flowchart(string activityId) => new()
    {
        ["id"] = activityId,
        ["name"] = activityId,
        ["type"] = "Elsa.Flowchart",
        ["version"] = 1,
        ["customProperties"] = new JsonObject(),
        ["metadata"] = new JsonObject(),
        ["variables"] = new JsonArray(),
        ["activities"] = _activities.DeepClone(),
        ["connections"] = _connections.DeepClone(),
    };

    internal JsonObject Document() => new()
    {
        ["id"] = $"{id}-v1",
        ["definitionId"] = id,
        ["name"] = id,
        ["version"] = 1,
        ["toolVersion"] = "3.8.2.0",
        ["variables"] = _variables.DeepClone(),
        ["inputs"] = _inputs.DeepClone(),
        ["outputs"] = new JsonArray(),
        ["customProperties"] = new JsonObject(),
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["options"] = new JsonObject { ["incidentStrategyType"] = _strategy },
        ["root"] = Flowchart("fc"),
    };

    internal WorkflowDefinition Read(ActivityCatalogue? catalogue = null)
    {
        var reading = DefinitionReader.Read(Document().ToJsonString(), catalogue ?? LibraryActivities.Catalogue);
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
    }

    /// <summary>The connections as <see cref="Connect"/> takes them.</summary>
    public override string ToString() =>
        string.Join(' ', _connections.Select(c => $"{c!["source"]!["activity"]}:{c["source"]!["port"]}>{c["target"]!["activity"]}"));

    private static JsonObject Expression(string type, JsonNode? value, string typeName) => new()
    {
        ["typeName"] = typeName,
        ["expression"] = new JsonObject { ["type"] = type, ["value"] = value },
        ["memoryReference"] = new JsonObject { ["id"] = null },
    };
}
