using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>Whether 疫情当日审批 exists in a county today, why, and the clause that says so.</summary>
internal sealed record FastTrackState(bool IsOpen, string Why, string Clause)
{
    /// <summary>The clause that brings the track into being.</summary>
    public const string Basis = "JL2020-2.7.5";

    /// <summary>Days after the end of the period in which what was left out is done.</summary>
    public const string ReviewDays = "temporary-assistance.fast-track-review-days";

    private const string Timetable = "JL2020-3.4";
    private const string PeriodEnd = "epidemic.period-end";

    public static FastTrackState Of(PolicySet policies, LawOfTheDay law, DateTimeOffset now)
    {
        var text = policies.DocumentOf(Basis);
        var period = text.Period!.Value;
        if (law.Truth("temporary-assistance.same-day").Value)
        {
            return law.Find(PeriodEnd) is not { } end ? new(true, $"依据{text.Reference}，当日申请、当日审批、当日发放", Basis)
                : law.Day > end.Value.Day ? new(false, $"本县的疫情防控期已于 {end.Value.Day:yyyy-MM-dd} 结束", ClauseOf(end.Source) ?? Basis)
                : new(true, $"依据{text.Reference}，到 {end.Value.Day:yyyy-MM-dd} 止", Basis);
        }

        return !law.Area.IsWithin(text.Area) ? new(false, $"{text.Reference}只适用于{text.AreaName}，本县没有这项规定", Basis)
            : law.Day < period.From ? new(false, $"{text.Reference}自 {period.From:yyyy-MM-dd} 起施行", Basis)
            : policies.IsInForce(text, law.Area, law.Day, now) ? new(false, "本县没有实行", Basis)
            : new(false, $"{text.Reference}随方案的时间表于 {period.To:yyyy-MM-dd} 结束，本县今天没有以文号确认继续执行", Timetable);
    }

    /// <summary>The last day of 事后完善: so many days after the period has ended; null while it has no end.</summary>
    public static DateOnly? ReviewDue(PolicySet policies, LawOfTheDay law, DateTimeOffset now, WorkCalendar calendar)
    {
        var text = policies.DocumentOf(Basis);
        var timetable = text.Period!.Value.To;
        var last = law.Find(PeriodEnd)?.Value.Day ?? (timetable is { } to && !policies.IsInForce(text, law.Area, to.AddDays(1), now) ? to : null);
        return last is { } day ? law.Clock(ReviewDays)?.DueAfter(day, calendar).LastDay : null;
    }

    private static string? ClauseOf(Source source) => source is Source.Policy { Citation.Clauses: [var first, ..] } ? first : null;
}
