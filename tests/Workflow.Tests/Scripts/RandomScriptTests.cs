using System.Diagnostics;
using Approvals.Workflow.Expressions;

namespace Approvals.Workflow.Tests.Scripts;

/// <summary>Whatever is written, a script ends: with a value that can be kept, or with an error that has a place.</summary>
public sealed class RandomScriptTests(ITestOutputHelper output)
{
    /// <summary>Seeds that once found something; run every day.</summary>
    private static readonly int[] Known = [1, 20261120];

    [Fact]
    public void Random_programs_never_hang_crash_or_exceed_their_bounds()
    {
        foreach (var seed in Known)
        {
            Run(new Random(seed), 500);
        }
        Run(new Random(Soak.Seed(output)), Soak.Count(5_000, 1_000_000));
    }

    private static void Run(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var source = random.Next(4) == 0 ? Soup(random) : Program(random);
            Try(source);
        }
    }

    private static void Try(string source)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var value = Script.Parse(source).Run(Scope.Example());
            Assert.True(value.Depth <= Value.MaximumDepth && value.Weight <= Value.MaximumWeight, source);
            Assert.Equal(value, ValueJson.Parse(value.ToString()));
        }
        catch (ExpressionException e)
        {
            Assert.True(e.At.Line >= 1 && e.At.Column >= 1 && e.Remedy.Length > 0, source);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{e.GetType().Name} from: {source}\n{e.StackTrace}");
        }
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(5), $"slow: {source}");
    }

    /// <summary>Tokens in any order.</summary>
    private static string Soup(Random random)
    {
        string[] tokens = ["variables", ".", "n", "(", ")", "[", "]", "{", "}", "${", "`", "'", "\"", "=>", "x", "map", "reduce", "+", "-", "*", "/", "**", "%", "?", ":", "??", "?.", "&&", "||", "===", "<", ",", ";", "return", "1", "0.1", "9e59", "'a'", "\\", "\n", "//", "/*", "getVariable", "new", "Date", "JSON.parse", "list", "=", "typeof", "!", "𝒳", "的", "\0"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => tokens[random.Next(tokens.Length)] + (random.Next(3) == 0 ? " " : "")));
    }

    private static string Program(Random random)
    {
        var statements = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(4) == 0 ? $"setVariable('n', {Expression(random, 4)})" : Expression(random, 5));
        return string.Join("; ", statements);
    }

    private static string Expression(Random random, int depth, string locals = "")
    {
        string Next(string more = "") => Expression(random, depth - 1, locals + more);
        if (depth <= 0)
        {
            return Leaf(random, locals);
        }
        return random.Next(14) switch
        {
            0 => $"({Next()})",
            1 => $"{Next()} {Pick(random, "+ - * / % ** === !== == < > <= >= && || ??")} {Next()}",
            2 => $"{Next()} ? {Next()} : {Next()}",
            3 => $"[{Next()}, {Next()}]",
            4 => $"({{ a: {Next()}, [{Next()}]: {Next()} }})",
            5 => $"`a${{{Next()}}}b${{{Next()}}}`",
            6 => $"{Leaf(random, locals)}.{Pick(random, "map filter some every find findIndex")}(x => {Next("x")})",
            7 => $"{Next()}.reduce((x, y) => {Next("xy")}, {Next()})",
            8 => $"{Leaf(random, locals)}?.{Pick(random, "a b length name")}",
            9 => $"{Leaf(random, locals)}[{Next()}]",
            10 => $"{Pick(random, "! - + typeof")} {Leaf(random, locals)}",
            11 => $"{Leaf(random, locals)}.{Pick(random, "repeat padStart slice split replaceAll concat join indexOf toFixed at includes trim getTime")}({Next()}, {Next()})",
            12 => $"{Pick(random, "String Number Boolean Math.round Math.max JSON.stringify Object.keys Object.values parseInt getVariable")}({Next()})",
            _ => $"new Date({Next()})",
        };
    }

    private static string Leaf(Random random, string locals)
    {
        if (locals.Length > 0 && random.Next(2) == 0)
        {
            return locals[random.Next(locals.Length)].ToString();
        }
        string[] leaves = ["1", "0", "-3", "0.1", "9007199254740993", "99999999999999999999", "'abc'", "''", "'2026-01-31'", "null", "undefined", "true", "[]", "({})", "variables.n", "variables.s", "variables.list", "variables.people", "variables.o", "variables.none", "getInput('Amount')", "getN()"];
        return leaves[random.Next(leaves.Length)];
    }

    private static string Pick(Random random, string choices)
    {
        var all = choices.Split(' ');
        return all[random.Next(all.Length)];
    }
}
