using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Flows;

/// <summary>A structured piece of a flow with one way in and one way out, drawn as a chart and, apart from it, told how often each of its activities runs.</summary>
/// <remarks>What a task answers depends on the task and on how often it was asked, never on the order in which tasks are completed.</remarks>
internal abstract class Block
{
    private int _visits;

    internal required string Id { get; init; }

    /// <summary>The activity that begins the block.</summary>
    internal abstract string First { get; }

    /// <summary>Adds the block to the chart; gives the ends from which the flow leaves it.</summary>
    internal abstract List<string> Draw(Chart chart);

    /// <summary>Plays the block once: counts what runs, and says whether anything comes out.</summary>
    internal abstract bool Play(Dictionary<string, int> runs, Answers answers);

    protected static void Count(Dictionary<string, int> runs, string activity) => runs[activity] = runs.GetValueOrDefault(activity) + 1;

    protected string Ask(Dictionary<string, int> runs, Answers answers, string task)
    {
        Count(runs, task);
        return answers.Of(task, _visits++);
    }

    protected static void Join(Chart chart, List<string> ends, string target)
    {
        foreach (var end in ends)
        {
            chart.Connect($"{end}>{target}");
        }
    }
}

/// <summary>The answers of one play: by task and by how often it was asked before.</summary>
internal sealed class Answers(int seed, Dictionary<string, string[]> choices)
{
    internal string Of(string task, int visit)
    {
        var options = choices[task];
        // Later visits prefer the first option, so that every loop ends.
        var hash = unchecked((uint)HashCode.Combine(1, seed) * 31 + (uint)Spread(task) * 17 + (uint)visit * 101);
        return visit > 3 ? options[0] : options[(int)(hash / 7 % (uint)options.Length)];
    }

    private static int Spread(string text) => text.Aggregate(7, (hash, c) => unchecked(hash * 31 + c));
}

/// <summary>A task that says Ok, or Drop: then its branch ends without a way on.</summary>
internal sealed class TaskBlock : Block
{
    internal override string First => Id;

    internal override List<string> Draw(Chart chart)
    {
        chart.With(Id, "Test.Ask");
        return [$"{Id}:Ok"];
    }

    internal override bool Play(Dictionary<string, int> runs, Answers answers) => Ask(runs, answers, Id) == "Ok";
}

/// <summary>One after the other.</summary>
internal sealed class SequenceBlock : Block
{
    internal required Block[] Parts { get; init; }

    internal override string First => Parts[0].First;

    internal override List<string> Draw(Chart chart)
    {
        List<string> ends = [];
        foreach (var part in Parts)
        {
            var drawn = part.Draw(chart);
            Join(chart, ends, part.First);
            ends = drawn;
        }
        return ends;
    }

    internal override bool Play(Dictionary<string, int> runs, Answers answers) => Parts.All(part => part.Play(runs, answers));
}

/// <summary>Side by side, then a merge: of what came, or of everything.</summary>
internal sealed class ParallelBlock : Block
{
    internal required Block[] Branches { get; init; }

    internal required string Mode { get; init; }

    internal override string First => $"{Id}f";

    internal override List<string> Draw(Chart chart)
    {
        chart.With($"{Id}f", "Elsa.WriteLine");
        chart.With($"{Id}m", Mode.Length > 0 ? "Elsa.FlowJoin" : "Elsa.WriteLine", ("mode", Chart.Literal(Mode)));
        foreach (var branch in Branches)
        {
            var ends = branch.Draw(chart);
            chart.Connect($"{Id}f>{branch.First}");
            Join(chart, ends, $"{Id}m");
        }
        return [$"{Id}m"];
    }

    internal override bool Play(Dictionary<string, int> runs, Answers answers)
    {
        Count(runs, $"{Id}f");
        var arrived = Branches.Select(b => b.Play(runs, answers)).ToList();
        var goesOn = Mode == "WaitAll" ? arrived.TrueForAll(a => a) : arrived.Exists(a => a);
        if (goesOn)
        {
            Count(runs, $"{Id}m");
        }
        return goesOn;
    }
}

/// <summary>A task chooses one of several ways, which meet again.</summary>
internal sealed class ChoiceBlock : Block
{
    /// <summary>Null is an empty way.</summary>
    internal required Block?[] Ways { get; init; }

    internal override string First => $"{Id}c";

    internal override List<string> Draw(Chart chart)
    {
        chart.With($"{Id}c", "Test.Ask").With($"{Id}m", "Elsa.WriteLine");
        for (var i = 0; i < Ways.Length; i++)
        {
            if (Ways[i] is not { } way)
            {
                chart.Connect($"{Id}c:W{i}>{Id}m");
                continue;
            }
            var ends = way.Draw(chart);
            chart.Connect($"{Id}c:W{i}>{way.First}");
            Join(chart, ends, $"{Id}m");
        }
        return [$"{Id}m"];
    }

    internal override bool Play(Dictionary<string, int> runs, Answers answers)
    {
        var way = Ways[int.Parse(Ask(runs, answers, $"{Id}c")[1..], System.Globalization.CultureInfo.InvariantCulture)];
        var arrived = way?.Play(runs, answers) ?? true;
        if (arrived)
        {
            Count(runs, $"{Id}m");
        }
        return arrived;
    }
}

/// <summary>A part that a gate behind it sends back, perhaps by way of a correction.</summary>
internal sealed class LoopBlock : Block
{
    internal required Block Body { get; init; }

    internal required bool Corrects { get; init; }

    internal override string First => Body.First;

    internal override List<string> Draw(Chart chart)
    {
        chart.With($"{Id}g", "Test.Ask");
        Join(chart, Body.Draw(chart), $"{Id}g");
        if (Corrects)
        {
            chart.With($"{Id}x", "Test.Ask").Connect($"{Id}g:Again>{Id}x {Id}x:Ok>{Body.First}");
        }
        else
        {
            chart.Connect($"{Id}g:Again>{Body.First}");
        }
        return [$"{Id}g:Ok"];
    }

    internal override bool Play(Dictionary<string, int> runs, Answers answers)
    {
        while (Body.Play(runs, answers))
        {
            var said = Ask(runs, answers, $"{Id}g");
            if (said != "Again")
            {
                return said == "Ok";
            }
            if (Corrects && !Correct(runs, answers))
            {
                return false;
            }
        }
        return false;
    }

    private int _corrections;

    private bool Correct(Dictionary<string, int> runs, Answers answers)
    {
        Count(runs, $"{Id}x");
        return answers.Of($"{Id}x", _corrections++) == "Ok";
    }
}
