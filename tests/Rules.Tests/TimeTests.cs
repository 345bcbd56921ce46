using Approvals.Domain;
using Approvals.Policies;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class YearMonthTests
{
    [Fact]
    public void Month_arithmetic_holds_from_1900_to_2100()
    {
        var gen = Gen.Choose(1900, 2100).Zip(Gen.Choose(1, 12)).Select(p => new YearMonth(p.Item1, p.Item2)).Zip(Gen.Choose(-1200, 1200));
        Generated.ForAll(gen, x =>
        {
            var (month, n) = x;
            var moved = month.AddMonths(n);
            return moved.MonthsSince(month) == n && moved.AddMonths(-n) == month && moved > month == n > 0
                && month.Next.FirstDay == month.LastDay.AddDays(1) && YearMonth.TryParse(month.ToString(), out var read) && read == month;
        });
    }

    [Theory]
    [InlineData("2020-13")]
    [InlineData("2020-1")]
    [InlineData("2020")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_no_month(string? text) => Assert.False(YearMonth.TryParse(text, out _));

    [Theory]
    [InlineData(2021, 2, 31, "2021-02-28")]
    [InlineData(2020, 2, 31, "2020-02-29")]
    [InlineData(2020, 4, 5, "2020-04-05")]
    public void A_day_number_is_clipped_to_the_month(int year, int month, int number, string day) =>
        Assert.Equal(day, LegalDay.Text(new YearMonth(year, month).Day(number)));

    [Theory]
    [InlineData("2020-02-29", 12, "2021-02-28")]
    [InlineData("2020-02-29", 48, "2024-02-29")]
    [InlineData("2019-03-31", 11, "2020-02-29")]
    public void A_review_is_clipped_to_the_end_of_a_shorter_month(string last, int months, string due) =>
        Assert.Equal(due, LegalDay.Text(DueDates.NextReview(Days.Of(last), months)));
}

public class LegalPeriodTests
{
    [Fact]
    public void Both_ends_belong_to_it()
    {
        var period = new LegalPeriod(Days.Of("2020-02-20"), Days.Of("2025-02-19"));
        Assert.False(period.Contains(Days.Of("2020-02-19")));
        Assert.True(period.Contains(Days.Of("2020-02-20")));
        Assert.True(period.Contains(Days.Of("2025-02-19")));
        Assert.False(period.Contains(Days.Of("2025-02-20")));
    }

    [Fact]
    public void It_cannot_end_before_it_begins() =>
        Assert.Throws<ArgumentException>(() => new LegalPeriod(Days.Of("2020-02-20"), Days.Of("2020-02-19")));

    [Fact]
    public void Overlapping_is_mutual_and_means_a_common_day()
    {
        var gen = Gen.Two(Gen.Choose(0, 40).Zip(Gen.Choose(0, 10)).Zip(Gen.Elements(true, false))).Select(p => (A: Period(p.Item1), B: Period(p.Item2)));
        Generated.ForAll(gen, p => p.A.Overlaps(p.B) == p.B.Overlaps(p.A)
            && p.A.Overlaps(p.B) == Enumerable.Range(0, 60).Any(d => p.A.Contains(Day(d)) && p.B.Contains(Day(d))));
    }

    private static DateOnly Day(int n) => new DateOnly(2020, 2, 1).AddDays(n);

    private static LegalPeriod Period(((int First, int Length) Days, bool Open) p) =>
        new(Day(p.Days.First), p.Open ? null : Day(p.Days.First + p.Days.Length));
}

public class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkCalendars.Shipped();

    [Theory]
    [InlineData("2022-01-03", false)] // 元旦
    [InlineData("2022-01-29", true)] // Saturday worked before the Spring Festival
    [InlineData("2022-01-30", true)] // Sunday worked
    [InlineData("2022-01-31", false)]
    [InlineData("2022-02-04", false)]
    [InlineData("2022-02-07", true)]
    [InlineData("2022-04-02", true)] // Saturday worked for 清明
    [InlineData("2022-10-08", true)]
    [InlineData("2022-10-09", true)]
    [InlineData("2020-01-31", false)] // Spring Festival of 2020, extended by the epidemic notice
    [InlineData("2020-02-03", true)]
    [InlineData("2019-05-03", false)] // four days of May as changed in the year
    [InlineData("2019-05-05", true)]
    [InlineData("2023-10-06", false)]
    [InlineData("2024-02-18", true)]
    [InlineData("2025-10-08", false)]
    [InlineData("2026-02-14", true)]
    [InlineData("2021-06-12", false)]
    public void Knows_holidays_and_adjusted_days(string day, bool working)
    {
        Assert.Equal(working, Calendar.IsWorkingDay(Days.Of(day)));
        Assert.False(Calendar.IsEstimated(Days.Of(day)));
    }

    [Fact]
    public void Years_without_a_published_list_are_Monday_to_Friday_and_say_so()
    {
        Assert.Equal((2017, 2026), (Calendar.FirstYear, Calendar.LastYear));
        Assert.True(Calendar.IsEstimated(Days.Of("2027-01-01")));
        Assert.True(Calendar.IsWorkingDay(Days.Of("2027-01-01")));
        Assert.False(Calendar.IsWorkingDay(Days.Of("2027-01-02")));
        Assert.True(Calendar.IsEstimated(Days.Of("2016-12-30")));
    }

    [Fact]
    public void Every_published_year_has_about_250_working_days()
    {
        for (var year = Calendar.FirstYear; year <= Calendar.LastYear; year++)
        {
            var days = Calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));
            Assert.InRange(days, 247, 252);
        }
    }

    [Fact]
    public void Counting_forward_and_counting_between_agree()
    {
        var gen = Gen.Choose(0, 3600).Zip(Gen.Choose(0, 60));
        Generated.ForAll(gen, x =>
        {
            var start = new DateOnly(2017, 1, 1).AddDays(x.Item1);
            return Calendar.WorkingDaysBetween(start, Calendar.WorkingDaysAfter(start, x.Item2)) == x.Item2;
        });
    }

    [Theory]
    [InlineData("date,kind,name\n2022-01-01,feast,元旦\n", "第2行")]
    [InlineData("date,kind,name\n2022-13-01,holiday,元旦\n", "第2行")]
    [InlineData("date,kind,name\n2022-01-01,holiday\n", "第2行")]
    [InlineData("date,kind\n", "第一行")]
    public void A_broken_list_is_refused_by_line(string csv, string where) =>
        Assert.Contains(where, Assert.Throws<FormatException>(() => WorkCalendars.Parse(csv)).Message, StringComparison.Ordinal);
}

