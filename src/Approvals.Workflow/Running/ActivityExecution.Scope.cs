using Approvals.Workflow.Expressions;

namespace Approvals.Workflow;

/// <summary>What scripts reach: variables from the activity outwards, inputs, and outputs of activities.</summary>
public sealed partial class ActivityExecution : IScriptScope
{
    bool IScriptScope.TryGetVariable(string name, out Value value)
    {
        for (var around = _instance; around is not null; around = around.Parent)
        {
            if (around.Variables is { } own && own.TryGet(name, out var loop))
            {
                value = loop;
                return true;
            }
            foreach (var variable in around.Node.Variables)
            {
                if (string.Equals(variable.Name, name, StringComparison.Ordinal))
                {
                    value = ValueOf(around, variable);
                    return true;
                }
            }
        }
        value = Value.Undefined;
        return false;
    }

    bool IScriptScope.TrySetVariable(string name, Value value) => TrySet(v => string.Equals(v.Name, name, StringComparison.Ordinal), value);

    bool IScriptScope.TryGetInput(string name, out Value value)
    {
        if (_run.BurstInput.TryGet(name, out var burst) || _run.Input.TryGet(name, out burst))
        {
            value = burst;
            return true;
        }
        value = Value.Null;
        foreach (var declared in _run.Definition.Inputs)
        {
            if (string.Equals(declared.Name, name, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    Value IScriptScope.GetOutput(string activityId, string? outputName)
    {
        if (_run.ActivityOutputs[activityId] is not ObjectValue { Count: > 0 } outputs)
        {
            return Value.Null;
        }
        var output = outputName is null ? outputs.TryGet("Result", out var result) ? result : outputs.Members[0].Value : outputs[outputName];
        return output.IsMissing ? Value.Null : output;
    }

    private Value ValueOf(Instance owner, VariableDeclaration variable)
    {
        var values = owner.Parent is null ? _run.Variables : owner.Variables;
        return values is not null && values.TryGet(variable.Id, out var set) ? set : variable.Default;
    }

    private bool TrySet(Predicate<VariableDeclaration> matches, Value value)
    {
        for (var around = _instance; around is not null; around = around.Parent)
        {
            foreach (var variable in around.Node.Variables)
            {
                if (matches(variable))
                {
                    Set(around, variable, Fitting.Fit(value, variable.Shape) ?? value);
                    return true;
                }
            }
        }
        return false;
    }

    private void Set(Instance owner, VariableDeclaration variable, Value value)
    {
        Limits.Checked(value, Limits.BytesOf(variable), $"变量“{variable.Name}”的值");
        if (owner.Parent is null)
        {
            _run.Variables = _run.Variables.With(variable.Id, value);
        }
        else
        {
            owner.Variables = (owner.Variables ?? ObjectValue.Empty).With(variable.Id, value);
        }
    }
}
