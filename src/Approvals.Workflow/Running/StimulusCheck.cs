namespace Approvals.Workflow;

/// <summary>Which stimulus fits which state. Whatever does not fit is refused before anything runs.</summary>
internal static class StimulusCheck
{
    internal static Refusal? Refuse(WorkflowDefinition definition, InstanceState? state, Stimulus stimulus)
    {
        if (stimulus is Stimulus.Start start)
        {
            return state is null ? RefuseStart(definition, start) : new("already-started", "流程实例已经启动");
        }
        if (state is null)
        {
            return new("not-started", "流程实例还没有启动");
        }
        if (!string.Equals(state.DefinitionVersionId, definition.Id, StringComparison.Ordinal))
        {
            return new("other-version", $"这个实例运行在流程版本 {state.DefinitionVersionId} 上，不是 {definition.Id}");
        }
        if (state.Status == WorkflowStatus.Finished)
        {
            return new("instance-finished", "流程已经结束");
        }
        return state.IsMidBurst && !Answers(stimulus, state.AwaitedBookmark)
            ? new("mid-burst", "正在等自动环节的答复，不能接受别的事情")
            : RefuseBookmark(definition, state, stimulus);
    }

    private static Refusal? RefuseStart(WorkflowDefinition definition, Stimulus.Start start)
    {
        if (start.TriggerActivityId is { } trigger && definition.Find(trigger)?.Parent != definition.Root)
        {
            return new("unknown-trigger", $"没有可以启动流程的环节“{trigger}”");
        }
        var misfit = definition.Inputs.FirstOrDefault(i => start.Input.TryGet(i.Name, out var value) && Fitting.Fit(value, Fitting.TypeOf(i.TypeName, i.IsList)) is null);
        return misfit is not null
            ? new("bad-input", $"输入“{misfit.Name}”不是 {misfit.TypeName}")
            : RefuseValue(start.Input, Limits.InputBytes) ?? RefuseName(start.CorrelationId);
    }

    private static bool Answers(Stimulus stimulus, int awaited) => stimulus switch
    {
        Stimulus.CommandAnswered s => s.Bookmark == awaited,
        Stimulus.ChildStarted s => s.Bookmark == awaited,
        Stimulus.ChildFinished s => s.Bookmark == awaited,
        _ => false,
    };

    private static Refusal? RefuseBookmark(WorkflowDefinition definition, InstanceState state, Stimulus stimulus) => stimulus switch
    {
        Stimulus.TaskCompleted s => Expect(state, s.Bookmark, BookmarkKind.Task) ?? RefuseValue(s.Data, Limits.ValueBytes),
        Stimulus.TimerFired s => Expect(state, s.Bookmark, BookmarkKind.Timer, BookmarkKind.LaterCommand),
        Stimulus.CommandAnswered s => Expect(state, s.Bookmark, BookmarkKind.Command) ?? RefuseValue(ValueOf(s.Answer)),
        Stimulus.ChildStarted s => Expect(state, s.Bookmark, BookmarkKind.Child) ?? (state.IsMidBurst ? null : new("not-open", "没有在等子流程启动")),
        Stimulus.ChildFinished s => Expect(state, s.Bookmark, BookmarkKind.Child) ?? RefuseValue(s.Output),
        Stimulus.Retry s => Expect(state, s.Bookmark, BookmarkKind.Blocked, BookmarkKind.Incident, BookmarkKind.LaterCommand),
        Stimulus.AnswerIncident s => Expect(state, s.Bookmark, BookmarkKind.Incident) ?? RefuseOutcome(definition, state, s) ?? RefuseValue(s.Result, Limits.ValueBytes),
        Stimulus.EventReceived s => RefuseEvent(state, s),
        Stimulus.Migrate => new("not-a-stimulus", "换版本要经过迁移"),
        Stimulus.MoveTo s => state.Find(s.Bookmark) is null ? NotOpen(s.Bookmark) : RefuseTarget(definition, state, s),
        _ => null,
    };

    private static Refusal? Expect(InstanceState state, int bookmark, params ReadOnlySpan<BookmarkKind> kinds)
    {
        if (state.Find(bookmark) is not { } found)
        {
            return NotOpen(bookmark);
        }
        return kinds.Contains(found.Kind) ? null : new("wrong-kind", $"编号 {bookmark} 现在等的是 {found.Kind}，不接受这件事");
    }

    private static Refusal NotOpen(int bookmark) => new("not-open", $"编号 {bookmark} 已经办结或取消");

    private static Refusal? RefuseOutcome(WorkflowDefinition definition, InstanceState state, Stimulus.AnswerIncident answer)
    {
        var node = definition.Find(state.Find(answer.Bookmark)!.ActivityId);
        return node is null || Ways.Of(node).Contains(answer.Outcome)
            ? null
            : new("unknown-outcome", $"“{node.Title}”没有出口“{answer.Outcome}”；可选：{string.Join('、', Ways.Of(node))}");
    }

    private static Refusal? RefuseEvent(InstanceState state, Stimulus.EventReceived e)
    {
        if (e.CorrelationId is not null && !string.Equals(e.CorrelationId, state.CorrelationId, StringComparison.Ordinal))
        {
            return new("other-correlation", $"事件“{e.Name}”属于 {e.CorrelationId}，不属于这个实例");
        }
        return state.Bookmarks.Any(b => b.Kind == BookmarkKind.Event && string.Equals(b.Name, e.Name, StringComparison.Ordinal))
            ? RefuseValue(e.Payload)
            : new("not-awaited", $"没有环节在等事件“{e.Name}”");
    }

    private static Refusal? RefuseTarget(WorkflowDefinition definition, InstanceState state, Stimulus.MoveTo move)
    {
        var target = definition.Find(move.ActivityId);
        var from = definition.Find(state.Find(move.Bookmark)!.ActivityId);
        if (target?.Parent is not { Type: BuiltIns.FlowchartType } flowchart || !flowchart.Graph().Reachable[target.Position])
        {
            return new("unknown-target", $"不能转到“{move.ActivityId}”：流程里没有走得到的这个环节");
        }
        for (var around = from?.Parent; around is not null; around = around.Parent)
        {
            if (around == flowchart)
            {
                return null;
            }
        }
        return new("unknown-target", $"不能从“{from?.Title}”转到“{target.Title}”：它在另一个容器里");
    }

    private static Value ValueOf(CommandAnswer answer) => answer switch
    {
        CommandAnswer.Outcome o => o.Result,
        CommandAnswer.Blocked b => b.Data,
        _ => Value.Null,
    };

    private static Refusal? RefuseValue(Value value, int bytes = int.MaxValue) =>
        value.Depth > Value.MaximumDepth ? new("value-too-deep", $"数据超过 {Value.MaximumDepth} 层")
        : !Limits.Fits(value, bytes) ? new("value-too-large", $"数据超过 {bytes / 1024} KB：请把材料放在业务数据里，流程里只放编号")
        : null;

    private static Refusal? RefuseName(string? name) =>
        name?.Length > Limits.NameLength ? new("name-too-long", $"业务编号超过 {Limits.NameLength} 个字") : null;
}
