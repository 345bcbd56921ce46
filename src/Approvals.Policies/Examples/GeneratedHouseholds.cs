using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>A person of a made-up household.</summary>
/// <param name="Name">As printed: the place in the household, no name.</param>
/// <param name="Relation">To the applicant.</param>
/// <param name="Age">Full years.</param>
/// <param name="Labour">Loss of the ability to work.</param>
public sealed record GeneratedPerson(string Name, Relation Relation, int Age, LabourLoss Labour);

/// <summary>A made-up household: who lives there, and its facts.</summary>
public sealed record GeneratedHousehold(IReadOnlyList<GeneratedPerson> Persons, HouseholdFacts Facts);

/// <summary>Made-up households of a farming county, three people each on average: old couples on a pension and a little land, families with migrant sons,
/// townspeople on wages, the ill and disabled. The same seed gives the same households.</summary>
/// <param name="seed">The seed.</param>
/// <param name="application">The month they all apply in.</param>
/// <param name="table">The county's assessment table; without one, incomes are amounts only.</param>
public sealed class GeneratedHouseholds(ulong seed, YearMonth application, IReadOnlyDictionary<string, UnitValue> table)
{
    private const int AdultAge = 18;
    private const int PensionAge = 60;
    private const int OldAge = 75;
    private const int Hundredths = 100;

    private static readonly int[] Sizes = [13, 26, 28, 19, 9, 4, 1];
    private static readonly Sourced<LabourLoss>[] Losses = [Sourced.Given(LabourLoss.None), Sourced.Given(LabourLoss.Partial), Sourced.Given(LabourLoss.Full)];

    private readonly SeededChance _chance = new(seed);
    private readonly string[] _crops = ItemsOf(table, v => v.Per == "亩" && v.Kind == IncomeKind.Business);
    private readonly string[] _animals = ItemsOf(table, v => v.Per != "亩" && v.Kind == IncomeKind.Business);
    private readonly string[] _work = ItemsOf(table, v => v.ByLabour);
    private readonly HashSet<string> _daily = [.. ItemsOf(table, v => v.Per == "天")];
    private readonly string[] _land = ItemsOf(table, v => v.Per == "亩" && v.Kind is IncomeKind.Property or IncomeKind.Transfer);

    /// <summary>The next household.</summary>
    public GeneratedHousehold Next()
    {
        var persons = Persons();
        var kind = _chance.Percent(15) ? StandardKind.Urban : StandardKind.Rural;
        var (incomes, quantities, costs) = (new List<IncomeFact>(), new List<QuantityItem>(), new List<EmploymentCostFact>());
        foreach (var person in persons)
        {
            Earn(person, kind, incomes, quantities, costs);
        }

        if (kind == StandardKind.Rural)
        {
            Farm(persons[0], quantities, incomes);
        }

        return new GeneratedHousehold(persons, new HouseholdFacts(persons.Count, "persons", kind, application, incomes, costs)
        {
            Quantities = quantities,
            Supporters = Supporters(persons[0]),
            Labour = persons.ToDictionary(p => p.Name, p => Losses[(int)p.Labour]),
        });
    }

    private static string[] ItemsOf(IReadOnlyDictionary<string, UnitValue> table, Func<UnitValue, bool> wanted) =>
        [.. table.Values.Where(wanted).Select(v => v.Id).Order(StringComparer.Ordinal)];

    private List<GeneratedPerson> Persons()
    {
        var size = _chance.Weighted(Sizes) + 1;
        var age = size == 1 ? _chance.Between(46, 90) : _chance.Between(31, 84);
        var persons = new List<GeneratedPerson> { Person("申请人", Relation.Self, age) };
        for (var i = 1; i < size; i++)
        {
            persons.Add(i == 1 && _chance.Percent(85) ? Person("配偶", Relation.Spouse, Math.Max(22, age - _chance.Between(-3, 5)))
                : age < 60 && _chance.Percent(25) ? Person($"父母{i}", Relation.Parent, age + _chance.Between(20, 31))
                : Person($"子女{i}", Relation.Child, Math.Clamp(age - _chance.Between(22, 34), 0, 44)));
        }

        return persons;
    }

