using System.Globalization;

namespace Approvals.Procedures.Time;

/// <summary>Instants as people in the county read them: on a Chinese clock, to the minute.</summary>
public static class ChinaTime
{
    /// <summary>The instant on a Chinese clock.</summary>
    public static DateTimeOffset InChina(this DateTimeOffset instant) => instant.ToOffset(LegalTime.ChinaOffset);

    /// <summary>Day and minute, as 2022-03-01 09:05.</summary>
    public static string ToMinute(this DateTimeOffset instant) => instant.InChina().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and minute within a year, as 03-01 09:05.</summary>
    public static string ToShortMinute(this DateTimeOffset instant) => instant.InChina().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
