using System.Collections.Frozen;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>A division: its code and name, when it is valid, and what took its place.</summary>
public sealed record Division(AreaCode Code, string Name, DateOnly? From, DateOnly? To, AreaCode? Successor)
{
    public bool IsValidOn(DateOnly day) => !(day < From) && !(day > To);
}

/// <summary>The divisions of the country down to the township, and to the village where a file gives them.</summary>
public sealed class Divisions
{
    private const string Columns = "code,name,from,to,successor";

    // Municipalities and directly governed counties hang below a level that is no place of its own.
    private static readonly string[] PlaceholderNames = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

    private readonly FrozenDictionary<AreaCode, Division> _byCode;
    private readonly ILookup<AreaCode, Division> _below;

    private Divisions(IReadOnlyCollection<Division> divisions)
    {
        _byCode = divisions.ToFrozenDictionary(d => d.Code);
        _below = divisions.ToLookup(d => d.Code.Parent);
    }

    public IEnumerable<Division> All => _byCode.Values;

    /// <summary>The divisions that ship with the program.</summary>
    public static Divisions Shipped()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Reference");
        var villages = Directory.EnumerateFiles(folder, "villages-*.csv").Order(StringComparer.Ordinal);
        return Parse([.. villages.Prepend(Path.Combine(folder, "divisions.csv")).Select(File.ReadAllText)]);
    }

    /// <summary>Reads tables of code,name,from,to,successor.</summary>
    /// <exception cref="FormatException">A line is anything else, or a code stands twice; the message names it.</exception>
    public static Divisions Parse(IReadOnlyList<string> tables)
    {
        var divisions = tables.SelectMany(t => Csv.Rows(t, Columns)).Select(Read).ToList();
        var twice = divisions.GroupBy(d => d.Code).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? new Divisions(divisions) : throw new FormatException($"区划代码 {twice.Key} 出现两次。");
    }

    public Division? Find(AreaCode code) => _byCode.GetValueOrDefault(code);

    /// <summary>The divisions right below one that are valid on a day, in the order of their codes.</summary>
    public IEnumerable<Division> Below(AreaCode code, DateOnly on) => _below[code].Where(d => d.IsValidOn(on)).OrderBy(d => d.Code);

    /// <summary>吉林省长春市榆树市五棵树镇: the names from the province down, without placeholders. The code itself where it is unknown.</summary>
    public string FullName(AreaCode code) => code.Level == AreaLevel.Nation ? "全国" : string.Concat(code.SelfAndAbove()
        .Where(a => a.Level != AreaLevel.Nation)
        .Reverse()
        .Select(a => Find(a)?.Name ?? a.ToString())
        .Where(name => !PlaceholderNames.Contains(name)));

    /// <summary>The code that stands for a place on a day: follows successors of merged or renamed divisions.</summary>
    public AreaCode CodeOn(AreaCode code, DateOnly on)
    {
        for (var steps = 0; steps < 10 && Find(code) is { Successor: { } next } division && on > division.To; steps++)
        {
            code = next;
        }

        return code;
    }

    private static Division Read(CsvRow row)
    {
        if (!AreaCode.TryParse(row.Cells[0], out var code) || row.Cells[1].Length == 0)
        {
            throw new FormatException($"第{row.Line}行应以区划代码和名称开头。");
        }

        return new Division(code, row.Cells[1], Day(row, 2), Day(row, 3), Successor(row));
    }

    private static DateOnly? Day(CsvRow row, int column) => row.Cells[column].Length == 0 ? null
        : LegalDay.TryParse(row.Cells[column], out var day) ? day
        : throw new FormatException($"第{row.Line}行的“{row.Cells[column]}”不是日期。");

    private static AreaCode? Successor(CsvRow row) => row.Cells[4].Length == 0 ? null
        : AreaCode.TryParse(row.Cells[4], out var code) ? code
        : throw new FormatException($"第{row.Line}行的“{row.Cells[4]}”不是区划代码。");
}
