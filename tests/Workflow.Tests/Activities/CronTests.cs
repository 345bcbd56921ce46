using System.Globalization;

namespace Approvals.Workflow.Tests.Activities;

/// <summary>Cron as Elsa means it, though another library parses it.</summary>
public sealed class CronTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("0 8 * * *", "2026-03-03T08:00:00+08:00")]
    [InlineData("30 0 8 * * *", "2026-03-03T08:00:30+08:00")]
    [InlineData("0 8 * * 0", "2026-03-08T08:00:00+08:00")] // Sunday is 0
    [InlineData("0 8 * * 7", "2026-03-08T08:00:00+08:00")] // and 7
    [InlineData("0 8 * * 1", "2026-03-09T08:00:00+08:00")]
    [InlineData("0 8 * * 1-5", "2026-03-03T08:00:00+08:00")]
    [InlineData("0 8 * * 6,0", "2026-03-07T08:00:00+08:00")]
    [InlineData("0 8 * * 5-1", "2026-03-06T08:00:00+08:00")] // over the end of the week
    [InlineData("0 8 * * FRI", "2026-03-06T08:00:00+08:00")]
    [InlineData("0 8 * * 1/2", "2026-03-04T08:00:00+08:00")]
    [InlineData("0 8 * * */3", "2026-03-04T08:00:00+08:00")]
    [InlineData("0 8 15 * *", "2026-03-15T08:00:00+08:00")]
    [InlineData("0 8 L * ?", "2026-03-31T08:00:00+08:00")]
    [InlineData("0 0 1 1 *", "2027-01-01T00:00:00+08:00")]
    [InlineData("*/15 * * * *", "2026-03-02T09:15:00+08:00")]
    public void The_next_time_is_in_the_offset_of_the_business_clock(string expression, string next)
    {
        Assert.True(CronSchedule.TryParse(expression, out var schedule, out var problem), problem);
        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), schedule.Next(Monday));
        Assert.Equal(Monday.Offset, schedule.Next(Monday)!.Value.Offset);
    }

    [Theory]
    [InlineData("0 8 1 * 1", "不能同时限定日与周")]
    [InlineData("0 8 * *", "要有五段")]
    [InlineData("0 0 0 8 * * *", "要有五段")]
    [InlineData("0 8 * * 8", "周“8”无效")]
    [InlineData("0 8 * * 5L", "周“5L”无效")]
    [InlineData("0 8 * * 1#2", "周“1#2”无效")]
    [InlineData("0 8 * * 1/2147483647", "周“1/2147483647”无效")]
    [InlineData("61 8 * * *", "无效")]
    [InlineData("a b c d e", "不能同时限定")]
    public void What_would_be_misread_is_refused(string expression, string problem)
    {
        Assert.False(CronSchedule.TryParse(expression, out _, out var found));
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_never_comes_is_none()
    {
        Assert.True(CronSchedule.TryParse("0 0 30 2 *", out var schedule, out _));
        Assert.Null(schedule.Next(Monday));
    }
}
