namespace Approvals.Policies;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>"最接近的是 x。" or, with nothing near, the list of what is possible.</summary>
    public static string Hint(string typed, IReadOnlyCollection<string> possible)
    {
        var nearest = Of(typed, possible);
        return nearest is not null
            ? $"最接近的是 {nearest}，请改正。"
            : possible.Count is > 0 and <= 12 ? $"可用的是：{string.Join("、", possible)}。" : "请查参数表后改正。";
    }

    /// <summary>The possible name at the smallest edit distance, when that is no more than half its length.</summary>
    public static string? Of(string typed, IEnumerable<string> possible) => possible
        .Select(name => (name, distance: Distance(typed, name)))
        .Where(x => x.distance <= Math.Max(1, x.name.Length / 2))
        .OrderBy(x => x.distance).ThenBy(x => x.name, StringComparer.Ordinal)
        .Select(x => x.name)
        .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        // A key longer than any name is near to none; this also bounds the work on hostile input.
        if (a.Length > 100)
        {
            return int.MaxValue;
        }

        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
