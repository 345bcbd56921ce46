using System.Diagnostics;

namespace Approvals.Web.Tests;

/// <summary>The built executable of the product, as it lies in its output folder.</summary>
internal static class Executable
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    private static readonly string Project = Path.Combine(Root(), "src", "Approvals.Web");

    private static readonly string Program = Path.Combine(Project, "bin", Output.Parent!.Name, Output.Name, "Approvals.Web");

    /// <summary>How to start it on a place: settings by environment, as an operator sets them.</summary>
    public static ProcessStartInfo On(Place place, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = Project,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = place.Demo ? "Development" : "Production";
        start.Environment["Approvals__Demo"] = place.Demo ? "true" : "false";
        start.Environment["Approvals__DataFolder"] = place.Folder;
        start.Environment["Approvals__Database"] = place.Store == Store.Sqlite ? "sqlite" : "postgresql";
        start.Environment["Approvals__ConnectionString"] = place.Connection;
        // Forty processes that live for seconds each: nothing is gained by preparing for days.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        return start;
    }

    private static string Root()
    {
        var folder = Output;
        while (!File.Exists(Path.Combine(folder!.FullName, "Approvals.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

/// <summary>What a verb of the executable did.</summary>
public sealed record Verb(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a verb on a place, with something to read, until it ends.</summary>
    public static async Task<Verb> RunAsync(Place place, string[] arguments, string input = "")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var process = Process.Start(Executable.On(place, arguments))!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new Verb(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
