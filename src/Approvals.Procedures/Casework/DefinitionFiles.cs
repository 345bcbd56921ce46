using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Legality;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>The definition files of a folder: read for loading, or checked one line per finding.</summary>
public static class DefinitionFiles
{
    /// <summary>The texts, in the order of their paths.</summary>
    public static IReadOnlyList<string> Read(string folder) => [.. Paths(folder).Select(File.ReadAllText)];

    /// <summary>What is wrong or unlawful, one line each: file, place, what, clause, remedy.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="today">The first day on which they are to hold.</param>
    public static IReadOnlyList<string> Check(string folder, DateOnly today)
    {
        var steps = Steps.OfThisProgram;
        var check = new PublishCheck(steps, LegalityLint.OfProduct(steps));
        var packs = ShippedPacks.Load(withDemo: false);
        return [.. Paths(folder).SelectMany(path =>
        {
            var reading = DefinitionReader.Read(File.ReadAllText(path), steps.Catalogue);
            var area = reading.Definition is { } definition ? DefinitionArea.Of(definition) : AreaCode.Nation;
            return check.Findings(reading, area, packs, today).Select(f => $"{Path.GetRelativePath(folder, path)}: {f.Finding.ActivityId ?? f.Finding.Path}: {f.Sentence}".ReplaceLineEndings(" "));
        })];
    }

    private static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
