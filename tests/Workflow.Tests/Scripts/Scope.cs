using Approvals.Workflow.Expressions;

namespace Approvals.Workflow.Tests.Scripts;

/// <summary>Variables and inputs in memory.</summary>
internal sealed class Scope : IScriptScope
{
    internal Dictionary<string, Value> Variables { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Value> Inputs { get; } = new(StringComparer.Ordinal);

    public string? CorrelationId => "SQ-2026-0001";

    public string? InstanceName => null;

    public bool TryGetVariable(string name, out Value value) => Variables.TryGetValue(name, out value!);

    public bool TrySetVariable(string name, Value value)
    {
        var known = Variables.ContainsKey(name);
        if (known)
        {
            Variables[name] = value;
        }
        return known;
    }

    public bool TryGetInput(string name, out Value value) => Inputs.TryGetValue(name, out value!);

    public Value GetOutput(string activityId, string? outputName) => Value.Record(("of", activityId), ("name", outputName));

    internal static Scope Example() => new()
    {
        Variables =
        {
            ["n"] = 42,
            ["s"] = "abc",
            ["none"] = Value.Null,
            ["list"] = Value.List(3, 1, 2),
            ["people"] = Value.List(Value.Record(("name", "张三"), ("age", 70)), Value.Record(("name", "李四"), ("age", 8))),
            ["o"] = Value.Record(("a", 1), ("b", Value.Record(("c", "deep")))),
            ["办理人"] = "王五",
            ["amount"] = 500,
        },
        Inputs = { ["Amount"] = 7, ["Who"] = "Ann" },
    };
}
