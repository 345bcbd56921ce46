using System.Text;
using Approvals.Policies;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Rules.Tests;

/// <summary>Packs changed at random: each is refused with a place and a remedy, or says something else than before. None crashes, none is half read.</summary>
public class PackMutationTests
{
    private const string Alphabet = "abcxyzN0123456789 \n\t:-[]{}\"'#&*!|>%@`,.年元𠮷\u0000\u2028";

    private static readonly IReadOnlyList<PackFile> Shipped = ShippedPacks.Read(Path.Combine(AppContext.BaseDirectory, "packs"));

    [Fact]
    public void Mutated_packs_never_crash_or_load_silently() => Mutate(Shipped, Generated.Count(300, 60_000));

    [Fact]
    public void Mutated_small_packs_never_crash_or_load_silently() => Mutate(ToyPacks.Files(), Generated.Count(1700, 40_000));

    private static void Mutate(IReadOnlyList<PackFile> packs, int runs)
    {
        var random = new Random(20220301);
        var unchanged = PackLoader.Load(packs).OrThrow().Fingerprint;
        var refused = 0;
        for (var run = 0; run < runs; run++)
        {
            var at = random.Next(packs.Count);
            var mutated = Mutate(packs[at].Text, random);
            var load = PackLoader.Load([.. packs.Select((f, i) => i == at ? new PackFile(f.Path, mutated) : f)]);
            if (load.Policies is null)
            {
                refused++;
                Assert.All(load.Errors, e => Assert.True(e.File.Length > 0 && e.Line > 0 && e.Key is not null && e.Problem.Length > 0 && e.Remedy.Length > 0, e.Sentence));
                Assert.NotEmpty(load.Errors);
            }
            else if (load.Policies.Fingerprint == unchanged)
            {
                Assert.True(SaysTheSame(packs[at].Text, mutated), $"run {run}: a change of {packs[at].Path} was read silently:\n{FirstDifference(packs[at].Text, mutated)}");
            }
        }

        // A loader that refuses everything, or nothing, would pass all the above.
        Assert.InRange(refused, runs / 5, runs - (runs / 100));
    }

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 1:
                    mutated.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 2:
                    mutated.Remove(at, Math.Min(random.Next(1, 30), mutated.Length - at));
                    break;
                case 3:
                    mutated.Insert(at, mutated.ToString(at, Math.Min(random.Next(1, 60), mutated.Length - at)));
                    break;
                default:
                    SwapLines(mutated, random);
                    break;
            }
        }

        return mutated.ToString();
    }

    private static void SwapLines(StringBuilder text, Random random)
    {
        var lines = text.ToString().Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        text.Clear().AppendJoin('\n', lines);
    }

    // Comments, white space, quotes and the order of keys and of independent entries carry no meaning.
    private static bool SaysTheSame(string one, string other) => Scalars(one).Order(StringComparer.Ordinal).SequenceEqual(Scalars(other).Order(StringComparer.Ordinal));

    private static List<string> Scalars(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var scalars = new List<string>();
        while (parser.MoveNext())
        {
            if (parser.Current is Scalar scalar)
            {
                scalars.Add(decimal.TryParse(scalar.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? $"{number / 1.000000000000000000m}" : scalar.Value);
            }
        }

        return scalars;
    }

    private static string FirstDifference(string one, string other)
    {
        var at = Enumerable.Range(0, Math.Min(one.Length, other.Length)).FirstOrDefault(i => one[i] != other[i], Math.Min(one.Length, other.Length));
        return $"was: {one[Math.Max(0, at - 40)..Math.Min(one.Length, at + 60)]}\nis: {other[Math.Max(0, at - 40)..Math.Min(other.Length, at + 60)]}";
    }
}
