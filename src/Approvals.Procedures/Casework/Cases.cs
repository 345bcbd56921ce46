using Approvals.Domain;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>Opens case files for actions: locked, in scope, or not at all.</summary>
public sealed class Cases(ActionSession session, PolicyShelf shelf)
{
    /// <summary>The case of a task, or null when it does not exist for this person.</summary>
    public async Task<CaseFile?> OpenTaskAsync(RowId task, CancellationToken cancel) =>
        await HotCases.ReadTaskAsync(session.Hot, task, session.Acting, cancel) is { } opened && InScope(opened.Case, [])
            ? new CaseFile(session, shelf, opened)
            : null;

    /// <summary>A case, or null when it does not exist for this person.</summary>
    /// <param name="alsoFor">Roles that do not open case files and yet act on this one.</param>
    public async Task<CaseFile?> OpenAsync(RowId id, CancellationToken cancel, params string[] alsoFor) =>
        await HotCases.ReadCaseAsync(session.Hot, id, session.Acting, cancel) is { } opened && InScope(opened.Case, alsoFor)
            ? new CaseFile(session, shelf, opened)
            : null;

    /// <summary>A finished case for steps that only read and choose a way; what they read is shown to nobody. Not locked.</summary>
    internal async Task<CaseFile?> ReadAsync(RowId id, CancellationToken cancel) =>
        await HotCases.ReadUnlockedAsync(session.Hot, id, session.Acting, cancel) is { } opened ? new CaseFile(session, shelf, opened) : null;

    /// <summary>A case that begins with this action.</summary>
    internal CaseFile Begin(Case begun, Instance instance) => new(session, shelf, new OpenedCase(begun, instance, null, false));

    private bool InScope(Case found, string[] alsoFor) =>
        session.Acting.IsJob || session.Acting.RangesFor(Roles.OpeningCases.Concat(alsoFor)).Any(r => r.Contains(found.HandlingArea) || Assists(r, found.AssistingArea));

    private static bool Assists(AreaRange range, AreaCode? assisting) => assisting is { } area && range.Contains(area);
}
