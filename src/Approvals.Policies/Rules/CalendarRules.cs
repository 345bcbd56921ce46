using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules about dates: due dates, first months, which text is in force.</summary>
internal static class CalendarRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new Rule(
            "due.quarter-report",
            "季度报告期限",
            [
                new("year", "年份", GivenKind.Count),
                new("quarter", "季度", GivenKind.Count),
                new("sentOn", "县级实际报送日", GivenKind.Day, Required: false),
            ],
            [new("county", ResultKind.Day), new("city", ResultKind.Day), new("onTime", ResultKind.Truth, Always: false)],
            QuarterReport),
        new Rule(
            "due.review",
            "下次复核期限",
            [new("lastReview", "上次复核日", GivenKind.Day)],
            [new("due", ResultKind.Day)],
            (law, given) => Review(law, given.Day("lastReview")).Select<IReadOnlyList<ResultMember>>(due => [new("due", due)])),
        new Rule(
            "month.next",
            "下月",
            [new("date", "日期", GivenKind.Day)],
            [new("month", ResultKind.Month)],
            (law, given) => MonthAfter(law, given.Day("date")).Select<IReadOnlyList<ResultMember>>(month => [new("month", month)])),
        new Rule(
            "policy.in-force",
            "文件是否适用",
            [new("document", "文件编号", GivenKind.Document)],
            [new("inForce", ResultKind.Truth)],
            (law, given) => law.ExplainInForce(given.Text("document")).Select<IReadOnlyList<ResultMember>>(inForce => [new("inForce", inForce)])),
    ];

    private static Answer<IReadOnlyList<ResultMember>> QuarterReport(LawOfTheDay law, GivenFacts given)
    {
        var (countyDay, cityDay) = (law.Count("report.quarter-due-county"), law.Count("report.quarter-due-city"));
        if (law.Blocked)
        {
            return law.Because;
        }

        var sentOn = given.DayIfGiven("sentOn");
        return DueDates.ExplainQuarterReport(given.Count("year"), given.Count("quarter"), countyDay, cityDay)
            .Select<IReadOnlyList<ResultMember>>(due => sentOn is { } sent
                ? [new("county", due.County), new("city", due.City), new("onTime", sent <= due.County)]
                : [new("county", due.County), new("city", due.City)]);
    }

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
