using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using MediatR;

namespace Approvals.Procedures.Decisions;

/// <summary>One line of a roster: this month, or 补发 of an earlier one.</summary>
/// <param name="Amount">Yuan for files: 1250.00.</param>
/// <param name="AmountShown">Yuan for reading: 1,250.00.</param>
/// <param name="Opens">This person may open the case itself; 财政 pays without it.</param>
public sealed record RosterLine(string CaseId, string CaseNumber, string Payee, string Village, int Members, string Kind, string ForMonth, string Amount, string AmountShown, string DecisionId, bool Opens);

/// <summary>发放名册 of a month: a function of the awards known at its cut-off.</summary>
/// <param name="CutOff">The end of the day whose knowledge it rests on.</param>
/// <param name="IsClosed">The cut-off has passed: the roster will not change any more.</param>
/// <param name="Blocked">Why it cannot be paid yet, e.g. the county has not chosen a rounding; empty when it can.</param>
public sealed record Roster(string Month, string Area, DateOnly CutOff, bool IsClosed, IReadOnlyList<RosterLine> Lines, string Total, string TotalShown, string Blocked);

/// <summary>The roster of a month in the areas this person sees rosters of.</summary>
public sealed record ViewRoster(string Month) : IQuestion<Roster?>;

internal sealed class RosterHandler(ActionSession session, PolicyShelf shelf, Divisions divisions) : IRequestHandler<ViewRoster, Roster?>
{
    private static readonly string[] SeeRosters = [Roles.Finance, Roles.CountyOfficer, Roles.CountyLeader, Roles.Window, Roles.Reviewer, Roles.TownshipLeader, Roles.Auditor];

    public async Task<Roster?> Handle(ViewRoster request, CancellationToken cancellationToken)
    {
        if (!YearMonth.TryParse(request.Month, out var month))
        {
            return null;
        }

        var ranges = session.Acting.RangesFor(SeeRosters);
        var county = AreaCode.Parse(session.Acting.County.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var cutOffs = await CutOffsAsync(county, month, cancellationToken);
        var known = await HotRoster.KnownAsync(session.Hot, ranges, LegalTime.EndOf(cutOffs.This), cancellationToken);
        var found = RosterOf(known, month, LegalTime.EndOf(cutOffs.Before)).ToList();
        var total = found.Aggregate(Money.Zero, (sum, l) => sum + l.Award.Monthly);
        var open = session.Acting.RangesFor(Roles.OpeningCases);
        var lines = found.Select(l => Shown(l, open.Any(r => r.Contains(l.Award.Area)))).OrderBy(l => l.Village, StringComparer.Ordinal).ThenBy(l => l.CaseNumber, StringComparer.Ordinal).ThenBy(l => l.ForMonth, StringComparer.Ordinal).ToList();
        return new Roster(month.ToString(), divisions.Find(county)?.Name ?? county.ToString(), cutOffs.This, session.Time.Today > cutOffs.This, lines,
            total.ToPlainText(), total.ToString(), await BlockedAsync(county, month, cancellationToken));
    }

    /// <summary>Current month, and every earlier month that became known only after its own roster was closed.</summary>
    internal static IEnumerable<(KnownAward Award, YearMonth For, bool Arrears)> RosterOf(IReadOnlyList<KnownAward> known, YearMonth month, DateTimeOffset before)
    {
        foreach (var award in known)
        {
            if (award.Covers(month))
            {
                yield return (award, month, false);
            }

            // Known only now: the months before this one that no roster could list are paid with it.
            for (var earlier = award.First; earlier < month && award.KnownFrom >= before; earlier = earlier.Next)
            {
                if (award.Covers(earlier))
                {
                    yield return (award, earlier, true);
                }
            }
        }
    }

    // The roster of a month is closed on the cut-off day of the month before it.
    private async Task<(DateOnly This, DateOnly Before)> CutOffsAsync(AreaCode county, YearMonth month, CancellationToken cancel)
    {
        var policies = await shelf.CurrentAsync(session, cancel);
        DateOnly Day(YearMonth m) => m.Day(policies.On(county, m.FirstDay, session.Time.Now).Count("roster.cut-off-day").Value);
        return (Day(month.AddMonths(-1)), Day(month.AddMonths(-2)));
    }

    private async Task<string> BlockedAsync(AreaCode county, YearMonth month, CancellationToken cancel)
    {
        var law = (await shelf.CurrentAsync(session, cancel)).On(county, month.FirstDay, session.Time.Now);
        return law.Find("benefit.rounding") is { Source: Source.Policy { Citation.Confirmed: false } }
            ? "本县还没有选定补差取整方式（benefit.rounding），名册只能预览，不能发放。请县级民政部门在“政策参数”中选定。"
            : string.Empty;
    }

    private RosterLine Shown((KnownAward Award, YearMonth For, bool Arrears) line, bool opens) => new(
        new RowId(line.Award.County, line.Award.CaseId).ToString(), line.Award.CaseNumber, line.Award.Payee, divisions.Find(line.Award.Area)?.Name ?? line.Award.Area.ToString(),
        line.Award.Members, line.Arrears ? "补发" : "当月", line.For.ToString(), line.Award.Monthly.ToPlainText(), line.Award.Monthly.ToString(), line.Award.DecisionId.ToString(), opens);
}
