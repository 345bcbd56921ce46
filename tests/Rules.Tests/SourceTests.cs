using System.Text.RegularExpressions;

namespace Approvals.Rules.Tests;

public partial class SourceTests
{
    [Theory]
    [InlineData("Approvals.Domain")]
    [InlineData("Approvals.Policies")]
    public void No_floating_point_in_the_rooms_of_law(string room)
    {
        var offences = SourcesOf(room).SelectMany(file => File.ReadLines(file).Select((line, i) => (file, i, Code: line.Split("//")[0])))
            .Where(l => FloatingPoint().IsMatch(l.Code)).Select(l => $"{Path.GetFileName(l.file)}:{l.i + 1} {l.Code.Trim()}");
        Assert.Empty(offences);
    }

    [Fact]
    public void The_domain_has_no_packages() =>
        Assert.DoesNotContain("PackageReference", File.ReadAllText(Path.Combine(Rooms, "Approvals.Domain", "Approvals.Domain.csproj")), StringComparison.Ordinal);

    [Fact]
    public void The_domain_reads_no_files_and_no_clock() =>
        Assert.DoesNotContain(SourcesOf("Approvals.Domain"), f => Outside().IsMatch(File.ReadAllText(f)));

    [Fact]
    public void No_figure_of_policy_stands_in_code()
    {
        // The figures of the packs that are no everyday numbers: if one appears in code, the law has leaked out of its room.
        var figures = new Regex(@"\b(4000|3800|45|30|93|103)\b");
        var offences = SourcesOf("Approvals.Domain").Concat(SourcesOf("Approvals.Policies"))
            .SelectMany(file => File.ReadLines(file).Select((line, i) => (file, i, Code: Strings().Replace(line.Split("//")[0], ""))))
            .Where(l => figures.IsMatch(l.Code)).Select(l => $"{Path.GetFileName(l.file)}:{l.i + 1} {l.Code.Trim()}");
        Assert.Empty(offences);
    }

    private static string Rooms { get; } = Path.Combine(Repository.Root, "src");

    private static IEnumerable<string> SourcesOf(string room) => Directory.EnumerateFiles(Path.Combine(Rooms, room), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(double|float|Double|Single|Half|MathF)\b")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"\b(System\.IO|File\.|Directory\.|HttpClient|TimeProvider|\.Now\b|UtcNow|Environment\.)")]
    private static partial Regex Outside();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Strings();
}
