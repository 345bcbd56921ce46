using System.Text.RegularExpressions;

namespace Approvals.Rules.Tests;

public partial class GlossaryTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "glossary.md"));

    [Fact]
    public void Every_pack_key_has_a_row_with_its_own_name()
    {
        var rows = Lines.Select(l => Row().Match(l)).Where(m => m.Success).ToDictionary(m => m.Groups["code"].Value, m => m.Groups["name"].Value.Trim());
        var defined = Law.Shipped.Parameters.Values.Where(p => !p.Key.StartsWith("source.", StringComparison.Ordinal) && !p.Key.StartsWith("continued.", StringComparison.Ordinal));
        Assert.All(defined, p => Assert.Equal(p.Name, rows.GetValueOrDefault(p.Key)));
    }

    [Fact]
    public void No_word_is_explained_twice() =>
        Assert.Empty(Lines.Select(l => Row().Match(l)).Where(m => m.Success).GroupBy(m => m.Groups["code"].Value).Where(g => g.Count() > 1).Select(g => g.Key));

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \|(?<name>[^|]*)\|")]
    private static partial Regex Row();
}
