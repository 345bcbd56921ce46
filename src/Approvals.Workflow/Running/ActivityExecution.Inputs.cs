using Approvals.Workflow.Expressions;

namespace Approvals.Workflow;

/// <summary>How bindings become values.</summary>
public sealed partial class ActivityExecution
{
    internal void EvaluateInputs()
    {
        if (Node.Inputs.Count == 0)
        {
            return;
        }
        var inputs = new Value?[Node.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var binding = Node.Inputs[i];
            inputs[i] = binding.Input.IsEvaluatedOnEntry ? Evaluate(binding) : null;
        }
        _inputs = inputs;
    }

    /// <summary>The value of a binding, or null when the document leaves it out and there is no default.</summary>
    internal Value? Evaluate(InputBinding binding)
    {
        if (binding.Problem is { } problem)
        {
            throw Misread(binding, problem.Message);
        }
        if (binding.Constant is not null || !binding.IsWritten)
        {
            return binding.Constant;
        }
        var value = binding.Script is { } script ? RunScript(binding, script) : Fetch(binding);
        return Fitting.Fit(value, binding.Input.Shape) ?? Convert(binding, value);
    }

    private Value RunScript(InputBinding binding, Script script)
    {
        try
        {
            return script.Run(this);
        }
        catch (ExpressionException e)
        {
            throw Misread(binding, e.Message);
        }
    }

    private Value Fetch(InputBinding binding)
    {
        if (binding.InputName is { } input)
        {
            return ((IScriptScope)this).TryGetInput(input, out var value) ? value : Value.Null;
        }
        for (var around = _instance; around is not null; around = around.Parent)
        {
            foreach (var variable in around.Node.Variables)
            {
                if (string.Equals(variable.Id, binding.VariableId, StringComparison.Ordinal))
                {
                    return ValueOf(around, variable);
                }
            }
        }
        throw Misread(binding, "它选的变量不存在");
    }

    /// <summary>Conditions take any value, as in JavaScript; everything else must fit.</summary>
    private static Value Convert(InputBinding binding, Value value) =>
        binding.Input.Shape == Shape.Boolean && binding.Script is not null
            ? Conversions.IsTrue(value)
            : throw Misread(binding, $"得到{Conversions.Describe(value)}，不能转成 {binding.Input.TypeName}");

    private static ActivityFaultException Misread(InputBinding binding, string problem) =>
        new("InputEvaluation", $"输入“{binding.Input.DisplayName}”不能计算：{problem}");
}
