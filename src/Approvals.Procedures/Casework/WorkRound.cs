using System.Runtime.ExceptionServices;

namespace Approvals.Procedures.Casework;

/// <summary>The cases one work row is about, each moved in an action of its own. One that fails, or that others hold, does not keep the rest waiting, but the row comes again for it.</summary>
internal sealed class WorkRound(Actions actions)
{
    private ExceptionDispatchInfo? _failed;
    private bool _wasBusy;
    private int _moved;

    internal async Task DoAsync(IAction<bool> action, CancellationToken cancel)
    {
        try
        {
            var reply = await actions.DoAsync(WorkLoop.Job, action, cancel);
            _moved += reply is { Done: true, Value: true } ? 1 : 0;
            _wasBusy |= reply.Refusal?.Code == Refusal.Busy.Code;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _failed = ExceptionDispatchInfo.Capture(fault);
        }
    }

    /// <summary>The row goes, unless it has to come again; answers how many cases moved.</summary>
    internal async Task<int> EndAsync(WorkRow row, CancellationToken cancel)
    {
        _failed?.Throw();
        if (!_wasBusy)
        {
            await actions.DoAsync(WorkLoop.Job, new DropWork(row.Id), cancel);
        }

        return _moved;
    }
}
