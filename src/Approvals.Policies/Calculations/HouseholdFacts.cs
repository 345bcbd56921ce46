using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>One recorded income of a household.</summary>
/// <param name="Person">The member as printed.</param>
/// <param name="Kind">What kind of income.</param>
/// <param name="Amount">Each payment, or the year's sum with <paramref name="Times"/> 1; a pension is stated by month.</param>
/// <param name="Times">Payments in the year, 1 to 12; for a pension the months from the beginning of the period.</param>
/// <param name="Reference">The fact's id.</param>
/// <param name="Line">Tells incomes of the same kind apart; two records of one line must agree. The id of the assessment table where it documents an assessed income.</param>
public sealed record IncomeFact(string Person, IncomeKind Kind, Money Amount, int Times, string Reference, string? Line = null);

/// <summary>Months in which a member had costs of going to work (就业成本).</summary>
public sealed record EmploymentCostFact(string Person, int Months, string Reference)
{
    /// <summary>The month of employment: the months that count are then reckoned by the law, and <see cref="Months"/> is not read.</summary>
    public YearMonth? Since { get; init; }
}

/// <summary>What is recorded of a household that asks for 低保.</summary>
/// <param name="Members">Members who live together; not read where <see cref="Family"/> is stated.</param>
/// <param name="MembersReference">The fact that says so.</param>
/// <param name="Kind">Rural or urban standard, by 户籍.</param>
/// <param name="ApplicationMonth">The month of the application: the income period is reckoned from it.</param>
/// <param name="Incomes">Every income that is recorded as an amount.</param>
/// <param name="EmploymentCosts">Costs of going to work.</param>
public sealed record HouseholdFacts(
    int Members,
    string MembersReference,
    StandardKind Kind,
    YearMonth ApplicationMonth,
    IReadOnlyList<IncomeFact> Incomes,
    IReadOnlyList<EmploymentCostFact> EmploymentCosts)
{
    /// <summary>The family book: who counts is then decided by the law.</summary>
    public IReadOnlyList<FamilyPerson> Family { get; init; } = [];

    /// <summary>Incomes known only as quantities: mu, heads, days.</summary>
    public IReadOnlyList<QuantityItem> Quantities { get; init; } = [];

    /// <summary>People outside the household who owe support.</summary>
    public IReadOnlyList<SupporterFacts> Supporters { get; init; } = [];

    /// <summary>How far members have lost the ability to work, by person; needed for guaranteed revenue of poverty projects.</summary>
    public IReadOnlyDictionary<string, Sourced<LabourLoss>> Labour { get; init; } = new Dictionary<string, Sourced<LabourLoss>>();

    /// <summary>The household already receives 低保.</summary>
    public bool Recipient { get; init; }
}

/// <summary>Income and benefit of a household, one following from the other.</summary>
public sealed record HouseholdResult(int Members, Money CountableAnnualIncome, bool Eligible, Money Monthly);
