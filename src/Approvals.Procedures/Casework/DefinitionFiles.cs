using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>The definition files of a folder: read for loading, or checked one line per finding.</summary>
public static class DefinitionFiles
{
    /// <summary>The texts, in the order of their paths.</summary>
    public static IReadOnlyList<string> Read(string folder) => [.. Paths(folder).Select(File.ReadAllText)];

    /// <summary>What is wrong, one line each: file, place, what, remedy.</summary>
    public static IReadOnlyList<string> Check(string folder)
    {
        var catalogue = Steps.OfThisProgram.Catalogue;
        return [.. Paths(folder).SelectMany(path =>
        {
            var reading = DefinitionReader.Read(File.ReadAllText(path), catalogue);
            var findings = reading.Definition is { } definition ? reading.Findings.Concat(DefinitionCheck.Check(definition, catalogue)) : reading.Findings;
            return findings.Select(f => $"{Path.GetRelativePath(folder, path)}: {f.ActivityId ?? f.Path}: {f.Message}{f.Remedy}");
        })];
    }

    private static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
