using Approvals.Domain;

namespace Approvals.Benchmarks;

/// <summary>The floor: what somebody would write who knows nothing but 榆树市 on 2022-03-01. Whole fen, every figure a constant, arrays, no checks.</summary>
internal static class TightLoop
{
    private const long Rural = 4000_00;
    private const long Urban = 600_00 * 12;
    private const long CentralPension = 93_00;

    /// <summary>Fen for a unit of the county's table, by item and loss of labour, as the columns number them.</summary>
    public static long[] UnitFen(IReadOnlyList<string> items) => [.. items.SelectMany(item => item switch
    {
        "maize" => new long[] { 620_00, 620_00, 620_00 },
        "rice" => [780_00, 780_00, 780_00],
        "soybean" => [430_00, 430_00, 430_00],
        "pig" => [350_00, 350_00, 350_00],
        "cattle" => [1800_00, 1800_00, 1800_00],
        "hens" => [900_00, 900_00, 900_00],
        "casual-work" => [110_00, 55_00, 0],
        "migrant-work" => [2600_00, 1300_00, 0],
        "land-lease" => [500_00, 500_00, 500_00],
        "grain-subsidy" => [95_00, 95_00, 95_00],
        _ => throw new InvalidOperationException(item),
    })];

    /// <summary>What is paid to all of them in a month, in fen, and to how many.</summary>
    public static (long Fen, int Eligible) Run(int[] ends, byte[] members, bool[] urban, MassIncome[] incomes, long[] unitFen)
    {
        var (paid, eligible, at) = (0L, 0, 0);
        for (var h = 0; h < ends.Length; h++)
        {
            var (perPerson, sum) = (urban[h] ? Urban : Rural, 0L);
            for (; at < ends[h]; at++)
            {
                ref readonly var income = ref incomes[at];
                switch (income.Kind)
                {
                    case MassIncomeKind.BasicPension:
                        sum += Math.Max(income.Amount - CentralPension, 0) * income.Times;
                        break;
                    case MassIncomeKind.Business:
                        sum += Math.Max(income.Amount * income.Times, 0);
                        break;
                    case MassIncomeKind.Assessed:
                        sum += ((income.Amount * unitFen[income.Detail]) + 50) / 100;
                        break;
                    case MassIncomeKind.Support:
                        sum += Math.Max(((income.Amount - (2 * perPerson * income.Times)) + income.Detail) / (2 * income.Detail), 0);
                        break;
                    default:
                        // No deduction for costs of work and nothing left out of guaranteed revenue here.
                        sum += income.Amount * income.Times;
                        break;
                }
            }

            var gap = (perPerson * members[h]) - sum;
            if (gap > 0)
            {
                paid += (gap + 6) / 12;
                eligible++;
            }
        }

        return (paid, eligible);
    }
}
