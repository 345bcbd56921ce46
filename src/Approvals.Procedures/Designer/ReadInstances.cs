using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>How a case moves through its flow, by ids and outcomes; no names, no figures of a family.</summary>
public sealed record InstanceLine(
    string InstanceId, string CaseId, string CaseNumber, string Key, string VersionId, int Version, string Status, string SubStatus, int Incidents,
    DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt);

/// <summary>A page of instances.</summary>
public sealed record InstancePage(IReadOnlyList<InstanceLine> Rows, int Total);

/// <summary>Which instances to list.</summary>
public sealed record InstanceFilter(IReadOnlyList<string> Keys, IReadOnlyList<string> Statuses, IReadOnlyList<string> SubStatuses, string? Text, int Page, int PageSize, bool OldestFirst, bool WithIncidentsOnly);

/// <summary>One line of an instance's log, with its time.</summary>
public sealed record InstanceEntry(JournalEntry Entry, DateTimeOffset At);

/// <summary>A branch that stands still, as the viewer marks it.</summary>
public sealed record StandingBranch(string ActivityId, string Kind, string Key, string? Message, DateTimeOffset Since);

/// <summary>An instance with its whole log, its branches that stand still and, for those with the case, its variables.</summary>
public sealed record InstanceSheet(InstanceLine Line, IReadOnlyList<InstanceEntry> Log, IReadOnlyList<StandingBranch> Standing, IReadOnlyList<(string Id, string Name, string Value)> Variables);

/// <summary>The instances in a person's areas.</summary>
public sealed record ListInstances(InstanceFilter Filter) : IQuestion<InstancePage>;

/// <summary>One instance; null when it is not for this person.</summary>
public sealed record OpenInstance(string InstanceId) : IQuestion<InstanceSheet?>;

/// <summary>The instance of a case, for its 流程图; null when the case is not for this person.</summary>
public sealed record InstanceOfCase(RowId Case) : IQuestion<string?>;

internal sealed class ReadInstancesHandlers(ActionSession session, Definitions definitions) :
    IRequestHandler<ListInstances, InstancePage>,
    IRequestHandler<OpenInstance, InstanceSheet?>,
    IRequestHandler<InstanceOfCase, string?>
{
    private const int MostOnPage = 200;

    public async Task<InstancePage> Handle(ListInstances request, CancellationToken cancellationToken)
    {
        var filter = request.Filter with { PageSize = Math.Clamp(request.Filter.PageSize, 1, MostOnPage), Page = Math.Max(0, request.Filter.Page) };
        return await HotInstances.PageAsync(session.Hot, DesignerRights.SeesInstances(session.Acting), filter, cancellationToken);
    }

    public async Task<InstanceSheet?> Handle(OpenInstance request, CancellationToken cancellationToken)
    {
        if (!RowId.TryParse(request.InstanceId, out var id) || await HotInstances.FindAsync(session.Hot, id, cancellationToken) is not { } found)
        {
            return null;
        }

        var opensCase = session.Acting.RangesFor(Roles.OpeningCases).Any(r => r.Contains(found.Area));
        if (!opensCase && !DesignerRights.SeesInstances(session.Acting).Any(r => r.Contains(found.Area)))
        {
            return null;
        }

        var definition = await definitions.FindAsync(session, found.Line.VersionId, cancellationToken);
        var log = await LogAsync(found, definition, cancellationToken);
        var standing = await HotInstances.StandingAsync(session.Hot, id, cancellationToken);
        return new InstanceSheet(found.Line, log, [.. standing.Select(s => opensCase ? s : s with { Message = null })], opensCase ? VariablesOf(found, definition) : []);
    }

    public async Task<string?> Handle(InstanceOfCase request, CancellationToken cancellationToken) =>
        await HotInstances.OfCaseAsync(session.Hot, request.Case, cancellationToken) is { } found
        && session.Acting.RangesFor(Roles.OpeningCases).Any(r => r.Contains(found.Area)) ? found.Line.InstanceId : null;

    // The log of each burst stands in the event that caused it.
    private async Task<IReadOnlyList<InstanceEntry>> LogAsync(FoundInstance found, WorkflowDefinition definition, CancellationToken cancel)
    {
        var entries = new List<InstanceEntry>();
        foreach (var (at, text) in await HotInstances.EventsAsync(session.Hot, found, cancel))
        {
            entries.AddRange(EventText.LogsOf(text, child: null).SelectMany(log => Journal.Read(log, definition)).Select(e => new InstanceEntry(e, at)));
        }

        return entries;
    }

    private static IReadOnlyList<(string, string, string)> VariablesOf(FoundInstance found, WorkflowDefinition definition) => found.State.Length == 0
        ? []
        : [.. InstanceState.Parse(found.State).VariablesOf(definition).Select(v => (definition.Variables.First(d => d.Name == v.Key).Id, v.Key, v.Value.ToString()))];
}
