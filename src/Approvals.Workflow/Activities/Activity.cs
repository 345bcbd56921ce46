namespace Approvals.Workflow;

/// <summary>The behaviour behind an activity type. One object serves every node and every instance, so it keeps nothing.</summary>
public abstract class Activity
{
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>The failure to throw when an activity cannot go on: it becomes an incident.</summary>
    public static Exception Fault(string type, string message) => new ActivityFaultException(type, message);

    /// <summary>The refusal to throw when an activity will not take a stimulus: nothing changes at all.</summary>
    public static Exception Refuse(string code, string message) => new RefusedException(new(code, message));

    /// <summary>Begins: completes, waits, asks for something, or schedules children. Called again in the same instance by a retry.</summary>
    public abstract void Execute(ActivityExecution x);

    /// <summary>Goes on after one of its bookmarks was met. Completes unless told otherwise.</summary>
    public virtual void Resume(ActivityExecution x, Stimulus stimulus) => x.Complete();

    /// <summary>A child it scheduled has completed. Completes unless told otherwise.</summary>
    public virtual void ChildCompleted(ActivityExecution x, ChildCompletion child) => x.Complete();
}
