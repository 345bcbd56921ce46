namespace Approvals.Policies;

/// <summary>Chance that comes out the same for a seed on every machine and in every release (SplitMix64).</summary>
/// <remarks>System.Random does not promise its sequence; what is generated for a seed is quoted in records of measurements.</remarks>
public sealed class SeededChance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to a limit, the limit left out.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A number from a least to a most, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times in a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>The index of a weight, each as likely as its weight says.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var (rest, at) = (Below(sum), 0);
        while (rest >= weights[at])
        {
            rest -= weights[at++];
        }

        return at;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 0x1E)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 0x1B)) * 0x94D049BB133111EB;
        return z ^ (z >> 0x1F);
    }
}
