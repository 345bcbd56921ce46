namespace Approvals.Policies;

/// <summary>The packs that ship with the program, beside it in the folder packs.</summary>
public static class ShippedPacks
{
    /// <summary>Loads them.</summary>
    /// <exception cref="InvalidPackException">A pack was changed by hand and is not valid; the message names file, line and remedy.</exception>
    public static PolicySet Load() => PackLoader.Load(Read(Path.Combine(AppContext.BaseDirectory, "packs"))).OrThrow();

    /// <summary>All pack files under a folder, in the order of their names.</summary>
    public static IReadOnlyList<PackFile> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(path => new PackFile(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
