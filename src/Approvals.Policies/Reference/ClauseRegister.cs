namespace Approvals.Policies;

/// <summary>What a clause of the five documents is about.</summary>
/// <param name="Clause">The clause's id.</param>
/// <param name="Kind">What it rules, in Chinese: 救助金计算, 期限, 对象条件 ….</param>
/// <param name="Asks">What it asks of the software, in Chinese: 计算, 流程, 台账 ….</param>
/// <param name="Formulas">The formulas it belongs to, for example F2.</param>
/// <param name="Procedures">The procedures it belongs to, by name.</param>
public sealed record ClauseEntry(string Clause, string Kind, IReadOnlyList<string> Asks, IReadOnlyList<string> Formulas, IReadOnlyList<string> Procedures);

/// <summary>The register of the five documents' clauses (条款台账), read from Reference/clause-register.csv; the words themselves stand in the packs.</summary>
public static class ClauseRegister
{
    /// <summary>The register that ships with the program, by clause.</summary>
    public static IReadOnlyDictionary<string, ClauseEntry> Shipped() => Parse(Read("clause-register.csv"), Read("procedures.csv"));

    /// <summary>Reads both tables.</summary>
    /// <exception cref="FormatException">A line is not written as the tables are, or names an unknown procedure.</exception>
    public static IReadOnlyDictionary<string, ClauseEntry> Parse(string clauses, string procedures)
    {
        var names = Csv.Rows(procedures, "procedure,name").ToDictionary(r => r.Cells[0], r => r.Cells[1]);
        return Csv.Rows(clauses, "clause,kind,asks,formulas,procedures")
            .Select(r => new ClauseEntry(r.Cells[0], r.Cells[1], Several(r.Cells[2]), Several(r.Cells[3]), [.. Several(r.Cells[4]).Select(p => Named(p, names, r.Line))]))
            .ToDictionary(e => e.Clause);
    }

    private static string Named(string procedure, Dictionary<string, string> names, int line) =>
        names.TryGetValue(procedure, out var name) ? $"{procedure} {name}" : throw new FormatException($"第{line}行的程序“{procedure}”没有登记。");

    private static string[] Several(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", file));
}
