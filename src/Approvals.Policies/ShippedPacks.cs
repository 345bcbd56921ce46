using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The packs that ship with the program, beside it in the folder packs.</summary>
public static class ShippedPacks
{
    /// <summary>Loads them; what the three demonstration counties are made up to have set, only for the demo and for tests.</summary>
    /// <exception cref="InvalidPackException">A pack was changed by hand and is not valid; the message names file, line and remedy.</exception>
    public static PolicySet Load(bool withDemo) =>
        PackLoader.Load([.. Read(Path.Combine(AppContext.BaseDirectory, "packs")).Where(f => withDemo || !IsOfCounty(f))]).OrThrow();

    // A real county sets its values itself, on its page; every county folder here is a demonstration.
    private static bool IsOfCounty(PackFile file) => AreaCode.TryParse(file.Path.Split('-')[0], out var area) && area.Level == AreaLevel.County;

    /// <summary>All pack files under a folder, in the order of their names.</summary>
    public static IReadOnlyList<PackFile> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(path => new PackFile(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
