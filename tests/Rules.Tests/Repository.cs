namespace Approvals.Rules.Tests;

/// <summary>The folder of the solution, for tests that read sources and documents.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Approvals.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
