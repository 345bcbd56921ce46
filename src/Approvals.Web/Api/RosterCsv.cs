using System.Text;
using Approvals.Procedures.Decisions;

namespace Approvals.Web.Api;

/// <summary>A roster for spreadsheets.</summary>
internal static class RosterCsv
{
    /// <summary>CSV that Excel opens as UTF-8; a cell that would be a formula is defused.</summary>
    public static byte[] Of(Roster roster)
    {
        var text = new StringBuilder("案件编号,领款人,村（社区）,保障人数,类别,所属月份,金额（元）\r\n");
        foreach (var line in roster.Lines)
        {
            text.AppendJoin(',', new[] { line.CaseNumber, line.Payee, line.Village, line.Members.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Kind, line.ForMonth, line.Amount }.Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.Contains(',', StringComparison.Ordinal) || safe.Contains('"', StringComparison.Ordinal) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
