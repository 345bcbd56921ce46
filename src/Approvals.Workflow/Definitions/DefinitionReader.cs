using System.Text.Json;
using System.Text.Json.Nodes;

namespace Approvals.Workflow;

/// <summary>What reading a document gave: a definition unless it has no usable graph, and what is wrong with it.</summary>
public sealed record DefinitionReading(WorkflowDefinition? Definition, IReadOnlyList<Finding> Findings);

/// <summary>Reads Elsa 3 definitions as Studio and its own writer leave them. Never throws on a bad document.</summary>
public sealed class DefinitionReader
{
    /// <summary>The most activities a definition may have.</summary>
    public const int MaximumActivities = 2_000;

    private readonly ActivityCatalogue _catalogue;
    private readonly List<Finding> _findings = [];
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private DefinitionReader(ActivityCatalogue catalogue) => _catalogue = catalogue;

    /// <summary>Reads a document; unknown activity types become <see cref="Node.NotFoundType"/>.</summary>
    public static DefinitionReading Read(string json, ActivityCatalogue catalogue)
    {
        var reader = new DefinitionReader(catalogue);
        try
        {
            return JsonMembers.Parse(json) is JsonObject document
                ? new(reader.ReadDocument(document, json), reader._findings)
                : reader.Refuse("not-an-object", "$", "文档不是一个 JSON 对象", "请选择从设计器导出的流程文件");
        }
        catch (JsonException e)
        {
            return reader.Refuse("not-json", "$", $"文档不是有效的 JSON：第 {e.LineNumber + 1} 行", "请重新导出流程文件");
        }
        catch (ArgumentException)
        {
            return reader.Refuse("duplicate-member", "$", "文档里有仅大小写不同的同名成员", "请重新导出流程文件");
        }
        catch (InvalidOperationException)
        {
            return reader.Refuse("bad-text", "$", "文档里有残缺的字符（不成对的 \\uD800–\\uDFFF）", "请重新导出流程文件");
        }
    }

    private DefinitionReading Refuse(string code, string path, string message, string remedy)
    {
        Find(code, path, null, message, remedy);
        return new(null, _findings);
    }

    private WorkflowDefinition? ReadDocument(JsonObject document, string json)
    {
        if (document["root"] is not JsonObject root)
        {
            Find("no-root", "$.root", null, "流程没有根环节", "请在设计器里新建流程图");
            return null;
        }
        ReadWorkflowNode(document);
        var rootNode = ReadNode(root, _nodes[0], 0, "$.root");
        _nodes[0].Children = rootNode is null ? [] : [rootNode];
        if (rootNode is null || _findings.Exists(f => f.Code is "duplicate-id" or "too-many-activities"))
        {
            return null;
        }
        var options = document.Object("options");
        return new WorkflowDefinition(json, _nodes)
        {
            Id = document.Text("id") ?? "",
            DefinitionId = document.Text("definitionId") ?? "",
            Version = document.Whole("version") ?? 1,
            Name = document.Text("name") ?? "",
            Description = document.Text("description") ?? "",
            IsLatest = document.Flag("isLatest"),
            IsPublished = document.Flag("isPublished"),
            ToolVersion = document.Text("toolVersion"),
            Inputs = ReadArguments(document, "inputs"),
            Outputs = ReadArguments(document, "outputs"),
            IncidentStrategy = ReadStrategy(options),
            ActivationStrategy = options.Text("activationStrategyType"),
            CustomProperties = document.Object("customProperties").DeepClone().AsObject(),
        };
    }

    private void ReadWorkflowNode(JsonObject document)
    {
        _ids.Add(WorkflowDefinition.WorkflowActivityId);
        _nodes.Add(new Node
        {
            Index = 0,
            Id = WorkflowDefinition.WorkflowActivityId,
            NodeId = WorkflowDefinition.WorkflowActivityId,
            Descriptor = BuiltIns.Workflow.Descriptor,
            WrittenType = BuiltIns.Workflow.Descriptor.Type,
            WrittenVersion = 1,
            Variables = ReadVariables(document, "$"),
        });
    }

