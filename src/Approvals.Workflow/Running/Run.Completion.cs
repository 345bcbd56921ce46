using Approvals.Workflow.Expressions;

namespace Approvals.Workflow;

/// <summary>How activity instances end: completed, cancelled or faulted.</summary>
internal sealed partial class Run
{
    /// <summary>Completes an instance: its children are cancelled, its bookmarks dropped, its parent told.</summary>
    internal void Complete(Instance instance, IReadOnlyList<string>? outcomes, string? message = null)
    {
        if (instance.IsOver)
        {
            return;
        }
        CancelChildren(instance);
        instance.IsOver = true;
        instance.IsFaulted = false;
        DropBookmarks(instance, isCancelled: false);
        Log(instance, JournalEvent.Completed, outcomes, message);
        if (!_isFinished || _subStatus == WorkflowSubStatus.Faulted)
        {
            TellParent(instance, outcomes);
        }
        if (instance.IsOver)
        {
            _open.Remove(instance);
        }
    }

    /// <summary>Cancels an instance and everything inside it.</summary>
    internal void Cancel(Instance instance)
    {
        if (instance.IsOver)
        {
            return;
        }
        CancelChildren(instance);
        instance.IsOver = true;
        DropBookmarks(instance, isCancelled: true);
        Log(instance, JournalEvent.Canceled);
        _open.Remove(instance);
    }

    /// <summary>Makes an incident of a failure, or ends the instance, as the definition's strategy says.</summary>
    internal void Fault(Instance instance, string type, string message)
    {
        _queue.RemoveAll(item => item.Owner == instance);
        DropBookmarks(instance, isCancelled: true);
        instance.IsFaulted = true;
        Log(instance, JournalEvent.Faulted, message: message);
        var suspends = Definition.IncidentStrategy == IncidentStrategy.Suspend && !_isFinished;
        var (kind, text) = (Limits.Cut(type, Limits.NameLength), Limits.Cut(message, Limits.MessageLength));
        var bookmark = suspends ? AddBookmark(instance, BookmarkKind.Incident, kind, text) : 0;
        var incident = new Incident(bookmark, instance.Id, instance.Node.Id, instance.Node.NodeId, instance.Node.Type, kind, text, Now);
        _incidents.Add(incident);
        Emit(new Output.IncidentOpened(incident));
        if (!suspends)
        {
            _isFinished = true;
            _subStatus = WorkflowSubStatus.Faulted;
        }
    }

    private void Fault(Instance instance, Exception e)
    {
        instance.IsOver = false;
        var type = e switch
        {
            ActivityFaultException fault => fault.Type,
            ExpressionException => "Expression",
            _ => e.GetType().Name,
        };
        Fault(instance, type, e.Message);
    }

    /// <summary>What goes wrong in the parent's answer to a completion is the completed activity's fault, as in Elsa.</summary>
    private void TellParent(Instance instance, IReadOnlyList<string>? outcomes)
    {
        if (instance.Parent is not { } parent)
        {
            _subStatus = _isFinished ? _subStatus : WorkflowSubStatus.Finished;
            _isFinished = true;
            return;
        }
        if (parent.IsOver)
        {
            return;
        }
        try
        {
            parent.Activity.ChildCompleted(new ActivityExecution(this, parent), new ChildCompletion(instance, outcomes));
        }
        catch (Exception e) when (IsFault(e))
        {
            Fault(instance, e);
        }
    }

    private void CancelChildren(Instance instance)
    {
        _queue.RemoveAll(item => item.Owner == instance);
        while (_open.Find(child => child.Parent == instance && !child.IsOver) is { } child)
        {
            Cancel(child);
        }
    }

    private void DropBookmarks(Instance instance, bool isCancelled)
    {
        for (var i = 0; i < _bookmarks.Count;)
        {
            if (_bookmarks[i].Instance == instance.Id)
            {
                Drop(_bookmarks[i], isCancelled);
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>A new place to wait at; a command keeps its number through all its attempts.</summary>
    internal int AddBookmark(Instance instance, BookmarkKind kind, string? name = null, string? detail = null, DateTimeOffset? due = null)
    {
        var keeps = instance.KeptBookmark > 0 && kind is (BookmarkKind.Command or BookmarkKind.LaterCommand or BookmarkKind.Blocked or BookmarkKind.Incident);
        var id = keeps ? instance.KeptBookmark : _nextBookmark++;
        instance.KeptBookmark = 0;
        _bookmarks.Add(new(id, instance.Id, instance.Node.Id, kind, name, detail, due));
        return id;
    }

    /// <summary>Stops the step at a command or an inline child until its answer comes.</summary>
    internal void Await(int bookmark) =>
        _awaited = _awaited == 0 ? bookmark : throw new InvalidOperationException("An activity may ask for one thing at a time.");

    internal Bookmark BookmarkOf(int id) => _bookmarks.Find(b => b.Id == id)!;

    private void Drop(Bookmark bookmark, bool isCancelled)
    {
        _bookmarks.Remove(bookmark);
        if (_awaited == bookmark.Id)
        {
            _awaited = 0;
        }
        Output? output = bookmark.Kind switch
        {
            BookmarkKind.Task => new Output.CloseTask(bookmark.Id, isCancelled),
            BookmarkKind.Timer or BookmarkKind.LaterCommand => new Output.DropTimer(bookmark.Id),
            BookmarkKind.Event => new Output.DropEvent(bookmark.Id),
            BookmarkKind.Child => isCancelled ? new Output.DropChild(bookmark.Id) : null,
            BookmarkKind.Blocked => new Output.Unblocked(bookmark.Id),
            BookmarkKind.Incident => new Output.IncidentClosed(bookmark.Id),
            _ => null,
        };
        _incidents.RemoveAll(i => i.Bookmark > 0 && i.Bookmark == bookmark.Id);
        if (output is not null)
        {
            Emit(output);
        }
    }
}
