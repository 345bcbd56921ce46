namespace Approvals.Workflow.Tests.Elsa;

/// <summary>The custom activities of the recorded cases.</summary>
internal static class OracleActivities
{
    internal static ActivityCatalogue Catalogue { get; } = new([new OracleHumanTask(), new OracleCode(), new OracleThrow(), new OracleEmit()]);
}

/// <summary>Waits for its task key; completes with whatever outcomes the resume names, separated by commas.</summary>
internal sealed class OracleHumanTask : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Oracle.HumanTask", "HumanTask", "Oracle")
    {
        Inputs = [new("TaskKey", "System.String", "TaskKey")],
        Outputs = [new("Result", "System.Object", "Result")],
    };

    public override void Execute(ActivityExecution x) => x.OpenTask(x.Inputs());

    public override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        var completed = (Stimulus.TaskCompleted)stimulus;
        x.SetOutput("Result", completed.Data);
        x.Complete(completed.Outcome.Split(','));
    }
}

/// <summary>Gives its value as its result.</summary>
internal sealed class OracleCode : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Oracle.Code", "Code", "Oracle")
    {
        Inputs = [new("Value", "System.Object", "Value")],
        Outputs = [new("Result", "System.Object", "Result")],
    };

    public override void Execute(ActivityExecution x)
    {
        x.SetOutput("Result", x.Input("Value"));
        x.Complete();
    }
}

/// <summary>Throws.</summary>
internal sealed class OracleThrow : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Oracle.Throw", "Throw", "Oracle")
    {
        Inputs = [new("Message", "System.String", "Message") { DefaultValue = "boom" }],
    };

    public override void Execute(ActivityExecution x) => throw new InvalidOperationException(x.Input("Message").AsText());
}

/// <summary>Completes with the outcomes given.</summary>
internal sealed class OracleEmit : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Oracle.Emit", "Emit", "Oracle")
    {
        Inputs = [new("Outcomes", "System.Object", "Outcomes")],
    };

    public override void Execute(ActivityExecution x) => x.Complete([.. ((ListValue)x.Input("Outcomes")).Items.Select(i => i.AsText()!)]);
}