    private static IncidentStrategy ReadStrategy(JsonObject options) =>
        (options.Text("incidentStrategyType") ?? "").Split(',')[0].EndsWith("FaultStrategy", StringComparison.Ordinal)
            ? IncidentStrategy.Fault
            : IncidentStrategy.Suspend;

    private static List<ArgumentDeclaration> ReadArguments(JsonObject document, string member) =>
        [.. document.Objects(member)
            .Where(a => a.Item.Text("name") is { Length: > 0 })
            .Select(a => new ArgumentDeclaration(a.Item.Text("name")!, a.Item.Text("type") ?? "Object", a.Item.Flag("isArray"), a.Item.Text("displayName") ?? ""))];

    private List<VariableDeclaration> ReadVariables(JsonObject owner, string path)
    {
        var variables = new List<VariableDeclaration>();
        foreach (var (index, item) in owner.Objects("variables"))
        {
            if (item.Text("name") is { Length: > 0 } name)
            {
                variables.Add(ReadVariable(item, name, $"{path}.variables[{index}]"));
            }
        }
        return variables;
    }

    private VariableDeclaration ReadVariable(JsonObject item, string name, string path)
    {
        var (typeName, isList) = (item.Text("typeName") ?? "Object", item.Flag("isArray"));
        var shape = Fitting.TypeOf(typeName, isList);
        var written = JsonMembers.ToValue(item["value"]) ?? Value.Null;
        var parsed = shape == Shape.Any && written is TextValue text && ValueJson.TryParse(text.Text, out var json) ? json : written;
        var fitted = Fitting.Fit(parsed, shape);
        if (fitted is null)
        {
            Find("bad-default", path, null, $"变量“{name}”的默认值 {JsonMembers.Excerpt(item["value"])} 不是 {typeName}", "请改正默认值");
        }
        var isTransient = item.Text("storageDriverTypeName")?.Contains("MemoryStorageDriver", StringComparison.Ordinal) ?? false;
        return new(item.Text("id") ?? name, name, typeName, isList, fitted ?? Value.Null, isTransient);
    }

    private Node? ReadNode(JsonObject item, Node parent, int position, string path)
    {
        var id = item.Text("id");
        if (string.IsNullOrEmpty(id) || _nodes.Count > MaximumActivities)
        {
            FindUnreadable(id, path);
            return null;
        }
        if (!_ids.Add(id))
        {
            Find("duplicate-id", path, id, $"环节编号“{id}”出现了两次", "请删除其中一个环节后重新添加");
            return null;
        }
        var node = CreateNode(item, id, parent, position, path);
        _nodes.Add(node);
        ReadChildren(item, node);
        node.Connections = ReadConnections(item, node);
        return node;
    }

    private void FindUnreadable(string? id, string path)
    {
        if (_nodes.Count <= MaximumActivities)
        {
            Find("no-id", path, null, "环节没有编号", "请删除这个环节后重新添加");
        }
        else if (!_findings.Exists(f => f.Code == "too-many-activities"))
        {
            Find("too-many-activities", path, id, $"流程超过 {MaximumActivities} 个环节", "请拆成几个流程，用“执行子流程”相连");
        }
    }

    private Node CreateNode(JsonObject item, string id, Node parent, int position, string path)
    {
        var type = item.Text("type") ?? "";
        var version = item.Whole("version") ?? 1;
        var descriptor = _catalogue.TryFind(type, version, out var activity) ? activity.Descriptor : MissingType(type, version, id, path);
        return new Node
        {
            Index = _nodes.Count,
            Id = id,
            NodeId = $"{parent.NodeId}:{id}",
            Descriptor = descriptor,
            WrittenType = type,
            WrittenVersion = version,
            Name = item.Text("name"),
            Title = item.Object("metadata").Text("displayText") ?? item.Text("name") ?? descriptor.DisplayName,
            Parent = parent,
            Position = position,
            Path = path,
            CanStartWorkflow = item.Object("customProperties").Flag("canStartWorkflow") || item.Flag("canStartWorkflow"),
            Variables = descriptor.IsContainer ? ReadVariables(item, path) : [],
            Inputs = [.. descriptor.Inputs.Select(i => InputBinding.Read(i, item[i.PropertyName], $"{path}.{i.PropertyName}"))],
            OutputVariables = ReadOutputs(item, descriptor),
        };
    }

