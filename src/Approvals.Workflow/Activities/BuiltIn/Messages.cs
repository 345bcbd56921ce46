namespace Approvals.Workflow;

/// <summary>Waits for an event; as a trigger, is started by one.</summary>
internal sealed class EventActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.Event", "等待事件", Words.Events)
    {
        Kind = ActivityKind.Trigger,
        Inputs = [Words.Text("EventName", "事件")],
        Outputs = [Words.Result("事件内容")],
    };

    public override void Execute(ActivityExecution x)
    {
        if (x.IsTrigger)
        {
            x.SetOutput("Result", x.Run.Input);
            x.Complete();
            return;
        }
        x.AwaitEvent(Words.Required(x, "EventName"));
    }

    public override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        x.SetOutput("Result", ((Stimulus.EventReceived)stimulus).Payload);
        x.Complete();
    }
}

/// <summary>Publishes an event to instances that wait for it.</summary>
internal sealed class PublishEventActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.PublishEvent", "发出事件", Words.Events)
    {
        Inputs =
        [
            Words.Text("EventName", "事件"),
            Words.Text("CorrelationId", "业务编号") with { Description = "只发给这个业务编号的实例" },
            new("Payload", Words.AnyType, "内容") { UiHint = "json-editor", DefaultSyntax = "Object" },
        ],
    };

    public override void Execute(ActivityExecution x)
    {
        x.Publish(Words.Required(x, "EventName"), x.Input("CorrelationId").AsText(), x.Input("Payload"));
        x.Complete();
    }
}

/// <summary>Asks the host for a named piece of work and waits until it is reported done.</summary>
internal sealed class RunTaskActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.RunTask", "外部任务", Words.Events)
    {
        Kind = ActivityKind.Task,
        Inputs = [Words.Text("TaskName", "任务"), new("Payload", Words.AnyType, "参数") { UiHint = "json-editor", DefaultSyntax = "Object" }],
        Outputs = [Words.Result("结果")],
    };

    public override void Execute(ActivityExecution x)
    {
        Words.Required(x, "TaskName");
        x.OpenTask(x.Inputs());
    }

    public override void Resume(ActivityExecution x, Stimulus stimulus)
    {
        x.SetOutput("Result", ((Stimulus.TaskCompleted)stimulus).Data);
        x.Complete();
    }
}