public class StatutoryClockTests
{
    private static readonly WorkCalendar Calendar = WorkCalendars.Shipped();

    [Theory]
    [InlineData("2022-03-01", 3, "2022-03-04")]
    [InlineData("2022-03-04", 3, "2022-03-09")] // over a weekend
    [InlineData("2022-01-28", 3, "2022-02-07")] // two worked weekend days, then the Spring Festival
    [InlineData("2022-09-29", 10, "2022-10-18")] // National Day with two worked weekend days
    [InlineData("2022-03-01", 30, "2022-04-13")] // 清明 and its adjusted Saturday
    [InlineData("2022-03-01", 45, "2022-05-06")] // 清明 and 五一 with a worked Saturday and a worked Sunday
    public void Working_days_leave_out_the_day_of_the_event(string start, int n, string last)
    {
        var due = Clock(n, ClockUnit.WorkingDays).DueAfter(Days.Of(start), Calendar);
        Assert.Equal(last, LegalDay.Text(due.LastDay));
        Assert.False(due.Estimated);
    }

    [Theory]
    [InlineData("2022-03-01", 7, "2022-03-08")]
    [InlineData("2022-01-28", 7, "2022-02-04")]
    [InlineData("2024-02-22", 7, "2024-02-29")]
    public void Calendar_days_include_holidays(string start, int n, string last) =>
        Assert.Equal(last, LegalDay.Text(Clock(n, ClockUnit.CalendarDays).DueAfter(Days.Of(start), Calendar).LastDay));

    [Fact]
    public void It_ends_at_midnight_of_the_last_day_in_China()
    {
        var due = Clock(7, ClockUnit.CalendarDays).DueAfter(Days.Of("2022-03-01"), Calendar);
        Assert.False(due.IsOver(DateTimeOffset.Parse("2022-03-08T23:59:59+08:00", null)));
        Assert.True(due.IsOver(DateTimeOffset.Parse("2022-03-08T16:00:00Z", null)));
    }

    [Fact]
    public void Beyond_the_published_years_it_is_estimated()
    {
        Assert.True(Clock(30, ClockUnit.WorkingDays).DueAfter(Days.Of("2026-12-20"), Calendar).Estimated);
        Assert.False(Clock(30, ClockUnit.CalendarDays).DueAfter(Days.Of("2026-12-20"), Calendar).Estimated);
    }

    [Fact]
    public void Days_left_are_counted_in_its_own_unit()
    {
        var due = Clock(3, ClockUnit.WorkingDays).DueAfter(Days.Of("2022-03-04"), Calendar);
        Assert.Equal(3, due.DaysLeft(Days.Of("2022-03-05"), Calendar));
        Assert.Equal(0, due.DaysLeft(Days.Of("2022-03-09"), Calendar));
        Assert.Equal(-1, due.DaysLeft(Days.Of("2022-03-10"), Calendar));
    }

    [Fact]
    public void A_pause_with_its_clause_is_not_counted()
    {
        var pause = new ClockPause(Days.Of("2022-03-02"), Days.Of("2022-03-04"), "O01");
        Assert.Equal("2022-03-09", LegalDay.Text(Clock(3, ClockUnit.WorkingDays).DueAfter(Days.Of("2022-03-01"), Calendar, [pause]).LastDay));
    }

    [Fact]
    public void A_clock_of_no_days_is_a_fault() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock(0, ClockUnit.WorkingDays).DueAfter(Days.Of("2022-03-01"), Calendar));

    private static StatutoryClock Clock(int n, ClockUnit unit) => new("clock.case", "acceptance", "approval", n, unit, ["O01"]);
}
