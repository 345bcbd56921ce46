using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Tests;

/// <summary>A small flow of the product's own steps, drawn in a line of text and published for the next cases.</summary>
public sealed class Flow(string definitionId = StartApplication.DefinitionId)
{
    private readonly JsonArray _activities = [];
    private readonly JsonArray _connections = [];
    private string? _strategy;

    /// <summary>Adds an activity; inputs by property name.</summary>
    public Flow With(string id, string type, params (string Name, JsonNode Value)[] inputs)
    {
        var activity = new JsonObject { ["id"] = id, ["name"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs)
        {
            activity[name] = value;
        }

        _activities.Add((JsonNode)activity);
        return this;
    }

    /// <summary>Connections as text: "a:Accepted>b" or "a>b" for Done, separated by blanks.</summary>
    public Flow Connect(string connections)
    {
        foreach (var connection in connections.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = connection.Split('>');
            var source = ends[0].Split(':');
            _connections.Add((JsonNode)new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
            });
        }

        return this;
    }

    /// <summary>What happens when an activity fails, as Elsa names it.</summary>
    public Flow Strategy(string strategy)
    {
        _strategy = strategy;
        return this;
    }

    public static JsonObject Script(string script) => Expression("JavaScript", script, "Object");

    public static JsonObject Literal(string value) => Expression("Literal", value, "String");

    public static JsonObject List(params string[] items) => Expression("Object", new JsonArray([.. items.Select(i => (JsonNode)i)]).ToJsonString(), "String[]");

    /// <summary>1, 2, 3 … as a list.</summary>
    public static JsonObject Numbers(int count) => Expression("Object", new JsonArray([.. Enumerable.Range(1, count).Select(i => (JsonNode)i)]).ToJsonString(), "Object[]");

    public string Text() => new JsonObject
    {
        ["id"] = definitionId,
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["version"] = 1,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["options"] = new JsonObject { ["incidentStrategyType"] = _strategy },
        ["root"] = new JsonObject { ["id"] = "fc", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = _activities.DeepClone(), ["connections"] = _connections.DeepClone() },
    }.ToJsonString();

    /// <summary>Publishes it as the next version; new cases take it.</summary>
    public async Task PublishAsync(Installation installation)
    {
        var loaded = await installation.DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions([Text()]));
        Assert.True(loaded.Done, Journey.Say(loaded.Refusal));
    }

    private static JsonObject Expression(string type, string value, string typeName) =>
        new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };
}
