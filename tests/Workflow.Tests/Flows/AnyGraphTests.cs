using System.Text.Json.Nodes;
using Approvals.Workflow.Tests.Library;

namespace Approvals.Workflow.Tests.Flows;

/// <summary>Graphs drawn without any sense, and officials who do anything: the instance never gets lost, and its rows are always what it waits for.</summary>
public sealed class AnyGraphTests(ITestOutputHelper output)
{
    private static readonly string[] Outcomes = ["Done", "A", "B", "A,B", "True", "Nowhere"];

    private static readonly string[] Modes = ["WaitAll", "WaitAllActive", "WaitAny"];

    /// <summary>Seeds that once found something; run every day.</summary>
    private static readonly int[] Known = [1, 2, 3];

    [Fact]
    public async Task Whatever_is_drawn_and_whatever_is_done_an_instance_can_always_go_on()
    {
        foreach (var seed in Known)
        {
            await Play(seed);
        }
        var random = new Random(Soak.Seed(output));
        for (var i = Soak.Count(100, 10_000); i > 0; i--)
        {
            await Play(random.Next());
        }
    }

    private static async Task Play(int seed)
    {
        var random = new Random(seed);
        var chart = Draw(random);
        var desk = new Desk(chart.Read(FlowActivities.Catalogue), FlowActivities.Catalogue);
        desk.Handlers["Test.Call"] = _ => Answer(random, desk.Now);
        try
        {
            await desk.Start();
            for (var moves = 0; moves < 40 && desk.State!.Status == WorkflowStatus.Running; moves++)
            {
                await Act(desk, random);
            }
        }
        catch (TooManyHopsException)
        {
            // A loop that never waits: the host rolls back and says so.
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}\n{chart}\n{desk.Trace}\n{e}");
        }
    }

    private static Chart Draw(Random random)
    {
        var chart = new Chart("any");
        var count = random.Next(2, 11);
        for (var i = 0; i < count; i++)
        {
            Add(chart, random, $"n{i}");
        }
        for (var i = random.Next(1, count * 3); i > 0; i--)
        {
            chart.Connect($"n{random.Next(count)}:{Outcomes[random.Next(5)].Split(',')[0]}>n{random.Next(count)}");
        }
        return chart;
    }

    private static void Add(Chart chart, Random random, string id)
    {
        JsonNode? join = Chart.Literal(Modes[random.Next(3)]);
        _ = random.Next(11) switch
        {
            0 => chart.With(id, "Elsa.FlowJoin", ("mode", join)),
            1 => chart.With(id, "Elsa.FlowDecision", ("condition", Chart.Script(random.Next(2) == 0 ? "true" : "false"))),
            2 => chart.With(id, "Test.Call"),
            3 => chart.With(id, "Elsa.FlowFork", ("branches", Chart.List("A", "B"))),
            4 => chart.With(id, random.Next(3) == 0 ? "Elsa.End" : "Elsa.WriteLine"),
            5 => chart.With(id, "Elsa.Sequence", ("activities", new JsonArray(Chart.Activity($"{id}x", "Test.Ask"), Chart.Activity($"{id}y", "Elsa.WriteLine")))),
            _ => chart.With(id, "Test.Ask"),
        };
    }

    private static CommandAnswer Answer(Random random, DateTimeOffset now) => random.Next(8) switch
    {
        0 => new CommandAnswer.Blocked("missing", "缺少", Value.Null),
        1 => new CommandAnswer.Fault("坏了", "Test"),
        2 => new CommandAnswer.WaitUntil(now.AddHours(1), "再等"),
        3 => new CommandAnswer.Outcome("Nonsense"),
        _ => new CommandAnswer.Outcome("Done"),
    };

    private static async Task Act(Desk desk, Random random)
    {
        var bookmarks = desk.State!.Bookmarks;
        var bookmark = bookmarks[random.Next(bookmarks.Count)];
        var targets = desk.Definition.Root.Children;
        Stimulus stimulus = (bookmark.Kind, random.Next(12)) switch
        {
            (_, 0) => new Stimulus.MoveTo(bookmark.Id, targets[random.Next(targets.Count)].Id, "任意"),
            (BookmarkKind.Task, _) => new Stimulus.TaskCompleted(bookmark.Id, Outcomes[random.Next(Outcomes.Length)], Value.Null),
            (BookmarkKind.LaterCommand, < 6) => new Stimulus.TimerFired(bookmark.Id),
            (BookmarkKind.Incident, < 6) => new Stimulus.AnswerIncident(bookmark.Id, "Done", Value.Null),
            _ => new Stimulus.Retry(bookmark.Id),
        };
        desk.Now = desk.Now.AddHours(random.Next(3));
        await desk.Take(stimulus);
    }
}
