using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

/// <summary>Properties over generated inputs: always the same seed here, a hundred times as many inputs in the soak lane.</summary>
internal static class Generated
{
    private const int Inputs = 2000;

    /// <summary>How many generated inputs a test takes: the usual number, or in the soak lane (SOAK=1) the soak number.</summary>
    public static int Count(int usually, int inSoak) => Environment.GetEnvironmentVariable("SOAK") == "1" ? inSoak : usually;

    /// <summary>The property holds for every generated input.</summary>
    public static void ForAll<T>(Gen<T> inputs, Func<T, bool> holds) =>
        Prop.ForAll(inputs.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure
            .WithMaxTest(Count(Inputs, Inputs * 100))
            .WithReplay(20220301, 7));

    /// <summary>Whole fen up to so many yuan, boundaries included often.</summary>
    public static Gen<long> Fen(int yuan) => Gen.Frequency(
        (8, Gen.Choose(0, yuan * 100).Select(f => (long)f)),
        (1, Gen.Elements(0L, 1L, 99L, 100L, yuan * 100L)));
}
