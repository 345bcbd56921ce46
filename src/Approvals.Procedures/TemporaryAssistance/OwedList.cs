using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>A case that owes papers.</summary>
public sealed record OwedLine(string CaseId, string Number, string Name, string Township, IReadOnlyList<string> Papers, DateOnly DueOn, int DaysLeft, bool Overdue);

/// <summary>How many cases of a township owe papers, and how many too long.</summary>
public sealed record OwedTownship(string Township, int Cases, int Overdue);

/// <summary>欠缺手续台账: what paid-first cases still owe, the most urgent first, and by township.</summary>
public sealed record OwedLedger(IReadOnlyList<OwedTownship> Townships, IReadOnlyList<OwedLine> Rows);

/// <summary>The ledger of the areas this person works in; only what is overdue when asked.</summary>
public sealed record ListOwed(bool OverdueOnly) : IQuestion<OwedLedger>;

internal sealed class OwedListHandler(ActionSession session, Divisions divisions, PolicyShelf shelf) : IRequestHandler<ListOwed, OwedLedger>
{
    private const int Most = 500;

    public async Task<OwedLedger> Handle(ListOwed request, CancellationToken cancellationToken)
    {
        var ranges = session.Acting.RangesFor(Roles.OpeningCases);
        var wide = session.Wide("owed-papers");
        var rows = new List<OwedLine>();
        foreach (var range in ranges)
        {
            var (from, to) = (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
            var papers = await wide.OwedPapers.AsNoTracking().Where(p => p.SettledAt == null && p.Area >= from && p.Area <= to)
                .Join(wide.Cases, p => new { p.County, Id = p.CaseId }, c => new { c.County, c.Id }, (p, c) => new { p, c }).OrderBy(x => x.p.DueOn).Take(Most * 5).ToListAsync(cancellationToken);
            rows.AddRange(papers.GroupBy(x => x.c.Id).Select(g => Shown(g.First().c, [.. g.Select(x => x.p)])));
        }

        var shown = rows.OrderBy(r => r.DueOn).ThenBy(r => r.Number, StringComparer.Ordinal).ToList();
        return new OwedLedger(
            [.. shown.GroupBy(r => r.Township).Select(g => new OwedTownship(g.Key, g.Count(), g.Count(r => r.Overdue))).OrderByDescending(t => t.Overdue).ThenBy(t => t.Township, StringComparer.Ordinal)],
            [.. shown.Where(r => !request.OverdueOnly || r.Overdue).Take(Most)]);
    }

    private OwedLine Shown(Case c, List<OwedPaper> papers)
    {
        var due = papers.Min(p => p.DueOn);
        return new OwedLine(c.Address.ToString(), c.Number, c.ApplicantName, divisions.Find(AidLimits.TownshipOf(c.HandlingArea))?.Name ?? c.HandlingArea.ToString(),
            [.. papers.OrderBy(p => p.Paper).Select(p => EnumCodes.TextOf(p.Paper))], due, shelf.Calendar.WorkingDaysBetween(session.Time.Today, due), session.Time.Today > due);
    }
}
