using System.Globalization;
using System.Text;
using Approvals.Procedures.Policy;

namespace Approvals.Web.Hosting;

/// <summary><c>generate n [--seed 1] [--area 220182] [--on 2022-03-01] [--total]</c>: made-up households, one line of calculate each, or what they would be paid.</summary>
internal static class GenerateVerb
{
    private const int MostHouseholds = 10_000_000;

    public static async Task<bool> RunAsync(string[] args, Func<Task<Generator>> open)
    {
        if (Read(args) is not { } wanted)
        {
            await Console.Error.WriteLineAsync($"请写：generate 户数（1 到 {MostHouseholds}） [--seed 种子] [--area 县级区划代码] [--on 日期] [--total]");
            return false;
        }

        var generator = await open();
        if (!generator.Knows(wanted.Area))
        {
            await Console.Error.WriteLineAsync($"没有“{wanted.Area}”这个县，请核对 6 位区划代码");
            return false;
        }

        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = false };
        foreach (var line in args.Contains("--total") ? [generator.Total(wanted)] : generator.Lines(wanted))
        {
            await output.WriteLineAsync(line);
        }

        return true;
    }

    private static GeneratedCounty? Read(string[] args) =>
        args is [_, var households, ..] && int.TryParse(households, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostHouseholds
        && ulong.TryParse(After(args, "--seed") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        && DateOnly.TryParseExact(After(args, "--on") ?? "2022-03-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? new GeneratedCounty(count, seed, After(args, "--area") ?? "220182", on) : null;

    private static string? After(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
