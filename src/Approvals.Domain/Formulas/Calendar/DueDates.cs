namespace Approvals.Domain;

/// <summary>The days by which the county and the city report on a quarter.</summary>
public readonly record struct QuarterReportDue(DateOnly County, DateOnly City);

/// <summary>From when a change of the household counts (A-F2-5).</summary>
public enum ChangeEffect
{
    AfterReport,
    AfterEvent,
    AfterReview,
}

/// <summary>Dates that the documents set by the calendar: reports, reviews, first months.</summary>
public static class DueDates
{
    private const int MonthsOfAQuarter = 3;

    /// <summary>When the report on a quarter is due: a day of the first month after it, that day included, not moved for holidays (A-F18-1).</summary>
    /// <remarks>Clauses: JL2020-4.4.3, JL2020-4.4.4.</remarks>
    public static QuarterReportDue QuarterReport(int year, int quarter, int countyDay, int cityDay)
    {
        var month = new YearMonth(year, 1).AddMonths(quarter * MonthsOfAQuarter);
        return new QuarterReportDue(month.Day(countyDay), month.Day(cityDay));
    }

    /// <summary>The last day in time for a due day: the day itself or the day before it (A-F18-1), moved to the next working day where holidays shift it.</summary>
    public static DateOnly LastDayInTime(DateOnly due, bool dayIncluded, bool holidaysShift, WorkCalendar calendar)
    {
        var day = dayIncluded ? due : due.AddDays(-1);
        while (holidaysShift && !calendar.IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The latest day of the next review: so many months after the last one, clipped to the end of a shorter month.</summary>
    /// <remarks>Clauses: HN2017-2.1.4; elsewhere O01.</remarks>
    public static DateOnly NextReview(DateOnly lastReview, int months) => lastReview.AddMonths(months);

    /// <summary>The month after the one a day falls in: when a decision or a review takes effect.</summary>
    /// <remarks>Clauses: O01; for 渐退 JL2020-2.4.2f.</remarks>
    public static YearMonth MonthAfter(DateOnly day) => YearMonth.Of(day).Next;

    /// <summary>The month from which a change of the household counts: after the report, after the event, or after the review.</summary>
    /// <remarks>Clauses: O01; which of them is local (A-F2-5).</remarks>
    public static YearMonth ChangeMonth(DateOnly reported, DateOnly happened, DateOnly reviewed, ChangeEffect effect) => MonthAfter(effect switch
    {
        ChangeEffect.AfterReport => reported,
        ChangeEffect.AfterEvent => happened,
        _ => reviewed,
    });

    public static Answer<QuarterReportDue> ExplainQuarterReport(Sourced<int> year, Sourced<int> quarter, Sourced<int> countyDay, Sourced<int> cityDay)
    {
        if (quarter.Value is < 1 or > 4)
        {
            return new FieldProblem("quarter", $"{quarter.Value}", "季度是1到4，请重填。");
        }

        if (year.Value is < 1900 or > 2100)
        {
            return new FieldProblem("year", $"{year.Value}", "请填写四位年份，如 2020。");
        }

        var due = QuarterReport(year.Value, quarter.Value, countyDay.Value, cityDay.Value);
        return new Explained<QuarterReportDue>(due, new Explanation("due.quarter-report", "季度报告期限", [],
        [
            new Step("县级报市州", "季度后第一个月的这一天以前，含当日，节假日不顺延", [Quarter(year, quarter), StepInput.Of("县级报送日", countyDay, "日")], LegalDay.Text(due.County)),
            new Step("市州报省", "季度后第一个月的这一天以前，含当日，节假日不顺延", [StepInput.Of("市州报送日", cityDay, "日")], LegalDay.Text(due.City)),
        ]));
    }

    public static Explained<DateOnly> ExplainNextReview(Sourced<DateOnly> lastReview, Sourced<int> months)
    {
        var due = NextReview(lastReview.Value, months.Value);
        return new Explained<DateOnly>(due, new Explanation("due.review", "下次复核期限", [],
        [
            new Step("下次复核最迟日", "上次复核日 + 复核间隔；没有对应日的取当月最后一日", [StepInput.Of("上次复核日", lastReview), StepInput.Of("复核间隔", months, "个月")], LegalDay.Text(due)),
        ]));
    }

    public static Explained<YearMonth> ExplainMonthAfter(Sourced<DateOnly> day, Sourced<string> rule)
    {
        var month = MonthAfter(day.Value);
        return new Explained<YearMonth>(month, new Explanation("month.next", "下月", [],
        [
            new Step("起算月份", "日期所在月的下一个月", [StepInput.Of("日期", day), new StepInput("起算规则", "决定或复核之月的下月", rule.Source)], month.ToString()),
        ]));
    }

    public static Answer<YearMonth> ExplainChangeMonth(Sourced<DateOnly> reported, Sourced<DateOnly> happened, Sourced<DateOnly> reviewed, Sourced<Choice<ChangeEffect>> effect, IReadOnlyList<string> basis)
    {
        if (happened.Value > reported.Value)
        {
            return Obstacle.Conflicting("happenedOn", "变化发生日期", "乡镇经办人", "发生日期晚于报告日期");
        }

        var month = ChangeMonth(reported.Value, happened.Value, reviewed.Value, effect.Value.Value);
        return new Explained<YearMonth>(month, new Explanation("payment.change-month", "家庭变化的生效月份", basis,
        [
            new Step("生效月份", "报告、发生或复核之月的下月", [StepInput.Of("报告日期", reported), StepInput.Of("发生日期", happened), StepInput.Of("复核日期", reviewed), StepInput.Of("生效规则", effect)], month.ToString()),
        ]));
    }

    private static StepInput Quarter(Sourced<int> year, Sourced<int> quarter) => new("季度", $"{year.Value}年第{quarter.Value}季度", quarter.Source);
}
