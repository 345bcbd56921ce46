using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Versions;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>What became of a finished case in another definition.</summary>
public enum DryRunVerdict
{
    /// <summary>The same steps with the same results.</summary>
    Same,

    /// <summary>The same end, by more steps or more days.</summary>
    Longer,

    /// <summary>Other steps, other results or fewer days.</summary>
    Differs,

    /// <summary>It would stand still.</summary>
    Stops,

    /// <summary>Its record cannot be walked: people moved it by hand or took it to another version.</summary>
    Unreadable,
}

/// <summary>One finished case walked through the draft. Steps by name; nothing of the family.</summary>
/// <param name="StopsAt">Where and why it would stand still.</param>
/// <param name="Added">Steps it did not take then.</param>
/// <param name="Missing">Steps it took then and would not take.</param>
/// <param name="MoreDays">Days it would take longer; negative for shorter.</param>
public sealed record DryRunLine(
    string InstanceId, string CaseNumber, DryRunVerdict Verdict, string? StopsAt, string? StopsBecause, IReadOnlyList<string> Added, IReadOnlyList<string> Missing, IReadOnlyList<string> Assumed, int MoreDays);

/// <summary>The last finished cases of a procedure, walked through the latest version of a definition.</summary>
public sealed record DryRunSheet(string Key, string Name, int Version, bool IsPublished, bool MayEdit, IReadOnlyList<DryRunLine> Lines, int Most);

/// <summary>Walks the last finished cases through a definition with their recorded answers; null when the definition is not for this person.</summary>
public sealed record DryRun(string Key, int Most) : IQuestion<DryRunSheet?>
{
    public const int Usual = 20;
    public const int Limit = 100;
}

internal sealed class DryRunHandler(ActionSession session, DefinitionShelf shelf, Definitions definitions, Cases cases, Steps steps, IMediator mediator) : IRequestHandler<DryRun, DryRunSheet?>
{
    public async Task<DryRunSheet?> Handle(DryRun request, CancellationToken cancellationToken)
    {
        if (!DesignerRights.MayEnter(session.Acting) || DefinitionKey.Parse(request.Key) is not { } key
            || (await shelf.VersionsAsync(key, cancellationToken)).FirstOrDefault() is not { } row || shelf.Read(row.Json).Definition is not { } draft)
        {
            return null;
        }

        var most = Math.Clamp(request.Most, 1, DryRun.Limit);
        var finished = await HotInstances.FinishedAsync(session.Hot, AreaRange.Of(key.Area), DesignerRights.SeesInstances(session.Acting), key.Procedure, most, cancellationToken);
        var lines = new List<DryRunLine>();
        foreach (var found in finished)
        {
            lines.Add(await WalkAsync(found, draft, cancellationToken));
        }

        return new DryRunSheet(key.ToString(), row.Name, row.Version, row.IsPublished, DesignerRights.MayEdit(session.Acting, key.Area), lines, most);
    }

    private async Task<DryRunLine> WalkAsync(FoundInstance found, WorkflowDefinition draft, CancellationToken cancel)
    {
        if (await RecordingAsync(found, cancel) is not { } recording)
        {
            return new DryRunLine(found.Line.InstanceId, found.Line.CaseNumber, DryRunVerdict.Unreadable, null, null, [], [], [], 0);
        }

        CaseFile? file = null;
        var walked = await Rehearsal.WalkAsync(draft, steps.Catalogue, recording, async command =>
            steps.FindAutomatic(command.Type) is { Card.OnlyReads: true } step && (file ??= await cases.ReadAsync(found.Case, cancel)) is { } read
                ? await mediator.Send(step.Request(read, command.ActivityId, command.Payload), cancel)
                : null);
        return Compare(found, recording, walked);
    }

    private async Task<Recording?> RecordingAsync(FoundInstance found, CancellationToken cancel)
    {
        var history = await mediator.Send(new ReadHistory(found.Case), cancel);
        var bursts = (history?.Events ?? []).SelectMany(e => e.Runs.Where(r => r.Child is null).Select(r => (e.At, r.Burst))).ToList();
        var used = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        foreach (var version in bursts.Select(b => b.Burst.DefinitionVersionId).Distinct())
        {
            used[version] = await definitions.FindAsync(session, version, cancel);
        }

        return await Recording.ReadAsync(bursts, v => used[v], steps.Catalogue);
    }

    private static DryRunLine Compare(FoundInstance found, Recording recording, Rehearsed walked)
    {
        var added = Rest(walked.Passages, recording.Passages);
        var missing = Rest(recording.Passages, walked.Passages);
        var days = (int)Math.Round((walked.Took - (recording.EndedAt - recording.StartedAt)).TotalDays);
        var verdict = walked.Standstill is not null ? DryRunVerdict.Stops
            : missing.Count > 0 || days < 0 ? DryRunVerdict.Differs
            : added.Count > 0 || days > 0 ? DryRunVerdict.Longer
            : DryRunVerdict.Same;
        // What comes after a standstill is not missing, it has not been reached.
        return new DryRunLine(
            found.Line.InstanceId, found.Line.CaseNumber, verdict, walked.Standstill?.Title, walked.Standstill?.Why, added, walked.Standstill is null ? missing : [],
            [.. walked.Assumed.Distinct()], walked.Standstill is null ? days : 0);
    }

    // Branches side by side may end in any order, so what counts is how often each step was passed by which way.
    private static List<string> Rest(IReadOnlyList<Passage> all, IReadOnlyList<Passage> without)
    {
        var counts = without.CountBy(p => (p.ActivityId, p.Outcome)).ToDictionary(p => p.Key, p => p.Value);
        var rest = new List<string>();
        foreach (var passage in all)
        {
            var key = (passage.ActivityId, passage.Outcome);
            if (counts.GetValueOrDefault(key) is > 0 and var left)
            {
                counts[key] = left - 1;
            }
            else
            {
                rest.Add(passage.Title);
            }
        }

        return rest;
    }
}
