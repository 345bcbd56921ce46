namespace Approvals.Workflow;

/// <summary>Collects outputs so that the host sees only what remains: a row opened and closed in between leaves no trace.</summary>
internal sealed class OutputLog
{
    private readonly List<Output> _outputs = [];
    private readonly HashSet<int> _alreadyStored = [];

    /// <summary>In the order in which they came.</summary>
    internal IReadOnlyList<Output> Outputs => _outputs;

    internal void Add(Output output)
    {
        switch (output)
        {
            case Output.CloseTask or Output.DropTimer or Output.DropEvent or Output.DropChild or Output.IncidentClosed or Output.Unblocked:
                Close(output);
                break;
            case Output.SetTimer or Output.Blocked or Output.IncidentOpened when output.Row > 0:
                Open(output);
                break;
            default:
                _outputs.Add(output);
                break;
        }
    }

    internal void Add(IEnumerable<Output> outputs)
    {
        foreach (var output in outputs)
        {
            Add(output);
        }
    }

    internal void Remove(Output output) => _outputs.Remove(output);

    /// <summary>A row closed that was opened in here is forgotten, unless an earlier one of that number is still stored.</summary>
    private void Close(Output closing)
    {
        var opened = _outputs.FindIndex(o => o.Row == closing.Row && IsOpeningOf(o, closing));
        if (opened >= 0)
        {
            _outputs.RemoveAt(opened);
        }
        if (opened < 0 || _alreadyStored.Contains(closing.Row))
        {
            _outputs.Add(closing);
        }
    }

    /// <summary>A row opened again after it was closed in here is one change of the stored row.</summary>
    private void Open(Output opening)
    {
        var earlier = _outputs.FindIndex(o => o.Row == opening.Row && (IsOpeningOf(opening, o) || o.GetType() == opening.GetType()));
        if (earlier >= 0)
        {
            if (_outputs[earlier].GetType() != opening.GetType())
            {
                _alreadyStored.Add(opening.Row);
            }
            _outputs.RemoveAt(earlier);
        }
        _outputs.Add(opening);
    }

    private static bool IsOpeningOf(Output opening, Output closing) => (opening, closing) switch
    {
        (Output.OpenTask, Output.CloseTask) => true,
        (Output.SetTimer, Output.DropTimer) => true,
        (Output.AwaitEvent, Output.DropEvent) => true,
        (Output.StartChild, Output.DropChild) => true,
        (Output.IncidentOpened, Output.IncidentClosed) => true,
        (Output.Blocked, Output.Unblocked) => true,
        _ => false,
    };
}
