using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Incidents;

/// <summary>A repair that waits for a second person.</summary>
public sealed record RepairLine(string RepairId, string Kind, string What, string Reason, string Proposer, DateTimeOffset ProposedAt, bool Mine);

/// <summary>One branch that stands still, and what this person may do about it.</summary>
/// <param name="Outcomes">What may be answered in the step's place; empty where nothing may.</param>
/// <param name="Steps">The human steps it may be taken back to.</param>
/// <param name="Log">What has been done about incidents of the case so far.</param>
public sealed record IncidentView(
    IncidentLine Line, bool IsOpen, IReadOnlyList<Forms.Choice> Outcomes, IReadOnlyList<Forms.Choice> Steps, RepairLine? Proposal,
    bool MayRetry, bool MayPropose, bool MayConfirm, IReadOnlyList<TimelineLine> Log);

/// <summary>One incident; null when it does not exist for this person.</summary>
public sealed record ViewIncident(RowId Incident) : IQuestion<IncidentView?>;

internal sealed class ViewIncidentHandler(ActionSession session, IncidentWords words, RepairWays ways, Sentences sentences) : IRequestHandler<ViewIncident, IncidentView?>
{
    public async Task<IncidentView?> Handle(ViewIncident request, CancellationToken cancellationToken)
    {
        if (await HotIncidents.FindAsync(session.Hot, request.Incident, cancellationToken) is not { } row
            || !session.Acting.RangesFor(IncidentRights.Seeing).Any(r => r.Contains(row.Area)))
        {
            return null;
        }

        var isOpen = row.ClosedAt is null;
        bool May(string[] roles) => isOpen && roles.Any(r => session.Acting.MandateFor(r, row.Area, row.Programme) is not null);
        var events = await session.Wide("incidents").Events.AsNoTracking().Where(e => e.County == row.County && e.CaseId == row.CaseId).OrderBy(e => e.Seq).ToListAsync(cancellationToken);
        var offered = await ways.OfferedAsync(row, events.Select(e => e.Text), cancellationToken);
        return new IncidentView(
            await words.LineAsync(row, cancellationToken), isOpen, offered.Outcomes, offered.Steps, await ProposalAsync(row, offered, cancellationToken),
            May(IncidentRights.Retrying), May(IncidentRights.Proposing), May(IncidentRights.Confirming),
            await LogAsync(events.Where(e => e.Kind.StartsWith("incident.", StringComparison.Ordinal)), cancellationToken));
    }

    private async Task<RepairLine?> ProposalAsync(StandingRow row, OfferedRepairs offered, CancellationToken cancel)
    {
        var found = await session.Wide("incidents").Repairs.AsNoTracking()
            .FirstOrDefaultAsync(r => r.County == row.County && r.IncidentId == row.Id && r.State == RepairState.Proposed, cancel);
        return found is null ? null : new RepairLine(
            found.Address.ToString(), Forms.EnumCodes.CodeOf(found.Kind), offered.Said(found.Kind, found.Target), found.Reason,
            await TaskRights.NameOfAsync(session, found.ProposedBy, cancel), found.ProposedAt, found.ProposedBy == session.Acting.Id);
    }

    private async Task<List<TimelineLine>> LogAsync(IEnumerable<CaseEvent> events, CancellationToken cancel)
    {
        var lines = new List<TimelineLine>();
        foreach (var e in events)
        {
            lines.Add(sentences.Of(e, await TaskRights.NameOfAsync(session, e.Actor, cancel)));
        }

        return lines;
    }
}

/// <summary>What can be done about one incident.</summary>
internal sealed record OfferedRepairs(IReadOnlyList<Forms.Choice> Outcomes, IReadOnlyList<Forms.Choice> Steps)
{
    public string Said(RepairKind kind, string? target) => kind switch
    {
        RepairKind.Answer => $"代替系统给出结果：{TextOf(Outcomes, target)}",
        RepairKind.Move => $"转回“{TextOf(Steps, target)}”",
        _ => "终止本案",
    };

    private static string TextOf(IReadOnlyList<Forms.Choice> choices, string? code) => choices.FirstOrDefault(c => c.Code == code)?.Text ?? code ?? string.Empty;
}

/// <summary>Finds what can be done about an incident: the step's outcomes where a person may state them, and the human steps the case has been through.</summary>
public sealed class RepairWays(ActionSession session, Steps steps, Definitions definitions)
{
    internal async Task<OfferedRepairs> OfferedAsync(StandingRow row, IEnumerable<string> events, CancellationToken cancel)
    {
        var definition = await definitions.FindAsync(session, row.VersionId, cancel);
        var begun = events.SelectMany(text => EventText.LogsOf(text, row.ChildId)).SelectMany(log => Journal.Read(log, definition)).Select(entry => entry.ActivityId).ToHashSet();
        var node = definition.Find(row.ActivityId);
        return new OfferedRepairs(
            node is not null && row.Kind == Hindrance.Incident && IsAnswerable(node) ? OutcomesOf(node) : [],
            node is null ? [] : [.. definition.Nodes.Where(n => begun.Contains(n.Id) && n.Id != node.Id && steps.FindHuman(n.Type) is not null && IsAround(n, node))
                .Select(n => new Forms.Choice(n.Id, n.Title))]);
    }

    // A person may state what an automatic step would have found, not do what a person has to do with a form, nor write what only the system writes.
    private bool IsAnswerable(Node node) => steps.FindHuman(node.Type) is null && steps.FindAutomatic(node.Type)?.Card.IsAnswerable != false;

    // An outcome that leads nowhere is not offered: the branch, and with it perhaps the case, would end without a word.
    private static List<Forms.Choice> OutcomesOf(Node node) => [.. Ways.Of(node).Where(node.IsConnected).Select(way => new Forms.Choice(way,
        $"{node.Descriptor.Outcomes.FirstOrDefault(o => o.Name == way)?.DisplayName ?? way}（到“{string.Join("”“", node.Targets(way).Select(t => t.Title))}”）"))];

    // The runtime moves a branch within its flowchart or to one around it.
    private static bool IsAround(Node target, Node from)
    {
        for (var around = from.Parent; around is not null; around = around.Parent)
        {
            if (around == target.Parent)
            {
                return true;
            }
        }

        return false;
    }
}