    private GeneratedPerson Person(string name, Relation relation, int age)
    {
        var lost = age < AdultAge || age >= OldAge ? LabourLoss.Full
            : _chance.Percent(age >= PensionAge ? 60 : 14) ? LabourLoss.Partial
            : _chance.Percent(6) ? LabourLoss.Full : LabourLoss.None;
        return new GeneratedPerson(name, relation, age, lost);
    }

    private void Earn(GeneratedPerson person, StandardKind kind, List<IncomeFact> incomes, List<QuantityItem> quantities, List<EmploymentCostFact> costs)
    {
        if (person.Age >= PensionAge)
        {
            incomes.Add(Fact(person, IncomeKind.BasicPension, _chance.Between(103_00, 160_00), 12));
            if (_chance.Percent(20))
            {
                incomes.Add(Fact(person, IncomeKind.OtherPension, _chance.Between(5_00, kind == StandardKind.Urban ? 1800_00 : 90_00), 12));
            }
        }

        if (person.Age < AdultAge || person.Labour == LabourLoss.Full)
        {
            return;
        }

        if (_work.Length > 0 && _chance.Percent(kind == StandardKind.Urban ? 15 : 60))
        {
            var work = _work[_chance.Below(_work.Length)];
            quantities.Add(Quantity(person, work, (_daily.Contains(work) ? _chance.Between(20, 220) : _chance.Between(3, 11)) * Hundredths));
        }
        else if (_chance.Percent(kind == StandardKind.Urban ? 75 : 29))
        {
            incomes.Add(Fact(person, IncomeKind.Wage, _chance.Between(1200_00, 4500_00), _chance.Between(3, 12)));
            if (_chance.Percent(29))
            {
                costs.Add(new EmploymentCostFact(person.Name, 0, "job") { Since = application.AddMonths(-_chance.Between(1, 18)) });
            }
        }

        if (_chance.Percent(4))
        {
            incomes.Add(Fact(person, IncomeKind.GuaranteedRevenue, _chance.Between(300_00, 3000_00), 1));
        }
    }

    private void Farm(GeneratedPerson head, List<QuantityItem> quantities, List<IncomeFact> incomes)
    {
        if (_crops.Length > 0 && _chance.Percent(70))
        {
            quantities.Add(Quantity(head, _crops[_chance.Below(_crops.Length)], _chance.Between(200, 2500)));
        }

        if (_land.Length > 0 && _chance.Percent(46))
        {
            quantities.Add(Quantity(head, _land[_chance.Below(_land.Length)], _chance.Between(100, 1800)));
        }

        if (_animals.Length > 0 && _chance.Percent(18))
        {
            quantities.Add(Quantity(head, _animals[_chance.Below(_animals.Length)], _chance.Between(1, 8) * Hundredths));
        }

        if (_chance.Percent(12))
        {
            incomes.Add(Fact(head, IncomeKind.Business, _chance.Between(-4000_00, 9000_00), 1));
        }
    }

    // The married sons and daughters of the old, who keep households of their own.
    private List<SupporterFacts> Supporters(GeneratedPerson head) =>
        head.Age < PensionAge || !_chance.Percent(40) ? []
        : [.. Enumerable.Range(1, _chance.Between(1, 2)).Select(i => new SupporterFacts(
            $"义务人{i}", Sourced.Given(new Money(_chance.Between(12_000, 90_000) * 100L)), Sourced.Given(_chance.Between(2, 5)), Sourced.Given(_chance.Between(1, 3)), Sourced.Given(_chance.Percent(8))))];

    private static IncomeFact Fact(GeneratedPerson person, IncomeKind kind, int fen, int times) => new(person.Name, kind, new Money(fen), times, "generated");

    private static QuantityItem Quantity(GeneratedPerson person, string item, int hundredths) =>
        new(person.Name, item, Sourced.Given(new Ratio(hundredths, Hundredths))) { Labour = Losses[(int)person.Labour] };
}
