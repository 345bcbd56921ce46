using System.Text.Json.Nodes;

namespace Approvals.Workflow.Tests.Elsa;

/// <summary>One instance as the host keeps it.</summary>
internal sealed class HostedInstance(string id, WorkflowDefinition definition, (HostedInstance Parent, int Bookmark)? parent)
{
    internal string Id { get; } = id;

    internal WorkflowDefinition Definition { get; } = definition;

    internal (HostedInstance Parent, int Bookmark)? Parent { get; } = parent;

    internal InstanceState? State { get; set; }

    internal List<JournalEntry> Journal { get; } = [];

    internal Dictionary<int, string> Tasks { get; } = [];

    internal Dictionary<int, DateTimeOffset> Timers { get; } = [];
}

/// <summary>An in-memory host with a clock of its own: what the recorded cases were run on, over Step and Burst.</summary>
internal sealed class OracleHost
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8));

    private readonly Dictionary<string, WorkflowDefinition> _definitions;
    private readonly List<HostedInstance> _instances = [];
    private readonly Queue<Func<Task>> _background = [];
    private readonly List<Output> _published = [];
    private DateTimeOffset _now = Epoch;

    internal OracleHost(IEnumerable<JsonNode> definitions)
    {
        // Elsa starts the first version given; later ones stand for versions published afterwards.
        _definitions = definitions.Select(Read).DistinctBy(d => d.DefinitionId).ToDictionary(d => d.DefinitionId);
    }

    internal HostedInstance First => _instances[0];

    /// <summary>Every journal entry of the first instance since the last call.</summary>
    internal int Seen { get; set; }

    /// <summary>Does one recorded step; gives how many bookmarks it met.</summary>
    internal async Task<int> Do(JsonNode step)
    {
        switch ((string)step["op"]!)
        {
            case "start":
                return await Start(step);
            case "resume":
                return await Resume([First], step);
            case "resumeAny":
                return await Resume(_instances, step);
            case "wait":
                return await Wait(TimeSpan.FromMilliseconds((int)step["ms"]!));
            case "cancel":
                await Run(First, new Stimulus.Cancel("test"));
                return 0;
            case "event":
                return await Publish((string)step["name"]!, Json(step["data"]));
            case "rerun":
                return await Retry();
            default:
                return 0; // publishV2 changes nothing for running instances
        }
    }

    /// <summary>Runs a burst on an instance and keeps what it gave.</summary>
    internal async Task<Refusal?> Run(HostedInstance instance, Stimulus stimulus)
    {
        var result = await Burst.RunAsync(
            instance.Definition,
            OracleActivities.Catalogue,
            instance.State,
            stimulus,
            _now,
            (command, _) => throw new InvalidOperationException($"no handler for {command.Type}"),
            (child, _) => RunInline(instance, child));
        Assert.False(result.WaitsForNothing, "a running instance waits for nothing");
        instance.State = RoundTripped(result.State);
        instance.Journal.AddRange(result.Journal);
        foreach (var output in result.Outputs)
        {
            Keep(instance, output);
        }
        if (instance.State is { Status: WorkflowStatus.Finished } && result.Refusal is null && instance.Parent is { } parent)
        {
            _background.Enqueue(() => Run(parent.Parent, new Stimulus.ChildFinished(parent.Bookmark, instance.Id, instance.State.SubStatus, instance.State.Output)));
        }
        return result.Refusal;
    }

    private static InstanceState? RoundTripped(InstanceState? state)
    {
        if (state is null)
        {
            return null;
        }
        var json = state.ToJson();
        var parsed = InstanceState.Parse(json);
        Assert.Equal(json, parsed.ToJson());
        return parsed;
    }

    private static WorkflowDefinition Read(JsonNode json)
    {
        // The cases were recorded under Elsa's default strategy; ours suspends.
        var options = json["options"] as JsonObject ?? [];
        options["incidentStrategyType"] ??= "FaultStrategy";
        json["options"] = options.DeepClone();
        return DefinitionReader.Read(json.ToJsonString(), OracleActivities.Catalogue).Definition
            ?? throw new InvalidOperationException("the case's definition cannot be read");
    }

    private static Value Json(JsonNode? node) => node is null ? Value.Null : ValueJson.Parse(node.ToJsonString());

    private async Task<int> Start(JsonNode step)
    {
        var definition = step["definitionId"] is { } id ? _definitions[(string)id!] : _definitions.Values.First();
        var instance = Add(definition, null);
        await Run(instance, new Stimulus.Start(Json(step["input"]) as ObjectValue ?? ObjectValue.Empty, (string?)step["correlationId"]));
        return 0;
    }

    private HostedInstance Add(WorkflowDefinition definition, (HostedInstance, int)? parent)
    {
        var instance = new HostedInstance($"instance-{_instances.Count + 1}", definition, parent);
        _instances.Add(instance);
        return instance;
    }

    private async Task<Stimulus> RunInline(HostedInstance parent, Output.StartChild child)
    {
        var instance = Add(_definitions[child.DefinitionId], (parent, child.Bookmark));
        await Run(instance, new Stimulus.Start(child.Input, child.CorrelationId));
        if (instance.State!.Status == WorkflowStatus.Running)
        {
            return new Stimulus.ChildStarted(child.Bookmark, instance.Id);
        }
        _background.Clear(); // its end is answered right here
        return new Stimulus.ChildFinished(child.Bookmark, instance.Id, instance.State.SubStatus, instance.State.Output);
    }

    private void Keep(HostedInstance instance, Output output)
    {
        switch (output)
        {
            case Output.OpenTask task:
                instance.Tasks[task.Bookmark] = task.Payload["TaskKey"].AsText() ?? "";
                break;
            case Output.CloseTask task:
                instance.Tasks.Remove(task.Bookmark);
                break;
            case Output.SetTimer timer:
                instance.Timers[timer.Bookmark] = timer.Due;
                break;
            case Output.DropTimer timer:
                instance.Timers.Remove(timer.Bookmark);
                break;
            case Output.StartChild child:
                _background.Enqueue(() => Run(Add(_definitions[child.DefinitionId], child.Bookmark > 0 ? (instance, child.Bookmark) : null), new Stimulus.Start(child.Input, child.CorrelationId)));
                break;
            case Output.Publish:
                _published.Add(output);
                break;
        }
    }

    private async Task<int> Resume(IEnumerable<HostedInstance> among, JsonNode step)
    {
        var met = 0;
        foreach (var instance in among.ToList())
        {
            foreach (var bookmark in instance.Tasks.Where(t => t.Value == (string)step["task"]!).Select(t => t.Key).ToList())
            {
                Assert.Null(await Run(instance, new Stimulus.TaskCompleted(bookmark, (string?)step["outcome"] ?? "Done", Json(step["data"]))));
                met++;
            }
        }
        return met;
    }

    private async Task<int> Publish(string name, Value payload)
    {
        var met = 0;
        foreach (var instance in _instances.ToList())
        {
            met += await Run(instance, new Stimulus.EventReceived(name, null, payload)) is null ? 1 : 0;
        }
        return met;
    }

    private async Task<int> Retry()
    {
        foreach (var incident in First.State!.Incidents.Where(i => i.Bookmark > 0).ToList())
        {
            await Run(First, new Stimulus.Retry(incident.Bookmark));
        }
        return 0;
    }

    private async Task<int> Wait(TimeSpan time)
    {
        _now += time;
        do
        {
            while (_background.TryDequeue(out var work))
            {
                await work();
            }
            foreach (var instance in _instances.ToList())
            {
                foreach (var bookmark in instance.Timers.Where(t => t.Value <= _now).Select(t => t.Key).ToList())
                {
                    await Run(instance, new Stimulus.TimerFired(bookmark));
                }
            }
        }
        while (_background.Count > 0);
        return 0;
    }
}
