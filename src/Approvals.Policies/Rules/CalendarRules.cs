using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules about dates: due dates, first months, which text is in force.</summary>
internal static class CalendarRules
{
    private static readonly Lazy<WorkCalendar> Calendar = new(WorkCalendars.Shipped);

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("due.quarter-report", "季度报告期限",
            [new("year", "年份", GivenKind.Count), new("quarter", "季度", GivenKind.Count), new("sentOn", "县级实际报送日", GivenKind.Day, Required: false)],
            [new("county", ResultKind.Day), new("city", ResultKind.Day), new("onTime", ResultKind.Truth, Always: false)],
            QuarterReport),
        new("due.review", "下次复核期限", [new("lastReview", "上次复核日", GivenKind.Day)], [new("due", ResultKind.Day)], (law, given) => Review(law, given.Day("lastReview")).As("due")),
        new("month.next", "下月", [new("date", "日期", GivenKind.Day)], [new("month", ResultKind.Month)], (law, given) => MonthAfter(law, given.Day("date")).As("month")),
        new("policy.in-force", "文件是否适用", [new("document", "文件编号", GivenKind.Document)], [new("inForce", ResultKind.Truth)], (law, given) => law.ExplainInForce(given.Text("document")).As("inForce")),
    ];

    private static Answer<IReadOnlyList<ResultMember>> QuarterReport(LawOfTheDay law, GivenFacts given)
    {
        var (countyDay, cityDay) = (law.Count("report.quarter-due-county"), law.Count("report.quarter-due-city"));
        var (included, shifted) = (law.Truth("report.due-day-included"), law.Truth("report.holiday-shift"));
        return law.Blocked ? law.Because : DueDates.ExplainQuarterReport(given.Count("year"), given.Count("quarter"), countyDay, cityDay)
            .Select(due => new QuarterReportDue(InTime(due.County, included, shifted), InTime(due.City, included, shifted)))
            .As(due => Due(due, given.DayIfGiven("sentOn")));
    }

    private static DateOnly InTime(DateOnly due, Sourced<bool> included, Sourced<bool> shifted) => DueDates.LastDayInTime(due, included.Value, shifted.Value, Calendar.Value);

    private static IEnumerable<ResultMember> Due(QuarterReportDue due, Sourced<DateOnly>? sentOn) =>
        [new("county", due.County), new("city", due.City), .. sentOn is { } sent ? [new ResultMember("onTime", sent.Value <= due.County)] : Array.Empty<ResultMember>()];

    private static Answer<DateOnly> Review(LawOfTheDay law, Sourced<DateOnly> lastReview)
    {
        var months = law.Count("review.interval-max");
        return law.Blocked ? law.Because : DueDates.ExplainNextReview(lastReview, months);
    }

    private static Answer<YearMonth> MonthAfter(LawOfTheDay law, Sourced<DateOnly> day)
    {
        var rule = law.Text("payment.start-month");
        return law.Blocked ? law.Because : DueDates.ExplainMonthAfter(day, rule);
    }
}
