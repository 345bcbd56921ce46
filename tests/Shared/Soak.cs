namespace Approvals.Tests.Shared;

/// <summary>How much a random test does: little in the daily run, all of it with SOAK=1. SEED repeats a run.</summary>
public static class Soak
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("SOAK") == "1";

    public static int Count(int daily, int soak) => IsOn ? soak : daily;

    /// <summary>The seed of this run, printed so that it can be repeated.</summary>
    public static int Seed(ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given) ? given : Environment.TickCount & 0x7FFFFFFF;
        output.WriteLine($"SEED={seed}");
        return seed;
    }
}
