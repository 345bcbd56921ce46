using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>Tries a value without proposing it.</summary>
public sealed record PreviewValue(string Area, ValueForm Form) : IQuestion<Reply<ValuePreview>>;

/// <summary>A proposal as its confirmer reads it.</summary>
/// <param name="State">open, confirmed or rejected.</param>
/// <param name="Preview">What it would change; null once it is settled or cannot be set any more.</param>
/// <param name="Problem">Why it cannot be set as things stand now; null when it can.</param>
public sealed record ProposalPage(
    ProposalLine Line, string Shown, DateOnly? To, DateOnly Published, IReadOnlyList<ClauseText> Cites, DateTimeOffset ProposedAt, string State, ValuePreview? Preview, Refusal? Problem);

/// <summary>One proposal of the county; null when there is none.</summary>
public sealed record ViewProposal(Guid ValueId) : IQuestion<ProposalPage?>;

internal sealed class PreviewValueHandlers(ActionSession session, ValueTrial trial, PolicyShelf shelf) : IRequestHandler<PreviewValue, Reply<ValuePreview>>, IRequestHandler<ViewProposal, ProposalPage?>
{
    public async Task<Reply<ValuePreview>> Handle(PreviewValue request, CancellationToken cancellationToken) =>
        AreaCode.TryParse(request.Area, out var area) ? await trial.PreviewAsync(trial.RowOf(area, request.Form), cancellationToken) : Refusals.NotProposer;

    public async Task<ProposalPage?> Handle(ViewProposal request, CancellationToken cancellationToken)
    {
        var row = await session.Db.CountyValues.AsNoTracking().FirstOrDefaultAsync(v => v.Id == request.ValueId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var policies = await shelf.CurrentAsync(session, cancellationToken);
        var proposer = await session.Wide("name-of-official").Officials.AsNoTracking().Where(o => o.Id == row.ProposedBy).Select(o => o.Name).FirstOrDefaultAsync(cancellationToken);
        var state = row.ConfirmedBy is not null ? "confirmed" : row.RejectedBy is not null ? "rejected" : "open";
        var preview = state == "open" ? await trial.PreviewAsync(row, cancellationToken) : null;
        var name = policies.Parameters.GetValueOrDefault(row.Key)?.Name ?? row.Key;
        return new ProposalPage(
            new ProposalLine(row.Id, row.Key, name, row.Value, row.From, row.DocumentNumber, proposer ?? "？", row.ProposedBy == session.Acting.Id),
            preview is { Done: true } ? preview.Value.After : row.Value,
            row.To,
            row.Published,
            [.. PolicyShelf.ToCountyValue(row).Cites.Select(id => ClauseTexts.Of(policies, id))],
            row.ProposedAt,
            state,
            preview is { Done: true } ? preview.Value : null,
            preview?.Refusal);
    }
}
