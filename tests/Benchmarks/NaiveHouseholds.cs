using Approvals.Domain;

namespace Approvals.Benchmarks;

/// <summary>The usual way: objects, decimals, LINQ, and parameters looked up by name where they are needed.</summary>
internal sealed class NaiveHouseholds
{
    private static readonly Dictionary<string, decimal> Parameters = new()
    {
        ["dibao.rural-standard"] = 4000m,
        ["dibao.urban-standard"] = 600m,
        ["income.central-basic-pension"] = 93m,
        ["income.support.exempt-multiple"] = 2m,
        ["income.support.share"] = 0.50m,
        ["income.labour-coefficients.None"] = 1.00m,
        ["income.labour-coefficients.Partial"] = 0.50m,
        ["income.labour-coefficients.Full"] = 0m,
        ["income.job-cost.base"] = 0m,
    };

    private readonly List<Household> _households = [];

    public void Add(Policies.HouseholdFacts facts, IReadOnlyDictionary<string, UnitValue> table) => _households.Add(new Household
    {
        IsUrban = facts.Kind == StandardKind.Urban,
        MemberCount = facts.Members,
        Incomes =
        [
            .. facts.Incomes.Select(i => new Income { Person = i.Person, Kind = $"{i.Kind}", Amount = i.Amount.Fen / 100m, Times = i.Times }),
            .. facts.Quantities.Select(q => new Income
            {
                Person = q.Person,
                Kind = "Assessed",
                Amount = (decimal)(long)q.Quantity.Value.Numerator / (long)q.Quantity.Value.Denominator,
                UnitValue = table[q.Item].Amount.Fen / 100m,
                Labour = table[q.Item].ByLabour ? $"{q.Labour!.Value.Value}" : "None",
                IsWage = table[q.Item].Kind == IncomeKind.Wage,
            }),
            .. facts.Supporters.Select(s => new Income { Person = s.Supporter, Kind = "Support", Amount = s.InAid.Value ? 0m : s.AnnualIncome.Value.Fen / 100m, Times = s.Members.Value, Supported = s.Supported.Value }),
        ],
    });

    /// <summary>What is paid to all of them in a month, in fen, and to how many.</summary>
    public (long Fen, int Eligible) Run()
    {
        var paid = _households.Select(Monthly).ToList();
        return ((long)(paid.Sum(p => p ?? 0m) * 100m), paid.Count(p => p is not null));
    }

    private static decimal? Monthly(Household household)
    {
        var standard = household.IsUrban ? Parameters["dibao.urban-standard"] * 12 : Parameters["dibao.rural-standard"];
        var income = household.Incomes.GroupBy(i => i.Person).Sum(person =>
            person.Sum(i => Countable(i, standard)) - Math.Min(person.Where(i => i.Kind == "Wage" || i.IsWage).Sum(i => Countable(i, standard)), Parameters["income.job-cost.base"]));
        return income < standard * household.MemberCount ? Math.Round(((standard * household.MemberCount) - income) / 12m, 2, MidpointRounding.AwayFromZero) : null;
    }

    private static decimal Countable(Income income, decimal standard) => income.Kind switch
    {
        "BasicPension" => Math.Max(income.Amount - Parameters["income.central-basic-pension"], 0m) * income.Times,
        "Business" => Math.Max(income.Amount * income.Times, 0m),
        "Assessed" => Math.Round(income.Amount * income.UnitValue * Parameters[$"income.labour-coefficients.{income.Labour}"], 2, MidpointRounding.AwayFromZero),
        "Support" => Math.Round(Math.Max((income.Amount - (standard * Parameters["income.support.exempt-multiple"] * income.Times)) * Parameters["income.support.share"] / income.Supported, 0m), 2, MidpointRounding.AwayFromZero),
        _ => income.Amount * income.Times,
    };

    private sealed class Household
    {
        public bool IsUrban { get; init; }

        public int MemberCount { get; init; }

        public List<Income> Incomes { get; init; } = [];
    }

    private sealed class Income
    {
        public string Person { get; init; } = "";

        public string Kind { get; init; } = "";

        public decimal Amount { get; init; }

        public int Times { get; init; } = 1;

        public decimal UnitValue { get; init; }

        public string Labour { get; init; } = "None";

        public bool IsWage { get; init; }

        public int Supported { get; init; } = 1;
    }
}
