using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>An application of the epidemic track nobody has decided yet.</summary>
/// <param name="Alarm">The county's hour of the day has passed.</param>
/// <param name="Late">Its day is over.</param>
public sealed record FastTrackOpenLine(string CaseId, string Number, string Name, string Township, DateTimeOffset ReportedAt, string Stage, bool Alarm, bool Late);

/// <summary>A helped family whose check, visit and notice are still to be done.</summary>
/// <param name="DueOn">Null while the period has no end.</param>
public sealed record FastTrackAfterLine(string CaseId, string Number, string Name, string Township, DateOnly AppliedOn, DateOnly? DueOn, bool Overdue);

/// <summary>What of the epidemic track stands open in the areas of a person.</summary>
/// <param name="AlarmAt">From when today's undecided applications alarm the county.</param>
public sealed record FastTrackWatch(DateTimeOffset AlarmAt, IReadOnlyList<FastTrackOpenLine> Undecided, IReadOnlyList<FastTrackAfterLine> Afterwards);

/// <summary>Open applications and open reviews of the epidemic track, in the areas this person works in.</summary>
public sealed record ViewFastTrackWatch : IQuestion<FastTrackWatch>;

/// <summary>How many applications of the epidemic track a county officer has to ask about now: from the county's hour on, whatever nobody has decided (P25).</summary>
public sealed record FastTrackAlarm : IQuestion<int>;

internal sealed class FastTrackWatchHandler(ActionSession session, Divisions divisions, PolicyShelf shelf) : IRequestHandler<ViewFastTrackWatch, FastTrackWatch>, IRequestHandler<FastTrackAlarm, int>
{
    private const string AlarmHour = "temporary-assistance.fast-track-alarm-hour";
    private const string ReviewStep = "Approvals.FastTrackReview";

    public async Task<FastTrackWatch> Handle(ViewFastTrackWatch request, CancellationToken cancellationToken)
    {
        var ranges = session.Acting.RangesFor(Roles.OpeningCases);
        var (policies, law) = await IntakeQuestions.LawAsync(session, shelf, cancellationToken);
        return new FastTrackWatch(AlarmAt(law), await UndecidedAsync(ranges, law, cancellationToken), await AfterwardsAsync(ranges, ReviewDue(policies, law), cancellationToken));
    }

    // Asked with every inbox of a county, and of the last day's applications after it, too: no row is read once 事后完善 is over as well.
    public async Task<int> Handle(FastTrackAlarm request, CancellationToken cancellationToken)
    {
        var ranges = session.Acting.RangesFor([Roles.CountyOfficer, Roles.CountyLeader]);
        if (ranges.Count == 0)
        {
            return 0;
        }

        var (policies, law) = await IntakeQuestions.LawAsync(session, shelf, cancellationToken);
        return !FastTrackState.Of(policies, law, session.Time.Now).IsOpen && ReviewDue(policies, law) < session.Time.Today ? 0
            : (await UndecidedAsync(ranges, law, cancellationToken)).Count(line => line.Alarm);
    }

    private DateTimeOffset AlarmAt(LawOfTheDay law) => LegalTime.StartOf(session.Time.Today).AddHours(law.Count(AlarmHour).Value);

    private DateOnly? ReviewDue(PolicySet policies, LawOfTheDay law) => FastTrackState.ReviewDue(policies, law, session.Time.Now, shelf.Calendar);

    private async Task<List<FastTrackOpenLine>> UndecidedAsync(IReadOnlyList<AreaRange> ranges, LawOfTheDay law, CancellationToken cancel)
    {
        var (wide, today, alarms) = (session.Wide("fast-track"), session.Time.Today, session.Time.Now >= AlarmAt(law));
        var rows = new List<FastTrackOpenLine>();
        foreach (var range in ranges)
        {
            var (from, to) = (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
            rows.AddRange((await wide.AidClaims.AsNoTracking()
                .Where(c => c.Area >= from && c.Area <= to && c.Track == AidTrack.FastTrack && !wide.AidApprovals.Any(a => a.County == c.County && a.CaseId == c.CaseId))
                .Join(wide.Instances.Where(i => i.Status == "Running"), c => new { c.County, c.CaseId }, i => new { i.County, i.CaseId }, (c, i) => new { c, i.Stage })
                .Join(wide.Cases, x => new { x.c.County, Id = x.c.CaseId }, k => new { k.County, k.Id }, (x, k) => new { x.c, x.Stage, k }).ToListAsync(cancel))
                .Select(x => new FastTrackOpenLine(x.k.Address.ToString(), x.k.Number, x.k.ApplicantName, TownshipOf(x.c.Area), x.c.ReportedAt, x.Stage,
                    alarms || LegalTime.DateOf(x.c.ReportedAt) < today, LegalTime.DateOf(x.c.ReportedAt) < today)));
        }

        return [.. rows.OrderBy(r => r.ReportedAt).ThenBy(r => r.Number, StringComparer.Ordinal)];
    }

    private async Task<List<FastTrackAfterLine>> AfterwardsAsync(IReadOnlyList<AreaRange> ranges, DateOnly? due, CancellationToken cancel)
    {
        var wide = session.Wide("fast-track");
        var rows = new List<FastTrackAfterLine>();
        foreach (var range in ranges)
        {
            var (from, to) = (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
            rows.AddRange((await wide.Tasks.AsNoTracking().Where(t => t.Area >= from && t.Area <= to && t.State == TaskState.Open && t.Step == ReviewStep)
                .Join(wide.Cases, t => new { t.County, Id = t.CaseId }, k => new { k.County, k.Id }, (t, k) => k).ToListAsync(cancel))
                .Select(k => new FastTrackAfterLine(k.Address.ToString(), k.Number, k.ApplicantName, TownshipOf(k.HandlingArea), k.AppliedOn, due, session.Time.Today > due)));
        }

        return [.. rows.OrderBy(r => r.AppliedOn).ThenBy(r => r.Number, StringComparer.Ordinal)];
    }

    private string TownshipOf(AreaCode area) => divisions.Find(AidLimits.TownshipOf(area))?.Name ?? string.Empty;
}
