using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Flows;

/// <summary>A random structured flow and its answers.</summary>
internal sealed class RandomFlow
{
    private readonly Random _random;
    private readonly Dictionary<string, string[]> _choices = new(StringComparer.Ordinal);
    private readonly int _seed;
    private int _next;

    /// <summary>The flow of a seed; as a race, the first of its branches to arrive goes on.</summary>
    internal RandomFlow(int seed, bool race = false)
    {
        (_seed, _random) = (seed, new Random(seed));
        Root = race ? new ParallelBlock { Id = "race", Branches = Several(4, 2, 3), Mode = "WaitAny" } : Make(4);
        Chart = new Chart($"random{seed}").With("begin", "Elsa.WriteLine").With("last", "Elsa.WriteLine");
        var ends = Root.Draw(Chart);
        Chart.Connect($"begin>{Root.First}");
        foreach (var end in ends)
        {
            Chart.Connect($"{end}>last");
        }
    }

    internal Block Root { get; }

    internal Chart Chart { get; }

    internal Answers Answers => new(_seed, _choices);

    /// <summary>How often each activity runs, told by the structure alone.</summary>
    internal Dictionary<string, int> Expected()
    {
        var runs = new Dictionary<string, int>(StringComparer.Ordinal) { ["begin"] = 1 };
        if (Root.Play(runs, Answers))
        {
            runs["last"] = 1;
        }
        return runs;
    }

    private Block Make(int depth)
    {
        var id = $"b{_next++}";
        return (depth <= 0 ? 0 : _random.Next(6)) switch
        {
            1 => new SequenceBlock { Id = id, Parts = Several(depth, 2, 3) },
            2 => new ParallelBlock { Id = id, Branches = Several(depth, 2, 3), Mode = new[] { "", "WaitAllActive", "WaitAll" }[_random.Next(3)] },
            3 => Choice(id, depth),
            4 or 5 => Loop(id, depth),
            _ => Task(id),
        };
    }

    private Block[] Several(int depth, int least, int most) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => Make(depth - 1))];

    private TaskBlock Task(string id)
    {
        _choices[id] = _random.Next(4) == 0 ? ["Ok", "Drop"] : ["Ok"];
        return new TaskBlock { Id = id };
    }

    private ChoiceBlock Choice(string id, int depth)
    {
        var ways = Several(depth, 2, 3).Select(way => _random.Next(4) == 0 ? null : way).ToArray();
        _choices[$"{id}c"] = [.. ways.Select((_, i) => $"W{i}")];
        return new ChoiceBlock { Id = id, Ways = ways };
    }

    private LoopBlock Loop(string id, int depth)
    {
        _choices[$"{id}g"] = _random.Next(4) == 0 ? ["Ok", "Again", "Drop"] : ["Ok", "Again"];
        _choices[$"{id}x"] = _random.Next(3) == 0 ? ["Ok", "Drop"] : ["Ok"];
        return new LoopBlock { Id = id, Body = Make(depth - 1), Corrects = _random.Next(2) == 0 };
    }
}
