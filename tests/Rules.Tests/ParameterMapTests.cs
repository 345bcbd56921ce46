using System.Text.RegularExpressions;

namespace Approvals.Rules.Tests;

/// <summary>docs/parameters.md maps every parameter of the catalogue to keys that exist.</summary>
public partial class ParameterMapTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "parameters.md"));

    [Fact]
    public void Each_of_the_68_parameters_of_the_catalogue_has_its_row()
    {
        var rows = Rows(Text.Split("## ")[0]);
        Assert.Equal(68, rows.Count);
        Assert.Equal(68, rows.Select(r => r.Split('|')[1].Trim()).Distinct().Count());
        Assert.All(rows, r => Assert.Matches(Key(), r));
    }

    [Fact]
    public void Every_key_of_the_map_is_defined_in_the_packs() =>
        Assert.Empty(Rows(Text).SelectMany(r => Key().Matches(r.Split('|')[2])).Select(m => m.Groups["key"].Value).Except(["from", "to", "afterwards", .. Law.Shipped.Parameters.Keys]));

    private static List<string> Rows(string text) =>
        [.. text.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| catalogue", StringComparison.Ordinal) && !l.StartsWith("| what", StringComparison.Ordinal))];

    [GeneratedRegex("`(?<key>[a-z0-9.-]+)`")]
    private static partial Regex Key();
}
