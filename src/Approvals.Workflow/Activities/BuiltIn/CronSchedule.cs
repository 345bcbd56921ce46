using System.Diagnostics.CodeAnalysis;
using Quartz;

namespace Approvals.Workflow;

/// <summary>A cron expression as Elsa means it: five or six fields, Sunday is 0.</summary>
/// <remarks>Quartz parses it, but counts Sunday as 1 and takes either day or weekday where Elsa's parser takes both: weekdays are handed over by name, and an expression that names both is refused.</remarks>
internal sealed class CronSchedule
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly CronExpression _quartz;

    private CronSchedule(CronExpression quartz) => _quartz = quartz;

    internal static bool TryParse(string expression, [MaybeNullWhen(false)] out CronSchedule schedule, out string problem)
    {
        schedule = null;
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length is not (5 or 6))
        {
            problem = "Cron 表达式要有五段（分 时 日 月 周）或六段（秒 分 时 日 月 周）";
            return false;
        }
        if (!TryTranslate(fields.Length == 5 ? ["0", .. fields] : fields, out var quartz, out problem))
        {
            return false;
        }
        problem = $"Cron 表达式“{expression}”无效";
        if (!CronExpression.TryParse(quartz, out var parsed))
        {
            return false;
        }
        schedule = new CronSchedule(parsed);
        return true;
    }

    /// <summary>The next time after an instant, in the instant's offset; null when there is none.</summary>
    internal DateTimeOffset? Next(DateTimeOffset after)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("fixed", after.Offset, null, null);
        return _quartz.WithTimeZone(zone).GetNextValidTimeAfter(after)?.ToOffset(after.Offset);
    }

    private static bool TryTranslate(string[] fields, out string quartz, out string problem)
    {
        quartz = problem = "";
        var (day, weekday) = (fields[3], fields[5]);
        var anyDay = day is "*" or "?";
        var anyWeekday = weekday is "*" or "?";
        if (!anyDay && !anyWeekday)
        {
            problem = "Cron 表达式不能同时限定日与周；请把其中一段写成 *";
            return false;
        }
        if (!TryNameDays(weekday, anyWeekday, out var named))
        {
            problem = $"Cron 表达式的周“{weekday}”无效；请写 0–6（周日为 0）或 MON-FRI，多个用逗号相隔";
            return false;
        }
        quartz = string.Join(' ', fields[0], fields[1], fields[2], anyWeekday ? anyDay ? "*" : day : "?", fields[4], named);
        return true;
    }

    private static bool TryNameDays(string field, bool any, out string named)
    {
        named = "?";
        if (any)
        {
            return true;
        }
        var days = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            if (!TryAdd(part, days))
            {
                return false;
            }
        }
        named = string.Join(',', days.Select(d => Days[d]));
        return true;
    }

    private static bool TryAdd(string part, SortedSet<int> days)
    {
        var stepped = part.Split('/', 2);
        var step = 1;
        if (stepped.Length == 2 && (!int.TryParse(stepped[1], out step) || step is < 1 or > 7))
        {
            return false;
        }
        var bounds = stepped[0] == "*" ? ["0", "6"] : stepped[0].Split('-', 2);
        if (!TryDay(bounds[0], out var first) || !TryDay(bounds[^1], out var last))
        {
            return false;
        }
        last = bounds.Length == 1 && stepped.Length == 2 ? 6 : last < first ? last + 7 : last;
        for (var day = first; day <= last; day += step)
        {
            days.Add(day % 7);
        }
        return true;
    }

    private static bool TryDay(string text, out int day)
    {
        day = Array.IndexOf(Days, text.ToUpperInvariant());
        return day >= 0 || (int.TryParse(text, out day) && day is >= 0 and <= 7);
    }
}
