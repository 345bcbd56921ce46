namespace Approvals.Policies;

/// <summary>The plain tables of this folder: # lines are comments, the first other line names the columns, no quoting.</summary>
internal static class Csv
{
    /// <exception cref="FormatException">The columns differ, or a line has another number of cells.</exception>
    public static IEnumerable<CsvRow> Rows(string text, string columns)
    {
        var lines = text.Split('\n').Select((line, index) => (Text: line.TrimEnd('\r'), Number: index + 1))
            .Where(l => l.Text.Length > 0 && l.Text[0] != '#').ToList();
        if (lines.Count == 0 || lines[0].Text != columns)
        {
            throw new FormatException($"第一行应是列名“{columns}”。");
        }

        var width = columns.Split(',').Length;
        foreach (var (line, number) in lines.Skip(1))
        {
            var cells = line.Split(',');
            yield return cells.Length == width ? new CsvRow(number, cells) : throw new FormatException($"第{number}行应有{width}列。");
        }
    }
}

/// <summary>One line of a table.</summary>
internal sealed record CsvRow(int Line, string[] Cells);
