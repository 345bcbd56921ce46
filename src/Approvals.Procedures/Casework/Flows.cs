using Approvals.Procedures.Storage;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>The flows of one case in one action: the procedure and its children, read when needed, written once at the end, and what they still owe each other.</summary>
public sealed class Flows(CaseFile file)
{
    /// <summary>The most children that start, or are ended, in one transaction; the rest is work for later ones: nobody waits for its locks for long.</summary>
    public const int MostChildren = 50;

    /// <summary>The most together with children that run inside the burst of their parent: one flow that runs them in a circle always comes to <see cref="Burst.MaximumHops"/> first.</summary>
    internal const int MostInlineAsWell = MostChildren + Burst.MaximumHops;

    private readonly Dictionary<Guid, (ChildInstance Child, bool IsNew)> _children = [];
    private readonly Dictionary<string, WorkflowDefinition?> _published = new(StringComparer.Ordinal);
    private readonly Queue<(IRun Run, Stimulus Stimulus)> _owed = [];

    /// <summary>Children started or ended by this action so far.</summary>
    public int Moved { get; set; }

    /// <summary>A flow by its id; null when the case has none such.</summary>
    public async Task<IRun?> FindAsync(Guid id, CancellationToken cancel)
    {
        if (id == file.Instance.Id)
        {
            return file.Instance;
        }

        if (_children.TryGetValue(id, out var known))
        {
            return known.Child;
        }

        if (await HotChildren.ReadAsync(file.Session.Hot, file.Case.County, id, cancel) is not { } child || child.CaseId != file.Case.Id)
        {
            return null;
        }

        _children[id] = (child, false);
        return child;
    }

    /// <summary>The running children of a flow that a test picks by the bookmark they are waited for at, also those begun in this action.</summary>
    public async Task<List<IRun>> RunningAsync(IRun parent, Predicate<int> bookmark, CancellationToken cancel) =>
        Running(parent, await HotChildren.RunningAsync(file.Session.Hot, parent, cancel), bookmark);

    /// <summary>All running children of a flow, and theirs.</summary>
    public async Task<List<IRun>> RunningBelowAsync(IRun parent, CancellationToken cancel) =>
        Running(parent, await HotChildren.RunningBelowAsync(file.Session.Hot, parent, cancel), _ => true);

    /// <summary>The published version that new children of this case take, asked once for all that start together.</summary>
    public async Task<WorkflowDefinition?> PublishedAsync(Definitions definitions, string definitionId, CancellationToken cancel)
    {
        if (!_published.TryGetValue(definitionId, out var known))
        {
            _published[definitionId] = known = await definitions.PublishedAsync(file.Session, definitionId, file.Case.HandlingArea, cancel);
        }

        return known;
    }

    public void Begin(ChildInstance child) => _children[child.Id] = (child, true);

    /// <summary>Keeps for later in this action what one flow has to tell another; of the children that were only looked at, those it moves are written.</summary>
    public void Owe(IRun run, Stimulus stimulus)
    {
        if (run is ChildInstance child)
        {
            _children.TryAdd(child.Id, (child, false));
        }

        _owed.Enqueue((run, stimulus));
    }

    public bool TryNext(out (IRun Run, Stimulus Stimulus) next) => _owed.TryDequeue(out next);

    /// <summary>Writes the children; the procedure is written by the case file.</summary>
    public void Write()
    {
        foreach (var (child, isNew) in _children.Values)
        {
            if (isNew)
            {
                HotChildren.Insert(file.Session.Hot, child);
            }
            else
            {
                HotChildren.Update(file.Session.Hot, child);
            }
        }
    }

    private List<IRun> Running(IRun parent, IEnumerable<ChildInstance> stored, Predicate<int> bookmark)
    {
        var begun = _children.Values.Where(c => c.IsNew && c.Child.ParentId == parent.Id).Select(c => c.Child);
        return [.. stored.Select(c => _children.TryGetValue(c.Id, out var known) ? known.Child : c).Concat(begun)
            .Where(c => c.Status == nameof(WorkflowStatus.Running) && bookmark(c.ParentBookmark))];
    }
}
