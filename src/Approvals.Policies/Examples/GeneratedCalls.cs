using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Made-up households as lines for the rule book, one call of dibao.household each.</summary>
public static class GeneratedCalls
{
    /// <summary>The call for a household.</summary>
    /// <param name="household">The household.</param>
    /// <param name="area">Whose law.</param>
    /// <param name="on">The legal day.</param>
    public static string Of(GeneratedHousehold household, AreaCode area, DateOnly on) => CanonicalJson.Of(json => json.Members(o =>
    {
        o.Name("rule").Text("dibao.household");
        o.Name("area").Text(area.ToString());
        o.Name("on").Day(on);
        o.Name("given").Members(given => WriteGiven(given, household));
    }));

    private static void WriteGiven(CanonicalJson json, GeneratedHousehold household)
    {
        json.Name("applicationMonth").Text($"{household.Facts.ApplicationMonth}");
        json.Name("standard").Text(Kebab.Of(household.Facts.Kind));
        json.Name("persons").List(household.Persons, WritePerson);
        json.Name("quantities").List(household.Facts.Quantities, (j, q) => j.Members(o =>
        {
            o.Name("person").Text(q.Person);
            o.Name("item").Text(q.Item);
            o.Name("quantity").Text(q.Quantity.Value.ToDecimalText());
        }));
        json.Name("incomes").List(household.Facts.Incomes, (j, i) => j.Members(o =>
        {
            o.Name("person").Text(i.Person);
            o.Name("kind").Text(Kebab.Of(i.Kind));
            o.Name("amount").Money(i.Amount);
            o.Name("times").Number(i.Times);
        }));
        json.Name("supporters").List(household.Facts.Supporters, (j, s) => j.Members(o =>
        {
            o.Name("supporter").Text(s.Supporter);
            o.Name("annualIncome").Money(s.AnnualIncome.Value);
            o.Name("members").Number(s.Members.Value);
            o.Name("supported").Number(s.Supported.Value);
            o.Name("inAid").Boolean(s.InAid.Value);
        }));
    }

    private static void WritePerson(CanonicalJson json, GeneratedPerson person) => json.Members(o =>
    {
        o.Name("person").Text(person.Name);
        o.Name("relation").Text(Kebab.Of(person.Relation));
        o.Name("age").Number(person.Age);
        o.Name("situations").Texts(person.Relation is Relation.Parent or Relation.Child ? ["lives-together"] : []);
        o.Name("labour").Text(Kebab.Of(person.Labour));
    });
}
