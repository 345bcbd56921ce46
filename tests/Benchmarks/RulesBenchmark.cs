using System.Globalization;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Policy;

namespace Approvals.Benchmarks;

/// <summary>A million households through income rules and shortfall, beside a tight loop and naive objects, alternating in one run;
/// the explanation of one household; lines of calculate a second. Times are CPU of the process, so that neighbours on the machine do not count.</summary>
internal static class RulesBenchmark
{
    private const ulong Seed = 20220301;
    private static readonly DateOnly On = new(2022, 3, 1);
    private static readonly AreaCode Yushu = AreaCode.Parse("220182");

    public static int Run(bool quick)
    {
        var (households, rounds) = quick ? (100_000, 3) : (1_000_000, 5);
        var policies = ShippedPacks.Load(withDemo: true);
        LawOfTheDay Today() => policies.On(Yushu, On);
        var table = Today().UnitValues("income.unit-values").Value;
        var columns = new HouseholdColumns(YearMonth.Of(On), [.. table.Keys.Order(StringComparer.Ordinal)]);
        var naive = new NaiveHouseholds();
        var some = new List<HouseholdFacts>();
        var generated = new GeneratedHouseholds(Seed, columns.Application, table);
        for (var i = 0; i < households; i++)
        {
            var facts = generated.Next().Facts;
            naive.Add(facts, table);
            if (!columns.TryAdd(facts))
            {
                throw new InvalidOperationException($"Household {i} does not fit.");
            }

            if (some.Count < 20_000)
            {
                some.Add(facts);
            }
        }

        Millions(rounds, columns, naive, Today);
        Explanations(some, Today);
        Lines(policies, quick ? 10_000 : 60_000);
        return 0;
    }

    private static void Millions(int rounds, HouseholdColumns columns, NaiveHouseholds naive, Func<LawOfTheDay> law)
    {
        var (ends, members, urban, incomes) = columns.Arrays();
        var unitFen = TightLoop.UnitFen(columns.Items);
        var (ours, tight, plain) = (new List<double>(), new List<double>(), new List<double>());

        // Until the compiler has made its last version of both loops.
        for (var warm = 0; warm < 20_000_000 / columns.Count; warm++)
        {
            columns.Total(new MassAssessment(MassLaw.Terms(law, columns.Application, columns.Items).Explained!.Value));
            TightLoop.Run(ends, members, urban, incomes, unitFen);
        }

        for (var round = 0; round <= rounds; round++)
        {
            // The law is read anew each time: resolving it is part of our run.
            var mine = Time(() => columns.Total(new MassAssessment(MassLaw.Terms(law, columns.Application, columns.Items).Explained!.Value)), out var total);
            var floor = Time(() => TightLoop.Run(ends, members, urban, incomes, unitFen), out var floored);
            var objects = Time(naive.Run, out var plainly);
            if ((total.Monthly.Fen, total.Eligible) != floored || floored != plainly)
            {
                throw new InvalidOperationException($"They do not agree: {total.Monthly.Fen}/{total.Eligible}, {floored}, {plainly}.");
            }

            // The first round compiles and is thrown away.
            if (round > 0)
            {
                ours.Add(mine);
                tight.Add(floor);
                plain.Add(objects);
            }

            if (round == rounds)
            {
                Print($"{columns.Count:N0} households, {total.Members:N0} people, {incomes.Length:N0} incomes; {total.Eligible:N0} eligible, {total.Monthly} yuan a month; seed {Seed}");
            }
        }

        var scale = 1_000_000.0 / columns.Count;
        Print($"| version | CPU seconds per million households | households per second and core |");
        Print($"|---|---|---|");
        foreach (var (name, times) in new[] { ("ours", ours), ("hand-written tight loop", tight), ("naive decimals and objects", plain) })
        {
            Print($"| {name} | {Median(times) * scale:F3} | {columns.Count / Median(times):N0} |");
        }

        Print($"tight ÷ ours {Median(tight) / Median(ours):P0} (≥ 40 %), naive ÷ ours {Median(plain) / Median(ours):F1} (≥ 10)");
    }

    private static void Explanations(List<HouseholdFacts> households, Func<LawOfTheDay> law)
    {
        var (decided, bytes) = (0, 0L);
        double Round() => Time(() =>
        {
            foreach (var household in households)
            {
                if (HouseholdAssessment.Assess(law(), household).Explained is { } sheet)
                {
                    decided++;
                    bytes += ExplanationJson.ToUtf8(sheet.Explanation).Length;
                }
            }

            return 0;
        }, out _);
        Round();
        (decided, bytes) = (0, 0);
        var seconds = Round();
        Print($"explanation of one household, written as JSON: {seconds / households.Count * 1000:F3} ms (< 0.2), {bytes / decided:N0} bytes, {decided:N0} of {households.Count:N0} decided");
    }

    private static void Lines(PolicySet policies, int count)
    {
        var (chance, examples) = (new SeededChance(Seed), WorkedExamples.Shipped());
        var households = new GeneratedHouseholds(Seed, YearMonth.Of(On), policies.On(Yushu, On).UnitValues("income.unit-values").Value);
        Line("calls of any rule, taken by chance from the examples that ship", count, () => examples[chance.Below(examples.Count)].Call);
        Line("dibao.shortfall with figures made by chance", count, () =>
            $$$"""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":{{{chance.Between(1, 7)}}},"countableAnnualIncome":{{{chance.Between(0, 40_000)}}}.{{{chance.Between(10, 99)}}}}}""");
        Line("dibao.household, whole sheets of made-up households", count / 6, () => GeneratedCalls.Of(households.Next(), Yushu, On));
    }

    private static void Line(string what, int count, Func<string> line)
    {
        var lines = Enumerable.Range(0, count).Select(_ => line()).ToList();
        var calculator = Calculator.OfPacks(withDemo: true);
        double Round() => Time(() => lines.Chunk(2048).Sum(batch => calculator.Answers(batch).Count), out _);
        Round();
        var seconds = Enumerable.Range(0, 3).Select(_ => Round()).ToList();
        Print($"calculate, {lines.Count:N0} lines: {what}: {lines.Count / Median(seconds):N0} per CPU second, {lines.Count / Median(seconds) * Environment.ProcessorCount:N0} a second on {Environment.ProcessorCount} cores (≥ 20,000)");
    }

    private static double Time<T>(Func<T> run, out T result)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Environment.CpuUsage.TotalTime;
        result = run();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
