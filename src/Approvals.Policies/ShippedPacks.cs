namespace Approvals.Policies;

/// <summary>The packs that ship with the program, beside it in the folder packs.</summary>
public static class ShippedPacks
{
    // 榆树市 as the demo makes it up; a real county sets its values itself.
    private const string DemoCounty = "220182-yushu/";

    /// <summary>Loads them; the made-up county's only for the demo and for tests.</summary>
    /// <exception cref="InvalidPackException">A pack was changed by hand and is not valid; the message names file, line and remedy.</exception>
    public static PolicySet Load(bool withDemo) =>
        PackLoader.Load([.. Read(Path.Combine(AppContext.BaseDirectory, "packs")).Where(f => withDemo || !f.Path.StartsWith(DemoCounty, StringComparison.Ordinal))]).OrThrow();

    /// <summary>All pack files under a folder, in the order of their names.</summary>
    public static IReadOnlyList<PackFile> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(path => new PackFile(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