    private ActivityDescriptor MissingType(string type, int version, string id, string path)
    {
        var known = _catalogue.Knows(type);
        Find(
            "unknown-type",
            path,
            id,
            known ? $"环节类型“{type}”没有版本 {version}" : $"没有环节类型“{type}”",
            known ? "请删除这个环节后从工具箱重新添加" : "请换成工具箱里的环节");
        return BuiltIns.NotFound.Descriptor;
    }

    private static Dictionary<string, string> ReadOutputs(JsonObject item, ActivityDescriptor descriptor)
    {
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in descriptor.Outputs)
        {
            if (item.Object(output.PropertyName).Object("memoryReference").Text("id") is { Length: > 0 } variable)
            {
                bound[output.Name] = variable;
            }
        }
        return bound;
    }

    private void ReadChildren(JsonObject item, Node node)
    {
        var children = new List<Node>();
        var ports = new Dictionary<string, Node>(StringComparer.Ordinal);
        if (node.Descriptor.IsContainer)
        {
            foreach (var (index, child) in item.Objects("activities"))
            {
                Add(child, $"{node.Path}.activities[{index}]");
            }
        }
        foreach (var port in node.Descriptor.EmbeddedPorts)
        {
            if (item[port] is JsonObject child && Add(child, $"{node.Path}.{port}") is { } embedded)
            {
                ports[port] = embedded;
            }
        }
        node.Cases = ReadCases(item, node, Add);
        (node.Children, node.Ports) = (children, ports);

        Node? Add(JsonObject child, string path)
        {
            var read = ReadNode(child, node, children.Count, path);
            if (read is not null)
            {
                children.Add(read);
            }
            return read;
        }
    }

    private static List<SwitchCase> ReadCases(JsonObject item, Node node, Func<JsonObject, string, Node?> add)
    {
        var cases = new List<SwitchCase>();
        if (!node.Descriptor.Inputs.Any(i => i.UiHint is "switch-editor" or "flow-switch-editor"))
        {
            return cases;
        }
        foreach (var (index, written) in item.Objects("cases"))
        {
            var path = $"{node.Path}.cases[{index}]";
            var condition = InputBinding.ReadExpression(BuiltIns.CaseCondition, written.Object("condition"), $"{path}.condition");
            var activity = written["activity"] is JsonObject child ? add(child, $"{path}.activity") : null;
            cases.Add(new(written.Text("label") ?? "", condition, activity));
        }
        return cases;
    }

    private List<WrittenConnection> ReadConnections(JsonObject item, Node node)
    {
        var positions = node.Children.ToDictionary(c => c.Id, c => c.Position, StringComparer.Ordinal);
        var connections = new List<WrittenConnection>();
        foreach (var (index, written) in item.Objects("connections"))
        {
            if (ReadConnection(written, positions, $"{node.Path}.connections[{index}]") is { } connection && !connections.Contains(connection))
            {
                connections.Add(connection);
            }
        }
        return connections;
    }

    private WrittenConnection? ReadConnection(JsonObject written, Dictionary<string, int> positions, string path)
    {
        var (source, target) = (written.Object("source"), written.Object("target"));
        var (from, to) = (source.Text("activity") ?? "", target.Text("activity") ?? "");
        if (positions.TryGetValue(from, out var start) && positions.TryGetValue(to, out var end))
        {
            return new(start, Named(source.Text("port"), "Done"), end, Named(target.Text("port"), "In"));
        }
        Find("connection-to-nothing", path, positions.ContainsKey(from) ? from : null, $"连线“{from} → {to}”的一端没有环节", "请删除这条连线后重画");
        return null;
    }

    private static string Named(string? port, string otherwise) => string.IsNullOrEmpty(port) ? otherwise : port;

    private void Find(string code, string path, string? activityId, string message, string remedy) =>
        _findings.Add(new(code, path, activityId, message, remedy));
}
