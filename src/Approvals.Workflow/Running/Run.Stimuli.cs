using Approvals.Workflow.Expressions;

namespace Approvals.Workflow;

/// <summary>What each stimulus does.</summary>
internal sealed partial class Run
{
    /// <summary>Takes a stimulus that <see cref="StimulusCheck"/> has let through, and everything that follows from it.</summary>
    internal void Take(Stimulus stimulus)
    {
        switch (stimulus)
        {
            case Stimulus.Start s:
                Start(s);
                break;
            case Stimulus.TaskCompleted s:
                CompleteTask(s);
                break;
            case Stimulus.TimerFired s:
                FireTimer(s);
                break;
            case Stimulus.CommandAnswered s:
                AnswerCommand(s);
                break;
            case Stimulus.EventReceived s:
                Receive(s);
                break;
            case Stimulus.ChildStarted s:
                NoteChild(s);
                break;
            case Stimulus.ChildFinished s:
                FinishChild(s);
                break;
            case Stimulus.Cancel:
                CancelAll();
                return;
            case Stimulus.Retry s:
                RunAgain(BookmarkOf(s.Bookmark));
                break;
            case Stimulus.AnswerIncident s:
                AnswerIncident(s);
                break;
            case Stimulus.MoveTo s:
                Move(s);
                break;
            case Stimulus.Migrate:
                SettleAll();
                break;
        }
        Drain();
    }

    private static Value AtRest(Value value) => Conversions.AtRest(value, default);

    private Instance InstanceOf(Bookmark bookmark) => _open.Find(i => i.Id == bookmark.Instance)!;

    private void Start(Stimulus.Start start)
    {
        var input = (ObjectValue)AtRest(start.Input);
        foreach (var declared in Definition.Inputs)
        {
            if (input.TryGet(declared.Name, out var value))
            {
                input = input.With(declared.Name, Fitting.Fit(value, Fitting.TypeOf(declared.TypeName, declared.IsList))!);
            }
        }
        (Input, CorrelationId, Trigger) = (input, start.CorrelationId, start.TriggerActivityId);
        Begin(Definition.Workflow, null, null, 0);
    }

    private void CompleteTask(Stimulus.TaskCompleted task)
    {
        var data = AtRest(task.Data);
        BurstInput = Value.Record(("Outcome", task.Outcome), ("Data", data));
        ResumeFrom(BookmarkOf(task.Bookmark), task with { Data = data });
    }

    private void FireTimer(Stimulus.TimerFired fired)
    {
        var bookmark = BookmarkOf(fired.Bookmark);
        if (Now < bookmark.Due)
        {
            Emit(new Output.SetTimer(bookmark.Id, bookmark.ActivityId, bookmark.Due.Value, bookmark.Detail));
        }
        else if (bookmark.Kind == BookmarkKind.LaterCommand)
        {
            RunAgain(bookmark);
        }
        else
        {
            ResumeFrom(bookmark, fired);
        }
    }

    private void ResumeFrom(Bookmark bookmark, Stimulus stimulus)
    {
        var instance = InstanceOf(bookmark);
        Log(instance, JournalEvent.Resumed);
        Drop(bookmark, isCancelled: false);
        Resume(instance, stimulus);
    }

    private void AnswerCommand(Stimulus.CommandAnswered answered)
    {
        var bookmark = BookmarkOf(answered.Bookmark);
        var instance = InstanceOf(bookmark);
        Drop(bookmark, isCancelled: false);
        instance.KeptBookmark = bookmark.Id;
        switch (answered.Answer)
        {
            case CommandAnswer.Outcome outcome:
                instance.KeptBookmark = 0;
                Resume(instance, answered with { Answer = outcome with { Result = AtRest(outcome.Result) } });
                break;
            case CommandAnswer.Blocked blocked:
                Block(instance, blocked);
                break;
            case CommandAnswer.Fault fault:
                Fault(instance, fault.Type, fault.Message);
                break;
            case CommandAnswer.WaitUntil wait:
                AddBookmark(instance, BookmarkKind.LaterCommand, detail: Limits.Cut(wait.Reason, Limits.NameLength), due: wait.At);
                Emit(new Output.SetTimer(bookmark.Id, bookmark.ActivityId, wait.At, wait.Reason));
                Log(instance, JournalEvent.Suspended, message: wait.Reason);
                break;
        }
    }

