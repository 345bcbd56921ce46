namespace Approvals.Workflow;

/// <summary>What an activity sees of the instance it runs in, and all it can do: everything it does is data in the result of the step.</summary>
public sealed partial class ActivityExecution
{
    private readonly Run _run;
    private readonly Instance _instance;
    private Value?[] _inputs = [];

    internal ActivityExecution(Run run, Instance instance)
    {
        _run = run;
        _instance = instance;
    }

    public Node Node => _instance.Node;

    /// <summary>The activity instance, counted from 1.</summary>
    public int InstanceId => _instance.Id;

    /// <summary>The instant of the step; its offset says how local dates are meant.</summary>
    public DateTimeOffset Now => _run.Now;

    public string? CorrelationId
    {
        get => _run.CorrelationId;
        set => _run.CorrelationId = Limits.Checked(value, "业务编号");
    }

    /// <summary>The name of the workflow instance.</summary>
    public string? InstanceName
    {
        get => _run.Name;
        set => _run.Name = Limits.Checked(value, "实例名称");
    }

    /// <summary>Whether this activity is the trigger that starts the instance right now.</summary>
    public bool IsTrigger => _run.Trigger is not null && string.Equals(_run.Trigger, Node.Id, StringComparison.Ordinal);

    /// <summary>A number an activity keeps while it is open; containers count with it.</summary>
    public int Counter
    {
        get => _instance.Counter;
        set => _instance.Counter = value;
    }

    /// <summary>A value an activity keeps while it is open.</summary>
    public Value? Memory
    {
        get => _instance.Memory;
        set => _instance.Memory = value is null ? null : Limits.Checked(value, Limits.MemoryBytes, $"“{Node.Title}”要记住的内容");
    }

    internal Run Run => _run;

    internal Instance Instance => _instance;

