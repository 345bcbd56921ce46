using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Letters;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>Recomputes decisions from the facts they cite, the law of their day as known then and the wording of their letters, and compares byte for byte.</summary>
/// <param name="Decision">The number or id of one decision; null for all of them.</param>
public sealed record ReplayDecisions(string? Decision) : IQuestion<ReplayReport>;

/// <summary>What replaying found.</summary>
/// <param name="Decisions">Decisions recomputed.</param>
/// <param name="Calculations">Stored runs recomputed, earlier ones of the same cases included.</param>
/// <param name="Letters">Letters printed again.</param>
/// <param name="Differences">Whatever came out otherwise.</param>
public sealed record ReplayReport(int Decisions, int Calculations, int Letters, IReadOnlyList<ReplayDifference> Differences)
{
    /// <summary>Differences that no registered correction explains.</summary>
    public IEnumerable<ReplayDifference> Unexplained => Differences.Where(d => d.Correction is null);
}

/// <summary>One thing that came out otherwise. Names no person and quotes no letter.</summary>
/// <param name="Decision">The decision's number.</param>
/// <param name="Part">values, result, explanation, decision or letter.</param>
/// <param name="What">Where it differs.</param>
/// <param name="Correction">The registered correction that explains it; null when none does.</param>
public sealed record ReplayDifference(string Decision, string Part, string What, string? Correction);

internal sealed class ReplayDecisionsHandler(ActionSession session, PolicyShelf shelf, Divisions divisions, Seals seals, IReadOnlyList<RuleCorrection> corrections) : IRequestHandler<ReplayDecisions, ReplayReport>
{
    public async Task<ReplayReport> Handle(ReplayDecisions request, CancellationToken cancellationToken)
    {
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        var decisions = await WantedAsync(request.Decision, cancellationToken);
        var (runs, letters, differences) = (0, 0, new List<ReplayDifference>());
        foreach (var decision in decisions)
        {
            var replay = await OpenAsync(policies, decision, cancellationToken);
            differences.AddRange(replay.Runs.SelectMany(replay.OfRun).Concat(replay.OfDecision()).Concat(replay.Letters.SelectMany(replay.OfLetter))
                .Select(d => d with { Correction = corrections.Allowing(replay.Run.Rule, d.Part, LegalDay.Of(decision.RecordedAt))?.Id }));
            runs += replay.Runs.Count;
            letters += replay.Letters.Count;
        }

        return new ReplayReport(decisions.Count, runs, letters, differences);
    }

    private async Task<List<Decision>> WantedAsync(string? which, CancellationToken cancel)
    {
        var all = session.Db.Decisions.AsNoTracking();
        var id = RowId.TryParse(which, out var row) ? row.Id : Guid.TryParse(which, out var guid) ? guid : Guid.Empty;
        return await (which is null ? all : all.Where(d => d.Number == which || d.Id == id)).OrderBy(d => d.RecordedAt).ThenBy(d => d.Id).ToListAsync(cancel);
    }

    private async Task<DecisionReplay> OpenAsync(PolicySet policies, Decision decision, CancellationToken cancel)
    {
        var (county, id) = (decision.County, decision.CaseId);
        var found = await session.Db.Cases.AsNoTracking().FirstAsync(c => c.County == county && c.Id == id, cancel);
        var letters = await session.Db.Letters.AsNoTracking().Where(l => l.County == county && l.DecisionId == decision.Id).OrderBy(l => l.RecordedAt).ThenBy(l => l.Id).ToListAsync(cancel);
        var templates = new Dictionary<string, LetterTemplate?>();
        foreach (var letter in letters)
        {
            templates[letter.TemplateHash] = await KeptTemplates.FindAsync(session, letter.Template, letter.TemplateHash, cancel);
        }

        return new DecisionReplay(policies, divisions, seals, found, decision)
        {
            Facts = await HotFacts.ReadAsync(session.Hot, found.Address, cancel),
            Runs = await session.Db.Calculations.AsNoTracking().Where(c => c.County == county && c.CaseId == id && c.RecordedAt <= decision.RecordedAt)
                .OrderBy(c => c.RecordedAt).ThenBy(c => c.Id).ToListAsync(cancel),
            Letters = letters,
            Templates = templates,
        };
    }
}