    private void Block(Instance instance, CommandAnswer.Blocked blocked)
    {
        var id = AddBookmark(instance, BookmarkKind.Blocked, Limits.Cut(blocked.Reason, Limits.NameLength), Limits.Cut(blocked.Message, Limits.MessageLength));
        Emit(new Output.Blocked(id, instance.Node.Id, blocked.Reason, blocked.Message, AtRest(blocked.Data)));
        Log(instance, JournalEvent.Suspended, message: blocked.Message);
    }

    /// <summary>Executes an activity once more in the same instance; a command keeps its bookmark.</summary>
    private void RunAgain(Bookmark bookmark)
    {
        var instance = InstanceOf(bookmark);
        Log(instance, JournalEvent.Resumed);
        DropBookmarks(instance, isCancelled: true);
        (instance.IsFaulted, instance.KeptBookmark) = (false, bookmark.Id);
        Execute(instance);
    }

    private void Receive(Stimulus.EventReceived received)
    {
        var payload = AtRest(received.Payload);
        foreach (var bookmark in _bookmarks)
        {
            if (bookmark.Kind == BookmarkKind.Event && string.Equals(bookmark.Name, received.Name, StringComparison.Ordinal))
            {
                _deliveries.Add(new(bookmark.Id, payload));
            }
        }
    }

    /// <summary>Hands an event to the next activity that waits for it; what followed from the one before has run.</summary>
    private bool DeliverNext()
    {
        if (_deliveries.Count == 0)
        {
            return false;
        }
        var delivery = _deliveries[0];
        _deliveries.RemoveAt(0);
        if (_bookmarks.Find(b => b.Id == delivery.Bookmark) is { } bookmark)
        {
            ResumeFrom(bookmark, new Stimulus.EventReceived(bookmark.Name!, CorrelationId, delivery.Payload));
        }
        return true;
    }

    private void NoteChild(Stimulus.ChildStarted started)
    {
        var index = _bookmarks.FindIndex(b => b.Id == started.Bookmark);
        _bookmarks[index] = _bookmarks[index] with { Detail = Limits.Cut(started.ChildId, Limits.NameLength) };
        _awaited = 0;
        Log(InstanceOf(_bookmarks[index]), JournalEvent.Suspended);
    }

    private void FinishChild(Stimulus.ChildFinished finished)
    {
        var bookmark = BookmarkOf(finished.Bookmark);
        var stimulus = finished with { Output = (ObjectValue)AtRest(finished.Output) };
        if (_awaited != bookmark.Id)
        {
            ResumeFrom(bookmark, stimulus);
            return;
        }
        Drop(bookmark, isCancelled: false);
        Resume(InstanceOf(bookmark), stimulus);
    }

    private void CancelAll()
    {
        Cancel(_open[0]);
        _isFinished = true;
        _subStatus = WorkflowSubStatus.Cancelled;
    }

    private void AnswerIncident(Stimulus.AnswerIncident answer)
    {
        var bookmark = BookmarkOf(answer.Bookmark);
        var instance = InstanceOf(bookmark);
        Log(instance, JournalEvent.Resumed);
        Drop(bookmark, isCancelled: false);
        var x = new ActivityExecution(this, instance);
        if (instance.Node.Descriptor.Outputs.Count > 0)
        {
            x.SetOutput(instance.Node.Descriptor.Outputs[0].Name, AtRest(answer.Result));
        }
        Complete(instance, [answer.Outcome]);
    }

    private void SettleAll()
    {
        foreach (var flowchart in _open.Where(i => i.Flow is not null).ToList())
        {
            flowchart.Flow!.SettleAll();
        }
    }

    private void Move(Stimulus.MoveTo move)
    {
        var target = Definition.Find(move.ActivityId)!;
        var moved = InstanceOf(BookmarkOf(move.Bookmark));
        while (moved.Parent!.Node != target.Parent)
        {
            moved = moved.Parent;
        }
        var flowchart = moved.Parent;
        Cancel(moved);
        Flow.Of(this, flowchart).Move(moved.Node, target);
    }
}
