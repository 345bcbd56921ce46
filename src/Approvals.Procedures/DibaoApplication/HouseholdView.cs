using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The household as the facts say now: what the rules are asked about, each number with the fact it comes from.</summary>
public sealed class HouseholdView
{
    private readonly IReadOnlyList<(Fact Fact, MemberFact Value)> _members;
    private readonly IReadOnlyList<(Fact Fact, IncomeFact Value)> _incomes;
    private readonly (Fact Fact, HouseholdFact Value)? _household;

    private HouseholdView(CaseFacts facts)
    {
        _members = [.. facts.Of<MemberFact>(FactKind.Member)];
        _incomes = [.. facts.Of<IncomeFact>(FactKind.Income)];
        _household = facts.Last<HouseholdFact>(FactKind.Household);
    }

    public static HouseholdView Of(CaseFacts facts) => new(facts);

    public int Members => _members.Count;

    /// <summary>Ids of every fact the calculation reads, in order.</summary>
    public IReadOnlyList<Guid> FactIds =>
        [.. _members.Select(m => m.Fact.Id).Concat(_incomes.Select(i => i.Fact.Id)).Append(_household!.Value.Fact.Id).Order()];

    /// <summary>What the income rules are asked.</summary>
    /// <param name="position">How the explanation names a member without a name: 申请人, 成员2 ….</param>
    public HouseholdFacts Income(DateOnly appliedOn, Func<Guid, string> position) => new(
        Members,
        _members[0].Fact.Id.ToString(),
        _household!.Value.Value.Standard == StandardChoice.Urban ? StandardKind.Urban : StandardKind.Rural,
        YearMonth.Of(appliedOn),
        [.. _incomes.Select(i => new Policies.IncomeFact(position(i.Fact.Subject), KindOf(i.Value.Kind), i.Value.Amount, i.Value.Times, i.Fact.Id.ToString(), i.Value.Line))],
        []);

    /// <summary>What the property rule is asked.</summary>
    public PropertyStatement Property(PropertyFact stated, Fact fact) => new(
        Sourced.Fact(Members, _members[0].Fact.Id.ToString()),
        _household!.Value.Value.Standard == StandardChoice.Urban ? StandardKind.Urban : StandardKind.Rural,
        Sourced.Fact(stated.Savings, fact.Id.ToString()),
        Sourced.Fact(stated.Vehicles, fact.Id.ToString()),
        Sourced.Fact(stated.Houses, fact.Id.ToString()));

    /// <summary>Names members by their place in the household: explanations and events carry no names.</summary>
    public string PositionOf(Guid citizen)
    {
        var index = _members.Select(m => m.Fact.Subject).ToList().IndexOf(citizen);
        return index < 0 ? "已移出的成员"
            : _members[index].Value.Relation == RelationToApplicant.Self ? "申请人"
            : $"成员{index + 1}（{EnumCodes.TextOf(_members[index].Value.Relation)}）";
    }

    private static IncomeKind KindOf(IncomeKindChoice kind) => kind switch
    {
        IncomeKindChoice.Wage => IncomeKind.Wage,
        IncomeKindChoice.Farm => IncomeKind.Business,
        IncomeKindChoice.Property => IncomeKind.Property,
        IncomeKindChoice.Transfer => IncomeKind.Transfer,
        IncomeKindChoice.BasicPension => IncomeKind.BasicPension,
        IncomeKindChoice.OtherPension => IncomeKind.OtherPension,
        IncomeKindChoice.Support => IncomeKind.Support,
        _ => IncomeKind.Other,
    };
}
