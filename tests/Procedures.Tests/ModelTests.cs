namespace Approvals.Procedures.Tests;

/// <summary>Random lives of many cases of every procedure at once, by twenty officials on a moving clock, against a model that knows nothing of the product's code.</summary>
public class ModelTests(PostgreSqlServer server, ITestOutputHelper output)
{
    private const int PerCounty = 500;
    private const int AtOnce = 20;
    private const int MostSteps = 45;

    [Fact]
    public async Task No_fund_below_zero_no_limit_exceeded_no_hand_twice_every_payment_from_one_decision_every_case_waiting()
    {
        var seed = Soak.Seed(output);
        var (count, sums) = (Soak.Count(2_000, 100_000), new int[7]);
        for (var county = 0; county < count / PerCounty; county++)
        {
            await using var lived = (await LiveAsync(new Random(seed + county), sums)).Installation;
            output.WriteLine($"SEED={seed + county} for this county alone; {(county + 1) * PerCounty} cases, {Environment.CpuUsage.TotalTime.TotalSeconds:0} CPU seconds of this run");
        }

        output.WriteLine($"{count} cases, {sums[0]} actions taken, {sums[1]} refused, {sums[2]} approvals, {sums[3]} payments, {sums[4]} confirmations of 低保, {sums[5]} awards, {sums[6]} follow-ups");
        Assert.True(sums[1] > 0 && sums[2] > count / 10 && sums[3] > count / 20 && sums[4] > count / 200 && sums[5] > count / 400 && sums[6] > count / 100, "The walk has to reach what it is about.");
    }

    private async Task<ModelWalk> LiveAsync(Random random, int[] sums)
    {
        var walk = await ModelWalk.StartAsync(server, random);
        var (begun, living) = (0, new List<ModelLife>());
        while (begun < PerCounty || living.Count > 0)
        {
            if (living.Count < AtOnce && begun < PerCounty)
            {
                if (await walk.BeginAsync(begun++) is { } life)
                {
                    living.Add(life);
                }

                continue;
            }

            var next = living[random.Next(living.Count)];
            if (!await walk.StepAsync(next) || ++next.Steps > MostSteps)
            {
                living.Remove(next);
            }

            if (random.Next(25) == 0)
            {
                await walk.DeskAsync();
            }
        }

        await walk.CheckAsync();
        int[] more = [walk.Taken, walk.Refused, walk.Ledger.Approved, walk.Ledger.Paid, walk.Ledger.Confirmed, walk.Ledger.Awarded, walk.Followed];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += more[i];
        }

        return walk;
    }
}
