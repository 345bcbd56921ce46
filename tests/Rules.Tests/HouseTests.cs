using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Approvals.Rules.Tests;

/// <summary>The rules of docs/house.md that can be read off the sources: arrows between rooms, names, words.</summary>
public partial class HouseTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Approvals.Domain"] = [],
        ["Approvals.Policies"] = ["Approvals.Domain"],
        ["Approvals.Workflow"] = [],
        ["Approvals.Procedures"] = ["Approvals.Domain", "Approvals.Policies", "Approvals.Workflow"],
        ["Approvals.Storage.Sqlite"] = ["Approvals.Procedures"],
        ["Approvals.Storage.PostgreSql"] = ["Approvals.Procedures"],
        ["Approvals.Storage.Tool"] = ["Approvals.Procedures", "Approvals.Storage.Sqlite", "Approvals.Storage.PostgreSql"],
        ["Approvals.Web"] = ["Approvals.Procedures", "Approvals.Storage.Sqlite", "Approvals.Storage.PostgreSql", "Approvals.Workflow"],
    };

    private static readonly Dictionary<string, string[]> MustNotSee = new()
    {
        ["Approvals.Domain"] = ["."],
        ["Approvals.Policies"] = ["EntityFramework", "AspNetCore", "MediatR"],
        ["Approvals.Workflow"] = ["EntityFramework", "AspNetCore", "MediatR", "Yaml"],
        ["Approvals.Procedures"] = ["AspNetCore"],
        ["Approvals.Web"] = ["Yaml"],
    };

    private static readonly string[] NoRooms = ["bin", "obj", "packs", "Properties", "wwwroot"];

    // The procedures themselves, the demo that lives through them, and the database that holds the rows of all.
    private static readonly string[] KnowProcedures = ["DibaoApplication", "TemporaryAssistance", "Demo", "Storage"];

    private static string Source { get; } = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Rooms_refer_to_each_other_only_along_the_arrows_of_the_house()
    {
        var found = Projects().SelectMany(p => p.Xml.Descendants("ProjectReference")
            .Select(r => (From: p.Name, To: Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)))).ToList();
        Assert.Equal(Arrows.Keys.Order(), Projects().Select(p => p.Name).Order());
        Assert.NotEmpty(found);
        Assert.DoesNotContain(found, arrow => !Arrows[arrow.From].Contains(arrow.To));
    }

    [Fact]
    public void No_room_takes_a_package_it_must_not_see()
    {
        var found = Projects().SelectMany(p => p.Xml.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference")
            .Select(r => (Room: p.Name, Package: r.Attribute("Include")!.Value)));
        Assert.DoesNotContain(found, f => MustNotSee.GetValueOrDefault(f.Room, []).Any(word => f.Package.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_procedures_share_knows_no_procedure()
    {
        var room = Path.Combine(Source, "Approvals.Procedures");
        var shared = Directory.EnumerateDirectories(room).Where(d => !KnowProcedures.Contains(Path.GetFileName(d)) && !NoRooms.Contains(Path.GetFileName(d))).ToList();
        Assert.NotEmpty(shared);
        Assert.Empty(shared.SelectMany(d => Directory.EnumerateFiles(d, "*.cs", SearchOption.AllDirectories)).Where(f => ProcedureNamed().IsMatch(File.ReadAllText(f))).Select(Path.GetFileName));
    }

    [Fact]
    public void No_type_and_no_folder_has_a_name_that_says_nothing()
    {
        Assert.DoesNotContain(Sources(), f => BannedSuffix().IsMatch(Path.GetFileNameWithoutExtension(f)));
        Assert.DoesNotContain(Folders(), f => f is "Common" or "Models" or "Contracts" or "Extensions" or "Helpers");
        Assert.Empty(Sources().SelectMany(f => BannedType().Matches(File.ReadAllText(f)).Select(m => $"{Path.GetFileName(f)}: {m.Value}")));
    }

    [Fact]
    public void Every_folder_and_every_activity_of_a_flow_has_a_row_in_the_glossary()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "glossary.md")).Select(l => Row().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();
        var activities = Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.json", SearchOption.AllDirectories)
            .SelectMany(f => OwnActivity().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.NotEmpty(activities);
        Assert.Empty(activities.Concat(Folders()).Except(rows).Order());
    }

    private static IEnumerable<(string Name, XDocument Xml)> Projects() => Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories)
        .Select(f => (Path.GetFileNameWithoutExtension(f), XDocument.Load(f)));

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories).Where(f => !Built().IsMatch(f));

    private static IEnumerable<string> Folders() => Directory.EnumerateDirectories(Source).SelectMany(room => Directory.EnumerateDirectories(room)
        .SelectMany(d => Directory.EnumerateDirectories(d, "*", SearchOption.AllDirectories).Prepend(d))
        .Select(d => Path.GetRelativePath(room, d)).Where(d => !NoRooms.Contains(d.Split(Path.DirectorySeparatorChar)[0]))
        .Where(d => Directory.EnumerateFiles(Path.Combine(room, d)).Any(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        .Select(d => Path.GetFileName(d)!)).Distinct();

    [GeneratedRegex("(Manager|Helper|Util|Utils|Processor|Data|Info|Base)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) \w+(Manager|Helper|Util|Processor|Data|Info|Base)\b")]
    private static partial Regex BannedType();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex(@"\bApprovals\.Procedures\.(DibaoApplication|TemporaryAssistance)\b|(?<![.\w])(DibaoApplication|TemporaryAssistance)\.")]
    private static partial Regex ProcedureNamed();

    [GeneratedRegex("\"type\": *\"Approvals\\.([A-Za-z]+)\"")]
    private static partial Regex OwnActivity();

    [GeneratedRegex("^\\| `([^`]+)` \\|")]
    private static partial Regex Row();
}
