using System.Text.Json.Nodes;
using Approvals.Workflow.Expressions;

namespace Approvals.Workflow;

/// <summary>What an input of one node is bound to: a constant, a script, a variable or a workflow input. Parsed once.</summary>
public sealed class InputBinding
{
    private InputBinding(InputDescriptor input, string path, string expressionType)
    {
        Input = input;
        Path = path;
        ExpressionType = expressionType;
    }

    public InputDescriptor Input { get; }

    /// <summary>JSON path in the document.</summary>
    public string Path { get; }

    /// <summary>Literal, Object, JavaScript, Variable or Input as written; Default when the document leaves it out.</summary>
    public string ExpressionType { get; }

    /// <summary>Whether the document writes it.</summary>
    public bool IsWritten => ExpressionType != "Default";

    /// <summary>The value, when it needs no evaluation.</summary>
    public Value? Constant { get; private init; }

    /// <summary>What is bound, for people to read: the constant, the script as written, the variable or the workflow input.</summary>
    public string Text => Constant?.ToString() ?? Script?.Source ?? VariableId ?? InputName ?? "";

    /// <summary>The numbers its script writes out; empty without a script.</summary>
    public IReadOnlyList<string> Figures => Script?.Figures ?? [];

    internal Script? Script { get; private init; }

    internal string? VariableId { get; private init; }

    internal string? InputName { get; private init; }

    /// <summary>Why it cannot be evaluated, or null.</summary>
    internal (string Message, string Remedy)? Problem { get; private init; }

    internal static InputBinding Read(InputDescriptor input, JsonNode? written, string path)
    {
        if (written is null)
        {
            return new(input, path, "Default") { Constant = input.DefaultValue };
        }
        if (!input.IsWrapped)
        {
            return Convert(input, path, "Literal", written);
        }
        if (written is not JsonObject wrapper)
        {
            return Convert(input, path, "Literal", written);
        }
        return wrapper["expression"] is JsonObject expression
            ? ReadExpression(input, expression, path)
            : ReadReference(input, wrapper, path);
    }

    /// <summary>Reads {type, value}, as inputs and cases hold it.</summary>
    internal static InputBinding ReadExpression(InputDescriptor input, JsonObject expression, string path)
    {
        var type = expression.Text("type") ?? "Literal";
        var value = expression["value"];
        return type switch
        {
            "Literal" when input.IsScript => Compile(input, path, value),
            "Literal" => Convert(input, path, type, value),
            "Object" => ReadObject(input, path, value),
            "JavaScript" => Compile(input, path, value),
            "Variable" => ReadVariable(input, path, value),
            "Input" => ReadInput(input, path, value),
            _ => Broken(input, path, type, $"不支持的表达式类型“{type}”", "请改用 JavaScript、变量或固定值"),
        };
    }

    internal IEnumerable<string> OutputsRead() =>
        Script is null ? [] : Script.References.Where(r => r.Kind == ScriptReferenceKind.OutputRead).Select(r => r.Name);

    private static InputBinding ReadReference(InputDescriptor input, JsonObject wrapper, string path) =>
        wrapper["memoryReference"] is JsonObject memory && memory.Text("id") is { } id
            ? new(input, path, "Variable") { VariableId = id }
            : new(input, path, "Default") { Constant = input.DefaultValue };

    private static InputBinding Convert(InputDescriptor input, string path, string type, JsonNode? value)
    {
        var read = JsonMembers.ToValue(value);
        return read is not null && Fitting.Fit(read, input.Shape) is { } fitted
            ? new(input, path, type) { Constant = fitted }
            : Broken(input, path, type, $"“{input.DisplayName}”的值 {JsonMembers.Excerpt(value)} 不能转成 {input.TypeName}", "请改正这个值");
    }

    private static InputBinding ReadObject(InputDescriptor input, string path, JsonNode? value)
    {
        if (JsonMembers.AsText(value) is not { } json)
        {
            return Convert(input, path, "Object", value);
        }
        if (json.Length == 0)
        {
            return Convert(input, path, "Object", null);
        }
        return ValueJson.TryParse(json, out var parsed) && Fitting.Fit(parsed, input.Shape) is { } fitted
            ? new(input, path, "Object") { Constant = fitted }
            : Broken(input, path, "Object", $"“{input.DisplayName}”不是有效的 JSON", "请检查引号与括号");
    }

    private static InputBinding Compile(InputDescriptor input, string path, JsonNode? value)
    {
        try
        {
            return new(input, path, "JavaScript") { Script = Script.Parse(JsonMembers.AsText(value) ?? "") };
        }
        catch (ExpressionException e)
        {
            return Broken(input, path, "JavaScript", $"“{input.DisplayName}”的表达式有误：第 {e.At.Line} 行第 {e.At.Column} 列：{e.Problem}", e.Remedy);
        }
    }

    /// <summary>Studio writes the whole variable as a JSON text; Elsa's own files an object.</summary>
    private static InputBinding ReadVariable(InputDescriptor input, string path, JsonNode? value)
    {
        var reference = JsonMembers.AsText(value) is { } text ? ValueJson.TryParse(text, out var parsed) ? parsed : Value.Null : JsonMembers.ToValue(value);
        return reference?["id"].AsText() is { Length: > 0 } id
            ? new(input, path, "Variable") { VariableId = id }
            : Broken(input, path, "Variable", $"“{input.DisplayName}”没有选定变量", "请在列表中选一个变量");
    }

    private static InputBinding ReadInput(InputDescriptor input, string path, JsonNode? value)
    {
        var reference = JsonMembers.AsText(value) is { } text ? ValueJson.TryParse(text, out var parsed) ? parsed : text : JsonMembers.ToValue(value);
        return (reference?.AsText() ?? reference?["name"].AsText()) is { Length: > 0 } name
            ? new(input, path, "Input") { InputName = name }
            : Broken(input, path, "Input", $"“{input.DisplayName}”没有选定流程输入", "请在列表中选一个输入");
    }

    private static InputBinding Broken(InputDescriptor input, string path, string type, string message, string remedy) =>
        new(input, path, type) { Problem = (message, remedy) };
}