    /// <summary>An input evaluated on entry; null where the document gives none and it has no default. Only while the activity executes.</summary>
    public Value Input(string name)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (string.Equals(Node.Inputs[i].Input.Name, name, StringComparison.Ordinal))
            {
                return _inputs[i] ?? Value.Null;
            }
        }
        return Evaluate(name);
    }

    /// <summary>The inputs evaluated on entry that have a value, by name.</summary>
    public ObjectValue Inputs()
    {
        var members = new List<KeyValuePair<string, Value>>(_inputs.Length);
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i] is { } value)
            {
                members.Add(new(Node.Inputs[i].Input.Name, value));
            }
        }
        return new ObjectValue([.. members]);
    }

    /// <summary>Evaluates an input now.</summary>
    public Value Evaluate(string input) => Node.Input(input) is { } binding ? Evaluate(binding) ?? Value.Null : Value.Null;

    /// <summary>Opens a task that is completed with one of the outcomes; none given means any.</summary>
    public int OpenTask(ObjectValue payload, params IReadOnlyList<string> outcomes)
    {
        var bookmark = _run.AddBookmark(_instance, BookmarkKind.Task);
        _run.Emit(new Output.OpenTask(bookmark, Node.Id, Node.NodeId, Node.Type, Node.Title, payload, outcomes));
        return bookmark;
    }

    /// <summary>Waits until an instant.</summary>
    public int SetTimer(DateTimeOffset due)
    {
        var bookmark = _run.AddBookmark(_instance, BookmarkKind.Timer, due: due);
        _run.Emit(new Output.SetTimer(bookmark, Node.Id, due, null));
        return bookmark;
    }

    /// <summary>Waits for an event of that name.</summary>
    public int AwaitEvent(string name)
    {
        var bookmark = _run.AddBookmark(_instance, BookmarkKind.Event, Limits.Checked(name, "事件名"));
        _run.Emit(new Output.AwaitEvent(bookmark, Node.Id, name));
        return bookmark;
    }

    /// <summary>Asks the host to do something and to answer in the same burst. Nothing else of the instance runs until then.</summary>
    public void RunCommand(ObjectValue payload)
    {
        if (_run.IsFinished)
        {
            return;
        }
        var bookmark = _run.AddBookmark(_instance, BookmarkKind.Command);
        if (_instance.LostTo > 0)
        {
            return; // given up right after
        }
        _run.Emit(new Output.RunCommand(bookmark, Node.Id, Node.NodeId, Node.Type, Node.Descriptor.Version, payload));
        _run.Await(bookmark);
    }

    /// <summary>Starts a child workflow.</summary>
    /// <param name="waits">Resume this activity when it ends.</param>
    /// <param name="isInline">The child may end within the same burst; nothing else of the instance runs until the host has said.</param>
    /// <returns>The bookmark that its end resumes; 0 when nobody waits.</returns>
    public int StartChild(string definitionId, ObjectValue input, string? correlationId, bool waits, bool isInline = false)
    {
        Limits.Checked(definitionId, "子流程名");
        Limits.Checked(correlationId, "业务编号");
        ChildWords.Checked(this, input);
        var bookmark = waits ? _run.AddBookmark(_instance, BookmarkKind.Child, definitionId) : 0;
        var stands = waits && isInline && !_run.IsFinished && _instance.LostTo == 0;
        _run.Emit(new Output.StartChild(bookmark, Node.Id, definitionId, input, correlationId, stands));
        if (stands)
        {
            _run.Await(bookmark);
        }
        return bookmark;
    }

    /// <summary>Whether any bookmark of this activity is still open.</summary>
    public bool IsWaiting => _run.HasBookmarks(_instance);

    /// <summary>Whether a child of this activity is open or about to run.</summary>
    public bool HasWork => _run.HasOpenChild(_instance) || _run.HasQueued(_instance);

    public void Publish(string eventName, string? correlationId, Value payload) => _run.Emit(new Output.Publish(eventName, correlationId, payload));

    /// <summary>Sets an output: in the variable it is bound to, and for scripts that ask for it.</summary>
    public void SetOutput(string name, Value value)
    {
        if (Node.OutputVariables.TryGetValue(name, out var variable))
        {
            TrySet(v => string.Equals(v.Id, variable, StringComparison.Ordinal), value);
        }
        if (_run.Definition.OutputsRead.Contains(Node.Id))
        {
            var own = _run.ActivityOutputs[Node.Id] as ObjectValue ?? ObjectValue.Empty;
            _run.ActivityOutputs = _run.ActivityOutputs.With(Node.Id, own.With(name, Limits.Checked(value, Limits.ValueBytes, $"“{Node.Title}”的输出")));
        }
    }

    /// <summary>Sets an output of the workflow.</summary>
    public void SetWorkflowOutput(string name, Value value)
    {
        Limits.Checked(name, "流程输出名");
        if (!_run.Output.TryGet(name, out _) && _run.Output.Count >= Limits.Outputs)
        {
            throw Activity.Fault("TooManyOutputs", $"流程输出超过 {Limits.Outputs} 个");
        }
        _run.Output = _run.Output.With(name, Limits.Checked(value, Limits.ValueBytes, $"流程输出“{name}”"));
    }

    /// <summary>Completes with Done, or with the outcomes named.</summary>
    public void Complete(params IReadOnlyList<string> outcomes) => _run.Complete(_instance, outcomes.Count == 0 ? null : outcomes);

    /// <summary>Completes with Done and a remark in the journal.</summary>
    public void CompleteWithRemark(string remark) => _run.Complete(_instance, null, remark);

    /// <summary>Ends the whole instance.</summary>
    public void FinishInstance() => _run.FinishInstance();

    /// <summary>Runs a child; <see cref="Activity.ChildCompleted"/> hears of its end.</summary>
    /// <param name="variables">Loop variables, visible inside the child only.</param>
    public void Schedule(Node child, ObjectValue? variables = null) => _run.Schedule(child, _instance, variables);

    /// <summary>Sets a declared variable visible from here, by id or by name.</summary>
    /// <exception cref="Exception">There is none: becomes an incident.</exception>
    public void SetVariable(string idOrName, Value value)
    {
        if (!TrySet(v => string.Equals(v.Id, idOrName, StringComparison.Ordinal), value) && !TrySet(v => string.Equals(v.Name, idOrName, StringComparison.Ordinal), value))
        {
            throw Activity.Fault("UnknownVariable", $"没有变量“{idOrName}”");
        }
    }
}
