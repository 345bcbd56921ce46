using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads the published holidays and adjusted working days (调休) from Reference/working-days.csv.</summary>
public static class WorkCalendars
{
    /// <summary>The calendar that ships with the program.</summary>
    public static WorkCalendar Shipped() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "working-days.csv")));

    /// <summary>Reads lines of date,kind,name with kind holiday or working-day; the years named are the published ones.</summary>
    /// <exception cref="FormatException">A line is anything else; the message names it.</exception>
    public static WorkCalendar Parse(string csv)
    {
        var days = Csv.Rows(csv, "date,kind,name").Select(row => (row.Line, Kind: row.Cells[1], Day: DayOf(row))).ToList();
        var strange = days.Find(d => d.Kind is not ("holiday" or "working-day"));
        if (strange.Kind is not null)
        {
            throw new FormatException($"第{strange.Line}行的类别“{strange.Kind}”应是 holiday 或 working-day。");
        }

        return new WorkCalendar(
            days.Min(d => d.Day.Year),
            days.Max(d => d.Day.Year),
            days.Where(d => d.Kind == "holiday").Select(d => d.Day),
            days.Where(d => d.Kind == "working-day").Select(d => d.Day));
    }

    private static DateOnly DayOf(CsvRow row) =>
        LegalDay.TryParse(row.Cells[0], out var day) ? day : throw new FormatException($"第{row.Line}行的“{row.Cells[0]}”不是日期。");
}
